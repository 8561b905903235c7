package check

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
)

// idInColumn says of a word that names a contact list or an ISP, in a condition on a column: `lists in (newsletter)`. It
// is false for any other word.
func (c *checker) idInColumn(source *ast.Source, v ast.Value, e *ast.Column) bool {
	negative := e.Op == ast.NotEqual || e.Op == ast.NotIn || e.Op == ast.HasNone || e.Op == ast.NotContains
	switch e.Op {
	case ast.Equal, ast.NotEqual, ast.In, ast.NotIn, ast.HasAny, ast.HasNone, ast.Contains, ast.NotContains:
	default:
		return false
	}
	for _, kind := range []ast.AliasKind{ast.AliasList, ast.AliasISP} {
		o := c.program.IDs(kind, v.Text)
		if o == nil {
			continue
		}
		at := place(source, v)
		word := resolve.KindOf(kind).String()
		d := c.Fail(diag.UnknownName, at, fmt.Sprintf("`%s` names %s, and `%s` is read as a column", v.Text, map[ast.AliasKind]string{ast.AliasList: "a contact list", ast.AliasISP: "an ISP"}[kind], e.Name.Text))
		d.Related = []diag.Label{{Location: o.Definition(), Text: "named here"}}
		if len(e.Values) == 1 && !strings.Contains(source.Slice(e.At), "#") {
			in := " in ("
			if negative {
				in = " not in ("
			}
			d.Fixes = []diag.Fix{replaceWith(place(source, e), word+in+v.Text+")")}
		}
		_, known := c.program.Column(e.Name.Text)
		if known && (!strings.HasPrefix(strings.ToLower(e.Name.Text), word) || c.program.Declared(e.Name.Text) != nil) {
			d.Fixes = append(d.Fixes, problems.Quoted(at, string(jsontext.AppendString(nil, v.Text)))...)
		}
		return true
	}
	return false
}
