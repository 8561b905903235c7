package theory

import (
	"slices"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
)

// Type is the type of a column, as far as it is known.
type Type = column.Type

// The types of columns. Any is a column about which nothing is known.
const (
	Any     = column.Any
	Text    = column.Text
	Number  = column.Number
	Boolean = column.Boolean
	Date    = column.Date
	Choice  = column.Choice
	Tags    = column.Tags
)

// Allowed reports whether the API takes the operator on a column of the type.
func Allowed(t Type, op condition.Operator) bool { return t.Allows(op) }

// families are the operators that go together: a column of any type that takes one
// takes the others. If an operator is not here, the meaning of its conditions is not
// known, and nothing is concluded from them.
var families = [...][]condition.Operator{
	{condition.Equals, condition.NotEquals, condition.In, condition.NotIn},
	{condition.Contains, condition.NotContains},
	{condition.StartsWith},
	{condition.Greater, condition.GreaterEq, condition.Less, condition.LessEq},
	{condition.HasAny, condition.HasAll, condition.HasNone},
	{condition.IsNull, condition.IsNotNull},
}

// family returns the number of the family of an operator, or -1.
func family(op condition.Operator) int {
	return slices.IndexFunc(families[:], func(f []condition.Operator) bool { return slices.Contains(f, op) })
}

// listing reports whether op looks its values up by equality.
func listing(op condition.Operator) bool {
	return op == condition.Equals || op == condition.NotEquals || op == condition.In || op == condition.NotIn
}

// ordering reports whether op compares by order.
func ordering(op condition.Operator) bool {
	return op == condition.Greater || op == condition.GreaterEq || op == condition.Less || op == condition.LessEq
}

// setting reports whether op looks at a set of elements.
func setting(op condition.Operator) bool {
	return op == condition.HasAny || op == condition.HasAll || op == condition.HasNone
}

// nulling reports whether op asks for the presence of a value only.
func nulling(op condition.Operator) bool { return op == condition.IsNull || op == condition.IsNotNull }
