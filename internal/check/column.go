package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/decimal"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/mistaken"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/suggest"
)

// column checks and reads a condition on a column: its name, its operator for the
// column's type, its values for both. It returns nil if one of them could not be read.
func (c *checker) column(source *ast.Source, e *ast.Column) *Typed {
	if c.isParameter(ast.Value{Kind: ast.Word, Text: e.Name.Text}) {
		return nil // said where parts are expanded
	}
	if c.partCompared(source, e) {
		return nil
	}
	col, known := c.program.Column(e.Name.Text)
	if !known {
		c.unknownColumn(source, e)
		return nil
	}
	operator, ok := c.operator(source, e, col)
	if !ok {
		return nil
	}
	said := len(c.All)
	for _, v := range e.Values {
		if right := c.value(source, v, e, col, operator); !right && len(e.Values) > 20 {
			return nil // a long list that is wrong throughout says so once
		} else if !right {
			ok = false
		}
	}
	if !ok {
		c.together(said)
		c.checkRange(source, e, e.Values)
		return nil
	}
	if c.open != nil {
		return nil
	}
	values, ok := c.days(source, e)
	if !ok {
		c.together(said)
		return nil
	}
	c.checkRange(source, e, values)
	c.noteTimes(source, e, values)
	t := c.typed()
	t.Operator, t.Values = operator, valuesOf(c.Poll, e.Op, values, t.value[:])
	return t
}

// valuesOf returns the values of a condition on a column as the API has them. There may be room for
// them.
func valuesOf(work *poll.Poll, op ast.ColumnOp, values []ast.Value, room []condition.Value) []condition.Value {
	if op != ast.Between && op != ast.On {
		values = resolve.Distinct(work, values)
	}
	if len(values) == 0 {
		return nil
	}
	n := len(values)
	if n > len(room) {
		room = make([]condition.Value, n)
	}
	out := room[:n:n]
	for i, v := range values {
		out[i] = condition.Value{Kind: condition.String, Text: v.Text}
		switch v.Kind {
		case ast.Number:
			out[i].Kind = condition.Number
		case ast.Boolean:
			out[i].Kind = condition.Boolean
		}
	}
	return out
}

// unknownColumn reports an unknown column, unless a file that could not be read may
// declare it.
func (c *checker) unknownColumn(source *ast.Source, e *ast.Column) {
	if c.guesses.MayBeDeclared(e.Name.Text) {
		return
	}
	if len(e.Values) > 0 && e.Values[0].Kind == ast.Word && c.idInColumn(source, e.Values[0], e) {
		return
	}
	d := c.Fail(diag.UnknownColumn, place(source, e.Name), fmt.Sprintf("there is no column `%s`", e.Name.Text))
	if swapped, ok := daySwapped(source, e); ok {
		d.Notes = []string{"write the column before the operator and the day after it"}
		d.Fixes = []diag.Fix{replaceWith(place(source, e), swapped)}
	} else if nearest, ok := c.guesses.Nearest(e.Name.Text, c.guesses.Names(resolve.Column)); ok {
		d.Fixes = []diag.Fix{replaceWith(place(source, e.Name), nearest)}
	} else if event, ok := mistaken.Event(e.Name.Text); ok && counts(e) {
		d.Notes = []string{"the event is `" + event + "`"}
		d.Fixes = []diag.Fix{replaceWith(place(source, e.Name), event)}
	} else if builtin, ok := mistaken.Near(e.Name.Text); ok {
		d.Notes = []string{"the built-in column is `" + builtin + "`"}
		d.Fixes = []diag.Fix{replaceWith(place(source, e.Name), builtin)}
	} else {
		d.Notes = []string{"to declare it, write `field " + e.Name.Text + ": " + typeComparedWith(e) + "`; the columns are " + english.Some(c.guesses.Names(resolve.Column), 12)}
	}
}

// counts reports whether a condition on a column could be the count of an event.
func counts(e *ast.Column) bool {
	switch e.Op {
	case ast.Equal, ast.NotEqual, ast.Greater, ast.GreaterEqual, ast.Less, ast.LessEqual, ast.Between:
		for _, v := range e.Values {
			if v.Kind != ast.Number || strings.Trim(v.Text, "0123456789") != "" {
				return false
			}
		}
		return true
	}
	return false
}

// operatorOf returns the platform's operator for one of the language. Between and On
// have none of their own: they are two comparisons.
func operatorOf(op ast.ColumnOp) condition.Operator {
	return [...]condition.Operator{
		ast.Equal: condition.Equals, ast.NotEqual: condition.NotEquals, ast.Greater: condition.Greater, ast.GreaterEqual: condition.GreaterEq,
		ast.Less: condition.Less, ast.LessEqual: condition.LessEq, ast.Between: condition.GreaterEq, ast.On: condition.GreaterEq, ast.Contains: condition.Contains,
		ast.NotContains: condition.NotContains, ast.StartsWith: condition.StartsWith, ast.In: condition.In, ast.NotIn: condition.NotIn,
		ast.IsNull: condition.IsNull, ast.IsNotNull: condition.IsNotNull, ast.HasAny: condition.HasAny, ast.HasAll: condition.HasAll, ast.HasNone: condition.HasNone,
	}[op]
}

// operator checks the operator of a condition for the type of its column.
func (c *checker) operator(source *ast.Source, e *ast.Column, col column.Column) (condition.Operator, bool) {
	operator := operatorOf(e.Op)
	if col.Type.Allows(operator) && (e.Op != ast.On || col.Type != column.Number) {
		return operator, true
	}
	at := place(source, ast.Name{At: e.OpSpan})
	written := strings.ToLower(strings.Join(strings.Fields(source.Slice(e.OpSpan)), " "))
	d := c.Fail(diag.WrongOperator, at, fmt.Sprintf("`%s` has type %s, which does not support `%s`", e.Name.Text, col.Type, written))
	if o := c.program.Declared(e.Name.Text); o != nil {
		d.Related = []diag.Label{{Location: o.Declaration(), Text: "declared here"}}
	}
	d.Notes = []string{"it supports " + operatorWords(col.Type)}
	if other, ok := otherOperator(e.Op, col.Type); ok {
		d.Fixes = []diag.Fix{replaceWith(at, other)}
	} else if fix, ok := c.ofTags(source, e, col); ok {
		d.Fixes = []diag.Fix{fix}
	} else if fix, ok := c.otherType(source, e); ok {
		d.Fixes = []diag.Fix{fix}
	}
	return operator, false
}

// operatorWords lists the operators of a type as they are written.
func operatorWords(t column.Type) string {
	switch t {
	case column.Text:
		return "`=`, `!=`, `contains`, `not contains`, `starts with`, `in`, `not in`, `is null` and `is not null`"
	case column.Date:
		return "`=`, `!=`, `>`, `>=`, `<`, `<=`, `between`, `on`, `in`, `not in`, `is null` and `is not null`"
	case column.Number:
		return "`=`, `!=`, `>`, `>=`, `<`, `<=`, `between`, `in`, `not in`, `is null` and `is not null`"
	case column.Boolean:
		return "`=`, `!=`, `is null` and `is not null`"
	case column.Choice:
		return "`=`, `!=`, `in`, `not in`, `is null` and `is not null`"
	case column.Tags:
		return "`has any`, `has all`, `has none`, `is null` and `is not null`"
	default:
		panic(fmt.Sprintf("check: the operators of the type %s are not described", t))
	}
}

// otherOperator returns what is most likely meant by an operator that the type
// does not have.
func otherOperator(op ast.ColumnOp, t column.Type) (string, bool) {
	switch {
	case t == column.Tags && op == ast.In:
		return "has any", true
	case t == column.Tags && op == ast.NotIn:
		return "has none", true
	case t != column.Tags && t != column.Boolean && op == ast.HasAny:
		return "in", true
	case t != column.Tags && t != column.Boolean && op == ast.HasNone:
		return "not in", true
	case t == column.Choice && op == ast.Contains:
		return "=", true
	case t == column.Choice && op == ast.NotContains:
		return "!=", true
	}
	return "", false
}

// value checks one value against the type of its column and the operator. It reports
// whether the value is valid.
func (c *checker) value(source *ast.Source, v ast.Value, e *ast.Column, col column.Column, operator condition.Operator) bool {
	c.Poll.Step(8)
	if c.isParameter(v) {
		return true
	}
	if v.Kind == ast.Word {
		c.unquotedValue(source, v, e, col)
		return false
	}
	if v.Kind == ast.Length {
		c.lengthAsValue(source, v, e, col)
		return false
	}
	if v.Kind == ast.Number {
		if _, err := decimal.Parse(v.Text); err != nil {
			c.Fail(diag.BadNumber, place(source, v), "this number is too large")
			return false
		}
	}
	want := ""
	switch {
	case operator == condition.Contains || operator == condition.NotContains || operator == condition.StartsWith:
		if v.Kind != ast.String {
			want = "text"
		}
	case e.Op == ast.On:
		if !c.onDay(source, v, e, col) {
			return false
		}
		if col.Type == column.Any {
			c.checkKinds(source, v, e)
		}
		return true
	case col.Type == column.Any:
		c.checkKinds(source, v, e)
		return true
	case col.Type == column.Number:
		if v.Kind != ast.Number {
			want = "number"
		}
	case col.Type == column.Boolean:
		if v.Kind != ast.Boolean {
			want = "boolean"
		}
	case col.Type == column.Date:
		if v.Kind != ast.Date && v.Kind != ast.String && !isDay(v) {
			want = "date"
		} else if _, err := date.Parse(v.Text); err != nil && v.Kind == ast.String {
			c.badDate(source, v, e, err)
			return false
		}
	default:
		if v.Kind != ast.String {
			want = "text"
		}
	}
	if want != "" {
		c.wrongValue(source, v, e, col, want)
		return false
	}
	if col.Type == column.Choice || col.Type == column.Tags && len(col.Choices) > 0 {
		c.checkChoice(source, v, e, col)
	}
	return true
}

// dateColumn notes that a column is compared with a date without quotes.
func (c *checker) dateColumn(name string) {
	if c.made != "" && len(c.program.MainRules) > 1 {
		put(&c.facts.datesIn, c.made, append(c.facts.datesIn[c.made], name))
		return
	}
	if c.rule < 0 || len(c.program.MainRules) < 2 {
		put(&c.facts.dates, name, true)
		return
	}
	if c.facts.datesOf == nil {
		c.facts.datesOf = map[int][]string{}
	}
	if of := c.facts.datesOf[c.rule]; len(of) == 0 || of[len(of)-1] != name {
		c.facts.datesOf[c.rule] = append(of, name)
	}
}

// checkKinds warns of a column of unknown type that is compared with values of
// different kinds: it can hold only one of them.
func (c *checker) checkKinds(source *ast.Source, v ast.Value, e *ast.Column) {
	if c.program.Declared(e.Name.Text) != nil || c.program.Incomplete {
		return // declared to be anything, or elsewhere
	}
	kind := v.Kind
	if isDay(v) {
		kind = ast.Date
	}
	if kind == ast.Date {
		c.dateColumn(e.Name.Text)
	}
	if _, err := date.Parse(v.Text); err == nil && kind == ast.String {
		kind = ast.Date
	}
	first, seen := c.compared[e.Name.Text]
	if !seen {
		put(&c.compared, e.Name.Text, comparison{place(source, v), kind})
		return
	}
	if first.kind == kind {
		return
	}
	words := map[ast.ValueKind]string{ast.String: "a text value", ast.Number: "a number", ast.Boolean: "true or false", ast.Date: "a date"}
	d := c.Warn(diag.ConflictingType, place(source, v), fmt.Sprintf("`%s` is compared with %s here and with %s before; a column has one type", e.Name.Text, words[kind], words[first.kind]))
	d.Related = []diag.Label{{Location: first.at, Text: words[first.kind] + " here"}}
	d.Notes = []string{"to declare the type, write `field " + e.Name.Text + ": …`"}
}

func (c *checker) wrongValue(source *ast.Source, v ast.Value, e *ast.Column, col column.Column, want string) {
	kind := map[ast.ValueKind]string{
		ast.String: "a text value", ast.Number: "a number", ast.Boolean: "true or false", ast.Date: "a date", ast.Today: "a day", ast.Day: "a day",
	}[v.Kind]
	wanted := map[string]string{"text": "a text value", "number": "a number", "boolean": "true or false", "date": "a date"}[want]
	at := place(source, v)
	message := fmt.Sprintf("`%s` is a column of type %s: expected %s, found %s", e.Name.Text, col.Type, wanted, kind)
	if col.Type == column.Any {
		message = fmt.Sprintf("expected %s, found %s", wanted, kind)
	}
	d := c.Fail(diag.WrongValue, at, message)
	switch {
	case v.Kind == ast.String && slices.Contains(c.valueNames(), v.Text):
		d.Notes = []string{"without quotes, `" + v.Text + "` is a value of this file"}
		d.Fixes = []diag.Fix{replaceWith(at, v.Text)}
	case want == "text":
		d.Fixes = problems.Quoted(at, `"`+source.Slice(v.At)+`"`)
	case v.Kind == ast.String && c.program.AsWritten().Value(v.Text) != nil:
		d.Notes = []string{"the name of a value has no quotes"}
		d.Fixes = []diag.Fix{replaceWith(at, v.Text)}
	case want == "number" && v.Kind == ast.String:
		if _, err := decimal.Parse(v.Text); err == nil {
			d.Fixes = []diag.Fix{replaceWith(at, v.Text)}
		} else {
			d.Fixes = looseNumber(at, v.Text)
		}
	case want == "date" && v.Kind == ast.Number:
		d.Fixes = c.looseDates(source, v, e)
	case want == "boolean":
		if word, ok := suggest.Truth(v.Text); ok {
			d.Fixes = []diag.Fix{replaceWith(at, word)}
		}
	}
	if o := c.program.Declared(e.Name.Text); o != nil {
		d.Related = []diag.Label{{Location: o.Declaration(), Text: "declared here"}}
	}
}

// unquotedValue reports a bare word where a text belongs.
func (c *checker) unquotedValue(source *ast.Source, v ast.Value, e *ast.Column, col column.Column) {
	text := v.Text
	if c.guesses.MayBeDeclared(text) {
		return // as a value
	}
	if swapped, ok := daySwapped(source, e); ok && c.program.Declared(e.Name.Text) == nil {
		c.unquoted(source, v)
		d := &c.All[len(c.All)-1]
		d.Notes = []string{"write the column before the operator and the day after it"}
		d.Fixes = append([]diag.Fix{replaceWith(place(source, e), swapped)}, d.Fixes...)
		return
	}
	if day, ok := suggest.Day(text); ok && e.Op != ast.Contains && e.Op != ast.NotContains && e.Op != ast.StartsWith && (col.Type == column.Date || col.Type == column.Any) {
		c.foreignDay(source, v, col, day)
		return
	}
	if c.isChoice(e.Name.Text, col, text) {
		// it lacks its quotes only
	} else if nearest, ok := c.guesses.Nearest(text, col.Choices); ok {
		text = nearest
	} else if nearest, ok := c.guesses.Nearest(text, c.valueNames()); ok {
		at := place(source, v)
		d := c.Fail(diag.UnknownName, at, fmt.Sprintf("unknown value `%s`", text))
		d.Fixes = append([]diag.Fix{replaceWith(at, nearest)}, problems.Quoted(at, string(jsontext.AppendString(nil, text)))...)
		return
	}
	if c.noText(source, v, e, col) {
		return
	}
	if text == v.Text && c.idInColumn(source, v, e) {
		return
	}
	known := len(c.All)
	c.unquoted(source, ast.Value{At: v.At, Text: text})
	if len(c.All) > known && text == v.Text {
		foreignConstant(source, v, e, col, &c.All[len(c.All)-1])
	}
}

// noDate says that a word is in the place of a date, where a text in quotes would not do.
func (c *checker) noDate(source *ast.Source, v ast.Value, e *ast.Column) {
	message := fmt.Sprintf("`%s` is a column of type date: expected a date, found `%s`", e.Name.Text, v.Text)
	if e.Op == ast.On {
		message = fmt.Sprintf("expected a day after `on`, found `%s`", v.Text)
	}
	d := c.Fail(diag.UnquotedText, place(source, v), message)
	d.Notes = []string{"write a date as `2026-05-01`, or count the days from `today`, as in `today - 30d`"}
}

// foreignDay says that a word of other languages is in the place of a day, or of a text.
func (c *checker) foreignDay(source *ast.Source, v ast.Value, col column.Column, day string) {
	at := place(source, v)
	d := c.Fail(diag.UnquotedText, at, fmt.Sprintf("`%s` is written `%s`", v.Text, day))
	if quoted(source, v) {
		d.Message = fmt.Sprintf("there is no value named `%s`; the day is written `%s`, without backquotes", v.Text, day)
	}
	if d.Fixes = []diag.Fix{replaceWith(at, day)}; col.Type == column.Any {
		d.Message += ", and a text in quotes"
		d.Fixes = append(d.Fixes, problems.Quoted(at, string(jsontext.AppendString(nil, v.Text)))...)
	}
}

// quoted reports whether a word is between backquotes.
func quoted(source *ast.Source, v ast.Value) bool { return strings.HasPrefix(source.Slice(v.At), "`") }

// shownText is how many bytes of a text value a message repeats.
const shownText = 60

// unquoted says that a word lacks the quotes of a text value.
func (c *checker) unquoted(source *ast.Source, v ast.Value) {
	at := place(source, v)
	if c.loopElsewhere(at, v.Text) {
		return
	}
	text := string(jsontext.AppendString(nil, v.Text))
	message := "text values need quotes"
	if len(text) <= shownText {
		message += ": `" + text + "`"
	}
	d := c.Fail(diag.UnquotedText, at, message)
	d.Fixes = problems.Quoted(at, text)
}

// checkRange warns of a range that holds nothing, given its bounds as dates.
func (c *checker) checkRange(source *ast.Source, e *ast.Column, values []ast.Value) {
	if e.Op != ast.Between || len(values) != 2 {
		return
	}
	if order, ok := compareValues(values[0], values[1]); ok && order > 0 {
		c.emptyRange(source, values)
	}
}

func (c *checker) emptyRange(source *ast.Source, bounds []ast.Value) {
	low, high := place(source, bounds[0]), place(source, bounds[1])
	at := diag.Location{Source: source, Span: low.Span.Join(high.Span)}
	d := c.Warn(diag.EmptyRange, at, "this range is empty: its lower bound is greater than its upper bound")
	d.Fixes = []diag.Fix{{Text: "swap the bounds", Edits: []diag.Edit{
		{Location: low, Text: source.Slice(high.Span)}, {Location: high, Text: source.Slice(low.Span)},
	}}}
}

// compareValues compares two literals of one kind that have an order.
func compareValues(a, b ast.Value) (int, bool) {
	if a.Kind == ast.Number && b.Kind == ast.Number {
		x, err := decimal.Parse(a.Text)
		y, err2 := decimal.Parse(b.Text)
		return decimal.Compare(x, y), err == nil && err2 == nil
	}
	if a.Kind != ast.Number && b.Kind != ast.Number {
		x, err := date.Parse(a.Text)
		y, err2 := date.Parse(b.Text)
		return date.Compare(x, y), err == nil && err2 == nil
	}
	return 0, false
}
