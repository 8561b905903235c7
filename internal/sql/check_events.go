package sql

import (
	"strconv"

	"github.com/segc-lang/segc/internal/condition"
)

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
	c.key(of(t.Contact, "contact_id"), "an event")
	c.kinds(source, of)
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
		campaign.id(aCampaign)
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
	if p := &t.Partition; p.Name != "" {
		c.partition(source, of(p.Name, ""), at.ref)
	}
	if t.ID != "" { // rows with one id count once, so that several are right
		id := of(t.ID, "")
		id.add("not_null", "an event has no id, so that it does not count", notNull, id.ref+" IS NULL")
	}
}

// partition checks that the column of the partition has a value which is near the time of the event, as the
// tables say: queries look for the event in no other part.
func (c *checker) partition(source *eventColumns, part *checked, time string) {
	p := &source.said.Partition
	part.add("not_null", "an event is in no part, so that it is not found", notNull, part.ref+" IS NULL")
	part.typed(momentOf(p.Holds.Time))
	of := c.dialect.types.micros
	is, when := of(p.Holds, part.ref), of(source.said.When, time)
	if is == "" || when == "" {
		return
	}
	const hour = 3_600_000_000
	slack := p.Slack * hoursOfDay * hour
	before, sign := slack, "<"
	switch {
	case p.Holds.Time == WholeDay: // the midnight of the day
		before, sign = slack+hoursOfDay*hour, "<="
	case p.Holds.Time == Local || source.said.When.Time == Local: // which may be another one that clocks show alike
		before, slack = before+hour, slack+hour
	}
	apart := "(" + is + ") - (" + when + ")"
	part.add("near", "an event is more than "+strconv.Itoa(p.Slack)+" days away from its part, so that it is not found", wrongRows, apart+" > "+strconv.Itoa(slack)+" OR "+apart+" "+sign+" -"+strconv.Itoa(before))
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
