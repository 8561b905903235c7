package rule

import (
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/rulesjson"
)

// Spelling returns an operator as the API spells it; "" for a number that is not one.
func Spelling(o condition.Operator) string { return string(spelling(o)) }

func spelling(o condition.Operator) rulesjson.Operator {
	if int(o) >= len(spellings) {
		return ""
	}
	return spellings[o]
}

// operatorOf returns the operator that is spelled so, and the zero one if none is.
func operatorOf(word rulesjson.Operator) condition.Operator {
	switch word { // which takes fewer comparisons than a look through the table
	case rulesjson.Equals:
		return condition.Equals
	case rulesjson.NotEquals:
		return condition.NotEquals
	case rulesjson.Contains:
		return condition.Contains
	case rulesjson.NotContains:
		return condition.NotContains
	case rulesjson.StartsWith:
		return condition.StartsWith
	case rulesjson.In:
		return condition.In
	case rulesjson.NotIn:
		return condition.NotIn
	case rulesjson.IsNull:
		return condition.IsNull
	case rulesjson.IsNotNull:
		return condition.IsNotNull
	case rulesjson.Greater:
		return condition.Greater
	case rulesjson.GreaterEqual:
		return condition.GreaterEq
	case rulesjson.Less:
		return condition.Less
	case rulesjson.LessEqual:
		return condition.LessEq
	case rulesjson.HasAny:
		return condition.HasAny
	case rulesjson.HasAll:
		return condition.HasAll
	case rulesjson.HasNone:
		return condition.HasNone
	case rulesjson.Ever:
		return condition.Ever
	case rulesjson.Never:
		return condition.Never
	case rulesjson.CountAtLeast:
		return condition.CountGE
	case rulesjson.CountAtMost:
		return condition.CountLE
	case rulesjson.CountEquals:
		return condition.CountEQ
	default:
		return 0
	}
}

var spellings = [...]rulesjson.Operator{
	condition.Equals: rulesjson.Equals, condition.NotEquals: rulesjson.NotEquals,
	condition.Contains: rulesjson.Contains, condition.NotContains: rulesjson.NotContains, condition.StartsWith: rulesjson.StartsWith,
	condition.In: rulesjson.In, condition.NotIn: rulesjson.NotIn,
	condition.IsNull: rulesjson.IsNull, condition.IsNotNull: rulesjson.IsNotNull,
	condition.Greater: rulesjson.Greater, condition.GreaterEq: rulesjson.GreaterEqual,
	condition.Less: rulesjson.Less, condition.LessEq: rulesjson.LessEqual,
	condition.HasAny: rulesjson.HasAny, condition.HasAll: rulesjson.HasAll, condition.HasNone: rulesjson.HasNone,
	condition.Ever: rulesjson.Ever, condition.Never: rulesjson.Never,
	condition.CountGE: rulesjson.CountAtLeast, condition.CountLE: rulesjson.CountAtMost, condition.CountEQ: rulesjson.CountEquals,
}
