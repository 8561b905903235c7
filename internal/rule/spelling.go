package rule

import (
	"slices"

	"github.com/segc-lang/segc/internal/condition"
)

// Spelling returns an operator as the API spells it; "" for a number that is not one.
func Spelling(o condition.Operator) string {
	if int(o) >= len(spellings) {
		return ""
	}
	return spellings[o]
}

// operatorOf returns the operator that is spelled so, and the zero one if none is.
func operatorOf(word string) condition.Operator {
	return condition.Operator(max(0, slices.Index(spellings[:], word)))
}

var spellings = [...]string{
	condition.Equals: "equals", condition.NotEquals: "not_equals",
	condition.Contains: "contains", condition.NotContains: "not_contains", condition.StartsWith: "starts_with",
	condition.In: "in", condition.NotIn: "not_in",
	condition.IsNull: "is_null", condition.IsNotNull: "is_not_null",
	condition.Greater: "gt", condition.GreaterEq: "gte", condition.Less: "lt", condition.LessEq: "lte",
	condition.HasAny: "has_any", condition.HasAll: "has_all", condition.HasNone: "has_none",
	condition.Ever: "ever", condition.Never: "never",
	condition.CountGE: "count_gte", condition.CountLE: "count_lte", condition.CountEQ: "count_eq",
}
