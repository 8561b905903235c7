//go:build !nonet

package main

import (
	"strings"

	"github.com/segc-lang/segc/internal/english"
)

// maxIDs is how many ids of segments a message lists.
const maxIDs = 5

// waysOn says what to do about segments that are there already, so that --submit
// does not create another one. Plan and apply need the rule in a file that has all
// properties and knows which segment it means.
func waysOn(in input, flags *compileFlags, segments int) string {
	var first []string
	if in.file == "" {
		first = append(first, "keep the rule in a file")
	}
	if h := flags.header; h.Name != "" || h.Color != "" || len(h.Lists) > 0 || h.Description != "" {
		first = append(first, "write the properties that are flags now into its header")
	}
	if segments > 1 {
		first = append(first, "write the id of the right segment into its header")
	}
	plans := "`segc plan` says what `segc apply` would change in the segment, and which flags that needs"
	if len(first) > 0 {
		plans = "to change the segment, " + strings.Join(first, ", and ") + "; " + plans
	}
	return plans + "; --allow-duplicate creates another one"
}

// fewIDs lists ids of segments.
func fewIDs(ids []string) string {
	if n := len(ids); n > maxIDs {
		return strings.Join(ids[:maxIDs], ", ") + " and " + english.Count(n-maxIDs, "more segment")
	}
	return strings.Join(ids, ", ")
}
