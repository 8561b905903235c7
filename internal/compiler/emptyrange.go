package compiler

import (
	"slices"

	"github.com/segc-lang/segc/diag"
)

// withRange adds to the error about a rule that nobody matches the fix of the range in it that holds nothing, which
// is the cause. Where it is about several such ranges, or another cause, it stays as it is.
func withRange(list diag.List) diag.List {
	never := slices.IndexFunc(list, func(d diag.Diagnostic) bool { return d.Code == diag.NeverTrue })
	if never < 0 {
		return list
	}
	cause, count, at := 0, 0, list[never].Location
	for i, d := range list {
		if d.Code == diag.EmptyRange && d.Location.Source == at.Source && at.Span.Covers(d.Location.Span) {
			cause, count = i, count+1
		}
	}
	if count != 1 {
		return list
	}
	list[never].Fixes = append(list[never].Fixes, list[cause].Fixes...)
	return list
}
