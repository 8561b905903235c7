package contact

import (
	"github.com/segc-lang/segc/internal/condition"
)

// Contact is what a rule looks at. The zero Contact has nothing.
type Contact struct {
	Columns map[string]Value             // a column that is not there is null
	Events  map[condition.Metric][]Event // in any order
	Lists   map[string]bool              // the lists that the contact is on: lower-case UUIDs
	ISP     int64                        // only if HasISP
	HasISP  bool
}

// Event is something that happened, once or several times alike.
type Event struct {
	DaysAgo  int    // whole days, ≥ 0
	Campaign string // the digits of an integer or a lower-case UUID; "" for none
	Count    int64  // how often; 0 means once, like 1
}

// MaxCount is the greatest Count: more than any condition can ask for, and so
// little that the sum of all counts of a contact is an int64.
const MaxCount = 1 << 32

// Times returns how often the event happened.
func (e Event) Times() int64 { return max(e.Count, 1) }

// Kind is the type of a Value.
type Kind uint8

// The types of values.
const (
	Null Kind = iota
	Text
	Number
	Boolean
	Date
	Set
)

// Value is what a contact has in a column. The zero Value is null.
type Value struct {
	Kind     Kind
	Text     string   // of a text, a number or a date as written; true or false
	Elements []string // of a set
}
