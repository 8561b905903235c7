package check

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// partCompared refuses a condition that asks whether a part is true, as other languages write it. A
// column of that name that nobody declares would otherwise be meant without a word.
func (c *checker) partCompared(source *ast.Source, e *ast.Column) bool {
	part := c.program.AsWritten().Part(e.Name.Text)
	if part == nil || c.program.IsColumn(e.Name.Text) {
		return false
	}
	var meant string
	switch {
	case (e.Op == ast.Equal || e.Op == ast.NotEqual) && len(e.Values) == 1 && e.Values[0].Kind == ast.Boolean:
		if written := source.Slice(e.Values[0].At); len(part.Params) > 0 || !strings.EqualFold(written, e.Values[0].Text) {
			break // it takes arguments, or the value is that of a name
		}
		meant = source.Slice(e.Name.At)
		if (e.Op == ast.Equal) != (e.Values[0].Text == "true") {
			meant = "not " + meant
		}
	case e.Op == ast.IsNull, e.Op == ast.IsNotNull:
	default:
		return false
	}
	d := c.Fail(diag.UnknownColumn, place(source, e), fmt.Sprintf("`%s` is a part of a rule, not a column", e.Name.Text))
	use := e.Name.Text
	if len(part.Params) > 0 {
		use += "(…)"
	}
	d.Notes = []string{fmt.Sprintf("use a part by itself: `%s`, or `not %s`; to declare a column with that name, write `field %s: boolean`", use, use, e.Name.Text)}
	if meant != "" {
		d.Fixes = []diag.Fix{replaceWith(place(source, e), meant)}
	}
	return true
}
