package check

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/jsontext"
	"github.com/segc-lang/segc/internal/resolve"
)

// joinedValues says of words after an `or`, as in `plan = pro or basic`, that they are values of the column before
// it. It returns how many operands it looked at, from one on: none if they are something that an author may mean. The
// column may end conditions that `and` joins, and the last word may begin some: `opened and plan = pro or basic and vip = true`.
func (c *checker) joinedValues(source *ast.Source, operands []ast.Expr) int {
	before, after := joinedByAnd(operands[0]), []ast.Expr(nil)
	first, ok := before[len(before)-1].(*ast.Column)
	if !ok || len(first.Values) != 1 || !c.isText(first.Values[0]) {
		return 0
	}
	wanted := first.Op
	switch first.Op {
	case ast.Equal:
		wanted = ast.In
	case ast.NotEqual:
		wanted = ast.NotIn
	case ast.Contains, ast.StartsWith:
	default:
		return 0
	}
	if col, known := c.program.Column(first.Name.Text); !known || !col.Type.Allows(operatorOf(wanted)) {
		return 0
	}
	var words []ast.Value
	for _, operand := range operands[1:] {
		all := joinedByAnd(operand)
		ref, ok := all[0].(*ast.Ref)
		if !ok || !c.isUnknown(source, ref) {
			break
		}
		if words == nil {
			words = append(words, first.Values[0])
		}
		words = append(words, ast.Value{At: ref.Name.At, Kind: ast.Word, Text: ref.Name.Text})
		if after = all[1:]; len(after) > 0 {
			break
		}
	}
	if len(words) == 0 {
		return 0
	}
	last := words[len(words)-1].At
	if strings.Contains(source.Slice(first.OpSpan.Join(last)), "#") {
		return 0 // a comment would go
	}
	written := make([]string, len(words))
	for i, w := range words {
		written[i] = string(jsontext.AppendString(nil, w.Text))
	}
	c.facts.Whole = false
	for _, operand := range append(before[:len(before)-1:len(before)-1], after...) {
		c.expr(source, operand)
	}
	at := diag.Location{Source: source, Span: words[1].At}
	if first.Op != ast.Equal && first.Op != ast.NotEqual {
		again := " or " + source.Slice(first.Name.At) + " " + source.Slice(first.OpSpan) + " "
		d := c.Fail(diag.UnknownName, at, "`or` joins conditions; the column is missing before `"+words[1].Text+"`")
		d.Fixes = []diag.Fix{replaceWith(diag.Location{Source: source, Span: first.Values[0].At.Join(last)}, strings.Join(written, again))}
		if len(before)+len(after) > 1 { // `and` binds tighter
			at := diag.Location{Source: source, Span: first.Name.At.Join(last)}
			d.Fixes = []diag.Fix{replaceWith(at, "("+source.Slice(first.Name.At)+" "+source.Slice(first.OpSpan)+" "+strings.Join(written, again)+")")}
		}
		return len(words)
	}
	in := "in"
	if wanted == ast.NotIn {
		in = "not in"
	}
	list := in + " (" + strings.Join(written, ", ") + ")"
	fix := replaceWith(diag.Location{Source: source, Span: first.OpSpan.Join(last)}, list)
	if first.OpSpan.Start == first.Name.At.End {
		fix.Edits[0].Text = " " + list
	}
	d := c.Fail(diag.UnknownName, at, "`or` joins conditions; several values need a list")
	d.Fixes = []diag.Fix{fix}
	return len(words)
}

// joinedByAnd returns the conditions that `and` joins, or the only one.
func joinedByAnd(e ast.Expr) []ast.Expr {
	if and, ok := e.(*ast.And); ok {
		return and.Operands
	}
	return []ast.Expr{e}
}

// isText reports whether a value is a text in quotes, or a word that has no meaning and lacks them.
func (c *checker) isText(v ast.Value) bool {
	return v.Kind == ast.String || v.Kind == ast.Word && !c.isParameter(v) && !c.guesses.MayBeDeclared(v.Text) && c.program.AsWritten().Value(v.Text) == nil
}

// isUnknown reports whether a word in the place of a condition names nothing that it could be.
func (c *checker) isUnknown(source *ast.Source, ref *ast.Ref) bool {
	name := ref.Name.Text
	switch {
	case ref.Call != nil || quotedName(source, ref.Name) || c.isParameter(ast.Value{Kind: ast.Word, Text: name}) || c.guesses.MayBeDeclared(name):
		return false
	case c.program.Part(name) != nil || c.program.AsWritten().Part(name) != nil || c.program.IsColumn(name) || c.loopName(name) != nil:
		return false
	}
	for _, kind := range []resolve.Kind{resolve.Part, resolve.Column} {
		if _, near := c.guesses.Nearest(name, c.guesses.Names(kind)); near {
			return false
		}
	}
	return !slices.ContainsFunc([]string{"later", "after", "newer", "earlier", "before", "older"}, func(w string) bool { return strings.EqualFold(w, name) })
}
