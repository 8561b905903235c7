package lint

import (
	"fmt"
	"maps"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
)

// leftOut warns of a `not` over an order: who has no value is matched by
// neither side, which few expect of `not`. A statement that says itself what
// becomes of who has no value is in order.
func (l *linter) leftOut(source *ast.Source, s ast.Statement) {
	var e ast.Expr
	switch s := s.(type) {
	case *ast.Where:
		e = s.Expr
	case *ast.Let:
		e = s.Expr
	case *ast.Require:
		e = s.Expr
	default:
		return
	}
	said := map[string]bool{}
	for n := range ast.Preorder(e) {
		l.Poll.Step(32)
		if c, ok := n.(*ast.Column); ok && (c.Op == ast.IsNull || c.Op == ast.IsNotNull) {
			said[c.Name.Text] = true
		}
	}
	l.below(source, e, nil, said)
}

// below looks for orders below an odd number of nots, the nearest of which is
// given; it is nil when their number is even.
func (l *linter) below(source *ast.Source, e ast.Expr, not *ast.Not, said map[string]bool) {
	switch e := e.(type) {
	case *ast.Paren:
		l.below(source, e.Expr, not, said)
	case *ast.Not:
		if not != nil {
			l.below(source, e.Operand, nil, said)
		} else {
			l.below(source, e.Operand, e, said)
		}
	case *ast.And:
		if not == nil {
			said = demanded(said, e)
		}
		for _, o := range e.Operands {
			l.below(source, o, not, said)
		}
	case *ast.Or:
		for _, o := range e.Operands {
			l.below(source, o, not, said)
		}
	case *ast.Column:
		if not != nil && orders(e.Op) && !said[e.Name.Text] && !l.reported[reported{not, e.Name.Text}] && l.nullable(e.Name.Text) {
			l.reported[reported{not, e.Name.Text}] = true
			l.notOrder(source, not, e)
		}
	}
}

// reported is a `not` that was reported for a column: once is enough for both
// ends of a range.
type reported struct {
	not    *ast.Not
	column string
}

// demanded adds the columns in which a condition that must hold demands a value:
// who has none is out already, with `not` or without.
func demanded(said map[string]bool, and *ast.And) map[string]bool {
	said = maps.Clone(said)
	for _, o := range and.Operands {
		c, ok := bare(o).(*ast.Column)
		if !ok {
			continue
		}
		switch c.Op {
		case ast.NotEqual, ast.NotIn, ast.NotContains, ast.HasNone, ast.IsNull:
		default:
			said[c.Name.Text] = true
		}
	}
	return said
}

// bare returns what stands in parentheses.
func bare(e ast.Expr) ast.Expr {
	for {
		paren, ok := e.(*ast.Paren)
		if !ok {
			return e
		}
		e = paren.Expr
	}
}

func orders(op ast.ColumnOp) bool {
	switch op {
	case ast.Greater, ast.GreaterEqual, ast.Less, ast.LessEqual, ast.Between:
		return true
	}
	return false
}

func (l *linter) notOrder(source *ast.Source, not *ast.Not, e *ast.Column) {
	written := "the comparison"
	if text := source.Slice(e.Span()); !strings.ContainsAny(text, "#\r\n") {
		written = "`" + text + "`"
	}
	message := fmt.Sprintf("contacts without a value in `%s` match neither %s nor its opposite: this `not` does not let them in", e.Name.Text, written)
	if bare(not.Operand) != ast.Expr(e) {
		d := l.warn(diag.LeftOut, at(source, e), message)
		d.Related = []diag.Label{{Location: at(source, not), Text: "the `not`"}}
		d.Notes = []string{fmt.Sprintf("`%s is null`, joined by `or`, lets them in", source.Slice(e.Name.At))}
		return
	}
	d := l.warn(diag.LeftOut, at(source, not), message)
	name := source.Slice(e.Name.At)
	d.Fixes = []diag.Fix{{Text: "let them in", Edits: []diag.Edit{{Location: at(source, not), Text: "(" + opposite(source, e, name) + " or " + name + " is null)"}}}}
	d.Notes = []string{"if they are meant to be left out, write the opposite comparison in place of `not`"}
}

// opposite writes the comparison that holds where the condition does not.
func opposite(source *ast.Source, e *ast.Column, name string) string {
	value := func(i int) string { return source.Slice(e.Values[i].At) }
	switch e.Op {
	case ast.Greater:
		return name + " <= " + value(0)
	case ast.GreaterEqual:
		return name + " < " + value(0)
	case ast.Less:
		return name + " >= " + value(0)
	case ast.LessEqual:
		return name + " > " + value(0)
	default:
		return name + " < " + value(0) + " or " + name + " > " + value(1)
	}
}

// nullable reports whether contacts may lack a value in a column.
func (l *linter) nullable(name string) bool {
	if f := l.names.fields[name]; f != nil && f.NotNull {
		return false
	}
	builtin, ok := column.Builtin(name)
	return !ok || !builtin.NotNull
}
