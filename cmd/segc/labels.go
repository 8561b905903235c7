//go:build !nonet

package main

import (
	"strings"

	"github.com/segc-lang/segc"
)

// labeled returns a text of a header, with the names in braces replaced by the labels of a
// `for`. Without a `for`, braces are plain text. A name that the `for` does not have stays,
// since the `for` may have had it before.
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
