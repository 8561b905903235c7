package contactfile

import (
	"errors"
	"io"
	"strings"
	"sync/atomic"
)

// rows reads the rows of a table, or objects of JSON, as cells of the columns that are asked
// for. Reading blocks changes nothing but what was seen, so many goroutines may do it.
type rows struct {
	blocks
	shape   Shape
	names   []string       // asked for, as the file calls them
	members map[string]int // their places
	first   *Block         // read to find out the shape
	head    Block          // the line that says it

	comma    byte
	null     []string // texts of a table that say that a value is missing
	headings []string // of a table
	cells    []int    // of a table: the place of what is asked for, by cell; -1 for others
	seen     []atomic.Bool
}

// cell is the value of a row in a column.
type cell struct {
	kind cellKind
	text string // a JSON array or object is as it is written
	at   int    // the byte of the line where it begins
}

// cellKind is how a value is written.
type cellKind uint8

const (
	absent cellKind = iota // the row does not have it
	bare                   // in a table
	quoted                 // in a table, in quotes
	jsonText
	jsonNumber
	jsonTrue
	jsonFalse
	jsonNull
	jsonArray
	jsonObject
)

// open reads the first block, and the header of a table.
func (r *rows) open(from io.Reader, file string, shape Shape, names []string) error {
	r.blocks = blocks{from: from, file: file}
	r.shape, r.names, r.seen = shape, names, make([]atomic.Bool, len(names))
	r.members = make(map[string]int, len(names))
	for i, name := range names {
		r.members[name] = i
	}
	if err := r.fill(0); err != nil {
		return err
	}
	beginning := string(r.buffer[:min(len(r.buffer), 1<<12)])
	if err := refuseEncoding(file, beginning); err != nil {
		return err
	}
	if r.shape == "" {
		r.shape = Table
		if strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(beginning, byteOrderMark), " \t\r\n"), "{") {
			r.shape = Objects
		}
	}
	r.quoted = r.shape == Table
	first, err := r.next()
	if errors.Is(err, io.EOF) && shape == Objects {
		return nil // nobody, as was said
	}
	if errors.Is(err, io.EOF) {
		return &Fault{File: file, Message: "this file is empty: write at least the header of a table"}
	}
	if err != nil {
		return err
	}
	if err := refuseBytes(file, &first); err != nil {
		return err
	}
	first.Text = strings.TrimPrefix(first.Text, byteOrderMark)
	for first.Text != "" { // blank lines before the first one
		line, rest, _ := strings.Cut(first.Text, "\n")
		if strings.TrimSpace(line) != "" {
			break
		}
		first.Text = rest
		first.Line++
	}
	r.head = first
	if r.shape == Table {
		if first, err = r.header(first); err != nil {
			return err
		}
	}
	r.first = &first
	return nil
}

// block returns the next block, and io.EOF after the last one.
func (r *rows) block() (Block, error) {
	if r.first != nil {
		first := *r.first
		r.first = nil
		return first, nil
	}
	b, err := r.next()
	if err == nil {
		err = refuseBytes(r.file, &b)
	}
	return b, err
}

// each calls a function for every row of a block, with its first line and its cells, which
// it may not keep. If a row cannot be read, cells is nil and the fault says why; the function
// returns an error to end the work.
func (r *rows) each(b *Block, row func(line int64, text string, cells []cell, fault error) error) error {
	if r.shape == Table {
		return r.eachRow(b, row)
	}
	cells := make([]cell, len(r.names))
	objects := r.objects()
	line := b.Line
	for text := range strings.Lines(b.Text) {
		if len(text) > MaxLine {
			return r.tooLongAt(line)
		}
		if strings.TrimSpace(text) != "" {
			clear(cells)
			err := objects.read(text, cells)
			given := cells
			if err != nil {
				given, err = nil, r.fault(line, text, err)
			}
			if err := row(line, text, given, err); err != nil {
				return err
			}
		}
		line++
	}
	return nil
}

// fault gives what is wrong in a line its place.
func (r *rows) fault(line int64, text string, err error) error {
	wrong := (*lineFault)(nil)
	if !errors.As(err, &wrong) {
		return err
	}
	if strings.HasPrefix(text, PartMark) {
		return &Fault{File: r.file, Line: line, Message: partOnly, Fatal: true}
	}
	// A copy keeps no block alive.
	return &Fault{File: r.file, Line: line, Column: charactersUpTo(text, min(wrong.at, len(text))), Name: wrong.name, Message: wrong.message, Value: strings.Clone(wrong.value[:min(len(wrong.value), maxShown)])}
}

// sawCells notes that the file has the columns of a row that is right.
func (r *rows) sawCells(cells []cell) {
	for i := range cells {
		if cells[i].kind != absent {
			r.saw(i)
		}
	}
}

// saw notes that the file has a column.
func (r *rows) saw(place int) {
	if !r.seen[place].Load() {
		r.seen[place].Store(true)
	}
}
