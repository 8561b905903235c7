package contactfile

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/visible"
)

// Source is a file of contacts. Its blocks come in their order, and many goroutines may read
// different blocks at once.
type Source struct {
	rows   rows
	want   Want
	layout Layout
	dates  dateForms
	key    int // its place among the names; -1 for none
	isp    int // the same

	record recordSeen
}

// Open reads the beginning of a file. Name is how messages call it. A table must have all
// columns; what a file of objects does not have is known at its end, by Missing.
func Open(from io.Reader, name string, want Want, layout Layout) (*Source, error) {
	s := &Source{want: want, layout: layout, key: -1, isp: -1}
	var err error
	if s.dates, err = parseDateForms(layout.Dates, layout.Zone); err != nil {
		return nil, fmt.Errorf("--dates %s: %w", layout.Dates, err)
	}
	names := make([]string, 0, len(want.Columns)+1)
	for i, c := range want.Columns {
		names = append(names, s.inFile(c.Name))
		if want.isKey(c.Name) {
			s.key = i
		}
	}
	if s.key < 0 && want.Key != "" {
		s.key = len(names)
		names = append(names, s.inFile(want.Key))
	}
	if want.ISP {
		if s.isp = slices.Index(names, s.inFile("isp")); s.isp < 0 {
			s.isp = len(names)
			names = append(names, s.inFile("isp"))
		}
	}
	shape := layout.Shape
	if shape == Records {
		shape = Objects
	}
	s.rows.null = layout.Null
	if err := s.rows.open(from, name, shape, names); err != nil {
		return nil, err
	}
	if s.rows.shape == Objects && layout.Shape == "" && looksLikeRecord(s.rows.head.Text) || layout.Shape == Records {
		s.rows.shape = Records
	}
	if s.rows.shape == Table {
		if err := s.checkHeader(); err != nil {
			return nil, err
		}
		for i, c := range want.Columns {
			if !c.Known && s.rows.seen[i].Load() {
				return nil, &Fault{File: name, Line: s.rows.head.Line, Name: c.Name, Message: "the type is not known: a table does not say it; declare the column with field"}
			}
		}
	}
	return s, nil
}

// checkHeader refuses a table without the column that says which contact it is, or without one
// that the layout names.
func (s *Source) checkHeader() error {
	headers := s.Headers()
	fault := func(format string, args ...any) error {
		return &Fault{File: s.rows.file, Line: s.rows.head.Line, Message: fmt.Sprintf(format, args...)}
	}
	if s.key >= 0 && !s.rows.seen[s.key].Load() {
		return fault("the header has no column %q, which says which contact a row is about; --key names another one", visible.Text(s.rows.names[s.key]))
	}
	for i := range s.want.Columns {
		name := s.want.Columns[i].Name
		if header, mapped := s.layout.Headers[name]; mapped && !slices.Contains(headers, header) {
			return fault("the header has no column %q, which --map takes for %s", visible.Text(header), visible.Text(name))
		}
	}
	return nil
}

// inFile returns what the file calls a column.
func (s *Source) inFile(name string) string {
	if header, ok := s.layout.Headers[name]; ok {
		return header
	}
	return name
}

// Name returns what messages call the file.
func (s *Source) Name() string { return s.rows.file }

// Shape returns how the contacts are written.
func (s *Source) Shape() Shape { return s.rows.shape }

// Next returns the next block, and io.EOF after the last one.
func (s *Source) Next() (Block, error) { return s.rows.block() }

// Read calls a function for every contact of a block, in its order. The contact may not be
// kept. If a contact is not right, it is nil and the fault, which is a *Fault, says why: the
// function returns an error to end the work. A file that cannot be read on is an error, too.
func (s *Source) Read(b *Block, each func(c *Contact, fault error) error) error {
	var c Contact
	if s.rows.shape == Records {
		return s.records().block(b, &c, each)
	}
	return s.rows.each(b, func(line int64, text string, cells []cell, fault error) error {
		if fault != nil {
			return each(nil, fault)
		}
		if s.rows.shape == Table && s.isHeader(cells) {
			wrong := &Fault{File: s.rows.file, Line: line, Message: "this row is the header once more; give files one by one, and not as one"}
			if !s.repeatsHeader(cells) {
				wrong.Fatal, wrong.Message = true, "this row has names of the header, but at other places; give files one by one, and not as one"
			}
			return each(nil, wrong)
		}
		c.reset(len(s.want.Columns))
		c.Line = line
		if wrong := s.contact(&c, cells); wrong != nil {
			return each(nil, s.rows.fault(line, text, wrong))
		}
		s.rows.sawCells(cells)
		return each(&c, nil)
	})
}

// isHeader reports whether a row has a name of the header in each column that is asked for, in
// any order.
func (s *Source) isHeader(cells []cell) bool {
	if s.repeatsHeader(cells) {
		return true
	}
	some := 0
	for i := range cells {
		if !s.rows.seen[i].Load() {
			continue
		}
		if !slices.Contains(s.rows.headings, strings.TrimPrefix(trimmed(cells[i].text), byteOrderMark)) {
			return false
		}
		some++
	}
	return some > 1
}

// repeatsHeader reports whether a row has the name of each column in the column.
func (s *Source) repeatsHeader(cells []cell) bool {
	some := false
	for i := range cells {
		if !s.rows.seen[i].Load() {
			continue
		}
		if strings.TrimPrefix(trimmed(cells[i].text), byteOrderMark) != s.rows.names[i] {
			return false
		}
		some = true
	}
	return some
}

// contact makes a contact of cells.
func (s *Source) contact(c *Contact, cells []cell) *lineFault {
	for i := range s.want.Columns {
		v, message := s.value(&s.want.Columns[i], &cells[i])
		if message != "" {
			return &lineFault{at: cells[i].at, name: s.want.Columns[i].Name, message: message, value: cells[i].text}
		}
		c.Values[i] = v
	}
	if s.key >= 0 {
		key, message := keyOf(&cells[s.key], s.want.Key)
		if message != "" {
			return &lineFault{at: cells[s.key].at, name: s.want.Key, message: message, value: cells[s.key].text}
		}
		c.Key = key
	}
	if s.isp >= 0 && !isEmpty(&cells[s.isp]) {
		text := trimmed(cells[s.isp].text)
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil || n < 0 || cells[s.isp].kind == jsonText {
			return &lineFault{at: cells[s.isp].at, name: "isp", message: "this must be the number of an ISP", value: text}
		}
		c.ISP, c.HasISP = n, true
	}
	return nil
}

// keyOf returns which contact a row is about: an address is the same in lower case.
func keyOf(c *cell, name string) (key, message string) {
	switch c.kind {
	case bare, quoted, jsonText:
		key = trimmed(c.text)
	case jsonNumber:
		key = c.text
		if number, err := strconv.ParseFloat(key, 64); err == nil && !integer(key) && number == math.Trunc(number) && math.Abs(number) < 1<<53 {
			key = strconv.FormatInt(int64(number), 10) // 1.0 is 1
		}
	case jsonTrue, jsonFalse, jsonArray, jsonObject:
		return "", "this must be a number or a text, since it says which contact it is"
	}
	if key == "" {
		return "", "this is missing, and it says which contact it is"
	}
	if !isPlain(key) && strings.ContainsFunc(key, func(r rune) bool { return r < ' ' || r == 0x7f || r == utf8.RuneError }) {
		return "", "this has a control character or half of a character, and it says which contact it is"
	}
	if name == "email" {
		key = strings.ToLower(key)
	}
	return key, ""
}

// isPlain reports whether a text has nothing but visible ASCII and spaces, as most keys.
func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c >= 0x7f {
			return false
		}
	}
	return true
}

// Missing returns the columns that no contact of the file has, when all blocks are read, and
// what else was asked for and is nowhere.
func (s *Source) Missing() (columns []string, events, lists, isp bool) {
	for i := range s.want.Columns {
		if !s.rows.seen[i].Load() {
			columns = append(columns, s.want.Columns[i].Name)
		}
	}
	return columns, s.want.Events && !s.record.events.Load(), s.want.Lists && !s.record.lists.Load(), s.want.ISP && !s.hasISP()
}

// hasISP reports whether some contact says its ISP.
func (s *Source) hasISP() bool {
	return s.record.isp.Load() || s.rows.shape != Records && s.isp >= 0 && s.rows.seen[s.isp].Load()
}

// Headers returns the columns that a table has; nil for objects.
func (s *Source) Headers() (names []string) {
	return s.rows.headers()
}

// headers returns the columns that a table has; nil for objects.
func (r *rows) headers() []string {
	if r.shape != Table {
		return nil
	}
	return r.headings
}

// isTextual reports whether values of a type are texts.
func isTextual(t column.Type) bool { return t == column.Text || t == column.Choice || t == column.Any }
