package decompile

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"
)

// Locate returns the bytes of a JSON text that a path leads to, or to which it
// leads as far as it can be followed.
func Locate(data []byte, path string) (start, end int) {
	l := locator{data: data, decoder: json.NewDecoder(bytes.NewReader(data))}
	start = l.next()
	for path != "" {
		step, rest := cutStep(path)
		if !l.enter(step) {
			return start, l.end(start)
		}
		path, start = rest, l.next()
	}
	return start, l.end(start)
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

// locator walks down a JSON text.
type locator struct {
	data    []byte
	decoder *json.Decoder
}

// next returns where the next value or name begins.
func (l *locator) next() int {
	at := int(l.decoder.InputOffset())
	for at < len(l.data) && strings.IndexByte(" \t\r\n,:", l.data[at]) >= 0 {
		at++
	}
	return at
}

// enter moves in front of the value of a member or an element.
func (l *locator) enter(step string) bool {
	open, err := l.decoder.Token()
	if err != nil {
		return false
	}
	if open == json.Delim('[') {
		i, err := strconv.Atoi(strings.Trim(step, "[]"))
		for ; err == nil && i > 0 && l.decoder.More(); i-- {
			err = l.skip()
		}
		return err == nil && i == 0 && l.decoder.More()
	}
	for open == json.Delim('{') && l.decoder.More() {
		name, err := l.decoder.Token()
		switch {
		case err != nil:
			return false
		case name == step:
			return true
		}
		if l.skip() != nil {
			return false
		}
	}
	return false
}

func (l *locator) skip() error {
	var skipped json.RawMessage
	return l.decoder.Decode(&skipped)
}

// end returns where the value ends that begins at a place; for what is broken,
// behind its first byte.
func (l *locator) end(start int) int {
	var value json.RawMessage
	if start >= len(l.data) || json.NewDecoder(bytes.NewReader(l.data[start:])).Decode(&value) != nil {
		return min(start+1, len(l.data))
	}
	return start + len(value)
}
