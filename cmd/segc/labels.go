package main

import (
	"strings"

	"github.com/segc-lang/segc"
)

// labeled returns a text of a header with the labels of a `for` in place of the names in braces.
// Without a `for`, braces mean nothing. A name that the `for` does not have may be one that it
// had before, and stays.
func labeled(text string, bindings []segc.Binding) string {
	if bindings == nil {
		return text
	}
	pairs := []string{"{{", "{", "}}", "}"}
	for _, b := range bindings {
		pairs = append(pairs, "{"+b.Name+"}", b.Label)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}
