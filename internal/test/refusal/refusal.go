// Package refusal says in one text which problems a call refused something for, so that
// a test names the refusal and not just that there was one.
//
// It leaves out warnings, and decides nothing about whether a refusal is right.
package refusal

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/diag"
)

// Of returns each error of a list in this form: "1:5 SEG201 nothing is called `x`".
func Of(list diag.List) string {
	return lines(list, func(d diag.Diagnostic) string { return place(d) + " " + d.Message })
}

// Places returns the errors of a list without their messages, which golden files have:
// "1:5 SEG201".
func Places(list diag.List) string { return lines(list, place) }

// Messages returns what the errors of a list say, a line each.
func Messages(list diag.List) string {
	return lines(list, func(d diag.Diagnostic) string { return d.Message })
}

func place(d diag.Diagnostic) string {
	if d.Location.Source == nil {
		return fmt.Sprintf("nowhere %s", d.Code)
	}
	p := d.Location.Source.Position(d.Location.Span.Start)
	return fmt.Sprintf("%d:%d %s", p.Line, p.Column, d.Code)
}

func lines(list diag.List, line func(diag.Diagnostic) string) string {
	var said []string
	for _, d := range list {
		if d.Severity == diag.Error {
			said = append(said, line(d))
		}
	}
	return strings.Join(said, "\n")
}
