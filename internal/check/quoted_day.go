package check

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/suggest"
)

// withoutQuotes offers to write a word for a day, or the name of a value, without its quotes.
func (c *checker) withoutQuotes(d *diag.Diagnostic, v ast.Value) {
	if len(d.Fixes) > 0 {
		return
	}
	text := v.Text
	if day, ok := suggest.Day(text); ok {
		text = day
	} else if c.program.AsWritten().Value(text) == nil {
		return
	}
	d.Notes = []string{"days that are counted, and names of values, have no quotes"}
	d.Fixes = []diag.Fix{replaceWith(d.Location, text)}
}
