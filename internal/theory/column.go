package theory

import (
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/poll"
)

// fields is what the models of columns share.
type fields struct {
	name     string
	atoms    []Atom
	typ      Type // declared, or plain from the literals
	declared bool
	nullable bool
	choices  []string
	used     uint            // bits: the families that the rule uses
	assumed  contact.Reading // what of it the conditions depend on
	answer   contact.Answer  // what is assumed of missing values
}

func (f *fields) field(i int) condition.Field { return f.atoms[i].Condition.(condition.Field) }

// may reports whether an operator may be put in that the rule does not use. A
// column compared with numbers is a number. Texts are less plain: they may be
// choices, or dates.
func (f *fields) may(op condition.Operator) bool {
	if family(op) < 0 {
		return false
	}
	if f.used>>family(op)&1 == 0 && !f.declared && f.typ != Number && f.typ != Boolean {
		return false
	}
	return Allowed(f.typ, op)
}

// columnSpaces models the conditions on a column. Those whose meaning is not
// certain, given the type of the column, are set apart.
func (b *builder) columnSpaces(members []int) []*Space {
	t := b.columnType(members)
	var odd []int
	fit, certain := members, 0 // with those that ask for a value or for none, and without
	for i, m := range members {
		f := b.atoms[m].Condition.(condition.Field)
		switch {
		case nulling(f.Operator):
		case family(f.Operator) >= 0 && t.fits(b.limits.Poll, f):
			certain++
		default:
			if odd == nil {
				fit = append(make([]int, 0, len(members)), members[:i]...)
			}
			odd = append(odd, m)
			continue
		}
		if odd != nil {
			fit = append(fit, m)
		}
	}
	mixed := t.typ == Date && b.mixedDates(fit)
	if len(odd) > 0 && certain == 0 {
		return b.opaqueSpaces(members)
	}
	var spaces []*Space
	switch {
	case t.typ == Tags:
		spaces = b.tagSpaces(fit, t)
	case mixed && b.assumed.WholeDay != contact.No: // otherwise a date is a time
		spaces = b.datedSpaces(fit, t)
	case t.typ == Number || t.typ == Date:
		spaces = b.orderedSpaces(fit, t)
	case t.typ == Any || t.typ == Text || t.typ == Choice || t.typ == Boolean:
		spaces = b.textSpaces(fit, t)
	default: // a type that is not known here
		return b.opaqueSpaces(fit)
	}
	if len(odd) > 0 {
		spaces = append(spaces, b.opaqueSpaces(odd)...)
	}
	return spaces
}

func (b *builder) fields(members []int, t columnType) fields {
	b.limits.Poll.Step(len(b.atoms))
	atoms := b.pick(members)
	f := fields{
		name: atoms[0].Condition.(condition.Field).Column, atoms: atoms, typ: t.typ, declared: t.declared,
		nullable: !b.column.NotNull, choices: b.column.Choices, assumed: b.assumed, answer: b.limits.Assumed.MissingMatches,
	}
	for _, a := range b.atoms { // of all atoms: a family is used by the column
		if n := family(a.Condition.(condition.Field).Operator); n >= 0 {
			f.used |= 1 << n
		}
	}
	return f
}

// columnType is the type that a column surely has.
type columnType struct {
	typ      Type
	declared bool
	broken   bool // the literals contradict each other
}

func (b *builder) columnType(members []int) columnType {
	if b.column.Type != Any {
		return columnType{typ: b.column.Type, declared: true}
	}
	if b.column.Mixed {
		return columnType{broken: true}
	}
	kinds, sets, others := 0, false, false
	for _, m := range members {
		f := b.atoms[m].Condition.(condition.Field)
		if nulling(f.Operator) {
			continue
		}
		sets = sets || setting(f.Operator)
		others = others || !setting(f.Operator)
		b.limits.Poll.Step(len(f.Values))
		for _, v := range f.Values {
			kinds |= 1 << v.Kind
		}
	}
	switch {
	case sets && others:
		return columnType{broken: true}
	case kinds == 0:
		return columnType{}
	case sets:
		return columnType{typ: Tags}
	case kinds == 1<<condition.String:
		// Texts that are dates may be those of a column of dates, where two
		// spellings can be one date.
		return columnType{typ: Text, broken: b.datesOverlap(members)}
	case kinds == 1<<condition.Number:
		return columnType{typ: Number}
	case kinds == 1<<condition.Boolean:
		return columnType{typ: Boolean}
	default:
		return columnType{broken: true}
	}
}

// fits reports whether the meaning of a condition with values is certain.
func (t columnType) fits(p *poll.Poll, f condition.Field) bool {
	if t.broken || t.typ == Any {
		return false
	}
	want := condition.String
	switch t.typ {
	case Number:
		want = condition.Number
	case Boolean:
		want = condition.Boolean
	}
	for _, v := range f.Values {
		if v.Kind != want {
			return false
		}
		p.Step(4)
		if t.typ == Number || t.typ == Date {
			p.Step(8)
			if _, ok := constantOf(v, t.typ); !ok {
				return false
			}
		}
	}
	if t.typ == Boolean && (f.Operator == condition.In || f.Operator == condition.NotIn) {
		return true
	}
	return Allowed(t.typ, f.Operator)
}

// mixedDates reports whether some literals are days and others times: whether a
// day contains its times or is their midnight is not documented, see dated.
func (b *builder) mixedDates(members []int) bool {
	days, times := false, false
	for _, m := range members {
		for _, v := range b.atoms[m].Condition.(condition.Field).Values {
			b.limits.Poll.Step(4)
			if strings.Contains(v.Text, "T") {
				times = true
			} else {
				days = true
			}
		}
	}
	return days && times
}

// datesOverlap reports whether some literals would be uncertain, or the same, if
// they were dates.
func (b *builder) datesOverlap(members []int) bool {
	type instant struct {
		date date.Date
		text string
	}
	var dates []instant
	days, times := false, false
	for _, m := range members {
		for _, v := range b.atoms[m].Condition.(condition.Field).Values {
			b.limits.Poll.Step(16)
			if len(v.Text) < len("2026-05-01") || v.Text[4] != '-' {
				continue
			}
			if d, err := date.Parse(v.Text); err == nil {
				days = days || !strings.Contains(v.Text, "T")
				times = times || strings.Contains(v.Text, "T")
				dates = append(dates, instant{d, v.Text})
			}
		}
	}
	if days && times {
		return true
	}
	poll.Sort(b.limits.Poll, dates, func(a, b instant) int { return date.Compare(a.date, b.date) })
	for i := 1; i < len(dates); i++ {
		if dates[i].text != dates[i-1].text && date.Compare(dates[i].date, dates[i-1].date) == 0 {
			return true
		}
	}
	return false
}

// condition returns a condition on the column with the given values.
func (f *fields) condition(op condition.Operator, values []condition.Value) condition.Condition {
	return condition.Field{Column: f.name, Operator: op, Values: values}
}

// chosen returns the values of some constants.
func chosen(values []condition.Value, numbers []int32) []condition.Value {
	all := make([]condition.Value, len(numbers))
	for i, n := range numbers {
		all[i] = values[n]
	}
	return all
}

// withMissing adds what an atom says of a missing value to the points where it
// holds: the one before last is a missing value that negative operators match,
// the last one is one that they do not match.
func (f *fields) withMissing(a Atom, holds set, points int) {
	if !f.nullable {
		return
	}
	op := a.Condition.(condition.Field).Operator
	switch {
	case op == condition.IsNull && !a.Negated, op == condition.IsNotNull && a.Negated:
		holds.Add(points - 2)
		holds.Add(points - 1)
	case nulling(op):
	case a.Negated, op.Negative():
		f.addMissing(holds, points)
	}
}

// nullBases adds the conditions on the presence of a value. The bit is that of
// their family.
func (f *fields) nullBases(v *vocabulary, bit uint64) {
	if !f.nullable || !f.may(condition.IsNull) {
		return
	}
	n := v.space.points
	missing, present := v.set(), v.set()
	missing.AddRange(n-2, n)
	present.AddRange(0, n-2)
	v.put(missing, 1, bit, term{op: condition.IsNull})
	v.put(present, 1, bit, term{op: condition.IsNotNull})
}
