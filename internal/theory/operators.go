package theory

import (
	"slices"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/rule"
)

// Type is the type of a column, as far as it is known.
type Type = column.Type

// The types of columns. Any is a column of which nothing is known.
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
func Allowed(t Type, op rule.Operator) bool { return t.Allows(op) }

// families are the operators that stand and fall together: a column that takes
// one takes the others, whatever its type is.
var families = [...][]rule.Operator{
	{rule.Equals, rule.NotEquals, rule.In, rule.NotIn},
	{rule.Contains, rule.NotContains},
	{rule.StartsWith},
	{rule.Greater, rule.GreaterEq, rule.Less, rule.LessEq},
	{rule.HasAny, rule.HasAll, rule.HasNone},
	{rule.IsNull, rule.IsNotNull},
}

func family(op rule.Operator) int {
	return slices.IndexFunc(families[:], func(f []rule.Operator) bool { return slices.Contains(f, op) })
}

// opposite returns the operator that holds where op does not, as far as the
// column has a value.
func opposite(op rule.Operator) (rule.Operator, bool) {
	switch op {
	case rule.Equals:
		return rule.NotEquals, true
	case rule.NotEquals:
		return rule.Equals, true
	case rule.In:
		return rule.NotIn, true
	case rule.NotIn:
		return rule.In, true
	case rule.Contains:
		return rule.NotContains, true
	case rule.NotContains:
		return rule.Contains, true
	case rule.IsNull:
		return rule.IsNotNull, true
	case rule.IsNotNull:
		return rule.IsNull, true
	case rule.HasAny:
		return rule.HasNone, true
	case rule.HasNone:
		return rule.HasAny, true
	case rule.Greater:
		return rule.LessEq, true
	case rule.GreaterEq:
		return rule.Less, true
	case rule.Less:
		return rule.GreaterEq, true
	case rule.LessEq:
		return rule.Greater, true
	default:
		return "", false
	}
}

// negative reports whether op is one of the operators of which the API does not
// say whether they match a missing value.
func negative(op rule.Operator) bool {
	return op == rule.NotEquals || op == rule.NotIn || op == rule.NotContains || op == rule.HasNone
}

// listing reports whether op looks its values up by equality.
func listing(op rule.Operator) bool {
	return op == rule.Equals || op == rule.NotEquals || op == rule.In || op == rule.NotIn
}

// ordering reports whether op compares by order.
func ordering(op rule.Operator) bool {
	return op == rule.Greater || op == rule.GreaterEq || op == rule.Less || op == rule.LessEq
}

// setting reports whether op looks at a set of elements.
func setting(op rule.Operator) bool {
	return op == rule.HasAny || op == rule.HasAll || op == rule.HasNone
}

// nulling reports whether op asks for the presence of a value only.
func nulling(op rule.Operator) bool { return op == rule.IsNull || op == rule.IsNotNull }
