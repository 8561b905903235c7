package check

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/jsontext"
)

// ofTags returns the fix of a comparison of tags with one value, as with a text: `tags = "ski"`.
func (c *checker) ofTags(source *ast.Source, e *ast.Column, col column.Column) (fix diag.Fix, ok bool) {
	if col.Type != column.Tags || len(e.Values) != 1 || e.Values[0].Kind != ast.String && e.Values[0].Kind != ast.Word {
		return diag.Fix{}, false
	}
	operator := ""
	switch e.Op {
	case ast.Equal, ast.Contains:
		operator = "has any ("
	case ast.NotEqual, ast.NotContains:
		operator = "has none ("
	default:
		return diag.Fix{}, false
	}
	v := e.Values[0]
	text := source.Slice(v.At)
	if v.Kind == ast.Word && c.isText(v) {
		text = string(jsontext.AppendString(nil, v.Text))
	}
	all := e.OpSpan.Join(v.At)
	if strings.Contains(source.Slice(ast.Span{Start: e.OpSpan.End, End: v.At.Start}), "#") {
		return diag.Fix{}, false
	}
	written := operator + text + ")"
	fix = replaceWith(diag.Location{Source: source, Span: all}, written)
	if e.OpSpan.Start == e.Name.At.End {
		fix.Edits[0].Text = " " + written
	}
	return fix, true
}

// otherType returns the fix that declares a text of the same file as numbers or dates, since it is compared with one by
// order, which texts do not support.
func (c *checker) otherType(source *ast.Source, e *ast.Column) (fix diag.Fix, ok bool) {
	o := c.program.Declared(e.Name.Text)
	if o == nil || o.Source != source {
		return diag.Fix{}, false
	}
	field, ok := o.Statement.(*ast.Field)
	if !ok || !strings.EqualFold(field.Type.Text, column.Text.String()) {
		return diag.Fix{}, false
	}
	switch e.Op {
	case ast.Greater, ast.GreaterEqual, ast.Less, ast.LessEqual, ast.Between:
	default:
		return diag.Fix{}, false
	}
	kind := ""
	for _, v := range e.Values {
		is := map[ast.ValueKind]string{ast.Number: "number", ast.Date: "date", ast.Today: "date", ast.Day: "date"}[v.Kind]
		if is == "" || kind != "" && kind != is {
			return diag.Fix{}, false
		}
		kind = is
	}
	fix = replaceWith(place(source, field.Type), kind)
	fix.Text = fmt.Sprintf("declare `%s: %s`", o.Name, kind)
	return fix, true
}
