package eval

import (
	"fmt"
	"strconv"
	"time"

	"github.com/segc-lang/segc/ast"
)

// On returns the names as they are on a day, given as a date. Without one, a tree that says
// today has no meaning.
func (n *Names) On(today string) *Names {
	other := *n
	other.today = today
	return &other
}

// Day returns a value of a tree as the date that it is. Every other value is returned as it
// is. The calendar is that of package time.
func (n *Names) Day(v ast.Value) (ast.Value, error) {
	switch v.Kind {
	case ast.Today:
		if n.today == "" {
			return v, fmt.Errorf("eval: nobody says what day it is")
		}
		return ast.Value{At: v.At, Kind: ast.Date, Text: n.today}, nil
	case ast.Day:
		return n.counted(v)
	}
	return v, nil
}

// counted returns the date of a day that is counted from another one.
func (n *Names) counted(v ast.Value) (ast.Value, error) {
	if v.Moment == nil {
		return v, fmt.Errorf("eval: a day without a moment")
	}
	base, err := n.Day(v.Moment.Base)
	if err != nil {
		return v, err
	}
	day, err := time.Parse(time.DateOnly, base.Text)
	if err != nil {
		return v, fmt.Errorf("eval: %w", err)
	}
	off := 0
	for _, s := range v.Moment.Steps {
		count, err := strconv.ParseUint(s.Count.Text, 10, 31)
		if err != nil {
			return v, fmt.Errorf("eval: %w", err)
		}
		switch {
		case s.Unit == ast.Weeks && s.Back:
			off -= int(count) * daysOfWeek
		case s.Unit == ast.Weeks:
			off += int(count) * daysOfWeek
		case s.Back:
			off -= int(count)
		default:
			off += int(count)
		}
	}
	const most = 36_500
	if off < -most || off > most {
		return v, fmt.Errorf("eval: %q is too many days off", v.Text)
	}
	return writtenDay(v, day.AddDate(0, 0, off))
}

const daysOfWeek = 7

// writtenDay returns a day as a value.
func writtenDay(v ast.Value, day time.Time) (ast.Value, error) {
	const last = 9999
	if day.Year() < 1 || day.Year() > last {
		return v, fmt.Errorf("eval: %q is in the year %d", v.Text, day.Year())
	}
	return ast.Value{At: v.At, Kind: ast.Date, Text: day.Format(time.DateOnly)}, nil
}

// DayAfter returns the day after one that a condition is on. A time has none.
func (n *Names) DayAfter(v ast.Value) (ast.Value, error) {
	v, err := n.Day(v)
	if err != nil {
		return v, err
	}
	day, err := time.Parse(time.DateOnly, v.Text)
	if err != nil {
		return v, fmt.Errorf("eval: %w", err)
	}
	return writtenDay(v, day.AddDate(0, 0, 1))
}
