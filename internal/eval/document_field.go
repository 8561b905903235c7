package eval

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/decimal"
	"github.com/segc-lang/segc/internal/poll"
)

// fieldHolds applies a field condition to the value of its column.
func fieldHolds(t *texts, f *condition.Field, v *contact.Value, r Reading) bool {
	p, missing := t.poll, v.Kind() == contact.Missing
	switch f.Operator {
	case condition.IsNull:
		return missing
	case condition.IsNotNull:
		return !missing

	case condition.Equals, condition.In, condition.HasAny:
		return !missing && equalsAny(t, f, v, r)
	case condition.NotEquals, condition.NotIn, condition.HasNone:
		if missing {
			return r.MissingMatchesNegative
		}
		return !equalsAny(t, f, v, r)
	case condition.HasAll:
		lacks := func(want condition.Value) bool {
			p.Step(costOf(v, want))
			return !equals(t, f.Column, v, want, r)
		}
		return !missing && !slices.ContainsFunc(f.Values, lacks)

	case condition.Contains:
		return !missing && anyText(p, v, f.Values[0], r, strings.Contains)
	case condition.NotContains:
		if missing {
			return r.MissingMatchesNegative
		}
		return !anyText(p, v, f.Values[0], r, strings.Contains)
	case condition.StartsWith:
		return !missing && anyText(p, v, f.Values[0], r, strings.HasPrefix)

	case condition.Greater, condition.GreaterEq, condition.Less, condition.LessEq:
		p.Step(costOf(v, f.Values[0]))
		order, ordered := orderOf(v, f.Values[0], r)
		return ordered && inOrder(f.Operator, order)
	default:
		panic(fmt.Sprintf("eval: unexpected operator %d on a field", f.Operator))
	}
}

func equalsAny(t *texts, f *condition.Field, v *contact.Value, r Reading) bool {
	for _, want := range f.Values {
		t.poll.Step(costOf(v, want))
		if equals(t, f.Column, v, want, r) {
			return true
		}
	}
	return false
}

// costOf returns about how many steps it takes to compare two values, beside those
// that are counted where texts are compared.
func costOf(v *contact.Value, want condition.Value) int {
	if v.Kind() == contact.NumberKind || v.Kind() == contact.DateKind {
		return 16 + len(v.Text()) + len(want.Text)
	}
	return 1
}

// equals reports whether a value, or for a set one of its elements, equals what is wanted.
func equals(t *texts, column string, v *contact.Value, want condition.Value, r Reading) bool {
	switch v.Kind() {
	case contact.TextKind, contact.SetKind:
		return want.Kind == condition.String && t.has(column, v, want.Text)
	case contact.BooleanKind:
		return want.Kind == condition.Boolean && v.Text() == want.Text
	case contact.NumberKind, contact.DateKind:
		order, ordered := orderOf(v, want, r)
		return ordered && order == 0
	default:
		return false
	}
}

func inOrder(o condition.Operator, order int) bool {
	switch o {
	case condition.Greater:
		return order > 0
	case condition.GreaterEq:
		return order >= 0
	case condition.Less:
		return order < 0
	case condition.LessEq:
		return order <= 0
	default:
		panic(fmt.Sprintf("eval: unexpected operator %d", o))
	}
}

// orderOf compares a value with one of the same type; ordered is false for any other.
func orderOf(v *contact.Value, with condition.Value, r Reading) (order int, ordered bool) {
	switch {
	case v.Kind() == contact.TextKind && with.Kind == condition.String:
		return strings.Compare(v.Text(), with.Text), true
	case v.Kind() == contact.NumberKind && with.Kind == condition.Number:
		a, errA := decimal.Parse(v.Text())
		b, errB := decimal.Parse(with.Text)
		return decimal.Compare(a, b), errA == nil && errB == nil
	case v.Kind() == contact.DateKind && with.Kind == condition.String:
		a, errA := date.Parse(v.Text())
		b, errB := date.Parse(with.Text)
		if r.DayHasTimes && strings.Contains(v.Text(), "T") != strings.Contains(with.Text, "T") {
			a, b = a.Day(), b.Day()
		}
		return date.Compare(a, b), errA == nil && errB == nil
	default:
		return 0, false
	}
}

// anyText applies a test to a text, or to the elements of a set.
func anyText(p *poll.Poll, v *contact.Value, part condition.Value, r Reading, test func(text, part string) bool) bool {
	if part.Kind != condition.String {
		return false
	}
	p.Step(1 + (len(v.Text())+len(part.Text))/16)
	key := r.part(p, part.Text)
	switch v.Kind() {
	case contact.TextKind:
		return test(r.part(p, v.Text()), key)
	case contact.SetKind:
		for item := range v.Items() {
			if test(r.part(p, item), key) {
				return true
			}
		}
		return false
	default:
		return false
	}
}
