package eval

import (
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/poll"
)

// DateColumns returns the columns that nobody declares and that are compared
// with an unquoted date somewhere: they are columns of dates, too.
func (n *Names) DateColumns(p *poll.Poll) map[string]bool {
	dates := map[string]bool{}
	var named map[string]bool
	if n.hasValues() {
		named = n.datesByName(p, n.each)
	}
	n.datesIn(p, dates, named, func(ast.Statement) bool { return true })
	if n.outside != nil {
		n.outside.dateColumns(p, dates)
	}
	return dates
}

// datesIn adds the columns of the statements that count, in which named words may mean a date.
func (n *Names) datesIn(p *poll.Poll, dates, named map[string]bool, counts func(ast.Statement) bool) {
	for _, file := range n.files {
		for _, s := range file.Statements {
			if !counts(s) {
				continue
			}
			eachColumn(p, s, func(e *ast.Column) {
				if n.TypeOf(e.Name.Text) == "" && slices.ContainsFunc(e.Values, func(v ast.Value) bool { return isUnquotedDate(v) || named[v.Text] && v.Kind == ast.Word }) {
					p.Hold(idBytes)
					dates[e.Name.Text] = true
				}
			})
		}
	}
}

// eachColumn calls a function with the conditions on columns in a statement.
func eachColumn(p *poll.Poll, s ast.Statement, do func(*ast.Column)) {
	where, ok := s.(*ast.Where)
	if !ok {
		for node := range ast.Preorder(s) {
			p.Step(8)
			if e, ok := node.(*ast.Column); ok {
				do(e)
			}
		}
		return
	}
	// Most of a long rule is here, and what is in a condition need not be looked at.
	for rest := []ast.Expr{where.Expr}; len(rest) > 0; {
		p.Step(4)
		e := rest[len(rest)-1]
		rest = rest[:len(rest)-1]
		switch e := e.(type) {
		case *ast.Or:
			rest = append(rest, e.Operands...)
		case *ast.And:
			rest = append(rest, e.Operands...)
		case *ast.Not:
			rest = append(rest, e.Operand)
		case *ast.Paren:
			rest = append(rest, e.Expr)
		case *ast.Column:
			do(e)
		}
	}
}
