package check

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/problems"
)

// wholeExpr is the expression of a statement, and the places in it that could not be
// read, which are only looked for when somebody asks.
type wholeExpr struct {
	expr   ast.Expr
	looked bool
	unread []ast.Span // in the order of their beginnings
}

// unread reports whether a part of the statement that is checked has a place inside that
// could not be read, or a parenthesis or a list that is never closed. What belongs together
// there is not certain: a parenthesis that is added may close that other one.
func (c *checker) unread(source *ast.Source, part ast.Span) bool {
	w := &c.whole
	if !w.looked {
		w.looked = true
		c.lookForUnread(source, w.expr)
	}
	first, _ := slices.BinarySearchFunc(w.unread, part.Start, func(at ast.Span, start int) int { return at.Start - start })
	return first < len(w.unread) && w.unread[first].Start <= part.End
}

// lookForUnread collects these places of an expression.
func (c *checker) lookForUnread(source *ast.Source, e ast.Expr) {
	c.Poll.Step(2)
	w := &c.whole
	switch e := e.(type) {
	case *ast.Or:
		for _, operand := range e.Operands {
			c.lookForUnread(source, operand)
		}
	case *ast.And:
		for _, operand := range e.Operands {
			c.lookForUnread(source, operand)
		}
	case *ast.Not:
		c.lookForUnread(source, e.Operand)
	case *ast.Paren:
		if e.At.End <= e.Expr.Span().End {
			w.unread = append(w.unread, e.At)
		}
		c.lookForUnread(source, e.Expr)
	case *ast.Bad:
		w.unread = append(w.unread, e.At)
	case *ast.Event:
		for i := range e.Campaigns {
			if at := e.Campaigns[i].At; isOpen(source, at) {
				w.unread = append(w.unread, at)
			}
		}
	default:
		if isOpen(source, listIn(e)) {
			w.unread = append(w.unread, e.Span())
		}
	}
}

// isOpen reports whether a place has a list that is never closed.
func isOpen(source *ast.Source, list ast.Span) bool {
	text := source.Slice(list)
	return !strings.HasSuffix(text, ")") && strings.Contains(text, "(")
}

// listIn returns the place of the list that a condition ends with, and what may be before
// it.
func listIn(e ast.Expr) ast.Span {
	switch n := e.(type) {
	case *ast.Column:
		switch n.Op {
		case ast.In, ast.NotIn, ast.HasAny, ast.HasAll, ast.HasNone:
			return ast.Span{Start: n.OpSpan.End, End: n.At.End}
		}
	case *ast.Membership:
		return ast.Span{Start: n.OpSpan.End, End: n.At.End}
	case *ast.ISP:
		if !n.Single {
			return ast.Span{Start: n.OpSpan.End, End: n.At.End}
		}
	}
	return ast.Span{}
}

// mixed warns of `and` beside `or` without parentheses. Which of its two
// readings is meant is for the author to say, so both are offered, the one that
// the language has first.
func (c *checker) mixed(source *ast.Source, or *ast.Or) {
	var few [4]ast.Expr
	mixed := few[:0] // the ands
	for _, operand := range or.Operands {
		c.Poll.Step(8)
		if and, ok := operand.(*ast.And); ok && !c.unread(source, and.Span()) {
			mixed = append(mixed, and)
		}
	}
	last, bad := or.Operands[len(or.Operands)-1].(*ast.Bad)
	if missing := bad && strings.TrimSpace(source.Slice(last.At)) == ""; len(mixed) == 0 || missing && len(or.Operands) == 2 { // nothing is joined yet
		return
	}
	d := c.Warn(diag.MixedAndOr, place(source, mixed[0]), "`and` binds tighter than `or`: this is read as if it had parentheses")
	if len(mixed) > 1 {
		d.Message = "`and` binds tighter than `or`: each of these is read as if it had parentheses"
	}
	for i, and := range mixed {
		if i > 0 && i < 5 {
			d.Related = append(d.Related, diag.Label{Location: place(source, and), Text: "and this"})
		}
	}
	n := 2 * len(mixed)
	room := make([]diag.Edit, 2*n) // for both readings, mostly
	asRead := diag.Fix{Text: "put parentheses around `and` to keep this meaning", Edits: room[:0:n]}
	for _, and := range mixed {
		c.Poll.Step(32)
		asRead.Edits = inParentheses(asRead.Edits, source, and.Span())
	}
	d.Fixes = append(make([]diag.Fix, 0, 2), asRead)
	if other := c.otherReading(source, or, room[n:n]); len(other) > 0 {
		d.Fixes = append(d.Fixes, diag.Fix{Text: "put parentheses around `or` if that is what you mean", Edits: other})
	}
}

// otherReading returns the edits that make `or` bind tighter than `and`: in
// `a and b or c and d` these are parentheses around `b or c`. There are none when
// an operand could not be read. There may be room for them.
func (c *checker) otherReading(source *ast.Source, or *ast.Or, edits []diag.Edit) []diag.Edit {
	var start ast.Expr // of what `or` joins here
	count := 0         // of its operands so far
	finish := func(end ast.Expr) {
		if count > 1 {
			edits = inParentheses(edits, source, start.Span().Join(end.Span()))
		}
	}
	for i, operand := range or.Operands {
		first, last := operand, operand
		if _, bad := operand.(*ast.Bad); !bad && c.unread(source, operand.Span()) {
			return nil
		}
		and, split := operand.(*ast.And)
		if split {
			first, last = and.Operands[0], and.Operands[len(and.Operands)-1]
		}
		if count++; count == 1 {
			start = first
		}
		if split {
			finish(first)
			start, count = last, 1
		}
		if i == len(or.Operands)-1 {
			finish(last)
		}
	}
	return edits
}

// inParentheses adds the edits that put a place into parentheses.
func inParentheses(edits []diag.Edit, source *ast.Source, span ast.Span) []diag.Edit {
	at := diag.Location{Source: source, Span: span}
	return append(edits, diag.Edit{Location: problems.Before(at), Text: "("}, diag.Edit{Location: problems.After(at), Text: ")"})
}
