package rule

import (
	"slices"

	"github.com/segc-lang/segc/internal/poll"
)

// Equal reports whether two documents have the same groups of the same conditions
// and values, in the same order. Bytes that are not UTF-8 equal U+FFFD, as which they
// are written. Unlike Key, it does not ask the encoder, which it is there to check.
func Equal(p *poll.Poll, a, b *Document) bool {
	return slices.EqualFunc(a.Any, b.Any, func(a, b Group) bool {
		return slices.EqualFunc(a.All, b.All, func(a, b Condition) bool { return equal(p, a, b) })
	})
}

// EqualBodies reports whether two bodies have equal documents and say the same
// about them.
func EqualBodies(p *poll.Poll, a, b *Body) bool {
	return equalTexts(a.Name, b.Name) && a.Color == b.Color && slices.Equal(a.Lists, b.Lists) &&
		equalTexts(a.Description, b.Description) && Equal(p, a.Rules, b.Rules)
}

func equal(p *poll.Poll, a, b Condition) bool {
	switch a := a.(type) {
	case Field:
		b, ok := b.(Field)
		return ok && equalTexts(a.Column, b.Column) && a.Operator == b.Operator && equalValues(p, a.Values, b.Values)
	case Event:
		b, ok := b.(Event)
		return ok && a.Metric == b.Metric && a.Operator == b.Operator && a.Count == b.Count && a.Window == b.Window &&
			equalValues(p, a.Include, b.Include) && equalValues(p, a.Exclude, b.Exclude)
	case Membership:
		b, ok := b.(Membership)
		p.Step(1 + len(a.Lists))
		return ok && a.Operator == b.Operator && slices.Equal(a.Lists, b.Lists)
	case ISP:
		b, ok := b.(ISP)
		p.Step(1 + len(a.Values)/8)
		return ok && a.Operator == b.Operator && slices.Equal(a.Values, b.Values)
	}
	return false
}

func equalValues(p *poll.Poll, a, b []Value) bool {
	return slices.EqualFunc(a, b, func(a, b Value) bool {
		p.Step(1 + len(a.Text)/64)
		return a.Kind == b.Kind && equalTexts(a.Text, b.Text)
	})
}

// equalTexts compares texts as they are written.
func equalTexts(a, b string) bool { return a == b || string([]rune(a)) == string([]rune(b)) }
