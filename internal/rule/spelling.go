package rule

import (
	"slices"

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
	return condition.Operator(max(0, slices.Index(spellings[:], word)))
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
