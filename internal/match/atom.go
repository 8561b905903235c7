package match

import (
	"fmt"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/formula"
)

// atom is a compiled condition. Exactly one of its parts is there.
type atom struct {
	negated bool // the opposite of a condition without one

	field *field
	event *eventCondition
	lists bool // the contact is on one of some lists, which the judge has noted
	in    bool // of lists and ISPs: not in if false
	isps  map[int64]bool
}

// field is a condition on a column.
type field struct {
	slot     int // of the column
	operator condition.Operator
	negative bool     // the opposite of its test, and of a missing value what the platform likes
	all      []values // each must be matched; most conditions have one
	order    *bound
	part     *part
}

// values are what a value of a column may equal.
type values struct {
	texts   *texts
	numbers numbers
	dates   *dates
	yes, no bool // true and false
}

// compileAtom compiles a condition. Columns and counters get their numbers from the matcher.
func (m *Matcher) compileAtom(a *formula.Atom, number int) atom {
	compiled := atom{negated: a.Negated}
	switch c := a.Condition.(type) {
	case condition.Field:
		compiled.field = m.compileField(&c)
	case condition.Event:
		compiled.event = m.compileEvent(&c)
	case condition.Membership:
		compiled.lists, compiled.in = true, c.Operator == condition.In
		m.compileLists(&c, number)
	case condition.ISP:
		compiled.isps, compiled.in = map[int64]bool{}, c.Operator == condition.In
		m.needsISP = true
		for _, id := range c.Values {
			compiled.isps[id] = true
		}
	default:
		panic(fmt.Sprintf("match: unexpected condition %T", c))
	}
	return compiled
}

func (m *Matcher) compileField(c *condition.Field) *field {
	f := &field{slot: m.slot(c.Column), operator: c.Operator}
	switch c.Operator {
	case condition.IsNull, condition.IsNotNull:
	case condition.Equals, condition.In, condition.HasAny:
		f.all = []values{m.compileValues(c.Values)}
	case condition.NotEquals, condition.NotIn, condition.HasNone:
		f.negative, f.all = true, []values{m.compileValues(c.Values)}
	case condition.HasAll:
		for i := range c.Values {
			f.all = append(f.all, m.compileValues(c.Values[i:i+1]))
		}
	case condition.Contains, condition.NotContains:
		f.negative, f.part = c.Operator == condition.NotContains, compilePart(c.Values[0], false)
	case condition.StartsWith:
		f.part = compilePart(c.Values[0], true)
	case condition.Greater, condition.GreaterEq, condition.Less, condition.LessEq:
		f.order = compileBound(c.Values[0])
	default:
		panic(fmt.Sprintf("match: unexpected operator %d on a column", c.Operator))
	}
	return f
}

func (m *Matcher) compileValues(list []condition.Value) (v values) {
	for _, value := range list {
		switch value.Kind {
		case condition.String:
			v.addText(value.Text)
		case condition.Number:
			v.numbers.add(value.Text)
		case condition.Boolean:
			v.yes, v.no = v.yes || value.Text == "true", v.no || value.Text == "false"
		}
	}
	v.numbers.sort()
	if v.dates != nil {
		v.dates.sort()
	}
	return v
}

// field answers a condition on a column. The opposite of one without an opposite operator
// is here, too, and of a missing value it says what the platform likes.
func (j *Judge) field(f *field, negated bool) answer {
	v := &j.values[f.slot]
	missing := v.Kind() == contact.Missing
	q := &j.matcher.questions
	switch {
	case f.operator == condition.IsNull:
		return answer{state: stateOf(missing != negated)}
	case f.operator == condition.IsNotNull:
		return answer{state: stateOf(missing == negated)}
	case missing && (f.negative || negated):
		return q.under(q.missing)
	case missing:
		return answer{state: no}
	}
	var a answer
	switch {
	case f.order != nil:
		a = f.order.compare(q, f.operator, v)
	case f.part != nil:
		a = j.find(f.part, v)
	default:
		a = j.equals(f.all, v)
	}
	if f.negative != negated {
		return q.opposite(a)
	}
	return a
}

// equals answers whether a value equals one of each of some values.
func (j *Judge) equals(list []values, v *contact.Value) answer {
	q := &j.matcher.questions
	if len(list) == 1 {
		return j.equalsOne(&list[0], v)
	}
	together := q.allowed
	for i := range list {
		switch a := j.equalsOne(&list[i], v); a.state {
		case no:
			return a
		case open:
			together = together.and(&a.open)
		}
	}
	return q.under(together)
}

func (j *Judge) equalsOne(w *values, v *contact.Value) answer {
	switch v.Kind() {
	case contact.TextKind:
		return j.textEquals(w.texts, v.Text())
	case contact.SetKind:
		return j.some(v, func(item string) answer { return j.textEquals(w.texts, item) })
	case contact.BooleanKind:
		return answer{state: stateOf(w.yes && v.Text() == "true" || w.no && v.Text() == "false")}
	case contact.NumberKind:
		return answer{state: stateOf(w.numbers.has(v.Text()))}
	case contact.DateKind:
		if w.dates == nil {
			return answer{state: no}
		}
		return w.dates.equals(&j.matcher.questions, v.Text())
	default:
		return answer{state: no}
	}
}
