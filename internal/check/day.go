package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/suggest"
)

// isDay reports whether a value is a day that is counted from another one, or today.
func isDay(v ast.Value) bool { return v.Kind == ast.Today || v.Kind == ast.Day }

// days returns the values of a condition with the days in them as dates, and the day after
// that of `on`. It says which days there are not.
func (c *checker) days(source *ast.Source, e *ast.Column) (values []ast.Value, ok bool) {
	values, ok = e.Values, true
	if e.Op == ast.On || slices.ContainsFunc(values, isDay) {
		values = slices.Clone(values)
	}
	moving := false
	for i, v := range values {
		if !isDay(v) {
			continue
		}
		c.Poll.Step(32)
		moving = moving || resolve.Moves(v)
		number, right := c.day(source, v)
		if !right {
			ok = false
			continue
		}
		values[i] = written(v, number)
	}
	if !ok {
		return nil, false
	}
	if e.Op == ast.On {
		if values, ok = withNext(values); !ok {
			if _, err := date.Parse(e.Values[0].Text); err != nil && e.Values[0].Kind == ast.Date {
				return nil, false // said by the grammar
			}
			c.Fail(diag.DayOutOfRange, place(source, e.Values[0]), "the day after this one is after the year 9999")
			return nil, false
		}
	}
	if moving {
		c.facts.moving = append(c.facts.moving, movingCondition{e, c.rule, c.program.Number})
	}
	return values, true
}

// withNext returns a day and the one after it.
func withNext(day []ast.Value) ([]ast.Value, bool) {
	at, err := date.Parse(day[0].Text)
	if err != nil {
		return nil, false
	}
	next, ok := date.OfNumber(at.Number() + 1)
	return []ast.Value{day[0], {At: day[0].At, Kind: ast.Date, Text: next}}, ok
}

// written returns a day as a date. That there is one was checked.
func written(v ast.Value, number int) ast.Value {
	text, _ := date.OfNumber(number)
	return ast.Value{At: v.At, Kind: ast.Date, Text: text}
}

// day returns the number of a day, or says why there is none.
func (c *checker) day(source *ast.Source, v ast.Value) (number int, ok bool) {
	base := v
	if v.Kind == ast.Day {
		base = v.Moment.Base
		if c.hasName(source, v.Moment) {
			return 0, false
		}
	}
	at := place(source, v)
	text := base.Text
	if base.Kind == ast.Today {
		if text = c.program.Today; text == "" {
			c.noToday(at)
			return 0, false
		}
	}
	first, err := date.Parse(text)
	if err != nil {
		c.Fail(diag.DayOutOfRange, at, fmt.Sprintf("%q is not a date: %v", text, err))
		return 0, false
	}
	c.Poll.Step(8 * steps(v))
	off, whole := offset(v.Moment)
	number = first.Number() + off
	_, there := date.OfNumber(number)
	switch {
	case steps(v) > maxSteps:
		c.Fail(diag.DayOutOfRange, at, fmt.Sprintf("you can add or subtract at most %d lengths of time", maxSteps))
	case !whole:
		c.Fail(diag.DayOutOfRange, at, "a day must be a whole number of days away")
	case off > MaxDays || off < -MaxDays:
		c.Fail(diag.DayOutOfRange, at, "a day can be at most 36,500 days away")
	case !there && off > 0:
		c.Fail(diag.DayOutOfRange, at, "this day is after the year 9999")
	case !there:
		c.Fail(diag.DayOutOfRange, at, "this day is before the year 1")
	default:
		return number, true
	}
	return 0, false
}

// maxSteps is how many lengths of time may be added to a day: more than anybody writes, so
// that a day is counted quickly on each of the days that are looked at.
const maxSteps = 100

func steps(v ast.Value) int {
	if v.Moment == nil {
		return 0
	}
	return len(v.Moment.Steps)
}

// noToday says once that nobody said what day it is.
func (c *checker) noToday(at diag.Location) {
	if c.asked {
		return
	}
	c.asked = true
	d := c.Fail(diag.NoToday, at, "this depends on the day, but the program does not say what day it is")
	d.Notes = []string{"set it with Options.Today in a program, or with `segc --today 2026-06-01`"}
}

// offset returns how many days a moment is off its base. Without a moment, it is none.
func offset(m *ast.Moment) (days int, ok bool) {
	if m == nil {
		return 0, true
	}
	const most = 1 << 30 // of one step; more would be refused anyway
	for _, s := range m.Steps {
		n, err := strconv.Atoi(s.Count.Text)
		switch {
		case !wholeNumber(s.Count.Text):
			return 0, false
		case err != nil || n > most:
			n = most
		case s.Unit == ast.Weeks:
			n *= 7
		}
		if s.Back {
			n = -n
		}
		days += n
	}
	return days, true
}

// onDay checks the value of `on`: a day, and neither a time nor anything else.
func (c *checker) onDay(source *ast.Source, v ast.Value, e *ast.Column, col column.Column) bool {
	at := place(source, v)
	switch v.Kind {
	case ast.Today, ast.Day:
		return true
	case ast.Date, ast.String:
		_, err := date.Parse(v.Text)
		time := strings.IndexByte(v.Text, 'T')
		switch {
		case err != nil && v.Kind == ast.String:
			c.badDate(source, v, e, err)
			return false
		case err == nil && time > 0:
			d := c.Fail(diag.WrongValue, at, "`on` needs a whole day, but this is a time")
			d.Fixes = []diag.Fix{replaceWith(at, v.Text[:time])}
			return false
		}
		return true
	}
	c.wrongValue(source, v, e, col, "date")
	return false
}

// lengthAsValue says that a length of time is in the place of a value. What is meant depends
// on the type of the column.
func (c *checker) lengthAsValue(source *ast.Source, v ast.Value, e *ast.Column, col column.Column) {
	at := place(source, v)
	message := "you cannot compare a column with a length of time"
	if col.Type != column.Any {
		message = fmt.Sprintf("`%s` has type %s; you cannot compare it with a length of time", e.Name.Text, col.Type)
	}
	d := c.Fail(diag.WrongValue, at, message)
	var days []diag.Fix
	for _, day := range c.daysOff(v, e) {
		if c.isNamed(at) {
			days = append(days, countedBy(source, v, day))
		} else {
			days = append(days, replaceWith(at, day+v.Text))
		}
	}
	switch col.Type {
	case column.Date:
		d.Notes = []string{"a day is counted from today"}
		if d.Fixes = days; e.Name.Text == builtinTimes && c.program.Declared(builtinTimes) == nil {
			d.Fixes = c.ages(source, v, e)
		}
	case column.Number:
		d.Fixes = []diag.Fix{replaceWith(at, strings.TrimRight(v.Text, "dw"))}
	case column.Any:
		d.Fixes = append(days, replaceWith(at, strings.TrimRight(v.Text, "dw")))
	case column.Text, column.Choice, column.Tags:
		d.Fixes = []diag.Fix{replaceWith(at, `"`+source.Slice(v.At)+`"`)}
	}
	if o := c.program.Declared(e.Name.Text); o != nil {
		d.Related = []diag.Label{{Location: o.Declaration(), Text: "declared here"}}
	}
}

// daysOff returns what may be before a length of time in the place of a value. A range does not
// end before it begins.
func (c *checker) daysOff(v ast.Value, e *ast.Column) (before []string) {
	unit := ast.Days
	if strings.HasSuffix(v.Text, "w") {
		unit = ast.Weeks
	}
	for _, back := range []bool{true, false} {
		day, _ := offset(&ast.Moment{Steps: []ast.Step{{Back: back, Count: ast.Value{Text: strings.TrimRight(v.Text, "dw")}, Unit: unit}}})
		ends := true
		if e.Op == ast.Between && len(e.Values) == 2 {
			low, high := e.Values[0], e.Values[1]
			switch {
			case low.At == v.At && resolve.Moves(high):
				end, _ := offset(high.Moment)
				ends = day <= end
			case high.At == v.At && resolve.Moves(low):
				begin, _ := offset(low.Moment)
				ends = begin <= day
			}
		}
		if ends {
			before = append(before, map[bool]string{true: "today - ", false: "today + "}[back])
		}
	}
	return before
}

// isNamed reports whether a name is in a place, and a value in its stead.
func (c *checker) isNamed(at diag.Location) bool {
	return c.program.Expansion != nil && c.program.Expansion.Values[at] != nil
}

// countedBy returns the fix that writes a day before the name of a length of time, which stays.
func countedBy(source *ast.Source, v ast.Value, day string) diag.Fix {
	at := place(source, v)
	before := at
	before.Span.End = before.Span.Start
	return diag.Fix{Text: "write `" + day + source.Slice(v.At) + "`", Edits: []diag.Edit{{Location: before, Text: day}}}
}

// daySwapped returns a comparison of a day with a column, `today > renewal`, with the column first.
func daySwapped(source *ast.Source, e *ast.Column) (text string, ok bool) {
	sign := map[ast.ColumnOp]string{
		ast.Equal: "on", ast.Greater: "<", ast.GreaterEqual: "<=", ast.Less: ">", ast.LessEqual: ">=",
	}[e.Op]
	day, ok := suggest.Day(e.Name.Text)
	if !ok || sign == "" || e.Values[0].Kind != ast.Word || source.Slice(e.Values[0].At) == "" {
		return "", false
	}
	return source.Slice(e.Values[0].At) + " " + sign + " " + day, true
}

// builtinTimes is the column that always has times, and never one in the future.
const builtinTimes = "created_at"

// ages returns the fixes of a length of time that such a column is compared with: the day so long
// ago. With `>` and the like, it may be meant for an age, which is greater the earlier the day is.
func (c *checker) ages(source *ast.Source, v ast.Value, e *ast.Column) []diag.Fix {
	day := "today - " + v.Text
	fixes := []diag.Fix{replaceWith(place(source, v), day)}
	if c.isNamed(place(source, v)) {
		day = "today - " + source.Slice(v.At)
		fixes = []diag.Fix{countedBy(source, v, "today - ")}
	}
	sign := map[ast.ColumnOp]string{ast.Greater: "<", ast.GreaterEqual: "<=", ast.Less: ">", ast.LessEqual: ">="}[e.Op]
	if sign != "" {
		whole := diag.Location{Source: source, Span: e.OpSpan.Join(v.At)}
		fixes = append(fixes, replaceWith(whole, sign+" "+day))
	}
	return fixes
}

// On returns the facts as they are on another day, given as a date. It is false if one of
// the days in the program is none then. The poll counts the work.
func (f *Facts) On(work *poll.Poll, today string) (*Facts, bool) {
	at, err := date.Parse(today)
	if err != nil {
		return nil, false
	}
	other := *f
	other.later = make(map[*ast.Column]*Typed, len(f.moving))
	for _, e := range f.moving {
		values := slices.Clone(e.Values)
		for i, v := range values {
			work.Step(16 + 4*steps(v))
			if !isDay(v) {
				continue
			}
			number := at.Number()
			if !resolve.Moves(v) {
				base, err := date.Parse(v.Moment.Base.Text)
				if err != nil {
					return nil, false
				}
				number = base.Number()
			}
			off, _ := offset(v.Moment)
			if _, ok := date.OfNumber(number + off); !ok {
				return nil, false
			}
			values[i] = written(v, number+off)
		}
		if e.Op == ast.On {
			ok := false
			if values, ok = withNext(values); !ok {
				return nil, false
			}
		}
		t := *f.typed[Instance{Node: e.Column, Program: e.program}]
		t.Values = valuesOf(work, e.Op, values, nil)
		other.later[e.Column] = &t
	}
	return &other, true
}
