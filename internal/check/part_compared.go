package check

import (
	"fmt"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// partCompared refuses a condition that asks whether a part is true, as other languages write it. A
// column of that name that nobody declares would otherwise be meant without a word.
func (c *checker) partCompared(source *ast.Source, e *ast.Column) bool {
	part := c.program.Part(e.Name.Text)
	if part == nil || len(part.Params) > 0 || c.program.IsColumn(e.Name.Text) {
		return false
	}
	var meant string
	switch {
	case (e.Op == ast.Equal || e.Op == ast.NotEqual) && len(e.Values) == 1 && e.Values[0].Kind == ast.Boolean:
		meant = source.Slice(e.Name.At)
		if (e.Op == ast.Equal) != (e.Values[0].Text == "true") {
			meant = "not " + meant
		}
	case e.Op == ast.IsNull, e.Op == ast.IsNotNull:
	default:
		return false
	}
	d := c.Fail(diag.UnknownColumn, place(source, e), fmt.Sprintf("`%s` is a part of a rule, and not a column", e.Name.Text))
	d.Notes = []string{fmt.Sprintf("a part is a condition by itself: `%s`, or `not %s`; `field %s: boolean` would declare a column of that name", e.Name.Text, e.Name.Text, e.Name.Text)}
	if meant != "" {
		d.Fixes = []diag.Fix{replaceWith(place(source, e), meant)}
	}
	return true
}
