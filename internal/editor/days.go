package editor

import (
	"strconv"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/resolve"
)

const (
	maxNames = 10      // that are looked through until a day or a length of time is found
	maxDays  = 100_000 // of a length of time: more is an error anyway
)

// dayIn returns the day that a value is, such as 2026-05-01, and whether it is another one tomorrow.
func (s *Snapshot) dayIn(v ast.Value) (day string, moves, ok bool) { return s.dayWithin(v, maxNames) }

func (s *Snapshot) dayWithin(v ast.Value, names int) (day string, moves, ok bool) {
	switch v.Kind {
	case ast.Date:
		d, err := date.Parse(v.Text)
		if err != nil {
			return "", false, false
		}
		day, ok = date.OfNumber(d.Number())
		return day, false, ok
	case ast.Today:
		return s.options.Today, true, s.options.Today != ""
	case ast.Word:
		meaning, ok := s.meaningOf(v.Text, names)
		if !ok || len(meaning.Values) != 1 {
			return "", false, false
		}
		return s.dayWithin(meaning.Values[0], names-1)
	case ast.Day:
		return s.moment(v.Moment, names)
	}
	return "", false, false
}

// moment returns the day that is counted from another one.
func (s *Snapshot) moment(m *ast.Moment, names int) (day string, moves, ok bool) {
	if m == nil {
		return "", false, false
	}
	base := m.Base
	if m.Ago {
		base.Kind = ast.Today
	}
	if day, moves, ok = s.dayWithin(base, names); !ok {
		return "", false, false
	}
	parsed, err := date.Parse(day)
	if err != nil {
		return "", false, false
	}
	number := parsed.Number()
	for _, step := range m.Steps {
		days, ok := s.daysIn(step.Count, step.Unit, names)
		if !ok {
			return "", false, false
		}
		if step.Back {
			days = -days
		}
		number += days
	}
	day, ok = date.OfNumber(number)
	return day, moves, ok
}

// daysIn returns how many days a length of time has.
func (s *Snapshot) daysIn(count ast.Value, unit ast.Unit, names int) (int, bool) {
	text := count.Text
	switch count.Kind {
	case ast.Number:
	case ast.Length: // 30d, 2 weeks
		digits := strings.TrimLeft(text, "0123456789")
		rest := strings.ToLower(strings.TrimLeft(digits, " \t\r\n"))
		text, unit = text[:len(text)-len(digits)], ast.Days
		if strings.HasPrefix(rest, "w") {
			unit = ast.Weeks
		}
	case ast.Word:
		meaning, ok := s.meaningOf(text, names)
		if !ok || len(meaning.Values) != 1 {
			return 0, false
		}
		return s.daysIn(meaning.Values[0], unit, names-1)
	default:
		return 0, false
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 0 || n > maxDays {
		return 0, false
	}
	if unit == ast.Weeks {
		n *= 7
	}
	return n, true
}

// meaningOf returns the meaning of a value or a param of a name.
func (s *Snapshot) meaningOf(name string, names int) (resolve.Meaning, bool) {
	o := s.names.Value(name)
	if o == nil || names == 0 {
		return resolve.Meaning{}, false
	}
	return s.program.Meaning(o), true
}
