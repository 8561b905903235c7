package sql

import (
	"slices"
	"strconv"
	"strings"
)

// countName is the name of a count. Those that are written have numbers one after the other.
func (e *emitter) countName(counter int) string {
	if number := e.counters[counter].number; number > 0 {
		return "segc_" + strconv.Itoa(number)
	}
	return "segc_" + strconv.Itoa(counter+1)
}

// onePassTest tests a count of the pass, from where it is joined or under another short name. Contacts
// without events have none, so a count that may be 0 says so.
func (s *statement) onePassTest(alias string) func(t *countTest) (text string, loose bool) {
	return func(t *countTest) (text string, loose bool) {
		count := or(alias, s.emitter.counters[t.counter].from.alias()) + "." + s.emitter.countName(t.counter)
		if t.sign == atMost {
			count = "coalesce(" + count + ", 0)"
		}
		return t.compare(count), false
	}
}

// counted returns the relations whose events are counted.
func (s *statement) counted() (all []*eventColumns) {
	for _, c := range s.sources {
		if slices.ContainsFunc(s.emitter.counters, func(made counter) bool { return made.from == c && !made.early }) {
			all = append(all, c)
		}
	}
	return all
}

// countedOf writes the pass through a relation, which reads only events of the candidates, if
// there are some.
func (s *statement) countedOf(c *eventColumns, candidates string) (string, error) {
	e := &s.emitter
	var b strings.Builder
	b.WriteString("SELECT e." + c.contact + " AS segc_contact")
	var counters []int
	for i := range e.counters {
		if e.counters[i].early || e.counters[i].from != c {
			continue
		}
		b.WriteString(",\n    " + s.countOf(c, e.counters[i].tested()) + " AS " + e.countName(i))
		counters = append(counters, i)
	}
	b.WriteString("\n  FROM " + c.from)
	tests, err := s.prefilter(c, counters)
	if err != nil {
		return "", err
	}
	if candidates != "" {
		tests = append(tests, "e."+c.contact+" "+s.in(&c.said.Relation, or(c.said.Contact, "contact_id"), false)+" (SELECT "+s.keyName+" FROM "+candidates+")")
	} else {
		tests = append(tests, "e."+c.contact+" IS NOT NULL")
	}
	b.WriteString("\n  WHERE " + strings.Join(tests, "\n    AND "))
	b.WriteString("\n  GROUP BY e." + c.contact)
	return b.String(), nil
}

// prefilter tests what the counted events of a relation have in common, so that databases need not
// read others.
func (s *statement) prefilter(c *eventColumns, counters []int) ([]string, error) {
	var tests, kinds []string
	for _, i := range counters {
		for _, kind := range s.emitter.counters[i].kinds {
			if !slices.Contains(kinds, kind) {
				kinds = append(kinds, kind)
			}
		}
	}
	if kind := c.oneOfKinds(kinds); kind != "" {
		tests = append(tests, kind)
	}
	if days, all := s.emitter.sooner(counters); all {
		days++ // the edge, under every reading
		since, err := s.since(c, days)
		if err != nil {
			return nil, err
		}
		tests = append(tests, since...)
	}
	past, err := s.past(c)
	return append(tests, past), err
}
