package gen

import (
	"fmt"
	"strings"
)

// keyword writes keywords, sometimes in capitals.
func (w *writer) keyword(words string) string {
	if !w.loose {
		return words
	}
	switch w.Intn(8) {
	case 1:
		return strings.ToUpper(words)
	case 2:
		return strings.ToUpper(words[:1]) + words[1:]
	default:
		return words
	}
}

// operator writes a comparison, sometimes as other languages do.
func (w *writer) operator(sign string) string {
	if w.loose && w.Intn(3) == 1 {
		switch sign {
		case "=":
			return "=="
		case "!=":
			return "<>"
		}
	}
	return sign
}

// column writes the name of a column, sometimes in backquotes.
func (w *writer) column(name string) string {
	if w.loose && w.Intn(8) == 1 {
		return "`" + name + "`"
	}
	return name
}

// text writes a string, sometimes in single quotes or with an escape that need not be.
func (w *writer) text(s string) string {
	quote, escaped := `"`, `\"`
	if w.loose && w.Intn(4) == 1 {
		quote, escaped = `'`, `\u0027` // JSON has no \'
	}
	s = strings.ReplaceAll(s, `\`, `\\`)
	s = strings.ReplaceAll(s, quote, escaped)
	if w.loose && s != "" && s[0] < 0x80 && s[0] != '\\' && w.Intn(4) == 1 {
		s = fmt.Sprintf(`\u%04x`, s[0]) + s[1:]
	}
	return quote + s + quote
}

// number writes a number, sometimes with a point that need not be.
func (w *writer) number(digits string) string {
	if w.loose && !strings.Contains(digits, ".") && w.Intn(4) == 1 {
		return digits + one(w.Source, ".0", "e0", "E+0", ".00e-0")
	}
	return digits
}

// length writes a length of time: 30d, 4 weeks.
func (w *writer) length(days int) string {
	number, units := days, []string{"d", " d", " days", " day", "days"}
	if !w.loose {
		units = units[:1]
	} else if days%7 == 0 && w.Intn(2) == 1 {
		number, units = days/7, []string{"w", " w", " week", " weeks", "week"}
	}
	return fmt.Sprintf("%d%s", number, w.keyword(one(w.Source, units...)))
}
