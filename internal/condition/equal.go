package condition

import (
	"slices"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/poll"
)

// Equal reports whether two documents have the same groups of the same conditions
// and values, in the same order. A byte that is not UTF-8 equals U+FFFD, since that is
// how it is written. Equal documents are written alike; of documents whose conditions
// share their keys this is not so. Equal does not ask for keys or for what is written:
// it is there to check both.
func Equal(p *poll.Poll, a, b *Document) bool {
	return slices.EqualFunc(a.Any, b.Any, func(a, b Group) bool {
		return slices.EqualFunc(a.All, b.All, func(a, b Condition) bool { return SameAsWritten(p, a, b) })
	})
}

// SameAsWritten reports whether two conditions are the same, with their values in the same
// order. Then they share their keys.
func SameAsWritten(p *poll.Poll, a, b Condition) bool {
	switch a := a.(type) {
	case Field:
		b, ok := b.(Field)
		return ok && SameText(a.Column, b.Column) && a.Operator == b.Operator && equalValues(p, a.Values, b.Values)
	case Event:
		b, ok := b.(Event)
		return ok && a.Operator == b.Operator && a.Count == b.Count && SameEvents(p, a, b)
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

// SameEvents reports whether two conditions count the same events, and list their
// campaigns in the same order.
func SameEvents(p *poll.Poll, a, b Event) bool {
	return a.Metric == b.Metric && a.Window == b.Window && equalValues(p, a.Include, b.Include) && equalValues(p, a.Exclude, b.Exclude)
}

func equalValues(p *poll.Poll, a, b []Value) bool {
	return slices.EqualFunc(a, b, func(a, b Value) bool {
		p.Step(1 + len(a.Text)/64)
		return a.Kind == b.Kind && SameText(a.Text, b.Text)
	})
}

// SameText reports whether two texts are written alike.
func SameText(a, b string) bool { return a == b || written(a) == written(b) }

// written returns a text as it is written: each byte that is not UTF-8 becomes U+FFFD.
func written(text string) string {
	if utf8.ValidString(text) {
		return text
	}
	return string([]rune(text))
}
