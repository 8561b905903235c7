package rule

import "github.com/segc-lang/segc/internal/poll"

// Document is an OR over groups. An empty document has no documented meaning
// and is never encoded.
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
type Condition interface {
	appendJSON(p *poll.Poll, dst []byte) []byte
}

// Operator is an operator as the API spells it.
type Operator string

// The operators of field conditions.
const (
	Equals      Operator = "equals"
	NotEquals   Operator = "not_equals"
	Contains    Operator = "contains"
	NotContains Operator = "not_contains"
	StartsWith  Operator = "starts_with"
	In          Operator = "in"
	NotIn       Operator = "not_in"
	IsNull      Operator = "is_null"
	IsNotNull   Operator = "is_not_null"
	Greater     Operator = "gt"
	GreaterEq   Operator = "gte"
	Less        Operator = "lt"
	LessEq      Operator = "lte"
	HasAny      Operator = "has_any"
	HasAll      Operator = "has_all"
	HasNone     Operator = "has_none"
)

// The operators of event conditions. Never exists for opens and clicks only.
const (
	Ever    Operator = "ever"
	Never   Operator = "never"
	CountGE Operator = "count_gte"
	CountLE Operator = "count_lte"
	CountEQ Operator = "count_eq"
)

// Arity says how many values an operator of a field condition takes.
type Arity uint8

// The arities.
const (
	Unknown Arity = iota // no operator of field conditions
	None                 // no value member
	One                  // a scalar
	Many                 // an array of at least one
)

// Arity returns how many values the operator takes in a field condition.
func (o Operator) Arity() Arity {
	switch o {
	case IsNull, IsNotNull:
		return None
	case Equals, NotEquals, Contains, NotContains, StartsWith, Greater, GreaterEq, Less, LessEq:
		return One
	case In, NotIn, HasAny, HasAll, HasNone:
		return Many
	default:
		return Unknown
	}
}

// ValueKind is the JSON type of a Value.
type ValueKind uint8

// The JSON types of values.
const (
	String ValueKind = iota
	Number
	Boolean
)

// Value is a JSON scalar. Text is the decoded string, the number digit for
// digit, or true or false.
type Value struct {
	Kind ValueKind
	Text string
}

// Field is a condition on a column.
type Field struct {
	Column   string
	Operator Operator
	Values   []Value // as many as the operator's Arity says
}

// Metric is what an event condition counts, as the API spells it.
type Metric string

// The metrics of activity and of deliverability conditions.
const (
	Open        Metric = "open"
	Click       Metric = "click"
	Bounce      Metric = "bounce"
	Complaint   Metric = "complaint"
	Delivered   Metric = "delivered"
	Unsubscribe Metric = "unsubscribe"
)

// Activity reports whether the metric belongs to conditions of kind activity;
// the others are of kind deliverability.
func (m Metric) Activity() bool { return m == Open || m == Click }

// WindowMode is the side of a window, as the API spells it.
type WindowMode string

// The two sides.
const (
	Last     WindowMode = "last"
	MoreThan WindowMode = "more_than"
)

// Window limits an event condition in time. The zero Window is none.
type Window struct {
	Mode WindowMode
	Days int // > 0
}

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

// ISP is a condition on the contact's mailbox provider.
type ISP struct {
	Operator Operator // In or NotIn
	Values   []int64  // ISP alias ids, at least one
}
