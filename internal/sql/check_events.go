package sql

import "github.com/segc-lang/segc/internal/condition"

// events checks the rows of the relations whose events the rules use.
func (c *checker) events() {
	if err := c.eventColumns(); err != nil {
		c.fail(err)
		return
	}
	used, campaigns := map[*eventColumns]bool{}, map[*eventColumns]bool{}
	for _, m := range condition.Metrics() {
		if use, is := c.use.metrics[m]; is {
			source, err := c.sourceOf(m)
			c.fail(err)
			used[source] = true
			campaigns[source] = campaigns[source] || use
		}
	}
	for _, source := range c.sources {
		if used[source] {
			c.eventsIn(source, campaigns[source])
		}
	}
}

// eventsIn checks the rows of one relation of events.
func (c *checker) eventsIn(source *eventColumns, campaigns bool) {
	t := source.said
	of := func(name, otherwise string) *checked {
		return c.of(&t.Relation, "events", "e", or(t.Contact, "contact_id"), or(name, otherwise))
	}
	c.fail(source.countedByDay())
	c.key(of(t.Contact, "contact_id"))
	if t.Kinds == nil {
		metric := of(t.Metric, "metric")
		metric.add("not_null", "an event has no metric", notNull, metric.ref+" IS NULL")
		var metrics []string
		for _, m := range condition.Metrics() {
			metrics = append(metrics, string(m))
		}
		c.choice(metric, metric.ref, metrics)
	}
	if campaigns {
		campaign := of(t.Campaign, "campaign_id")
		campaign.typed(anID)
		campaign.lower(lowerID)
	}
	at := of(t.At, "occurred_at")
	if t.Daily != nil {
		at = of(t.Daily.Day, rollupDay)
	}
	at.add("not_null", "an event has no time", notNull, at.ref+" IS NULL")
	at.typed(momentOf(source.when().Time))
	if t.Daily == nil || !c.request.At.IsZero() { // the day of the database's clock is not known
		future, err := c.beside(source, ">", 0)
		c.fail(err)
		at.add("past", "an event is still to come", wrongRows, future)
	}
	if t.Daily != nil {
		counted := of(t.Daily.Count, rollupCount)
		counted.add("not_null", "nobody knows how many events there were", notNull, counted.ref+" IS NULL")
		counted.typed(aNumber)
	}
	if t.ID != "" {
		id := of(t.ID, "")
		id.add("not_null", "an event has no id, so that it does not count", notNull, id.ref+" IS NULL")
		id.add("unique", "several events have this id", once, "")
	}
}

// momentOf returns what a column of times holds.
func momentOf(t Time) holds {
	switch t {
	case Moment:
		return aMoment
	case UTC:
		return aUTC
	case WholeDay:
		return aDay
	case Seconds, Milliseconds:
		return aNumber
	case Local:
		return aClock
	default:
		return anything
	}
}
