package condition

// Operator is what a condition asks. The zero Operator is none.
type Operator uint8

// The operators of conditions on columns. Those on lists and ISPs are In and NotIn.
const (
	Equals Operator = iota + 1
	NotEquals
	Contains
	NotContains
	StartsWith
	In
	NotIn
	IsNull
	IsNotNull
	Greater
	GreaterEq
	Less
	LessEq
	HasAny
	HasAll
	HasNone
)

// The operators of event conditions. Never exists for opens and clicks only.
const (
	Ever Operator = iota + HasNone + 1
	Never
	CountGE
	CountLE
	CountEQ
)

// Arity says how many values an operator of a field condition takes.
type Arity uint8

// The arities.
const (
	Unknown Arity = iota // not an operator of field conditions
	None                 // no value
	One                  // a value
	Many                 // at least one
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

// Opposite returns the operator that holds for the same values where o does not, as
// far as there is a value. StartsWith and HasAll have none. Those of events have none
// either, since the opposite of a count has another number.
func (o Operator) Opposite() (opposite Operator, ok bool) {
	if int(o) < len(opposites) {
		opposite = opposites[o]
	}
	return opposite, opposite != 0
}

// Negative reports whether o is one of the operators whose API description does not say
// whether they match a missing value.
func (o Operator) Negative() bool {
	return o == NotEquals || o == NotIn || o == NotContains || o == HasNone
}

var opposites = [...]Operator{
	Equals: NotEquals, NotEquals: Equals,
	Contains: NotContains, NotContains: Contains,
	In: NotIn, NotIn: In,
	IsNull: IsNotNull, IsNotNull: IsNull,
	Greater: LessEq, LessEq: Greater,
	GreaterEq: Less, Less: GreaterEq,
	HasAny: HasNone, HasNone: HasAny,
}
