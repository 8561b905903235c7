package engine

import (
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
)

// Fact is one thing that is said of a contact. A contact for which all facts of
// an example are so is an example too, whatever else is so of it.
type Fact struct {
	Kind FactKind

	Column string
	Value  contact.Value // null says that there is none

	List string
	ISP  int64

	Metric condition.Metric
	Event  contact.Event
	Scope  Scope
}

// FactKind says what a Fact speaks of.
type FactKind uint8

// The kinds of facts, in the order in which they are told.
const (
	ColumnIs    FactKind = iota // the column has the value, and no other
	ISPIs                       // the ISP
	NoISP                       // the contact has no ISP
	OnList                      // the contact is on the list
	NotOnList                   // the contact is not on the list
	NoOtherList                 // the contact is on no list but those of the other facts
	Happened                    // the event happened at least as often as it says
	NoOther                     // nothing happened in the scope but the events of the other facts
)

// Scope is a part of the events of a metric. A window has the day on its edge,
// however the platform counts that: what is said of the scope is so in any case.
type Scope struct {
	Window           condition.Window
	Include, Exclude []string // campaigns as contacts have them; no Include is all
}

// Has reports whether an event is in the scope.
func (s *Scope) Has(e contact.Event) bool {
	switch s.Window.Mode {
	case condition.Last:
		if e.DaysAgo > s.Window.Days {
			return false
		}
	case condition.MoreThan:
		if e.DaysAgo < s.Window.Days {
			return false
		}
	}
	return s.hasCampaign(e.Campaign)
}

// covers reports whether everything in another scope is in this one. It may say
// no although that is so.
func (s *Scope) covers(o *Scope) bool {
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
	if len(s.Include) > 0 && (len(o.Include) == 0 || !subset(o.Include, s.Include)) {
		return false
	}
	for _, id := range s.Exclude {
		if !slices.Contains(o.Exclude, id) && (len(o.Include) == 0 || slices.Contains(o.Include, id)) {
			return false
		}
	}
	return true
}

func subset(a, b []string) bool {
	return !slices.ContainsFunc(a, func(id string) bool { return !slices.Contains(b, id) })
}

// scopeOf returns what a condition counts.
func scopeOf(e condition.Event) Scope {
	ids := func(values []condition.Value) []string {
		var ids []string
		for _, v := range values {
			ids = append(ids, canonical(v.Text))
		}
		slices.Sort(ids)
		return slices.Compact(ids)
	}
	return Scope{Window: e.Window, Include: ids(e.Include), Exclude: ids(e.Exclude)}
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

// contactOfFacts returns the contact of whom nothing but the facts is so.
func contactOfFacts(facts []Fact) contact.Contact {
	c := emptyContact()
	for _, f := range facts {
		switch f.Kind {
		case ColumnIs:
			c.Columns[f.Column] = f.Value
		case ISPIs:
			c.ISP = new(f.ISP)
		case OnList:
			c.Lists = append(c.Lists, f.List)
		case Happened:
			c.Events = append(c.Events, f.Event)
		}
	}
	return c
}

func emptyContact() contact.Contact {
	return contact.Contact{Columns: map[string]contact.Value{}}
}

// metrics has every metric, in the order in which events are told.
func metrics() []condition.Metric {
	return []condition.Metric{condition.Open, condition.Click, condition.Delivered, condition.Bounce, condition.Complaint, condition.Unsubscribe}
}
