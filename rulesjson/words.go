package rulesjson

// Metric is what an activity or a deliverability condition counts, as the API spells it.
type Metric string

// The metrics. Open and Click are those of activity, the others those of deliverability.
const (
	Open        Metric = "open"
	Click       Metric = "click"
	Bounce      Metric = "bounce"
	Complaint   Metric = "complaint"
	Delivered   Metric = "delivered"
	Unsubscribe Metric = "unsubscribe"
)

// WindowMode is the side of a window, as the API spells it.
type WindowMode string

// The sides of a window.
const (
	Last     WindowMode = "last"      // at most so many days ago
	MoreThan WindowMode = "more_than" // longer ago than so many days
)

// Window limits a condition on events in time. The zero Window is no limit.
type Window struct {
	Mode WindowMode
	Days int // 1 or more
}

// Value is a JSON string, number or boolean. Text is the text of a string, a number digit
// for digit, or true or false. The zero Value is the empty string.
type Value struct {
	Kind ValueKind
	Text string
}

// ValueKind is the type of a Value.
type ValueKind uint8

// The types of values.
const (
	String ValueKind = iota
	Number
	Boolean
)
