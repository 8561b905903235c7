package explain

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/internal/condition"
	calendar "github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/decimal"
	"github.com/segc-lang/segc/internal/poll"
)

// endsOf finds the conditions of a group that may be ends of the same range, by the number of
// that range. Those that are alone are left out.
func (in *Input) endsOf(numbers []int) map[int][]int {
	d := in.distinct
	several := false
	for _, n := range numbers {
		in.Poll.Step(4)
		if end := d.ends[n]; end != 0 {
			d.of[end]++
			several = several || d.of[end] > 1
		}
	}
	var ends map[int][]int
	if several {
		ends = map[int][]int{}
	}
	for i, n := range numbers {
		if end := d.ends[n]; several && d.of[end] > 1 {
			ends[end] = append(ends[end], i)
		}
	}
	for _, n := range numbers {
		d.of[d.ends[n]] = 0
	}
	return ends
}

// endKey returns what the ends of a range have in common; empty for a condition
// that is none.
func (in *Input) endKey(c condition.Condition) string {
	switch c := c.(type) {
	case condition.Field:
		if end(c.Operator) != 0 {
			return "field " + c.Column
		}
	case condition.Event:
		if endOf(c) != 0 {
			return condition.KeyWithin(in.Poll, condition.Event{Metric: c.Metric, Window: c.Window, Include: c.Include, Exclude: c.Exclude})
		}
	}
	return ""
}

// otherEnd returns the condition after another one that is the other end of
// its range, if there is exactly one. The ends are where there may be one.
func (in *Input) otherEnd(all []condition.Condition, ends []int, i int) (int, bool) {
	found, n := 0, 0
	for _, j := range ends {
		in.Poll.Step(4)
		switch c := all[j]; {
		case j == i:
		case bothEnds(in.Poll, all[i], c):
			found, n = j, n+1
		case sameEnd(in.Poll, all[i], c):
			return 0, false
		}
	}
	return found, n == 1 && found > i
}

// bothEnds reports whether two conditions are the ends of a range.
func bothEnds(p *poll.Poll, a, b condition.Condition) bool {
	switch a := a.(type) {
	case condition.Field:
		b, ok := b.(condition.Field)
		return ok && a.Column == b.Column && end(a.Operator)*end(b.Operator) < 0 && ranges(a.Values[0]) && isDate(a.Values[0]) == isDate(b.Values[0]) &&
			a.Values[0].Kind == b.Values[0].Kind
	case condition.Event:
		b, ok := b.(condition.Event)
		return ok && condition.SameEvents(p, a, b) && endOf(a)*endOf(b) < 0
	}
	return false
}

// sameEnd reports whether two conditions are the same end of a range.
func sameEnd(p *poll.Poll, a, b condition.Condition) bool {
	switch a := a.(type) {
	case condition.Field:
		b, ok := b.(condition.Field)
		return ok && a.Column == b.Column && end(a.Operator)*end(b.Operator) > 0
	case condition.Event:
		b, ok := b.(condition.Event)
		return ok && condition.SameEvents(p, a, b) && endOf(a)*endOf(b) > 0
	}
	return false
}

// end returns -1 for a lower end, 1 for an upper one, and else 0.
func end(o condition.Operator) int {
	switch o {
	case condition.Greater, condition.GreaterEq:
		return -1
	case condition.Less, condition.LessEq:
		return 1
	}
	return 0
}

func endOf(e condition.Event) int {
	switch {
	case e.Operator == condition.CountGE && e.Count > 0, e.Operator == condition.Ever:
		return -1
	case e.Operator == condition.CountLE && e.Count > 0:
		return 1
	}
	return 0
}

// saidSpan says a range.
func (in *Input) saidSpan(a, b condition.Condition) *clause {
	in.Poll.Hold(384)
	said := in.ends(a, b, everything)
	said.short, said.conditions = said.text, []condition.Condition{a, b}
	if many(a) {
		said.short = in.ends(a, b, most).text
	}
	return said.render(in.Poll)
}

func (in *Input) ends(a, b condition.Condition, shown amount) clause {
	switch a := a.(type) {
	case condition.Field:
		low, high := a, b.(condition.Field)
		if end(low.Operator) > 0 {
			low, high = high, low
		}
		c := clause{subject: columnName(in.Poll, a.Column)}
		if low.Operator == condition.GreaterEq && high.Operator == condition.LessEq && in.inOrder(low.Values[0], high.Values[0]) {
			c.text = say(own("is between "), in.value(low.Values[0]), own(" and "), in.value(high.Values[0]), own(" (inclusive)"))
		} else {
			c.text = say(own("is "), in.bound(low), own(" and "), in.bound(high))
		}
		return c
	case condition.Event:
		low, high := a, b.(condition.Event)
		if endOf(low) > 0 {
			low, high = high, low
		}
		low.Count = max(low.Count, 1) // which ever is
		if low.Count == high.Count {
			low.Operator = condition.CountEQ
			return in.event(low, shown)
		}
		span := say(number(low.Count), own(" to "), number(high.Count))
		if low.Count > high.Count {
			span = say(own("at least "), number(low.Count), own(" and at most "), number(high.Count))
		}
		return in.counted(low, say(span, own(" times")), say(span, own(" e-mails")), shown)
	default:
		panic(fmt.Sprintf("explain: unexpected condition %T", a))
	}
}

// inOrder reports whether the first of two values is not greater. Nothing is between others, and a
// reader would turn them around.
func (in *Input) inOrder(a, b condition.Value) bool {
	in.Poll.Step(len(a.Text) + len(b.Text))
	if isDate(a) && isDate(b) {
		low, _ := calendar.Parse(a.Text)
		high, _ := calendar.Parse(b.Text)
		return calendar.Compare(low, high) <= 0
	}
	low, err := decimal.Parse(a.Text)
	if err != nil {
		return false
	}
	high, err := decimal.Parse(b.Text)
	return err == nil && decimal.Compare(low, high) <= 0
}

// bound says one end of a range.
func (in *Input) bound(f condition.Field) phrase {
	v := f.Values[0]
	forms := map[condition.Operator][3]words{ // in front of days; of times; of the rest
		condition.Greater:   {"after ", "after ", "above "},
		condition.GreaterEq: {"on or after ", "at or after ", "at least "},
		condition.Less:      {"before ", "before ", "below "},
		condition.LessEq:    {"on or before ", "at or before ", "at most "},
	}[f.Operator]
	form := forms[2]
	switch {
	case isDate(v) && strings.Contains(v.Text, "T"):
		form = forms[1]
	case isDate(v):
		form = forms[0]
	}
	return say(own(form), in.value(v))
}

// alphabetical says how text is ordered.
func (in *Input) alphabetical(f condition.Field) phrase {
	v := in.value(f.Values[0])
	switch f.Operator {
	case condition.Greater:
		return say(own("comes after "), v, own(" in the alphabet"))
	case condition.Less:
		return say(own("comes before "), v, own(" in the alphabet"))
	case condition.GreaterEq:
		return say(own("is "), v, own(" or comes after it in the alphabet"))
	default:
		return say(own("is "), v, own(" or comes before it in the alphabet"))
	}
}

// ranges reports whether two ends of a range of such values are said at once.
func ranges(v condition.Value) bool { return v.Kind != condition.String || isDate(v) }
