package editor

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
)

// exprs returns the expressions around a place, the innermost last, each with the node around it.
func (s *Snapshot) exprs(work *poll.Poll, span ast.Span) (all []ast.Expr, parents []ast.Node) {
	work.Step(len(s.file().Statements) + len(s.file().Comments))
	var parent ast.Node
	for _, n := range s.file().At(span.Start) {
		e, ok := n.(ast.Expr)
		if ok && e.Span().Covers(span) {
			all, parents = append(all, e), append(parents, parent)
		}
		parent = n
	}
	return all, parents
}

// parentheses adds the change that writes an `and` beside `or` with parentheses, and the one that
// leaves out those that change nothing.
func (a *actions) parentheses() {
	all, parents := a.exprs(a.work, a.span)
	for i, e := range slices.Backward(all) {
		switch e := e.(type) {
		case *ast.And:
			if _, beside := parents[i].(*ast.Or); beside {
				a.add(Rewrite, "Add parentheses", a.edit(e.At.Start, e.At.Start, "("), a.edit(e.At.End, e.At.End, ")"))
				return
			}
		case *ast.Paren:
			if isPointless(e, parents[i]) {
				a.add(Rewrite, "Remove parentheses", a.opening(e), a.closing(e))
				return
			}
		}
	}
}

// isPointless reports whether a rule says the same without a pair of parentheses.
func isPointless(e *ast.Paren, parent ast.Node) bool {
	switch parent.(type) {
	case *ast.Not:
		return isSimple(e.Expr)
	case *ast.And:
		return !isJoined(e.Expr) // the order of a document may depend on those of an `and`
	case *ast.Or:
		_, or := e.Expr.(*ast.Or)
		return !or
	}
	return true
}

// isSimple reports whether an expression is a condition, or in parentheses.
func isSimple(e ast.Expr) bool {
	switch e.(type) {
	case *ast.Or, *ast.And, *ast.Not, *ast.Bad:
		return false
	}
	return true
}

// opening returns the edit that removes the opening parenthesis. What is on both sides stays apart.
func (a *actions) opening(e *ast.Paren) Edit {
	return a.remove(e.At.Start)
}

// closing returns the edit that removes the closing parenthesis.
func (a *actions) closing(e *ast.Paren) Edit {
	return a.remove(e.At.End - 1)
}

// remove returns the edit that removes a sign between two words.
func (a *actions) remove(at int) Edit {
	text := a.text()
	between := ""
	if at > 0 && at+1 < len(text) && isWordByte(text[at-1]) && isWordByte(text[at+1]) {
		between = " "
	}
	return a.edit(at, at+1, between)
}

func isWordByte(b byte) bool {
	return b >= 0x80 || b == '_' || b == '`' || b == '"' || b == '\'' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

// isShared reports whether an expression may mean something else in a declaration than in a rule: what a
// condition tells of a column that nothing declares is known to all rules if it is in a declaration.
func (a *actions) isShared(e ast.Node, span ast.Span) bool {
	if len(a.names.MainRules) < 2 {
		return false
	}
	for n := range ast.Preorder(e) {
		a.work.Step(8)
		switch n := n.(type) {
		case *ast.Column:
			if span.Covers(n.At) && !a.names.IsColumn(n.Name.Text) {
				return true
			}
		case *ast.Ref:
			if span.Covers(n.Name.At) && n.Call != nil {
				return true // which may be made of such conditions
			}
		}
	}
	return false
}

// quotedTitle returns a name for a title.
func quotedTitle(name string) string { return fmt.Sprintf("`%s`", visibleName(name)) }

// extract adds the change that gives the selected conditions a name.
func (a *actions) extract() {
	start, end := a.trimmed()
	if start >= end {
		return
	}
	target, some, ok := a.selected(ast.Span{Start: start, End: end})
	if !ok {
		return
	}
	scope := a.scopeAt(a.work, start)
	if _, whole := scope.statement.(*ast.Let); scope.statement == nil || whole && scope.let.Expr.Span() == target {
		return
	}
	if a.isShared(scope.statement, target) {
		return
	}
	for _, m := range a.mentions(a.work, a.names, a.file()) {
		if target.Covers(m.at.Span) && (m.object.Kind == resolve.Parameter || m.object.Kind == resolve.Loop) {
			return // which no other part knows
		}
	}
	name, free := a.freeName()
	if !free {
		return
	}
	text := a.Source().Slice(target)
	if inner, ok := a.unwrapped(target); ok {
		text = a.Source().Slice(inner)
	}
	at := a.above(scope)
	end2 := a.lineEnd()
	edits := []Edit{a.edit(at, at, "let "+name+" = "+text+end2+end2), a.edit(target.Start, target.End, name)}
	if where, ok := scope.statement.(*ast.Where); ok && where.Bare {
		edits = []Edit{edits[0], a.edit(where.At.Start, where.At.Start, "where "), edits[1]}
	}
	if strings.Contains(text, "#") || !a.holds(edits) || some && !a.sameDocuments(edits) {
		return
	}
	a.add(Extract, "Extract into a part", edits...)
}

// trimmed returns the selection without blanks at its ends.
func (a *actions) trimmed() (start, end int) {
	text := a.Source().Slice(a.span)
	start = max(a.span.Start, 0) + len(text) - len(strings.TrimLeft(text, " \t\r\n"))
	return start, max(a.span.Start, 0) + len(strings.TrimRight(text, " \t\r\n"))
}

// selected returns the place of the expression that a selection is, or of operands next to each other, and
// whether they are only some of those next to each other.
func (a *actions) selected(span ast.Span) (target ast.Span, some, ok bool) {
	all, _ := a.exprs(a.work, span)
	for _, e := range slices.Backward(all) {
		if e.Span() == span {
			_, bad := e.(*ast.Bad)
			return span, false, !bad
		}
		var operands []ast.Expr
		switch e := e.(type) {
		case *ast.And:
			operands = e.Operands
		case *ast.Or:
			operands = e.Operands
		}
		first := slices.IndexFunc(operands, func(o ast.Expr) bool { return o.Span().Start == span.Start })
		last := slices.IndexFunc(operands, func(o ast.Expr) bool { return o.Span().End == span.End })
		if first >= 0 && last >= first {
			return span, true, true
		}
	}
	return span, false, false
}

// unwrapped returns the place in a pair of parentheses, if an expression is one.
func (a *actions) unwrapped(span ast.Span) (ast.Span, bool) {
	all, _ := a.exprs(a.work, span)
	for _, e := range all {
		if p, ok := e.(*ast.Paren); ok && p.At == span && p.Expr != nil {
			return p.Expr.Span(), true
		}
	}
	return span, false
}

// maxTried is how many names are tried for a new part.
const maxTried = 50

// freeName returns a name that nothing has, and false if that takes too long to find.
func (s *Snapshot) freeName() (string, bool) {
	for n := range maxTried {
		name := "part"
		if n > 0 {
			name = fmt.Sprintf("part%d", n+1)
		}
		if s.names.Part(name) == nil && !s.names.IsColumn(name) && s.names.Value(name) == nil && !strings.Contains(s.text(), name) {
			return name, true
		}
	}
	return "", false
}

// above returns where a declaration can be written for a statement: above it, its comments, and the
// header that it belongs to.
func (s *Snapshot) above(scope scope) int {
	at := scope.statement.Span().Start
	if _, rule := scope.statement.(*ast.Where); rule && scope.segment != nil {
		at = scope.segment.At.Start
	}
	line := s.Source().LineOf(at)
	for line > 1 {
		text, _ := s.Source().Line(line - 1)
		if !strings.HasPrefix(strings.TrimSpace(text), "#") {
			break
		}
		line--
	}
	_, start := s.Source().Line(line)
	return start
}

// maxCompiled is how many rules are compiled to see whether a change is the right one.
const maxCompiled = 10

// sameDocuments reports whether some edits leave the documents of the text as they are, byte for byte. It
// compiles them, which holds does not, for what simplification may have in another order.
func (a *actions) sameDocuments(edits []Edit) bool {
	if n := a.program.Rules(); n == 0 || n > maxCompiled {
		return false
	}
	return a.documents(a.ctx) == a.changed(edits).documents(a.ctx)
}

// documents returns the documents of the rules, without proofs that people read.
func (s *Snapshot) documents(ctx context.Context) string {
	var made Proof
	s.program.Said(func() (list diag.List) {
		made.results, list = s.program.All(ctx, false)
		return list
	})
	return made.Documents()
}

// holds reports whether the text with some edits has no error that it does not have now.
func (a *actions) holds(edits []Edit) bool { return a.changed(edits).errorsOf() <= a.errorsOf() }

// changed returns the text with some edits. Once the context has ended, nobody sees it.
func (a *actions) changed(edits []Edit) *Snapshot {
	after := Load(a.ctx, applied(a.Source(), edits), a.options)
	a.work.Step(poll.Every)
	return after
}
