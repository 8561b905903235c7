package contactfile

import (
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/rulesjson"
)

// Contact is a contact as a file has it. A reader uses it again for the next one.
type Contact struct {
	Line   int64           // where it begins, from 1
	Key    string          // which contact it is; "" if that was not asked for
	Values []contact.Value // in the order of Want.Columns
	Events []Event         // if the file has them beside the columns
	Lists  []string        // UUIDs in lower case
	ISP    int64
	HasISP bool
}

// Event is something that happened to a contact. Either At or DaysAgo says when.
type Event struct {
	Contact  string // its key; "" if the event is beside its contact
	Metric   rulesjson.Metric
	At       time.Time
	DaysAgo  int
	Campaign string // a UUID in lower case or digits; "" for none
	ID       string // of the event; "" if it has none
	Times    int64
}

// reset makes room for the next contact.
func (c *Contact) reset(columns int) {
	if len(c.Values) != columns {
		c.Values = make([]contact.Value, columns)
	}
	clear(c.Values)
	c.Key, c.Events, c.Lists, c.HasISP = "", c.Events[:0], c.Lists[:0], false
}
