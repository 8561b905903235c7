package sql

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
	Columns     map[string]Column // by the name in rules; others have that name, too
	Events      Events
	Memberships Memberships
}

// Relation is a table or a view.
type Relation struct {
	Name  []string // its parts, such as a schema and a name
	Where string   // a condition in the words of the database, as its owner wrote it; "" for all rows
}

// Column is a column of contacts.
type Column struct {
	Name string // "" for that in rules
	Time Time   // what a column of dates holds
	Tags Tags   // how several values are in a column
	// Missing is a boolean column that says that there is no value, for a dialect whose arrays
	// cannot be NULL.
	Missing string
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
)

// Tags says how a column has several values.
type Tags uint8

// The ways.
const (
	Array Tags = iota // of texts; in SQLite, JSON
	JSON              // an array of texts in a text of JSON
)

// Events is the relation of what happened.
type Events struct {
	Relation
	Contact  string // contact_id
	Metric   string // metric
	Campaign string // campaign_id
	At       string // occurred_at
	Time     Time   // what At holds
	ID       string // of an event that may be there several times; "" if each is there once
	Daily    *Daily // of a relation that counts events by day; nil for one with a row for each event
}

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
