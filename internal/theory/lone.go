package theory

import (
	"math"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
)

// lone returns the witness that the model of an atom alone has for its being so or not, where
// that is plain from the condition. Most contacts that are shown are made of such ones.
func (s *Space) lone(want bool) (w Witness, known bool) {
	if s.Regions != 2 || s.builder.limits.Regions < DefaultRegions {
		return Witness{}, false
	}
	return Plain(s.atoms[0].Condition, want != s.atoms[0].Negated, &s.builder.column)
}

// Plain returns the witness of a condition that is the only one on its subject and holds, or does
// not hold, where that is plain from it. It is not the same for everybody.
func Plain(c condition.Condition, holds bool, column *Column) (w Witness, known bool) {
	switch c := c.(type) {
	case condition.ISP:
		switch listed := holds == (c.Operator == condition.In); {
		case len(c.Values) == 0:
			return Witness{}, false
		case listed:
			return Witness{Known: true, ISP: new(c.Values[0])}, true
		default:
			return Witness{Known: true}, true
		}
	case condition.Event:
		return plainEvents(c, holds)
	case condition.Field:
		if op := c.Operator; listing(op) && holds != op.Negative() && isPlainText(c, column) {
			return Witness{Known: true, Value: contact.Text(c.Values[0].Text)}, true
		}
	}
	return Witness{}, false
}

// plainEvents does so for events of any campaign: it is the fewest of them that are enough.
func plainEvents(e condition.Event, holds bool) (w Witness, known bool) {
	if len(e.Include) > 0 || len(e.Exclude) > 0 || e.Count > mostCount {
		return Witness{}, false
	}
	day := 1
	switch e.Window.Mode {
	case "":
	case condition.Last:
		day = e.Window.Days / 2 // between today and the edge
	default:
		if e.Window.Days == math.MaxInt {
			return Witness{}, false
		}
		day = e.Window.Days + 1
	}
	l := limitOf(e, 0)
	count := int64(0)
	if (l.low == 0) != holds { // nothing at all is not it
		count = l.low
		if !holds {
			count = l.high + 1
		}
	}
	w.Known = true
	if count > 0 {
		w.Events = []contact.Event{{Metric: e.Metric, Count: count, DaysAgo: day}}
	}
	return w, true
}

// isPlainText reports whether a condition compares a column that has texts with a text.
func isPlainText(f condition.Field, column *Column) bool {
	switch column.Type {
	case Text, Choice:
	case Any:
		const day = "2026-05-01"
		if column.Mixed || len(f.Values) != 1 || len(f.Values[0].Text) >= len(day) { // texts can be dates
			return false
		}
	default:
		return false
	}
	return len(f.Values) == 1 && f.Values[0].Kind == condition.String
}
