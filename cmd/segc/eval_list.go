package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/decimal"
	"github.com/segc-lang/segc/internal/evaluation"
	"github.com/segc-lang/segc/internal/inert"
)

// usualSample is how many contacts a table shows if nobody says how many.
const usualSample = 20

// list returns what is written of the contacts that match; nil for numbers.
func (e *evaluated) list() (*evaluation.List, error) {
	f := e.flags
	if !f.listing() {
		return nil, nil
	}
	l := &evaluation.List{Sample: int(f.sample), Seed: f.seed, To: e.out.Data()}
	if f.columns != "" {
		for _, name := range strings.Split(f.columns, ",") {
			if name = strings.TrimSpace(name); name == "" || slices.Contains(l.Columns, name) {
				return nil, errors.New("--columns takes the names of columns, each once, with commas between them")
			}
			l.Columns = append(l.Columns, name)
		}
	}
	switch f.format {
	case "ids":
		l.Row = func(b []byte, key string, _ []contact.Value) []byte { return append(append(b, oneLine(key)...), '\n') }
	case "ndjson":
		l.Row = e.objectRow(l.Columns)
	case "csv":
		l.Row, l.Header = csvRow, csvRow(nil, f.key, headerCells(l.Columns))
	case "table":
		if l.Sample == 0 {
			l.Sample = usualSample
		}
		e.table = tabwriter.NewWriter(e.out, 0, 0, 2, ' ', 0)
		l.To = e.table
		l.Row, l.Header = tableRow, tableRow(nil, f.key, headerCells(l.Columns))
	}
	return l, nil
}

// headerCells returns the names of columns as values of a row.
func headerCells(columns []string) (cells []contact.Value) {
	for _, name := range columns {
		cells = append(cells, contact.Text(name))
	}
	return cells
}

// oneLine returns a key without the ends of lines.
func oneLine(key string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, key)
}

// objectRow writes contacts as JSON objects, with the columns in their order.
func (e *evaluated) objectRow(columns []string) func([]byte, string, []contact.Value) []byte {
	return func(b []byte, key string, values []contact.Value) []byte {
		var line bytes.Buffer
		encoder := json.NewEncoder(&line)
		encoder.SetEscapeHTML(false)
		member := func(name string, v any) {
			if line.Len() > 1 {
				line.WriteByte(',')
			}
			_ = encoder.Encode(name) // a text has a JSON form, and memory takes it
			line.Truncate(line.Len() - 1)
			line.WriteByte(':')
			_ = encoder.Encode(v) // as above
			line.Truncate(line.Len() - 1)
		}
		line.WriteByte('{')
		if !slices.Contains(columns, e.flags.key) {
			member(e.flags.key, key)
		}
		for i, name := range columns {
			if values[i].Kind() == contact.DateKind {
				member(name, values[i].Text())
			} else {
				member(name, values[i])
			}
		}
		line.WriteString("}\n")
		return append(b, inert.JSON(line.Bytes())...)
	}
}

// csvRow writes a row of a table. A cell that a spreadsheet would take for a formula gets a
// quote before it.
func csvRow(b []byte, key string, values []contact.Value) []byte {
	if decimal.IsInteger(key) {
		b = append(b, key...)
	} else {
		b = appendCell(b, harmless(key))
	}
	for i := range values {
		b = append(b, ',')
		if text := cellText(&values[i]); values[i].Kind() == contact.NumberKind {
			b = append(b, text...)
		} else {
			b = appendCell(b, harmless(text))
		}
	}
	return append(b, '\n')
}

// appendCell writes a cell, in quotes if some program would end it early: spreadsheets of many
// countries separate cells with semicolons.
func appendCell(b []byte, cell string) []byte {
	if !strings.ContainsAny(cell, "\",;\t\r\n") && strings.TrimSpace(cell) == cell {
		return append(b, cell...)
	}
	return append(append(append(b, '"'), strings.ReplaceAll(cell, `"`, `""`)...), '"')
}

// harmless returns a cell that no spreadsheet takes for a formula.
func harmless(cell string) string {
	if cell != "" && strings.IndexByte("=+-@\t\r", cell[0]) >= 0 {
		return "'" + cell
	}
	return cell
}

// cellText returns a value as tables have it.
func cellText(v *contact.Value) string {
	if v.Kind() == contact.SetKind {
		return strings.Join(v.Set(), "|")
	}
	return v.Text()
}

// tableRow writes a row for a person to read.
func tableRow(b []byte, key string, values []contact.Value) []byte {
	cells := []string{visible(key)}
	for i := range values {
		text := visible(cellText(&values[i]))
		if values[i].Kind() == contact.Missing {
			text = "–"
		}
		cells = append(cells, short(text, 40))
	}
	return append(append(b, strings.Join(cells, "\t")...), '\n')
}

// endList writes what is left of a list.
func (e *evaluated) endList() error {
	if e.table == nil {
		return nil
	}
	if err := e.table.Flush(); err != nil {
		return cannot("write", "the contacts", err)
	}
	return nil
}
