package condition

import "github.com/segc-lang/segc/rulesjson"

// Document is an OR over groups. An empty document has no documented meaning
// and is never written.
type Document struct{ Any []Group }

// Group is an AND over conditions. Like Document, it is never empty.
type Group struct{ All []Condition }

// Size returns the number of groups and of conditions in all groups together.
func (d *Document) Size() (groups, conditions int) {
	for _, g := range d.Any {
		conditions += len(g.All)
	}
	return len(d.Any), conditions
}

// Condition is one typed condition. The implementations are Field, Event,
// Membership and ISP, as values.
//
//sumtype:decl
type Condition interface{ condition() }

func (Field) condition()      {}
func (Event) condition()      {}
func (Membership) condition() {}
func (ISP) condition()        {}

// Value is a text, a number or a truth value, as in the API's documents.
type (
	Value     = rulesjson.Value
	ValueKind = rulesjson.ValueKind
)

// The types of values.
const (
	String  = rulesjson.String
	Number  = rulesjson.Number
	Boolean = rulesjson.Boolean
)

// Field is a condition on a column.
type Field struct {
	Column   string
	Operator Operator
	Values   []Value // as many as the operator's Arity says
}

// Metric is what an event condition counts, by the name that events of contacts have.
type Metric = rulesjson.Metric

// The metrics of activity and of deliverability conditions.
const (
	Open        = rulesjson.Open
	Click       = rulesjson.Click
	Bounce      = rulesjson.Bounce
	Complaint   = rulesjson.Complaint
	Delivered   = rulesjson.Delivered
	Unsubscribe = rulesjson.Unsubscribe
)

// Metrics returns every metric, in the order in which the events of a contact are
// written.
func Metrics() []Metric { return []Metric{Open, Click, Bounce, Complaint, Delivered, Unsubscribe} }

// Activity reports whether a metric belongs to conditions of kind activity;
// the others are of kind deliverability.
func Activity(m Metric) bool { return m == Open || m == Click }

// WindowMode is the side of a window, by the name that facts about contacts have, and
// Window limits an event condition in time.
type (
	WindowMode = rulesjson.WindowMode
	Window     = rulesjson.Window
)

// The two sides.
const (
	Last     = rulesjson.Last
	MoreThan = rulesjson.MoreThan
)

// Event is a condition of kind activity or deliverability; the metric decides.
// Include and Exclude are campaign ids, for activity only, and never both set.
type Event struct {
	Metric   Metric
	Operator Operator
	Count    int64 // for the count operators, ≥ 0
	Window   Window
	Include  []Value
	Exclude  []Value
}

// Membership is a condition on the lists that a contact is on.
type Membership struct {
	Operator Operator // In or NotIn
	Lists    []string // UUIDs, at least one
}

// ISP is a condition on the contact's ISP.
type ISP struct {
	Operator Operator // In or NotIn
	Values   []int64  // ISP alias ids, at least one
}

// Values returns how many values, lists, ISPs or campaigns a condition lists.
func Values(c Condition) int {
	switch c := c.(type) {
	case Field:
		return len(c.Values)
	case Event:
		return len(c.Include) + len(c.Exclude)
	case Membership:
		return len(c.Lists)
	case ISP:
		return len(c.Values)
	}
	return 0
}
