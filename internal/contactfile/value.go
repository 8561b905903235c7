package contactfile

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/decimal"
)

// expected says what a value of a type must be.
func expected(t column.Type, dates *dateForms) string {
	switch t {
	case column.Number:
		return "a number"
	case column.Boolean:
		return "true or false, 1 or 0, or yes or no"
	case column.Date:
		return dates.expected()
	default:
		return "a text"
	}
}

// cell reads a cell of a table as a value of its column. The cell is not quoted, or its
// quotes are gone; quoted says which.
func (s *Source) cell(c *Column, text string, quoted bool) (v contact.Value, message string) {
	isText := isTextual(c.Type)
	switch {
	case text == "" && (!isText || !s.layout.EmptyIsText), !quoted && slices.Contains(s.layout.Null, text):
		if c.NotNull {
			return v, "a value is missing, and the column is declared not null"
		}
		return v, ""
	case isText:
		return contact.Text(text), ""
	}
	trimmed := strings.TrimSpace(text)
	switch c.Type {
	case column.Number:
		if number, ok := s.number(trimmed); ok {
			return number, ""
		}
		message = s.noNumber(trimmed)
	case column.Boolean:
		switch strings.ToLower(trimmed) {
		case "true", "1", "yes":
			return contact.Boolean(true), ""
		case "false", "0", "no":
			return contact.Boolean(false), ""
		}
	case column.Date:
		if written, ok := s.dates.read(trimmed); ok {
			day, err := contact.Date(written)
			if err == nil {
				return day, ""
			}
		}
		message = s.noDate(trimmed)
	case column.Tags:
		items := strings.Split(text, "|")
		for i := range items {
			items[i] = strings.TrimSpace(items[i])
		}
		return contact.Set(items...), ""
	}
	if message == "" {
		message = "this must be " + expected(c.Type, &s.dates)
	}
	return v, message
}

// number reads a number of a table.
func (s *Source) number(text string) (contact.Value, bool) {
	if s.layout.DecimalComma {
		if _, fraction, has := strings.Cut(text, ","); strings.ContainsAny(text, "eE") || !groupsOfThree(text) || has && !onlyDigits(fraction) {
			return contact.Value{}, false
		}
		text = strings.Replace(strings.ReplaceAll(text, ".", ""), ",", ".", 1)
	}
	if s.perhapsThousands(text) {
		return contact.Value{}, false
	}
	if strings.HasPrefix(text, "+") && len(text) > 1 && text[1] != '-' {
		text = text[1:]
	}
	v, err := contact.Number(text)
	return v, err == nil
}

// onlyDigits reports whether a text has digits and nothing else.
func onlyDigits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// perhapsThousands reports whether a point may separate thousands, as in 1.000: in a table with
// semicolons, as countries with decimal commas have it, if nobody said what it is.
func (s *Source) perhapsThousands(text string) bool {
	if s.layout.DecimalComma || s.layout.PointIsSure || s.rows.comma != ';' {
		return false
	}
	text = strings.TrimLeft(text, "+-")
	return strings.Contains(text, ".") && !strings.HasPrefix(text, "0") && onlyDigits(strings.ReplaceAll(text, ".", "")) && groupsOfThree(text)
}

// groupsOfThree reports whether points separate thousands, if there are any.
func groupsOfThree(text string) bool {
	whole, _, _ := strings.Cut(strings.TrimLeft(text, "+-"), ",")
	groups := strings.Split(whole, ".")
	for i, g := range groups {
		if i == 0 && len(groups) > 1 && (len(g) == 0 || len(g) > 3) || i > 0 && len(g) != 3 {
			return false
		}
	}
	return true
}

// noNumber says what to do about a number that cannot be read.
func (s *Source) noNumber(text string) string {
	switch comma := strings.Contains(text, ","); {
	case s.layout.DecimalComma:
		return "this must be a number with a decimal comma, such as 1.000,50"
	case s.perhapsThousands(text):
		return "the point may separate thousands or be the decimal sign; say --decimal comma or --decimal point"
	case comma:
		return "this must be a number; where a comma is the decimal sign, say --decimal comma"
	default:
		return "this must be a number"
	}
}

// noDate says what to do about a date that cannot be read.
func (s *Source) noDate(text string) string {
	message := "this must be " + s.dates.expected()
	return message + s.dates.hint(text)
}

// integer reports whether a text is a whole number as ids have it.
func integer(text string) bool { return decimal.IsInteger(text) && text != "-0" }
