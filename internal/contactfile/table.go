package contactfile

import (
	"fmt"
	"slices"
	"strings"
)

// header reads the header of a table, and returns the block without it.
func (r *rows) header(first Block) (Block, error) {
	r.comma = commaOf(first.Text)
	if line, rest, _ := strings.Cut(first.Text, "\n"); len(strings.TrimRight(line, "\r")) == len("sep=;") && strings.HasPrefix(line, "sep=") {
		r.comma = line[len("sep=")] // as Excel writes it
		first.Text = rest
		first.Line++
	}
	r.head = first
	f := fields{text: first.Text, comma: r.comma, line: first.Line}
	row, err := f.next()
	if err != nil {
		return first, r.fault(first.Line, first.Text, err)
	}
	if !row {
		return first, &Fault{File: r.file, Line: first.Line, Message: "the header is missing: the first line must name the columns"}
	}
	if f.at-f.start > MaxLine {
		return first, r.tooLongAt(first.Line)
	}
	for i := range f.cells {
		name := strings.TrimSpace(f.cells[i].text)
		r.headings = append(r.headings, name)
		place, wanted := r.members[name]
		if !wanted || name == "" {
			r.cells = append(r.cells, -1)
			continue
		}
		if name != "" && r.seen[place].Load() {
			return first, &Fault{File: r.file, Line: first.Line, Column: charactersUpTo(first.Text, f.cells[i].at), Name: name, Message: "the header has this column twice"}
		}
		r.saw(place)
		r.cells = append(r.cells, place)
	}
	return Block{Text: first.Text[f.at:], Line: f.line, Number: first.Number}, nil
}

// cellsText counts cells.
func cellsText(n int) string {
	if n == 1 {
		return "1 cell"
	}
	return fmt.Sprintf("%d cells", n)
}

// commaOf returns what separates the cells of a header: the sign that is there most often
// outside of quotes.
func commaOf(text string) byte {
	signs := [...]byte{',', ';', '\t', '|'}
	var counts [len(signs)]int
	inQuotes := false
	for i := range len(text) {
		c := text[i]
		if c == '"' {
			inQuotes = !inQuotes
		}
		if inQuotes {
			continue
		}
		if c == '\n' {
			break
		}
		for j, sign := range signs {
			if c == sign {
				counts[j]++
			}
		}
	}
	best := 0
	for j := range counts {
		if counts[j] > counts[best] {
			best = j
		}
	}
	return signs[best]
}

func (r *rows) eachRow(b *Block, row func(line int64, text string, cells []cell, fault error) error) error {
	f := fields{text: b.Text, comma: r.comma, line: b.Line}
	cells := make([]cell, len(r.names))
	for {
		more, err := f.next()
		if err != nil { // where the next row begins is not known then
			return r.fault(f.first, f.text[f.start:], err)
		}
		if !more {
			return nil
		}
		line := f.first
		text := f.text[f.start:f.at]
		switch {
		case len(text) > MaxLine:
			return r.tooLongAt(line)
		case len(f.cells) != len(r.cells):
			wrong := &Fault{File: r.file, Line: line, Message: fmt.Sprintf("this row has %s, and the header %d", cellsText(len(f.cells)), len(r.cells))}
			if err := row(line, text, nil, wrong); err != nil {
				return err
			}
			continue
		}
		for i, place := range r.cells {
			if place < 0 {
				continue
			}
			c := &cells[place]
			if *c = f.cells[i]; len(r.null) > 0 && c.kind == bare && slices.Contains(r.null, c.text) {
				c.kind = jsonNull
			}
		}
		if err := row(line, text, cells, nil); err != nil {
			return err
		}
	}
}
