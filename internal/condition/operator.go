package condition

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
