package rulesjson

import "github.com/segc-lang/segc/internal/palette"

// Operator is what a condition asks, as the API spells it.
type Operator string

// The operators of a [Field]. Those of a [Membership] and an [ISP] are In and NotIn.
const (
	Equals       Operator = "equals"
	NotEquals    Operator = "not_equals"
	Contains     Operator = "contains"
	NotContains  Operator = "not_contains"
	StartsWith   Operator = "starts_with"
	In           Operator = "in"
	NotIn        Operator = "not_in"
	IsNull       Operator = "is_null"
	IsNotNull    Operator = "is_not_null"
	Greater      Operator = "gt"
	GreaterEqual Operator = "gte"
	Less         Operator = "lt"
	LessEqual    Operator = "lte"
	HasAny       Operator = "has_any"
	HasAll       Operator = "has_all"
	HasNone      Operator = "has_none"
)

// The operators of an [Activity] and a [Deliverability]; Never is for an Activity only.
const (
	Ever         Operator = "ever"
	Never        Operator = "never"
	CountAtLeast Operator = "count_gte"
	CountAtMost  Operator = "count_lte"
	CountEquals  Operator = "count_eq"
)

// Which operators a condition may have, in the order in which messages list them.
var (
	fieldOperators = []Operator{
		Equals, NotEquals, Contains, NotContains, StartsWith, In, NotIn, IsNull, IsNotNull,
		Greater, GreaterEqual, Less, LessEqual, HasAny, HasAll, HasNone,
	}
	setOperators            = []Operator{In, NotIn}
	activityOperators       = []Operator{Ever, Never, CountAtLeast, CountAtMost, CountEquals}
	deliverabilityOperators = []Operator{Ever, CountAtLeast, CountAtMost, CountEquals}
)

// arity says how many values an operator takes in a Field.
type arity uint8

const (
	one  arity = iota // also of what is not an operator
	none              // no value
	many              // at least one
)

func (o Operator) arity() arity {
	switch o {
	case IsNull, IsNotNull:
		return none
	case In, NotIn, HasAny, HasAll, HasNone:
		return many
	default:
		return one
	}
}

// counts reports whether the operator compares a count with a value.
func (o Operator) counts() bool { return o == CountAtLeast || o == CountAtMost || o == CountEquals }

// Metric is what an [Activity] or a [Deliverability] counts, as the API spells it.
type Metric string

// The metrics. Open and Click are those of an Activity, the others of a Deliverability.
const (
	Open        Metric = "open"
	Click       Metric = "click"
	Bounce      Metric = "bounce"
	Complaint   Metric = "complaint"
	Delivered   Metric = "delivered"
	Unsubscribe Metric = "unsubscribe"
)

var (
	activityMetrics       = []Metric{Open, Click}
	deliverabilityMetrics = []Metric{Bounce, Complaint, Delivered, Unsubscribe}
)

// WindowMode is the side of a window, as the API spells it.
type WindowMode string

// The sides of a window.
const (
	Last     WindowMode = "last"      // at most so many days ago
	MoreThan WindowMode = "more_than" // longer ago than so many days
)

var windowModes = []WindowMode{Last, MoreThan}

// Window limits a condition on events in time, by days counted back from the present. The
// zero Window does not limit it.
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

// Colors returns the colors that a segment may have, #rrggbb in lower case, in the order
// of the API's documentation. The caller owns the slice.
func Colors() []string { return palette.Colors() }
