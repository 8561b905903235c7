package lsp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// The bounds of one message. A client sends whole texts, which have at most 1 MiB; the
// rest is for escapes, and for a text that is refused by name and not by silence.
const (
	maxHeader = 8 << 10
	maxBody   = 32 << 20
)

// frameError says what is wrong with one message. The next one can be read.
type frameError struct {
	text string
	id   json.RawMessage // of the request, if its beginning says so

	start []byte // of the body, if it is too long
}

// Error implements error.
func (e *frameError) Error() string { return e.text }

// frames reads the messages of a client: a header that says how long they are, and JSON.
type frames struct{ in *bufio.Reader }

func newFrames(in io.Reader) *frames { return &frames{bufio.NewReaderSize(in, maxHeader)} }

// read returns the body of the next message. A [frameError] is about this message alone, and
// any other error ends the input.
func (f *frames) read() ([]byte, error) {
	length, err := f.header()
	if err != nil {
		return nil, err
	}
	if length > maxBody {
		return nil, f.discard(length)
	}
	var body bytes.Buffer // it grows with what really comes
	if _, err := io.CopyN(&body, f.in, length); err != nil {
		return nil, io.ErrUnexpectedEOF
	}
	return body.Bytes(), nil
}

// header reads up to the empty line before a body. It skips lines that are not those of a
// header: after a client has sent garbage, the next header is found.
func (f *frames) header() (length int64, err error) {
	length = -1
	wrong := ""
	for read := 0; ; {
		line, err := f.line()
		if err != nil {
			return 0, err
		}
		if read += len(line); read > maxHeader {
			return 0, &frameError{text: fmt.Sprintf("the header of a message has more than %d KiB", maxHeader>>10)}
		}
		text := strings.TrimRight(string(line), "\r\n")
		if text == "" {
			switch {
			case wrong != "":
				return 0, &frameError{text: wrong}
			case length < 0 && read > len(line):
				return 0, &frameError{text: "a message has no Content-Length"}
			case length >= 0:
				return length, nil
			}
			read = 0 // empty lines between messages
			continue
		}
		name, value, _ := strings.Cut(text, ":")
		if !strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			continue
		}
		number, err := strconv.ParseInt(strings.TrimSpace(value), 10, 64)
		if err != nil || number < 0 {
			wrong = "the Content-Length of a message is not a number of bytes"
			continue
		}
		length, wrong = number, ""
	}
}

// line returns the next line with its end. It returns only the last part of one that
// is longer than a header may be.
func (f *frames) line() ([]byte, error) {
	line, err := f.in.ReadSlice('\n')
	for errors.Is(err, bufio.ErrBufferFull) {
		line, err = f.in.ReadSlice('\n')
	}
	if err != nil && len(line) > 0 {
		return nil, io.ErrUnexpectedEOF
	}
	return line, err
}

// discard reads a body that is too long, and keeps only what says which request it is.
func (f *frames) discard(length int64) error {
	const enough = 4 << 10
	start := make([]byte, enough)
	if _, err := io.ReadFull(f.in, start); err != nil {
		return io.ErrUnexpectedEOF
	}
	if _, err := io.CopyN(io.Discard, f.in, length-enough); err != nil {
		return io.ErrUnexpectedEOF
	}
	return &frameError{fmt.Sprintf("a message has %d bytes; the limit is %d MiB", length, maxBody>>20), idIn(start), start}
}

// idIn returns the id of the message that begins like this; nil if it is not among the first
// members.
func idIn(start []byte) json.RawMessage {
	decoder := json.NewDecoder(bytes.NewReader(start))
	if token, err := decoder.Token(); err != nil || token != json.Delim('{') {
		return nil
	}
	for {
		name, err := decoder.Token()
		if err != nil {
			return nil
		}
		var value json.RawMessage
		if err := decoder.Decode(&value); err != nil {
			return nil
		}
		if name == "id" {
			return value
		}
	}
}

// appendFrame appends a message with its header.
func appendFrame(to, body []byte) []byte {
	to = append(to, "Content-Length: "...)
	to = strconv.AppendInt(to, int64(len(body)), 10)
	to = append(to, "\r\n\r\n"...)
	return append(to, body...)
}
