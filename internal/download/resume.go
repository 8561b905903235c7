package download

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/segc-lang/segc/internal/contactfile"
)

var (
	// ErrNotPart is returned for a file that is not a partial file, or is a broken one.
	ErrNotPart = errors.New("it is not a partial file of segc contacts")
	// ErrOther is returned for a partial file of another download.
	ErrOther = errors.New("it is a partial file of another list or segment, or of other flags or columns")
)

// Resume goes on with a download that a file has a part of. What is after the last whole page is
// removed. An empty file is one that has not begun.
func Resume(file File, head Head) (*Part, error) {
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	from := bufio.NewReaderSize(file, maxLine+1)
	line, err := from.ReadSlice('\n')
	want := head.line()
	switch {
	case len(line) == 0 && errors.Is(err, io.EOF), errors.Is(err, io.EOF) && bytes.HasPrefix(want, line):
		return Begin(file, head)
	case err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull):
		return nil, err
	case err != nil, !bytes.HasPrefix(line, []byte(contactfile.PartMark)):
		return nil, ErrNotPart
	case !bytes.Equal(line, want):
		return nil, ErrOther
	}
	p := newPart(file, file, len(head.Columns))
	end, err := p.read(from, int64(len(line)))
	if err != nil {
		return nil, err
	}
	return p, cutAt(file, end)
}

// read reads the pages of a partial file, and returns where the last whole one ends.
func (p *Part) read(from *bufio.Reader, at int64) (end int64, err error) {
	end = at
	var page []int64
	for number := 2; ; number++ {
		line, err := from.ReadSlice('\n')
		at += int64(len(line))
		switch {
		case errors.Is(err, io.EOF):
			return end, nil
		case errors.Is(err, bufio.ErrBufferFull):
			return 0, broken(number)
		case err != nil:
			return 0, err
		}
		if line[0] != markBegin {
			var c struct {
				ID *int64 `json:"id"`
			}
			if json.Unmarshal(line, &c) != nil || c.ID == nil {
				return 0, broken(number)
			}
			page = append(page, *c.ID)
			continue
		}
		for _, id := range page {
			p.known[id] = struct{}{}
		}
		state := State{Total: -1}
		if json.Unmarshal(line[1:], &state) != nil || state.Page < 1 || state.Contacts != int64(len(p.known)) || state.Contacts < p.State.Contacts+int64(len(page)) ||
			len(state.Have) != len(p.State.Have) {
			return 0, broken(number)
		}
		p.State, page, end = state, page[:0], at
	}
}

func broken(line int) error { return fmt.Errorf("%w: line %d is broken", ErrNotPart, line) }
