package engine

import (
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
)

// SameSubject reports whether two conditions are about one subject, so that what one says may
// settle the other.
func SameSubject(a, b condition.Condition) bool { return keyOf(a) == keyOf(b) }

// covers reports whether everything in another scope of a metric is in this one. It may
// say no although that is so.
func covers(s, o *contact.Scope) bool {
	switch s.Window.Mode {
	case condition.Last:
		if o.Window.Mode != condition.Last || o.Window.Days > s.Window.Days {
			return false
		}
	case condition.MoreThan:
		if o.Window.Mode != condition.MoreThan || o.Window.Days < s.Window.Days {
			return false
		}
	}
	if len(s.Campaigns) > 0 && (len(o.Campaigns) == 0 || !subset(o.Campaigns, s.Campaigns)) {
		return false
	}
	for _, id := range s.Except {
		if !slices.Contains(o.Except, id) && (len(o.Campaigns) == 0 || slices.Contains(o.Campaigns, id)) {
			return false
		}
	}
	return true
}

func subset(a, b []string) bool {
	return !slices.ContainsFunc(a, func(id string) bool { return !slices.Contains(b, id) })
}

// scopeOf returns what a condition counts.
func scopeOf(e condition.Event) contact.Scope {
	ids := func(values []condition.Value) []string {
		var ids []string
		for _, v := range values {
			ids = append(ids, canonical(v.Text))
		}
		slices.Sort(ids)
		return slices.Compact(ids)
	}
	return contact.Scope{Metric: e.Metric, Window: e.Window, Campaigns: ids(e.Include), Except: ids(e.Exclude)}
}

// canonical returns an id as contacts have it: the letters of a UUID are small.
func canonical(id string) string {
	b := []byte(id)
	for i, c := range b {
		if 'A' <= c && c <= 'Z' {
			b[i] = c - 'A' + 'a'
		}
	}
	return string(b)
}

// contactOfFacts returns the contact for whom only the facts are true.
func contactOfFacts(facts []contact.Fact) contact.Contact {
	c := emptyContact()
	for _, f := range facts {
		switch f.Kind {
		case contact.FactColumn:
			c.Columns[f.Column] = f.Value
		case contact.FactISP:
			c.ISP = new(f.ISP)
		case contact.FactOnList:
			c.Lists = append(c.Lists, f.List)
		case contact.FactHappened:
			c.Events = append(c.Events, f.Event)
		}
	}
	return c
}

func emptyContact() contact.Contact {
	return contact.Contact{Columns: map[string]contact.Value{}}
}

// metrics has every metric, in the order in which events are reported.
func metrics() []condition.Metric {
	return []condition.Metric{condition.Open, condition.Click, condition.Delivered, condition.Bounce, condition.Complaint, condition.Unsubscribe}
}
