package contactfile

import (
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/column"
)

// value reads the value of a column; the message says what is wrong.
func (s *Source) value(c *Column, in *cell) (v contact.Value, message string) {
	switch in.kind {
	case bare, quoted:
		return s.cell(c, in.text, in.kind == quoted)
	case absent, jsonNull:
		if c.NotNull {
			return v, "a value is missing, and the column is declared not null"
		}
		return v, ""
	case jsonText:
		return s.jsonText(c, in.text)
	case jsonNumber:
		if c.Type == column.Number || c.Type == column.Any {
			number, err := contact.Number(in.text)
			if err == nil {
				return number, ""
			}
			return v, "this number has too large an exponent"
		}
	case jsonTrue, jsonFalse:
		if c.Type == column.Boolean || c.Type == column.Any {
			return contact.Boolean(in.kind == jsonTrue), ""
		}
	case jsonArray:
		if c.Type == column.Tags || c.Type == column.Any {
			return tagsOf(in.text)
		}
	case jsonObject:
		if c.Type == column.Date || c.Type == column.Any {
			return s.dateObject(in.text)
		}
	}
	return v, "this must be " + expectedInJSON(c.Type, &s.dates)
}

func (s *Source) jsonText(c *Column, text string) (v contact.Value, message string) {
	switch {
	case isTextual(c.Type):
		return contact.Text(text), ""
	case c.Type == column.Date:
		if written, ok := s.dates.read(text); ok {
			if day, err := contact.Date(written); err == nil {
				return day, ""
			}
		}
		return v, s.noDate(text)
	}
	return v, "this must be " + expectedInJSON(c.Type, &s.dates)
}

// expectedInJSON says what a value of a type must be.
func expectedInJSON(t column.Type, dates *dateForms) string {
	switch t {
	case column.Number:
		return "a number, without quotes"
	case column.Boolean:
		return "true or false, without quotes"
	case column.Date:
		return dates.expected() + ", in quotes"
	case column.Tags:
		return "an array of strings"
	default:
		return "a string"
	}
}

// tagsOf reads an array of strings.
func tagsOf(text string) (v contact.Value, message string) {
	const wrong = "this must be an array of strings"
	s := scanner{text: text}
	var items []string
	for first := true; ; first = false {
		more, err := s.element(first)
		if err != nil {
			return v, wrong
		}
		if !more {
			return contact.Set(items...), ""
		}
		if s.peek() != '"' {
			return v, wrong
		}
		item, err := s.string()
		if err != nil {
			return v, wrong
		}
		items = append(items, item)
	}
}

// dateObject reads {"date":"2026-05-01"}.
func (s *Source) dateObject(text string) (v contact.Value, message string) {
	const wrong = `this must be a date, as in {"date":"2026-05-01"}`
	in := scanner{text: text}
	for first := true; ; first = false {
		name, more, err := in.member(first)
		if err != nil || !more && v.Kind() == contact.Missing {
			return contact.Value{}, wrong
		}
		if !more {
			return v, ""
		}
		if name != "date" || in.peek() != '"' || v.Kind() != contact.Missing {
			return contact.Value{}, wrong
		}
		written, err := in.string()
		if err != nil {
			return contact.Value{}, wrong
		}
		if v, err = contact.Date(written); err != nil {
			return contact.Value{}, wrong
		}
	}
}
