package decompile

import (
	"encoding/json"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
)

// maxNesting bounds how deep a value may nest whose end is looked for. No document
// nests as deep, and the decoder keeps a little for each level.
const maxNesting = 100

// errDeep says that a value nests deeper than maxNesting.
var errDeep = errors.New("it nests too deep")

// perByte is about how many bytes the decoder takes for one of a string that it
// reads: for the string, and for the buffer that grows to its length.
const perByte = 4

// Locate returns the bytes of a JSON text that a path leads to, or to which it
// leads as far as it can be followed. A text that is too long to be read, or for
// which there is too little memory, is not walked: the path leads to its first byte.
// The poll may end the work.
func Locate(p *poll.Poll, data []byte, path string) (start, end int) {
	if len(data) > rule.MaxSize || !p.Fits(perByte*len(data)) {
		return 0, min(1, len(data))
	}
	l := locator{data: data, decoder: newDecoder(p, data)}
	start = l.next()
	for path != "" {
		step, rest := cutStep(path)
		if !l.enter(step) {
			return start, endOf(p, data, start)
		}
		path, start = rest, l.next()
	}
	return start, endOf(p, data, start)
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

func (l *locator) skip() error { return skip(l.decoder) }

// endOf returns where the value ends that begins at a place; for what is broken,
// behind its first byte.
func endOf(p *poll.Poll, data []byte, start int) int {
	if start < len(data) {
		if decoder := newDecoder(p, data[start:]); skip(decoder) == nil {
			return start + int(decoder.InputOffset())
		}
	}
	return min(start+1, len(data))
}

// skip passes over a value, token by token.
func skip(decoder *json.Decoder) error {
	for depth := 0; ; {
		token, err := decoder.Token()
		if err != nil {
			return err
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			if depth++; depth > maxNesting {
				return errDeep
			}
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return nil
		}
	}
}

// newDecoder returns a decoder whose poll counts what it reads.
func newDecoder(p *poll.Poll, data []byte) *json.Decoder {
	return json.NewDecoder(&polledReader{p, data})
}

// polledReader reads from data, a few kilobytes at a time.
type polledReader struct {
	poll *poll.Poll
	data []byte
}

// Read implements io.Reader.
func (r *polledReader) Read(to []byte) (int, error) {
	if len(r.data) == 0 {
		return 0, io.EOF
	}
	n := copy(to[:min(len(to), 1<<12)], r.data)
	r.data = r.data[n:]
	r.poll.Step(8 * n)
	return n, nil
}
