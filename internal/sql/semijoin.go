package sql

import (
	"fmt"

	"github.com/segc-lang/segc/internal/condition"
)

// semiJoinTest tests a count with the set of contacts that have so many events. A contact without
// events is in none.
func (s *statement) semiJoinTest(t *countTest) (text string, loose bool) {
	counter := &s.emitter.counters[t.counter]
	c := counter.from
	contact := "e." + c.contact
	set := "SELECT " + contact + " FROM " + c.from + " WHERE " + counter.tested() + " AND " + contact + " IS NOT NULL"
	having := func(sign string, n int64) string {
		return fmt.Sprintf("%s GROUP BY %s HAVING %s %s %d", set, contact, s.countOf(c, ""), sign, n)
	}
	in := true
	// NOT IN is slower than NOT EXISTS, since it is careful with NULL. And to count all events that
	// contacts ever had takes longer than to count those of contacts that fit in other ways.
	none, ever := t.sign == atMost && t.number == 0, t.must && t.number > 1 && counter.window.Mode != condition.Last
	if !s.dialect.apart && (none || ever) {
		return s.existsTest(t)
	}
	switch {
	case t.most > 0:
		set = fmt.Sprintf("%s GROUP BY %s HAVING %s", set, contact, t.compare(s.countOf(c, "")))
	case t.sign == atLeast && t.number == 1:
	case t.sign == atLeast:
		set = having(">=", t.number)
	case t.sign == exactly:
		set = having("=", t.number)
	case t.number == 0:
		in = false
	default:
		in, set = false, having(">", t.number)
	}
	return "c." + s.keyName + " " + s.in(&c.said.Relation, or(c.said.Contact, "contact_id"), !in) + " (" + set + ")", false
}
