package sql

import (
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/condition"
)

// eventColumns are a relation of events and its columns, as they are written.
type eventColumns struct {
	said                                    *Events
	number                                  int // of the relation
	from, contact, metric, campaign, at, id string
	partition, count                        string
}

// eventColumns writes the columns of all relations of events.
func (s *statement) eventColumns() error {
	for i, said := range s.tables.events() {
		c := &eventColumns{said: said, number: i}
		var err error
		if c.from, err = s.relation(&said.Relation, "events", "e"); err != nil {
			return err
		}
		at, counted := or(said.At, "occurred_at"), rollupCount
		if said.Daily != nil {
			at, counted = or(said.Daily.Day, rollupDay), or(said.Daily.Count, rollupCount)
		}
		for _, part := range []struct {
			into            *string
			name, otherwise string
		}{
			{&c.contact, said.Contact, "contact_id"},
			{&c.metric, said.Metric, "metric"},
			{&c.campaign, said.Campaign, "campaign_id"},
			{&c.at, at, ""},
			{&c.id, said.ID, "event_id"},
			{&c.partition, said.Partition.Name, "partition"},
			{&c.count, counted, ""},
		} {
			if *part.into, err = s.columnName(or(part.name, part.otherwise)); err != nil {
				return err
			}
		}
		if err := s.aloneAmong(&said.Relation, said.columns(at, counted)...); err != nil {
			return err
		}
		s.sources = append(s.sources, c)
	}
	return nil
}

// columns returns the names of the columns that the tables say, and those that every relation of events has.
func (e *Events) columns(at, counted string) []string {
	names := []string{or(e.Contact, "contact_id"), at}
	if e.Daily != nil {
		names = append(names, counted)
	}
	if e.Kinds == nil {
		names = append(names, or(e.Metric, "metric"))
	}
	for _, m := range condition.Metrics() {
		if kind := e.Kinds[m]; kind != nil {
			for _, c := range kind.comparisons(false) {
				names = append(names, c.Column)
			}
		}
	}
	return slices.DeleteFunc(append(names, e.Campaign, e.ID, e.Partition.Name), func(name string) bool { return name == "" })
}

// sourceOf returns the relation that has the events of a metric.
func (s *statement) sourceOf(m condition.Metric) (*eventColumns, error) {
	number := s.tables.eventsOf(m)
	if number < 0 {
		return nil, refused("the tables do not say where events are that are `%s`; add an item `event` for them", eventWord(m))
	}
	return s.sources[number], nil
}

// alias is the short name of the counts of the relation.
func (c *eventColumns) alias() string { return "n" + strings.TrimPrefix(c.suffix(), "_") }

// suffix is what is after names that each relation has.
func (c *eventColumns) suffix() string {
	if c.number == 0 {
		return ""
	}
	return "_" + strconv.Itoa(c.number+1)
}

// eventWord returns the word of rules for a metric.
func eventWord(m condition.Metric) string {
	words := [...]string{"opened", "clicked", "bounced", "complained", "delivered", "unsubscribed"}
	if i := slices.Index(condition.Metrics(), m); i >= 0 {
		return words[i]
	}
	return safe(string(m), longestShown)
}

// kindOf returns the literal of a metric, or the test of rows that are events of it.
func (e *emitter) kindOf(c *eventColumns, m condition.Metric) (string, error) {
	if c.said.Kinds == nil {
		return e.text(string(m))
	}
	text, loose, err := e.rowTest(c.said.Kinds[m])
	if loose {
		text = parenthesized(text)
	}
	return text, err
}

// oneOfKinds tests whether an event is of one of some kinds; "" if every row is.
func (c *eventColumns) oneOfKinds(kinds []string) string {
	switch {
	case slices.Contains(kinds, ""):
		return ""
	case c.said.Kinds == nil:
		return oneOf("e."+c.metric, kinds)
	case len(kinds) == 1:
		return kinds[0]
	default:
		return parenthesized(strings.Join(kinds, " OR "))
	}
}

// rowTest writes a condition on the columns of events.
func (e *emitter) rowTest(t *Test) (text string, loose bool, err error) {
	switch t.Join {
	case One:
		return e.columnTest(t)
	case Not:
		text, _, err = e.rowTest(t.Tests[0])
		return "NOT " + parenthesized(text), false, err
	}
	var parts []string
	for _, test := range t.Tests {
		part, loose, err := e.rowTest(test)
		if err != nil {
			return "", false, err
		}
		if loose {
			part = parenthesized(part)
		}
		parts = append(parts, part)
	}
	word := " AND "
	if t.Join == Any {
		word = " OR "
	}
	return strings.Join(parts, word), len(parts) > 1, nil
}

// columnTest writes a condition on one column.
func (e *emitter) columnTest(t *Test) (text string, loose bool, err error) {
	name, err := e.columnName(t.Column)
	if err != nil {
		return "", false, err
	}
	text = "e." + name + " " + t.Sign
	values := make([]string, len(t.Values))
	for i := range t.Values {
		if values[i], err = e.literal(&t.Values[i]); err != nil {
			return "", false, err
		}
	}
	switch {
	case t.Sign == "IN" || t.Sign == "NOT IN":
		text += " (" + list(values) + ")"
	case len(values) > 0:
		text += " " + values[0]
	}
	return text, false, e.dialect.listed(values)
}

// literal writes a value of a column of the database.
func (s *statement) literal(l *Literal) (string, error) {
	switch l.Kind {
	case NumberLiteral:
		return s.dialect.numberText(l.Text)
	case BooleanLiteral:
		return strings.ToUpper(l.Text), nil
	default:
		return s.text(l.Text)
	}
}
