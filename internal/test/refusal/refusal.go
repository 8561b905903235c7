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

// Of returns the errors of a list, each as its place, its code and its message:
// "1:5 SEG201 nothing is called `x`".
func Of(list diag.List) string {
	var said []string
	for _, d := range list {
		if d.Severity == diag.Error {
			place := "nowhere"
			if d.Location.Source != nil {
				p := d.Location.Source.Position(d.Location.Span.Start)
				place = fmt.Sprintf("%d:%d", p.Line, p.Column)
			}
			said = append(said, fmt.Sprintf("%s %s %s", place, d.Code, d.Message))
		}
	}
	return strings.Join(said, "\n")
}
