package contact

import (
	"slices"

	"github.com/segc-lang/segc/rulesjson"
)

// Fact is one thing that is said of a contact: what it has, or what it must not have. The
// Kind says which of the other fields have a meaning.
type Fact struct {
	Kind   FactKind
	Column string // of FactColumn
	Value  Value  // of FactColumn; the zero Value says that there is no value
	ISP    int64  // of FactISP
	List   string // of FactOnList and FactNotOnList
	Event  Event  // of FactHappened
	Scope  Scope  // of FactNoOther
}

// FactKind says what a Fact is about.
type FactKind uint8

// The kinds of facts, in the order in which a contact is described.
const (
	FactColumn      FactKind = iota // the column has the value
	FactISP                         // this is the ISP
	FactNoISP                       // the contact has no ISP
	FactOnList                      // the contact is on the list
	FactNotOnList                   // the contact is not on the list
	FactNoOtherList                 // the contact is on no list that another fact does not name
	FactHappened                    // the event happened as often as it says, or more often
	FactNoOther                     // no events in the scope but those that other facts name
)

// Scope is a part of the events of a metric. The day on the edge of the window is in it,
// however the platform counts that day.
type Scope struct {
	Metric    rulesjson.Metric
	Window    rulesjson.Window
	Campaigns []string // ids as events have them; none means all events
	Except    []string // the events of these campaigns are not in the scope
}

// Has reports whether an event is in the scope.
func (s Scope) Has(e Event) bool {
	switch {
	case e.Metric != s.Metric,
		s.Window.Mode == rulesjson.Last && e.DaysAgo > s.Window.Days,
		s.Window.Mode == rulesjson.MoreThan && e.DaysAgo < s.Window.Days:
		return false
	}
	return (len(s.Campaigns) == 0 || slices.Contains(s.Campaigns, e.Campaign)) && !slices.Contains(s.Except, e.Campaign)
}
