package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/date"
)

// asDay is a condition that is true at the midnight of a day, which is not all of it if the
// column holds times.
type asDay struct {
	source *ast.Source
	e      *ast.Column
	parent ast.Expr
}

// wholeDay reports whether a value is a day without a time.
func wholeDay(v ast.Value) bool {
	switch v.Kind {
	case ast.Today, ast.Day:
		return true
	case ast.Date:
		return len(v.Text) == len("2026-05-01")
	case ast.String:
		_, err := date.Parse(v.Text)
		return err == nil && len(v.Text) == len("2026-05-01")
	}
	return false
}

// noteTimes remembers which columns hold times, and which are compared with the midnight of a
// day where all of it is likely meant: `>` and the like have a midnight between two days. It is
// given the values with the days in them as dates. Dates alone were always compared so, by rules
// that nobody looks at any more, and get no warning.
func (c *checker) noteTimes(source *ast.Source, e *ast.Column, values []ast.Value) {
	asks := false
	switch e.Op {
	case ast.Equal, ast.NotEqual, ast.In, ast.NotIn:
		asks = slices.ContainsFunc(e.Values, wholeDay)
	case ast.Between:
		order, known := compareValues(values[0], values[1])
		asks = wholeDay(e.Values[1]) && (!known || order <= 0) // a range that holds nothing is said already
	}
	if asks && slices.ContainsFunc(e.Values, isDay) {
		c.instants = append(c.instants, asDay{source, e, c.parent})
	}
	for i := range e.Values {
		if v := &e.Values[i]; v.Kind == ast.Date && len(v.Text) > len("2026-05-01") {
			put(&c.timed, e.Name.Text, true)
			return
		}
	}
}

// daysOfTimes warns of days whose midnight alone a column is compared with, if the column holds
// times.
func (c *checker) daysOfTimes() {
	if c.program.Assumed.WholeDay == contact.Yes {
		return // a day is equal to all of its times
	}
	for _, i := range c.instants {
		c.Poll.Step(16)
		if name := i.e.Name.Text; c.timed[name] || name == builtinTimes && c.program.Declared(name) == nil {
			c.dayOfTimes(i)
		}
	}
}

func (c *checker) dayOfTimes(i asDay) {
	name := i.e.Name.Text
	if i.e.Op == ast.Between {
		d := c.Warn(diag.DayOfTimes, place(i.source, i.e.Values[1]), fmt.Sprintf("`%s` has times, so this range ends at midnight, when its last day begins", name))
		d.Fixes = i.throughLastDay()
		return
	}
	d := c.Warn(diag.DayOfTimes, place(i.source, ast.Name{At: i.e.OpSpan}), fmt.Sprintf("`%s` has times, and only midnight equals a day", name))
	d.Fixes = i.on()
}

// on returns the fix that asks for whole days.
func (i asDay) on() []diag.Fix {
	at := place(i.source, ast.Name{At: i.e.OpSpan})
	start := diag.Location{Source: i.source, Span: ast.Span{Start: i.e.At.Start, End: i.e.At.Start}}
	fix := replaceWith(at, "on")
	switch i.e.Op {
	case ast.Equal:
		return []diag.Fix{fix}
	case ast.NotEqual:
		fix.Text = "write `not … on`"
		fix.Edits = append([]diag.Edit{{Location: start, Text: "not "}}, fix.Edits...)
		return []diag.Fix{fix}
	}
	const most = 8 // conditions in the place of one
	if len(i.e.Values) > most || !i.written(i.e.Values) || slices.ContainsFunc(i.e.Values, func(v ast.Value) bool { return !wholeDay(v) }) {
		return nil
	}
	column := i.source.Slice(i.e.Name.At)
	days := make([]string, len(i.e.Values))
	for n, v := range i.e.Values {
		days[n] = column + " on " + i.source.Slice(v.At)
	}
	text := strings.Join(days, " or ")
	not, under := i.e.Op == ast.NotIn, false
	switch i.parent.(type) {
	case *ast.And, *ast.Not:
		under = true
	}
	if len(days) > 1 && (not || under) {
		text = "(" + text + ")"
	}
	fix.Text = "use `on` for whole days"
	if not {
		text = "not " + text
	}
	fix.Edits = []diag.Edit{{Location: diag.Location{Source: i.source, Span: i.e.At}, Text: text}}
	return []diag.Fix{fix}
}

// throughLastDay returns the fix that takes all of the last day of a range.
func (i asDay) throughLastDay() []diag.Fix {
	low, high := i.e.Values[0], i.e.Values[1]
	if !i.written(i.e.Values) {
		return nil
	}
	column := i.source.Slice(i.e.Name.At)
	text := column + " >= " + i.source.Slice(low.At)
	if i.e.Name.Text != builtinTimes || !strings.EqualFold(i.source.Slice(high.At), "today") { // nothing of it is still to come
		after, ok := i.dayAfter(high)
		if !ok {
			return nil
		}
		text += " and " + column + " < " + after
		switch i.parent.(type) {
		case *ast.Or, *ast.Not:
			text = "(" + text + ")"
		}
	}
	return []diag.Fix{{Text: "write `" + text + "`", Edits: []diag.Edit{{Location: diag.Location{Source: i.source, Span: i.e.At}, Text: text}}}}
}

// dayAfter returns how the day after a value is written. It is false after the last day that there
// is, and for the name of a text, to which nothing is added.
func (i asDay) dayAfter(v ast.Value) (text string, ok bool) {
	if v.Kind == ast.Day && v.Moment.Ago {
		return v.Moment.String() + " + 1d", true
	}
	written := i.source.Slice(v.At)
	if at, err := date.Parse(v.Text); err == nil {
		next, ok := date.OfNumber(at.Number() + 1)
		if !ok || strings.Trim(written, `"'`) == v.Text {
			return next, ok
		}
	}
	return written + " + 1d", v.Kind != ast.String
}

// written reports whether values are written one by one in the condition. The values of a list
// that has a name are not.
func (i asDay) written(values []ast.Value) bool {
	end := i.e.OpSpan.End
	for _, v := range values {
		if v.At.Start < end || v.At.End > i.e.At.End || v.At.Empty() {
			return false
		}
		end = v.At.End
	}
	return true
}
