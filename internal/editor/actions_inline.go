package editor

import (
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/resolve"
)

// inline adds the change that writes the rule of a part in the place of its name. If the part has
// parameters, the arguments come in their places.
func (a *actions) inline() {
	all, parents := a.exprs(a.work, a.span)
	if len(all) == 0 {
		return
	}
	ref, ok := all[len(all)-1].(*ast.Ref)
	if !ok {
		return
	}
	part := a.names.Part(ref.Name.Text)
	if part == nil || part.Broken || part.Cyclic || part.Taken != nil || part.Source == nil {
		return
	}
	let, ok := part.Statement.(*ast.Let)
	if !ok || let.Expr == nil || strings.Contains(part.Source.Slice(let.Expr.Span()), "#") && part.Source != a.Source() {
		return
	}
	if a.isHidden(let) || a.isShared(let.Expr, let.Expr.Span()) {
		return
	}
	text, ok := a.body(part, let, ref)
	if !ok {
		return
	}
	if needsParentheses(let.Expr, parents[len(parents)-1]) {
		text = "(" + text + ")"
	}
	edits := []Edit{a.edit(ref.Span().Start, ref.Span().End, text)}
	if a.holds(edits) {
		a.add(Inline, "Inline "+quotedTitle(ref.Name.Text), edits...)
	}
}

// needsParentheses reports whether an expression needs parentheses within another one, to mean the same. An `or`
// keeps them within another `or`, and so does an `and`: the order of a large document may depend on them.
func needsParentheses(e ast.Expr, parent ast.Node) bool {
	switch parent.(type) {
	case *ast.Not:
		return !isSimple(e)
	case *ast.And, *ast.Or:
		return isJoined(e)
	}
	return false
}

// isJoined reports whether an expression is conditions with `and` or `or` between them.
func isJoined(e ast.Expr) bool {
	switch e.(type) {
	case *ast.And, *ast.Or:
		return true
	}
	return false
}

// body returns the rule of a part as it is where the part is used.
func (a *actions) body(part *resolve.Object, let *ast.Let, ref *ast.Ref) (string, bool) {
	if ref.Call == nil {
		return part.Source.Slice(let.Expr.Span()), len(part.Params) == 0
	}
	if len(ref.Call.Arguments) != len(part.Params) || a.HasErrors() || a.hasComment(ref.Call.At) {
		return "", false // while there are errors, nobody knows what stays the same
	}
	b := body{source: part.Source, outer: a.Source(), given: map[string]ast.Argument{}}
	for i, p := range part.Params {
		b.given[p.Text] = ref.Call.Arguments[i]
	}
	for n := range ast.Preorder(let.Expr) {
		b.node(n)
	}
	start := let.Expr.Span().Start
	inner := ast.NewSource("", part.Source.Slice(let.Expr.Span()))
	for i := range b.edits {
		e := &b.edits[i]
		e.Source, e.Span = inner, ast.Span{Start: e.Span.Start - start, End: e.Span.End - start}
	}
	return applied(inner, b.edits), true
}

// hasComment reports whether a comment begins in a part of the text.
func (s *Snapshot) hasComment(at ast.Span) bool {
	for _, comment := range s.file().Comments {
		if at.Start <= comment.At.Start && comment.At.Start < at.End {
			return true
		}
	}
	return false
}

// body collects the edits that write arguments in the places of the parameters of a part.
type body struct {
	source *ast.Source // of the part
	outer  *ast.Source // of the arguments
	given  map[string]ast.Argument
	edits  []Edit
}

// node adds the edits of the values of a node.
func (b *body) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.Column:
		b.spliced(n.Values)
	case *ast.Moment:
		b.base(n)
	case ast.Step:
		b.spliced([]ast.Value{n.Count})
	case ast.Window:
		b.spliced([]ast.Value{n.Count})
	case *ast.Event:
		b.spliced(n.Counts)
	case *ast.Membership:
		b.spliced(n.Values)
	case *ast.ISP:
		b.spliced(n.Values)
	case ast.Campaigns:
		b.spliced(n.Values)
	case ast.Argument:
		if n.Group || len(n.Values) != 1 {
			b.spliced(n.Values)
		} else if given, is := b.argument(n.Values[0]); is && given.Group { // which stays a list
			b.put(n.Values[0], "("+b.listed(given)+")")
		} else if is {
			b.put(n.Values[0], b.listed(given))
		}
	}
}

// argument returns the argument for a parameter.
func (b *body) argument(v ast.Value) (ast.Argument, bool) {
	given, is := b.given[v.Text]
	return given, is && v.Kind == ast.Word
}

// spliced writes the values of arguments in the places of parameters: those of a list are among the others.
func (b *body) spliced(values []ast.Value) {
	for _, v := range values {
		if given, is := b.argument(v); is {
			b.put(v, b.listed(given))
		}
	}
}

// base writes an argument from which days are counted: after `30d ago`, nothing can be counted.
func (b *body) base(m *ast.Moment) {
	given, is := b.argument(m.Base)
	switch {
	case !is:
	case len(given.Values) == 1 && given.Values[0].Moment != nil && given.Values[0].Moment.Ago:
		b.put(m.Base, "today - "+b.outer.Slice(given.Values[0].Moment.Steps[0].At))
	default:
		b.put(m.Base, b.listed(given))
	}
}

// listed returns the values of an argument, with commas between them.
func (b *body) listed(given ast.Argument) string {
	words := make([]string, len(given.Values))
	for i, v := range given.Values {
		words[i] = b.outer.Slice(v.At)
	}
	return strings.Join(words, ", ")
}

// put writes a text in the place of a value. Signs of days stay apart from it.
func (b *body) put(v ast.Value, text string) {
	all := b.source.Text()
	if v.At.Start > 0 && strings.ContainsRune("+-", rune(all[v.At.Start-1])) {
		text = " " + text
	}
	if v.At.End < len(all) && strings.ContainsRune("+-", rune(all[v.At.End])) {
		text += " "
	}
	b.edits = append(b.edits, Edit{Source: b.source, Span: v.At, Text: text})
}

// isHidden reports whether a parameter or a name of a `for` at the place has a name that the rule of a part uses:
// there, the rule would mean something else. Its own parameters are not left in it.
func (a *actions) isHidden(let *ast.Let) bool {
	scope := a.scopeAt(a.work, a.span.Start)
	hidden := map[string]bool{}
	if scope.let != nil {
		for _, p := range scope.let.Parameters {
			hidden[p.Text] = true
		}
	}
	if scope.segment != nil {
		for _, p := range scope.segment.Properties {
			if p.For != nil {
				hidden[p.For.Name.Text] = true
			}
		}
	}
	own := map[string]bool{}
	for _, p := range let.Parameters {
		own[p.Text] = true
	}
	for n := range ast.Preorder(let.Expr) {
		switch n := n.(type) {
		case ast.Name:
			if hidden[n.Text] {
				return true
			}
		case ast.Value:
			if n.Kind == ast.Word && hidden[n.Text] && !own[n.Text] {
				return true
			}
		}
	}
	return false
}
