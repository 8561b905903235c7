package download

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/segc-lang/segc/internal/contactfile"
)

// File is where a partial file is kept.
type File interface {
	io.ReadWriteSeeker
	Truncate(size int64) error
}

// Head says what a partial file has. A run goes on only with a file of the same head.
type Head struct {
	API      string   `json:"api"` // the base address
	List     string   `json:"list,omitempty"`
	Segment  string   `json:"segment,omitempty"`
	Rules    string   `json:"rules,omitempty"` // what a segment asks, as a hash
	PageSize int      `json:"page_size"`
	Columns  []string `json:"columns"`
}

// line returns the first line of a partial file. It is not JSON, and `segc eval` knows it, so
// that nobody takes a part for the whole.
func (h Head) line() []byte {
	text, _ := json.Marshal(h) // texts and numbers have a form
	return append(append([]byte(contactfile.PartMark+" "), text...), '\n')
}

// State says how far a download is. A partial file has it after each page.
type State struct {
	Page     int     `json:"page"`     // the last one that was read
	Contacts int64   `json:"contacts"` // so far
	Total    int64   `json:"total"`    // that the API says there are; -1 if it does not
	Have     []int64 `json:"have"`     // contacts that have the column, for each column
}

// markBegin begins the line after each page.
const markBegin = '#'

// Part is a download that has begun.
type Part struct {
	State State

	known map[int64]struct{}
	to    io.Writer
	file  File // nil if there is nothing to go on with later
}

// Stream returns a download that is written as it comes, and cannot be gone on with.
func Stream(to io.Writer, columns int) *Part { return newPart(to, nil, columns) }

// Begin returns a download that is kept in a file, from its first page.
func Begin(file File, head Head) (*Part, error) {
	if err := cutAt(file, 0); err != nil {
		return nil, err
	}
	if _, err := file.Write(head.line()); err != nil {
		return nil, err
	}
	return newPart(file, file, len(head.Columns)), nil
}

func newPart(to io.Writer, file File, columns int) *Part {
	return &Part{State: State{Total: -1, Have: make([]int64, columns)}, known: map[int64]struct{}{}, to: to, file: file}
}

// cutAt removes what is after a place of a file, and writes on there.
func cutAt(file File, at int64) error {
	if err := file.Truncate(at); err != nil {
		return err
	}
	_, err := file.Seek(at, io.SeekStart)
	return err
}

// write adds the lines of a page.
func (p *Part) write(lines []byte) error {
	if p.file != nil {
		mark, _ := json.Marshal(p.State) // numbers have a form
		lines = append(append(append(lines, markBegin), mark...), '\n')
	}
	_, err := p.to.Write(lines)
	return err
}

// Finish writes the contacts of a download that is whole, and nothing else that is in its partial
// file.
func (p *Part) Finish(to io.Writer) error {
	if _, err := p.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	from, out, contacts := bufio.NewReaderSize(p.file, maxLine+1), bufio.NewWriterSize(to, 1<<20), int64(0)
	for first := true; ; first = false {
		line, err := from.ReadSlice('\n')
		switch {
		case errors.Is(err, io.EOF) && len(line) == 0 && contacts == p.State.Contacts:
			return out.Flush()
		case errors.Is(err, io.EOF), errors.Is(err, bufio.ErrBufferFull):
			return fmt.Errorf("%w: it was changed during the run", ErrNotPart)
		case err != nil:
			return err
		case first || line[0] == markBegin:
			continue
		}
		contacts++
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
}
