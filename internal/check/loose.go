package check

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/loose"
	"github.com/segc-lang/segc/internal/suggest"
)

// looseDates returns the fixes of a text value or a number in the place of a date that it may be: May 1, 2026, or a
// month or a year.
func (c *checker) looseDates(source *ast.Source, v ast.Value, e *ast.Column) (fixes []diag.Fix) {
	c.Poll.Step(512)
	at := place(source, v)
	if c.isNamed(at) {
		return nil
	}
	if day, ok := suggest.Day(v.Text); ok {
		return []diag.Fix{replaceWith(at, day)}
	}
	days := loose.Days(v.Text)
	for i, day := range days {
		if e.Op == ast.On {
			day, _, _ = strings.Cut(day, "T")
		}
		fix := replaceWith(at, day)
		if len(days) == 2 {
			fix.Text += [...]string{", if the day comes first", ", if the month comes first"}[i]
		}
		fixes = append(fixes, fix)
	}
	period, ok := loose.PeriodOf(v.Text)
	if len(fixes) > 0 || !ok || len(e.Values) != 1 {
		return fixes
	}
	operator := strings.ToLower(strings.Join(strings.Fields(source.Slice(e.OpSpan)), " "))
	for _, p := range period.Compared(source.Slice(e.Name.At), operator) {
		switch c.parent.(type) {
		case *ast.And, *ast.Or, *ast.Not:
			if p.Joint != "" {
				p.Text = "(" + p.Text + ")"
			}
		}
		fixes = append(fixes, replaceWith(place(source, e), p.Text))
	}
	return fixes
}

// badDate says that a text value is not a date, and which one it may be.
func (c *checker) badDate(source *ast.Source, v ast.Value, e *ast.Column, err error) {
	d := c.Fail(diag.BadDate, place(source, v), fmt.Sprintf("%q is not a date: %v", v.Text, err))
	d.Fixes = c.looseDates(source, v, e)
	c.withoutQuotes(d, v)
	if note := loose.NoDay(v.Text); note != "" && len(d.Fixes) == 0 {
		d.Notes = []string{note}
	}
}

// looseNumber returns the fixes of a text value that is a number except for its separators.
func looseNumber(at diag.Location, text string) (fixes []diag.Fix) {
	for _, number := range loose.Numbers(strings.TrimSpace(text)) {
		fixes = append(fixes, replaceWith(at, number))
	}
	return fixes
}

// countOfDay says that an event is compared with a day.
func (c *checker) countOfDay(at diag.Location) {
	d := c.Fail(diag.WrongValue, at, "an event is counted, and not compared with a date")
	d.Notes = []string{"a window says when, counted back from today, such as `opened in last 30d`; the platform does not know events between two dates"}
}

// badCount says that a number is not a number of times. The whole number beside it means the same in a comparison by
// order.
func (c *checker) badCount(source *ast.Source, v ast.Value, e *ast.Event) {
	at := place(source, v)
	if strings.HasPrefix(v.Text, "-") {
		d := c.Fail(diag.CountOutOfRange, at, "a number of times cannot be negative")
		d.Notes = []string{"`" + source.Slice(e.MetricSpan) + " >= 1` is at least once, and `= 0` is never"}
		return
	}
	d := c.Fail(diag.CountOutOfRange, at, "a number of times must be a whole number, written in digits")
	number, ok := new(big.Rat).SetString(v.Text)
	if !ok || len(v.Text) > 20 || strings.ContainsAny(v.Text, "eE") || c.isNamed(at) {
		return
	}
	below := new(big.Int).Quo(number.Num(), number.Denom())
	above := new(big.Int).Add(below, big.NewInt(1))
	switch {
	case number.IsInt():
		d.Fixes = []diag.Fix{replaceWith(at, below.String())}
	case e.Op == ast.CountGreater || e.Op == ast.CountLessEqual:
		d.Fixes = []diag.Fix{replaceWith(at, below.String())}
	case e.Op == ast.CountGreaterEqual || e.Op == ast.CountLess:
		d.Fixes = []diag.Fix{replaceWith(at, above.String())}
	default:
		d.Notes = []string{fmt.Sprintf("write `%s` or `%s`", below, above)}
	}
}

// badWindow says that a window has no such length.
func (c *checker) badWindow(source *ast.Source, w ast.Window) {
	at := place(source, w.Count)
	switch text := w.Count.Text; {
	case strings.HasPrefix(text, "-"):
		d := c.Fail(diag.WindowOutOfRange, at, "the number of days of a window cannot be negative")
		if n, err := strconv.Atoi(text[1:]); err == nil && n > 0 && !c.isNamed(at) {
			d.Fixes = []diag.Fix{replaceWith(at, text[1:])}
		}
	case !wholeNumber(text):
		c.Fail(diag.WindowOutOfRange, at, "a window counts whole days")
	case strings.Trim(text, "0") == "":
		d := c.Fail(diag.WindowOutOfRange, at, "a window has at least one day")
		d.Notes = []string{"the shortest window is `1d`"}
	default:
		c.Fail(diag.WindowOutOfRange, at, fmt.Sprintf("a window has at most %d days", MaxDays))
	}
}

// namedCount returns what a word means in the place of a number of times.
func namedCount(word string) string {
	number, _ := suggest.Number(word)
	return number
}

// namedLength returns what a word means in the place of a length of time: a fortnight, or P30D as ISO 8601 has it.
func namedLength(word string) string {
	upper := strings.ToUpper(word)
	if upper == "FORTNIGHT" {
		return "2w"
	}
	if n := len(upper); n > 2 && upper[0] == 'P' && wholeNumber(upper[1:n-1]) && (upper[n-1] == 'D' || upper[n-1] == 'W') {
		return strings.ToLower(upper[1:])
	}
	return ""
}
