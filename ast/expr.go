package ast

import "fmt"

// Expr is a rule or a part of one. The implementations are *Or, *And, *Not,
// *Paren, *Ref, *Column, *Event, *Membership, *ISP and *Bad.
//
//sumtype:decl
type Expr interface {
	Node
	expr()
}

// Or is two or more operands; one of them must hold.
type Or struct {
	At       Span
	Operands []Expr
}

// And is two or more operands that must all hold.
type And struct {
	At       Span
	Operands []Expr
}

// Not turns its operand into its opposite.
type Not struct {
	At      Span
	Operand Expr
}

// Paren is an expression in parentheses.
type Paren struct {
	At   Span
	Expr Expr
}

// Ref is a bare word in place of a condition: the name of a let. A part with parameters
// has arguments after its name: since(30d).
type Ref struct {
	Name Name
	Call *Call // nil without parentheses
}

// Call has the arguments of a part with parameters.
type Call struct {
	At        Span // from the opening parenthesis to the closing one
	Arguments []Argument
}

// Span returns the place of the arguments, with their parentheses.
func (c *Call) Span() Span { return c.At }

// Argument is given for one parameter: a value, or a list of them.
type Argument struct {
	At     Span
	Values []Value
	Group  bool // written in parentheses
}

// Span returns the place of the argument.
func (a Argument) Span() Span { return a.At }

// ColumnOp is the operator of a condition on a column.
type ColumnOp uint8

// The operators on columns.
const (
	Equal ColumnOp = iota
	NotEqual
	Greater
	GreaterEqual
	Less
	LessEqual
	Between
	On
	Contains
	NotContains
	StartsWith
	In
	NotIn
	IsNull
	IsNotNull
	HasAny
	HasAll
	HasNone
)

// Column is a condition on a column of the contact.
type Column struct {
	At      Span
	Name    Name
	Op      ColumnOp
	OpSpan  Span
	Values  []Value // none for IsNull and IsNotNull, two for Between, any number for the sets, otherwise one
	ListEnd Span    // the closing parenthesis of a list of values; empty without one
}

// Metric is what an Event condition counts.
type Metric uint8

// The metrics. Opens and clicks know campaigns, the deliveries do not.
const (
	Opened Metric = iota
	Clicked
	Bounced
	Complained
	Delivered
	Unsubscribed
)

// MetricWords returns the words of the language for the metrics, in their order.
func MetricWords() []string {
	return []string{"opened", "clicked", "bounced", "complained", "delivered", "unsubscribed"}
}

// String returns the word of the language for the metric. For a number that is not a metric
// it returns that number, as in Metric(9).
func (m Metric) String() string {
	words := MetricWords()
	if int(m) >= len(words) {
		return fmt.Sprintf("Metric(%d)", uint8(m))
	}
	return words[m]
}

// EventOp is how an Event condition asks for its count.
type EventOp uint8

// The operators on counts.
const (
	Ever EventOp = iota // the metric alone
	Never
	CountEqual
	CountNotEqual
	CountGreater
	CountGreaterEqual
	CountLess
	CountLessEqual
	CountBetween
)

// Event is a condition on how often something happened. The grammar takes the
// clauses in any number and order; more than one of each is for the checks to
// refuse, who can show both.
type Event struct {
	At         Span
	Metric     Metric
	MetricSpan Span
	Op         EventOp
	OpSpan     Span
	Counts     []Value // Numbers, or Words that name them: two for CountBetween, one for the comparisons
	Windows    []Window
	Campaigns  []Campaigns
}

// WindowMode says on which side of a number of days the events lie.
type WindowMode uint8

// The two sides.
const (
	Last     WindowMode = iota // in last 30d
	MoreThan                   // more than 30d ago
)

// Unit is a unit of time.
type Unit uint8

// The units.
const (
	Days Unit = iota
	Weeks
)

// Window limits an Event condition in time.
type Window struct {
	At    Span
	Mode  WindowMode
	Count Value // a Number, or a Word that names a length of time
	Unit  Unit  // of a Number
}

// Span returns the place of the window.
func (w Window) Span() Span { return w.At }

// Campaigns limits an Event condition to some campaigns, or keeps some out.
type Campaigns struct {
	At     Span
	Except bool
	Values []Value // Numbers, Strings and Words
}

// Span returns the place of the clause.
func (c Campaigns) Span() Span { return c.At }

// Membership is a condition on the lists a contact is on: list in (newsletter).
type Membership struct {
	At      Span
	Negated bool
	OpSpan  Span
	Values  []Value // Strings and Words
}

// ISP is a condition on the ISP of a contact: isp in (gmail, 2).
type ISP struct {
	At      Span
	Negated bool
	OpSpan  Span
	Values  []Value // Numbers and Words
	Single  bool    // written with = or !=
}

// Bad is where a condition could not be read; a diagnostic says why. It keeps how the
// condition begins.
type Bad struct {
	At     Span
	Column *Name // nil if it begins otherwise
	OpSpan Span  // the operator after the column; empty if there is none
	Metric Span  // of an event; empty if there is none

	Campaigns []Campaigns // of an event, as far as they were read
}

// Span returns the place of the expression.
func (e *Or) Span() Span { return e.At }

// Span returns the place of the expression.
func (e *And) Span() Span { return e.At }

// Span returns the place of the expression.
func (e *Not) Span() Span { return e.At }

// Span returns the place of the expression.
func (e *Paren) Span() Span { return e.At }

// Span returns the place of the name.
func (e *Ref) Span() Span {
	if e.Call == nil {
		return e.Name.At
	}
	return e.Name.At.Join(e.Call.At)
}

// Span returns the place of the condition.
func (e *Column) Span() Span { return e.At }

// Span returns the place of the condition.
func (e *Event) Span() Span { return e.At }

// Span returns the place of the condition.
func (e *Membership) Span() Span { return e.At }

// Span returns the place of the condition.
func (e *ISP) Span() Span { return e.At }

// Span returns the text that could not be read.
func (e *Bad) Span() Span { return e.At }

func (*Or) expr()         {}
func (*And) expr()        {}
func (*Not) expr()        {}
func (*Paren) expr()      {}
func (*Ref) expr()        {}
func (*Column) expr()     {}
func (*Event) expr()      {}
func (*Membership) expr() {}
func (*ISP) expr()        {}
func (*Bad) expr()        {}
