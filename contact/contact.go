package contact

import (
	"maps"
	"math"
	"slices"
	"time"

	"github.com/segc-lang/segc/rulesjson"
)

// Contact is what a rule looks at. The zero Contact has nothing.
type Contact struct {
	// Columns has the values by the name of the column. A column that is not there has no
	// value, like one with the zero Value.
	Columns map[string]Value
	Events  []Event  // in any order
	Lists   []string // the contact lists that it is on: UUIDs in lower case, in any order
	ISP     *int64   // the id of the ISP; nil for none
}

// Clone returns a copy that shares nothing with the contact that can be changed. It is nil
// for a nil contact.
func (c *Contact) Clone() *Contact {
	if c == nil {
		return nil
	}
	clone := Contact{Columns: maps.Clone(c.Columns), Events: slices.Clone(c.Events), Lists: slices.Clone(c.Lists)}
	if c.ISP != nil {
		clone.ISP = new(*c.ISP)
	}
	return &clone
}

// Event is something that happened to a contact, once or several times alike.
type Event struct {
	Metric   rulesjson.Metric
	DaysAgo  int       // whole days, not negative; if At is not zero, that counts
	At       time.Time // when it happened, for a clock to count the days
	Campaign string    // the digits of an integer, or a UUID in lower case; "" for none
	Count    int64     // how often it happened, up to MaxCount; 0 means once, like 1
}

// MaxCount is the largest Count of an event. It is more than any rule can ask for, and
// the sum of all counts of a contact is still an int64.
const MaxCount = 1 << 32

// Times returns how often the event happened, at least 1.
func (e Event) Times() int64 { return max(e.Count, 1) }

// maxDaysAgo is as large as the days of a window may be.
const maxDaysAgo = math.MaxInt

// metrics returns every metric, in the order in which the events of a contact are written.
func metrics() [6]rulesjson.Metric {
	return [...]rulesjson.Metric{
		rulesjson.Open, rulesjson.Click, rulesjson.Bounce, rulesjson.Complaint, rulesjson.Delivered, rulesjson.Unsubscribe,
	}
}
