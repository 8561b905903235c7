package decompile

import (
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
)

// Locate returns the bytes of a JSON text that a path leads to, or to which it
// leads as far as it can be followed. A text that is too long to be read is not walked:
// the path leads to its first byte. The poll may end the work.
func Locate(p *poll.Poll, data []byte, path string) (start, end int) {
	if len(data) > rule.MaxSize {
		return 0, min(1, len(data))
	}
	w := walker{poll: p, data: data}
	start = w.begin()
	for path != "" {
		step, rest := cutStep(path)
		if !w.enter(step) {
			break
		}
		path, start = rest, w.begin()
	}
	if w.at = start; w.skip() {
		return start, w.at
	}
	return start, min(start+1, len(data))
}

// cutStep returns the first step of a path: the name of a member, or [0].
func cutStep(path string) (step, rest string) {
	path = strings.TrimPrefix(path, ".")
	if strings.HasPrefix(path, `["`) {
		if quoted, err := strconv.QuotedPrefix(path[1:]); err == nil {
			name, _ := strconv.Unquote(quoted) // it is a quoted prefix
			return name, strings.TrimPrefix(path[1+len(quoted):], "]")
		}
	}
	end := strings.IndexAny(path[1:], ".[") + 1
	if end == 0 {
		return path, ""
	}
	return path[:end], path[end:]
}

// begin moves to where the next value begins, and returns the place.
func (w *walker) begin() int {
	w.next()
	return w.at
}

// enter moves to the start of the value of a member or an element.
func (w *walker) enter(step string) bool {
	switch w.next() {
	case '[':
		w.at++
		i, err := strconv.Atoi(strings.Trim(step, "[]"))
		for ; err == nil && i > 0 && w.skip(); i-- {
		}
		c := w.blanks()
		return err == nil && i == 0 && c != ']' && c != 0
	case '{':
		w.at++
		for w.next() == '"' {
			name, ok := w.text()
			if ok && says(name, step) {
				return true
			}
			if !ok || !w.skip() {
				return false
			}
		}
	}
	return false
}
