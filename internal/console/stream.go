package console

import (
	"errors"
	"io"
	"sync"
	"unicode/utf8"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/inert"
)

// ErrCommand says that data was not written since a CI system would have run a
// part of it as a command.
var ErrCommand = errors.New("the text has what this CI system runs as a command; write it to a file")

// Options say what a stream leads to.
type Options struct {
	Terminal bool
	Columns  func() int // of the terminal, which may change; nil for no limit
	Log      bool       // a CI system reads what is written, and obeys it
}

// Stream is standard output or standard error. Its methods may be called from
// several goroutines.
type Stream struct {
	w       io.Writer
	options Options

	mu   sync.Mutex
	line inert.Line
	rest []byte // the begun character or escape with which the last words ended
	tail []byte // the begun character with which the last data ended
	open bool   // a status line is shown
}

// New returns a stream that leads to a writer.
func New(w io.Writer, options Options) *Stream { return &Stream{w: w, options: options} }

// Terminal reports whether the stream leads to a terminal.
func (s *Stream) Terminal() bool { return s.options.Terminal }

// Columns returns how wide the terminal is, or 0 for no limit.
func (s *Stream) Columns() int {
	if s.options.Columns == nil {
		return 0
	}
	return s.options.Columns()
}

// Write writes words. It implements io.Writer.
func (s *Stream) Write(p []byte) (int, error) { return s.words(p, door{}) }

// Data returns the way for documents and texts that programs read.
func (s *Stream) Data() io.Writer { return writer(s.data) }

// Painted returns the way for words with segc's own colors and, on a terminal, its isolates.
func (s *Stream) Painted() io.Writer {
	return writer(func(p []byte) (int, error) {
		return s.words(p, door{colors: true, isolates: s.options.Terminal})
	})
}

// Commands returns the way for workflow commands.
func (s *Stream) Commands() io.Writer {
	return writer(func(p []byte) (int, error) { return s.words(p, door{colons: true}) })
}

// writer makes an io.Writer of a function.
type writer func([]byte) (int, error)

// Write implements io.Writer.
func (w writer) Write(p []byte) (int, error) { return w(p) }

// Close writes what is left of a character that nobody completed.
func (s *Stream) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.flush()
}

// Status shows a line in place of the last one, on a terminal; elsewhere it does
// nothing.
func (s *Stream) Status(text string) error {
	if !s.options.Terminal {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.flush(); err != nil {
		return err
	}
	s.open = true
	_, err := io.WriteString(s.w, clearLine+diag.Printable(text))
	return err
}

// ClearStatus removes the line of Status, if there is one.
func (s *Stream) ClearStatus() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.open {
		return nil
	}
	s.open = false
	_, err := io.WriteString(s.w, clearLine)
	return err
}

// clearLine goes to the start of the line and removes what is there.
const clearLine = "\r\x1b[K"

// data writes bytes as they are, unless they would be obeyed.
func (s *Stream) data(p []byte) (int, error) {
	if s.options.Terminal {
		return s.words(p, door{})
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.flush(); err != nil {
		return 0, err
	}
	line, tail := s.line, string(s.tail)+string(p)
	for {
		tail = tail[line.Pass(tail):]
		if !utf8.FullRuneInString(tail) {
			break
		}
		r, size := utf8.DecodeRuneInString(tail)
		if line.Completes(r) && s.options.Log {
			return 0, ErrCommand
		}
		tail = tail[size:]
	}
	s.line, s.tail = line, []byte(tail)
	return s.w.Write(p)
}

// words writes what gets through a door.
func (s *Stream) words(p []byte, through door) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := append(s.rest, p...)
	end := len(text) - through.begun(text)
	out := s.apart(through.clean(string(text[:end])), through)
	s.rest = append([]byte(nil), text[end:]...)
	if _, err := io.WriteString(s.w, out); err != nil {
		return 0, err
	}
	return len(p), nil
}

// flush writes the words that wait for their end.
func (s *Stream) flush() error {
	if len(s.rest) == 0 {
		return nil
	}
	out := s.apart(door{}.clean(string(s.rest)), door{})
	s.rest = nil
	_, err := io.WriteString(s.w, out)
	return err
}

// apart returns words that a CI system does not obey. On a terminal that no CI system
// reads, they stay as they are.
func (s *Stream) apart(text string, through door) string {
	switch {
	case s.options.Terminal && !s.options.Log:
		return text
	case through.colons:
		return s.line.ApartFromCommands(text)
	}
	return s.line.Apart(text)
}
