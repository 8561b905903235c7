package match

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/decimal"
)

// dates are days and times, each kind in its order. A day is a midnight, or all of its times:
// that is for the reading to say.
type dates struct {
	days     []date.Date // midnights
	times    []date.Date
	timeDays []date.Date // the midnights before the times
}

// add adds a text of a condition if it is a date.
func (d *dates) add(text string) (added bool) {
	at, err := date.Parse(text)
	if err != nil {
		return false
	}
	if hasTime(text) {
		d.times, d.timeDays = append(d.times, at), append(d.timeDays, at.Day())
	} else {
		d.days = append(d.days, at)
	}
	return true
}

func (d *dates) sort() {
	for _, list := range [...][]date.Date{d.days, d.times, d.timeDays} {
		slices.SortFunc(list, date.Compare)
	}
}

// hasTime reports whether a date has a time.
func hasTime(text string) bool { return strings.Contains(text, "T") }

// equals answers whether a date, as it is written, is one of them.
func (d *dates) equals(q *questions, text string) answer {
	at, err := date.Parse(text)
	if err != nil {
		return answer{state: no}
	}
	has := func(list []date.Date, at date.Date) bool {
		_, found := slices.BinarySearchFunc(list, at, date.Compare)
		return found
	}
	moment := has(d.days, at) || has(d.times, at)
	whole := has(d.days, at) || has(d.timeDays, at)
	if hasTime(text) {
		whole = has(d.times, at) || has(d.days, at.Day())
	}
	return q.either(&q.day, whole, moment)
}

// bound is what values are compared with by their order.
type bound struct {
	kind     condition.ValueKind
	text     string
	number   decimal.Decimal
	isNumber bool
	date     date.Date
	isDate   bool
	hasTime  bool
}

func compileBound(v condition.Value) *bound {
	b := &bound{kind: v.Kind, text: v.Text}
	switch v.Kind {
	case condition.Number:
		number, err := decimal.Parse(v.Text)
		b.number, b.isNumber = number, err == nil
	case condition.String:
		at, err := date.Parse(v.Text)
		b.date, b.isDate, b.hasTime = at, err == nil, hasTime(v.Text)
	}
	return b
}

// compare answers whether a value is on one side of the bound.
func (b *bound) compare(q *questions, operator condition.Operator, v *contact.Value) answer {
	switch v.Kind() {
	case contact.TextKind:
		return answer{state: stateOf(b.kind == condition.String && onSide(operator, strings.Compare(v.Text(), b.text)))}
	case contact.NumberKind:
		if !b.isNumber {
			return answer{state: no}
		}
		number, err := decimal.Parse(v.Text())
		return answer{state: stateOf(err == nil && onSide(operator, decimal.Compare(number, b.number)))}
	case contact.DateKind:
		at, err := date.Parse(v.Text())
		if err != nil || !b.isDate {
			return answer{state: no}
		}
		moment := onSide(operator, date.Compare(at, b.date))
		if hasTime(v.Text()) == b.hasTime {
			return answer{state: stateOf(moment)}
		}
		return q.either(&q.day, onSide(operator, date.Compare(at.Day(), b.date.Day())), moment)
	default:
		return answer{state: no}
	}
}

// onSide reports whether an order is the one that an operator asks for.
func onSide(operator condition.Operator, order int) bool {
	switch operator {
	case condition.Greater:
		return order > 0
	case condition.GreaterEq:
		return order >= 0
	case condition.Less:
		return order < 0
	default:
		return order <= 0
	}
}
