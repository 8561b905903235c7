package sql

import "fmt"

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
	switch {
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
