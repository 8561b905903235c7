package sql

// existsTest tests a count with a subselect for the contact.
func (s *statement) existsTest(t *countTest) (text string, loose bool) {
	counter := &s.emitter.counters[t.counter]
	c := counter.from
	from := " FROM " + c.from + " WHERE e." + c.contact + " = c." + s.keyName + " AND " + counter.tested()
	switch {
	case t.sign == atLeast && t.number == 1 && t.most == 0:
		return "EXISTS (SELECT 1" + from + ")", false
	case t.sign == atMost && t.number == 0:
		return "NOT EXISTS (SELECT 1" + from + ")", false
	default:
		return t.compare("(SELECT " + s.countOf(c, "") + from + ")"), false
	}
}
