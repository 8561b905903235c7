package compile

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/diag"
)

// refusalsOf returns the errors of a list, each as its place, its code and its message:
// "1:5 SEG201 nothing is called `x`".
func refusalsOf(list diag.List) string {
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
