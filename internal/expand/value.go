package expand

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/resolve"
)

// shape says how many values belong in a place.
type shape uint8

const (
	oneValue shape = iota
	aList
)

// found is the meaning of a name that is used as a value.
type found struct {
	*argument
	object *resolve.Object // nil for a parameter
	kind   kind            // of what an object stands for
	bad    bool
}

// lookup returns what a name means, the innermost first. It is false for a name that is not
// a value: a word without quotes, or an unknown one.
func (r *rewriter) lookup(name ast.Value) (found, bool) {
	if f, ok := r.each[name.Text]; ok {
		return f, true
	}
	if r.arguments != nil { // of all other names, those of values are replaced already: what they stand for may be a name, too
		i, ok := r.instance.Names[name.At]
		if !ok {
			return found{}, false
		}
		return found{argument: r.arguments[i]}, true
	}
	if _, ok := r.parameters[name.Text]; ok {
		return found{}, false // it stays a name in a part that is read by itself
	}
	o := r.written.Value(name.Text)
	if o == nil {
		return found{}, false
	}
	m := r.expander.meaning(o, r.chain)
	return found{argument: m.argument, object: o, kind: m.kind, bad: m.bad || !m.ended}, true
}

// values returns values with the names among them replaced, and whether there is one.
func (r *rewriter) values(values []ast.Value, fits shape) (replaced []ast.Value, changed bool) {
	if !slices.ContainsFunc(values, named) {
		return values, false
	}
	replaced = make([]ast.Value, 0, len(values))
	var seen names
	for _, v := range values {
		r.Poll.Step(8)
		if v.Kind != ast.Word {
			day, ok := r.moment(v)
			r.bad = r.bad || !ok
			replaced = append(replaced, day)
			continue
		}
		f, ok := r.lookup(v)
		switch {
		case !ok:
			replaced = append(replaced, v)
			continue
		case f.bad:
			r.bad = true
			continue
		case f.object != nil && f.kind.isID():
			r.wrong(v, f, fmt.Sprintf("`%s` is %s, not a value", v.Text, f.kind))
			continue
		case fits == oneValue && f.list:
			r.listForOne(v, f)
			continue
		case fits == aList && seen.again(v):
			r.spliceAgain(v, f)
			continue
		}
		replaced = append(replaced, r.splice(v, f)...)
	}
	return replaced, true
}

// named reports whether a value is a name, or a day that is counted with names.
func named(v ast.Value) bool {
	if v.Kind == ast.Day && v.Moment != nil {
		return v.Moment.Base.Kind == ast.Word || slices.ContainsFunc(v.Moment.Steps, func(s ast.Step) bool { return s.Count.Kind == ast.Word })
	}
	return v.Kind == ast.Word
}

// ids returns ids with the names of params and parameters among them replaced. Names of ids
// stay.
func (r *rewriter) ids(k ast.AliasKind, values []ast.Value) (replaced []ast.Value, changed bool) {
	var seen names
	for i, v := range values {
		r.Poll.Step(2)
		var f found
		ok := v.Kind == ast.Word
		if ok {
			if f, ok = r.lookup(v); ok && f.object != nil && f.kind != idKind(k) {
				ok = false // the name of a value, in the place of an id
			}
		}
		if ok && !changed {
			replaced, changed = slices.Clone(values[:i]), true
		}
		switch {
		case ok && f.bad:
			r.bad = true
		case ok && seen.again(v):
			r.spliceAgain(v, f)
		case ok:
			replaced = append(replaced, r.splice(v, f)...)
		case changed:
			replaced = append(replaced, v)
		}
	}
	if !changed {
		return values, false
	}
	return replaced, true
}

// splice returns the values that replace a name.
func (r *rewriter) splice(name ast.Value, f found) []ast.Value {
	if !r.take(weight(f.values), at(r.source, name)) {
		r.bad = true
		return nil
	}
	r.note(name.At, f.object)
	values := make([]ast.Value, len(f.values))
	for i, v := range f.values {
		values[i] = placed(v, name.At)
	}
	return values
}

// spliceAgain counts the values of a name that is in its list already.
func (r *rewriter) spliceAgain(name ast.Value, f found) {
	if r.dropped += weight(f.values); !r.take(0, at(r.source, name)) {
		r.bad = true
	}
	r.note(name.At, f.object)
}

// weight returns how many values and steps of days there are.
func weight(values []ast.Value) int {
	n := len(values)
	for _, v := range values {
		if v.Moment != nil {
			n += len(v.Moment.Steps)
		}
	}
	return n
}

// note remembers that a name was replaced.
func (r *rewriter) note(place ast.Span, o *resolve.Object) {
	if o != nil {
		r.expansion.Values[diag.Location{Source: r.source, Span: place}] = o
	}
}

// placed returns a literal with the place of a name.
func placed(v ast.Value, place ast.Span) ast.Value {
	v.At = place
	if v.Moment != nil {
		m := *v.Moment
		m.At, m.Base.At, m.Ago = place, place, false
		m.Steps = slices.Clone(m.Steps)
		for i := range m.Steps {
			m.Steps[i].At, m.Steps[i].Count.At = place, place
		}
		v.Moment = &m
	}
	return v
}

// one returns the literal that a name means where one of a kind belongs.
func (r *rewriter) one(name ast.Value, want kind, what string) (v ast.Value, ok bool) {
	f, known := r.lookup(name)
	if !known {
		return name, true // a parameter, or unknown, which its check says
	}
	switch {
	case f.bad:
		r.bad = true
		return name, false
	case f.list || len(f.values) != 1:
		r.wrong(name, f, fmt.Sprintf("`%s` is a list of values; expected %s", name.Text, what))
		return name, false
	}
	literal := f.values[0]
	k := kindOf(literal)
	if f.object != nil {
		k = f.kind
	}
	if literal.Kind == ast.Word || k != want {
		d := r.wrong(name, f, fmt.Sprintf("`%s` is %s; expected %s", name.Text, r.said(literal, k), what))
		if want == length && k == number {
			d.Notes = []string{"a length of time has a unit: `" + literal.Text + "d`"}
			r.writeLengths(d, name, f)
		}
		if want == length && k == text {
			r.writeLengths(d, name, f)
		}
		if _, err := date.Parse(literal.Text); want == day && k == text && err == nil {
			d.Notes = []string{"without quotes, `" + literal.Text + "` is a day"}
		}
		return name, false
	}
	r.note(name.At, f.object)
	return placed(literal, name.At), true
}

// said says what a literal is.
func (r *rewriter) said(v ast.Value, k kind) string {
	switch {
	case v.Kind == ast.Word:
		return "a name"
	case k == number:
		return "the number " + shown(v.Text)
	}
	return k.String()
}

// wrong says what is wrong with a name where it is used, and shows where it is from.
func (r *rewriter) wrong(name ast.Value, f found, message string) *diag.Diagnostic {
	r.bad = true
	place := at(r.source, name)
	var related []diag.Label
	if f.object != nil {
		related = []diag.Label{{Location: f.object.Definition(), Text: "declared here"}}
	}
	if r.instance != nil {
		if outer, inward, ok := r.instance.Outward(place); ok {
			related = append(related, inward...)
			place = outer
		}
	}
	d := r.Fail(diag.WrongValue, place, message)
	d.Related = related
	return d
}

// listForOne says that a name means a list where one value belongs.
func (r *rewriter) listForOne(name ast.Value, f found) {
	d := r.wrong(name, f, fmt.Sprintf("`%s` is a list of values; expected one value", name.Text))
	if r.column == nil {
		return
	}
	operator := map[ast.ColumnOp]string{ast.Equal: "in", ast.NotEqual: "not in"}[r.column.Op]
	if operator == "" {
		return
	}
	d.Fixes = []diag.Fix{{Text: "write `" + operator + " (…)`", Edits: []diag.Edit{
		{Location: at(r.source, ast.Name{At: r.column.OpSpan}), Text: operator},
		{Location: at(r.source, name), Text: "(" + r.source.Slice(name.At) + ")"},
	}}}
}

// moment returns a day that is counted with names as one without. Any other value is
// returned as it is.
func (r *rewriter) moment(v ast.Value) (replaced ast.Value, ok bool) {
	if v.Kind != ast.Day || !named(v) {
		return v, true
	}
	m := *v.Moment
	m.Steps = slices.Clone(m.Steps)
	ok = true
	for i := range m.Steps {
		if m.Steps[i].Count.Kind != ast.Word {
			continue
		}
		by, right := r.one(m.Steps[i].Count, length, "a length of time")
		if ok = ok && right; right && by.Kind == ast.Length {
			m.Steps[i].Count, m.Steps[i].Unit = countOf(by), unitOf(by)
		}
	}
	if m.Base.Kind == ast.Word {
		base, right := r.one(m.Base, day, "a day")
		ok = ok && right
		switch {
		case !right:
		case base.Kind == ast.Day:
			m.Base = base.Moment.Base
			m.Steps = append(slices.Clone(base.Moment.Steps), m.Steps...)
		case base.Kind == ast.Date && strings.ContainsRune(base.Text, 'T'):
			f, _ := r.lookup(m.Base)
			r.wrong(m.Base, f, fmt.Sprintf("`%s` has a time, but days are counted from a date without a time", m.Base.Text))
			ok = false
		default:
			m.Base = base
		}
	}
	if ok && len(m.Steps) > maxSteps {
		r.tooManySteps(v)
		ok = false
	}
	if !ok {
		r.bad = true
		return v, false
	}
	v.Moment = &m
	v.Text = m.String()
	return v, true
}

// maxSteps is how many lengths of time may be added to a day, as in the checks: a value that
// is counted from another one has the steps of both.
const maxSteps = 100

func (r *rewriter) tooManySteps(v ast.Value) {
	r.Fail(diag.DayOutOfRange, at(r.source, v), fmt.Sprintf("you can add or subtract at most %d lengths of time", maxSteps))
}
