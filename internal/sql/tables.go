package sql

import (
	"time"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
)

// Tables says what the relations and columns of a database are called, and what they hold.
// Every name that is empty has the default of the contract, so the zero Tables is
//
//	contacts(id, one column for each that rules use, isp)
//	events(contact_id, metric, campaign_id, occurred_at)
//	memberships(contact_id, list_id)
//
// Metrics, campaigns and lists are texts as the platform has them, ids of UUIDs in lower case.
type Tables struct {
	Contacts    Relation
	Key         string            // id
	ISP         string            // isp
	Provider    *Provider         // where the ISP of a contact is found; nil if ISP is a column
	Columns     map[string]Column // by the name in rules; others have that name, too
	Events      Events
	More        []Events // relations with other kinds of events
	Memberships Memberships
}

// Relation is a table or a view.
type Relation struct {
	Name    []string // its parts, such as a schema and a name
	Model   []string // what dbt calls it: ref and a name, or source and two of them
	Where   string   // a condition in the words of the database, as its owner wrote it; "" for all rows
	Final   bool     // of ClickHouse: rows that were replaced are left out
	Sharded string   // of ClickHouse: the column by which servers share the rows; "" if one has all
}

// Column is a column of contacts.
type Column struct {
	Name string      // "" for that in rules
	Type column.Type // that its converters are for; Any for all
	When             // what a column of dates holds
	Tags Tags        // how several values are in a column

	Separator string  // of Split
	Joined    *Joined // of Related
	// Missing is a boolean column that says that a value is missing, for a column that cannot be
	// NULL.
	Missing string

	Float bool     // a number of binary floating point, in which NaN is missing
	Text  bool     // a number that is a text
	Trim  bool     // spaces at both ends of a text do not count
	Empty bool     // an empty text is missing
	Yes   *Literal // what a boolean column has in place of true and
	No    *Literal // false; nil for a boolean
}

// Literal is a value in the column of a database.
type Literal struct {
	Kind LiteralKind
	Text string
}

// LiteralKind is what a Literal is.
type LiteralKind uint8

// The kinds.
const (
	TextLiteral LiteralKind = iota
	NumberLiteral
	BooleanLiteral // true or false
)

// When is what a column of dates or times holds, and of Local, in which zone.
type When struct {
	Time Time
	Zone *time.Location
}

// Time is what a column of dates or times holds.
type Time uint8

// The kinds of times.
const (
	Moment       Time = iota // an instant, with its zone
	UTC                      // an instant in UTC, without saying so
	WholeDay                 // a day
	Seconds                  // since 1970-01-01T00:00:00Z
	Milliseconds             // since then
	Local                    // what clocks in a zone show. Of two instants that look alike, it is the first
)

// Tags says how a column has several values.
type Tags uint8

// The ways.
const (
	Array   Tags = iota // of texts; in SQLite, JSON
	JSON                // an array of texts in a text of JSON
	Split               // a text with a separator between values
	Related             // a row for each in another relation
)

// Joined is a relation of contacts and their tags.
type Joined struct {
	Relation
	Contact string // contact_id
	Tag     string // tag
}

// Provider is a relation of domains in lower case and the ISPs that they belong to: one for each.
type Provider struct {
	Relation
	Email  string // the column of contacts with an address
	Domain string
	ISP    string
}

// Events is the relation of what happened.
type Events struct {
	Relation
	Contact  string // contact_id
	Metric   string // metric
	Campaign string // campaign_id
	At       string // occurred_at
	When            // what At holds
	ID       string // of an event that may be there several times; "" if each is there once
	Daily    *Daily // of a relation that counts events by day; nil for one with a row for each event
	Keeps    int    // days after which events are gone; 0 if they stay
	Partition
	// Kinds says which rows are events of a metric: the relation has no others. It is nil if
	// there is a column of metrics.
	Kinds map[condition.Metric]*Test
}

// Partition is a column by which a relation is stored in parts.
type Partition struct {
	Name  string // "" for none
	Holds When
	Slack int // days that it is at most away from the time of an event
}

// Test is a condition on the columns of events. That which joins no others is on a column.
type Test struct {
	Join   Join
	Tests  []*Test // of All, Any or Not
	Column string
	Sign   string // =, <>, <, <=, >, >=, IN, NOT IN, IS NULL or IS NOT NULL
	Values []Literal
}

// Join says how a Test joins others.
type Join uint8

// The ways. All of no tests holds for every row.
const (
	One Join = iota
	All
	Any
	Not
)

// Memberships is the relation of who is on a contact list.
type Memberships struct {
	Relation
	Contact string // contact_id
	List    string // list_id
}

// or returns a name, or its default.
func or(name, otherwise string) string {
	if name == "" {
		return otherwise
	}
	return name
}

// named returns the parts of the name of a relation.
func (r *Relation) named(otherwise string) []string {
	if len(r.Name) == 0 {
		return []string{otherwise}
	}
	return r.Name
}

// last returns the name of a relation without what it is in.
func (r *Relation) last(otherwise string) string {
	parts := r.named(otherwise)
	if len(r.Model) > 0 {
		parts = r.Model
	}
	return parts[len(parts)-1]
}

// events returns all relations of events.
func (t *Tables) events() []*Events {
	all := []*Events{&t.Events}
	for i := range t.More {
		all = append(all, &t.More[i])
	}
	return all
}

// eventsOf returns the number of the relation that has the events of a metric; -1 if none has.
func (t *Tables) eventsOf(m condition.Metric) int {
	some := -1
	for i, e := range t.events() {
		if e.Kinds == nil {
			if some < 0 {
				some = i
			}
		} else if e.Kinds[m] != nil {
			return i
		}
	}
	return some
}

// EventsOf returns the relation that has the events of a metric; nil if none has.
func (t *Tables) EventsOf(m condition.Metric) *Events {
	if n := t.eventsOf(m); n >= 0 {
		return t.events()[n]
	}
	return nil
}
