package contactfile

import "strings"

// fields cuts the rows of a table into cells, as package encoding/csv does.
type fields struct {
	text  string
	comma byte
	at    int
	line  int64 // of the next row
	start int   // of the row
	first int64 // its first line
	cells []cell
}

// next reads one row; false at the end. The place of a cell counts from the start of the row.
func (f *fields) next() (row bool, err error) {
	for f.at < len(f.text) { // empty lines are no rows
		if end := lineEnd(f.text, f.at); end > 0 {
			f.at += end
			f.line++
			continue
		}
		break
	}
	if f.at >= len(f.text) {
		return false, nil
	}
	f.start, f.first, f.cells = f.at, f.line, f.cells[:0]
	if f.bareRow() {
		return true, nil
	}
	for {
		if f.at < len(f.text) && f.text[f.at] == '"' {
			err = f.quotedCell()
		} else {
			err = f.bareCell()
		}
		if err != nil {
			return true, err
		}
		switch {
		case f.at == len(f.text):
			f.line++
			return true, nil
		case f.text[f.at] == f.comma:
			f.at++
			continue
		}
		f.at += lineEnd(f.text, f.at)
		f.line++
		return true, nil
	}
}

// bareRow reads a row of one line without quotes, as most are. It is false for all others.
func (f *fields) bareRow() bool {
	line := f.text[f.at:]
	end := strings.IndexByte(line, '\n')
	if end < 0 {
		return false // the last line, which may end in other ways
	}
	next := f.at + end + 1
	if line = line[:end]; strings.HasSuffix(line, "\r") {
		line = line[:end-1]
	}
	commas := uint64(f.comma) * eachByte
	first, at := 0, 0
	for ; at+wordSize <= len(line); at += wordSize {
		w := word(line, at)
		if zeroBytes(w^'"'*eachByte) != 0 {
			f.cells = f.cells[:0]
			return false
		}
		for found := exactZeroBytes(w ^ commas); found != 0; found &= found - 1 {
			comma := at + lowestByte(found)
			f.cells = append(f.cells, cell{kind: bare, text: line[first:comma], at: first})
			first = comma + 1
		}
	}
	for ; at < len(line); at++ {
		switch line[at] {
		case '"':
			f.cells = f.cells[:0]
			return false
		case f.comma:
			f.cells = append(f.cells, cell{kind: bare, text: line[first:at], at: first})
			first = at + 1
		}
	}
	f.cells = append(f.cells, cell{kind: bare, text: line[first:], at: first})
	f.at = next
	f.line++
	return true
}

// lineEnd returns how many bytes end a line at a place: 0 if none do.
func lineEnd(text string, at int) int {
	switch {
	case text[at] == '\n':
		return 1
	case text[at] == '\r' && at+1 < len(text) && text[at+1] == '\n':
		return 2
	case text[at] == '\r' && at+1 == len(text): // as encoding/csv has it
		return 1
	default:
		return 0
	}
}

// bareCell reads a cell without quotes.
func (f *fields) bareCell() error {
	text, i := f.text, f.at
	for ; i < len(text); i++ {
		c := text[i]
		if c == f.comma || c == '\n' {
			break
		}
		if c == '\r' && lineEnd(text, i) > 0 {
			break
		}
		if c == '"' {
			return &lineFault{at: i - f.start, message: `a quote within a cell is only possible in quotes, as in "a ""word"" in quotes"`}
		}
	}
	f.cells = append(f.cells, cell{kind: bare, text: text[f.at:i], at: f.at - f.start})
	f.at = i
	return nil
}

// quotedCell reads a cell in quotes, in which lines may end.
func (f *fields) quotedCell() error {
	first := f.at
	i := first + 1
	doubled, ends := false, false
	for {
		quote := strings.IndexByte(f.text[i:], '"')
		if quote < 0 {
			return &lineFault{at: first - f.start, message: "the quote that begins here does not end"}
		}
		ends = ends || strings.Contains(f.text[i:i+quote], "\n")
		f.line += int64(strings.Count(f.text[i:i+quote], "\n"))
		i += quote + 1
		if i < len(f.text) && f.text[i] == '"' {
			doubled = true
			i++
			continue
		}
		break
	}
	value := f.text[first+1 : i-1]
	if doubled {
		value = strings.ReplaceAll(value, `""`, `"`)
	}
	if ends {
		value = strings.ReplaceAll(value, "\r\n", "\n")
	}
	if i < len(f.text) && f.text[i] != f.comma && lineEnd(f.text, i) == 0 {
		return &lineFault{at: i - f.start, message: "after the quote at the end of a cell, the next cell or the end of the line was expected"}
	}
	f.cells = append(f.cells, cell{kind: quoted, text: value, at: first - f.start})
	f.at = i
	return nil
}
