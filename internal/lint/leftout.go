package lint

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
)

// leftOut warns of a `not` over an order comparison: neither side matches contacts without
// a value, which few people expect of `not`. It does not warn if the statement itself
// says what happens to contacts without a value.
func (l *linter) leftOut(source *ast.Source, s ast.Statement) {
	for _, found := range l.nots(s, nil) {
		l.notOrder(source, found.not, found.order)
	}
}

// nots returns what leftOut warns of in a statement, without the parts of it at
// some places.
func (l *linter) nots(s ast.Statement, without []ast.Span) []notOver {
	e := ruleIn(s)
	if e == nil || !l.denies(e) {
		return nil
	}
	search := notSearch{linter: l, without: without, required: l.required(s), seen: map[reported]bool{}}
	search.below(e, nil, &settled{})
	if len(search.found) == 0 {
		return nil
	}
	said := map[string]bool{} // the columns that the rest tests for a missing value
	l.walk(e, false, func(e ast.Expr, _ bool) {
		l.Poll.Step(32)
		if c, ok := e.(*ast.Column); ok && (c.Op == ast.IsNull || c.Op == ast.IsNotNull) && !search.leaves(c) {
			said[c.Name.Text] = true
		}
		if ref, ok := e.(*ast.Ref); ok && !search.leaves(ref) {
			tests := l.nullTests(ref.Name.Text)
			l.Poll.Step(4 * len(tests))
			for name := range tests {
				said[name] = true
			}
		}
	})
	return slices.DeleteFunc(search.found, func(n notOver) bool { return said[n.order.Name.Text] })
}

// denies reports whether a condition of a rule is below a `not`.
func (l *linter) denies(e ast.Expr) bool {
	found := false
	l.walk(e, false, func(_ ast.Expr, negated bool) { found = found || negated })
	return found
}

// required returns the columns in which a `require` demands a value: who has none
// in them must be left out. A `require` itself relies on none.
func (l *linter) required(s ast.Statement) map[string]bool {
	if _, itself := s.(*ast.Require); itself {
		return nil
	}
	if l.demandedAll != nil {
		return l.demandedAll
	}
	said := map[string]bool{}
	for _, file := range l.Files {
		for _, s := range file.Statements {
			l.Poll.Step(4)
			require, ok := s.(*ast.Require)
			if !ok {
				continue
			}
			operands := []ast.Expr{bare(require.Expr)}
			if and, ok := operands[0].(*ast.And); ok {
				operands = and.Operands
			}
			for _, o := range operands {
				l.Poll.Step(16)
				if c, ok := bare(o).(*ast.Column); ok && demands(c.Op) {
					said[c.Name.Text] = true
				}
			}
		}
	}
	l.demandedAll = said
	return said
}

// demands reports whether a condition with an operator holds only for contacts
// that have a value.
func demands(op ast.ColumnOp) bool {
	switch op {
	case ast.NotEqual, ast.NotIn, ast.NotContains, ast.HasNone, ast.IsNull:
		return false
	}
	return true
}

// ruleIn returns the rule or the part of one that a statement has, or nil.
func ruleIn(s ast.Statement) ast.Expr {
	switch s := s.(type) {
	case *ast.Where:
		return s.Expr
	case *ast.Let:
		return s.Expr
	case *ast.Require:
		return s.Expr
	}
	return nil
}

// notOver is a `not` over an order.
type notOver struct {
	not   *ast.Not
	order *ast.Column
}

// notSearch looks for them.
type notSearch struct {
	*linter
	without  []ast.Span      // the places of what is skipped
	required map[string]bool // the columns in which a require demands a value
	seen     map[reported]bool
	found    []notOver
}

// leaves reports whether a part is skipped.
func (search *notSearch) leaves(n ast.Node) bool {
	search.Poll.Step(len(search.without))
	return slices.ContainsFunc(search.without, func(s ast.Span) bool { return s.Covers(n.Span()) })
}

// below looks for order comparisons below an odd number of nots. The nearest `not` is
// given, or nil if their number so far is even.
func (search *notSearch) below(e ast.Expr, not *ast.Not, said *settled) {
	search.Poll.Step(8)
	if search.leaves(e) {
		return
	}
	switch e := e.(type) {
	case *ast.Paren:
		search.below(e.Expr, not, said)
	case *ast.Not:
		if not != nil {
			search.below(e.Operand, nil, said)
		} else {
			search.below(e.Operand, e, said)
		}
	case *ast.And:
		if not == nil {
			said = search.demanded(said, e)
		}
		for _, o := range e.Operands {
			search.below(o, not, said)
		}
	case *ast.Or:
		for _, o := range e.Operands {
			search.below(o, not, said)
		}
	case *ast.Column:
		key := reported{not, e.Name.Text}
		if not != nil && orders(e.Op) && !search.required[e.Name.Text] && !said.has(search.Poll, e.Name.Text) && !search.seen[key] && search.nullable(e.Name.Text) {
			search.seen[key] = true
			search.found = append(search.found, notOver{not, e})
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
func (search *notSearch) demanded(said *settled, and *ast.And) *settled {
	search.Poll.Step(16 * len(and.Operands))
	var columns map[string]bool
	for _, o := range and.Operands {
		c, ok := bare(o).(*ast.Column)
		if !ok || search.leaves(c) {
			continue
		}
		if demands(c.Op) {
			if columns == nil {
				columns = map[string]bool{}
			}
			columns[c.Name.Text] = true
		}
	}
	if columns == nil {
		return said
	}
	return &settled{columns: columns, around: said}
}

// settled are columns. A part, and what is around it, say what becomes of contacts
// that have no value there.
type settled struct {
	columns map[string]bool
	around  *settled
}

func (s *settled) has(p *poll.Poll, column string) bool {
	for ; s != nil; s = s.around {
		p.Step(4)
		if s.columns[column] {
			return true
		}
	}
	return false
}

// bare returns what is inside parentheses.
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
	case ast.Greater, ast.GreaterEqual, ast.Less, ast.LessEqual, ast.Between, ast.On:
		return true
	}
	return false
}

func (l *linter) notOrder(source *ast.Source, not *ast.Not, e *ast.Column) {
	written := "the comparison"
	if text := source.Slice(e.Span()); !strings.ContainsAny(text, "#\r\n") {
		written = "`" + text + "`"
	}
	message := fmt.Sprintf("contacts without a value in `%s` match neither %s nor its opposite, so this `not` does not include them", e.Name.Text, written)
	if bare(not.Operand) != ast.Expr(e) {
		d := l.warn(diag.LeftOut, at(source, e), message)
		d.Related = []diag.Label{{Location: at(source, not), Text: "the `not`"}}
		d.Notes = []string{fmt.Sprintf("`%s is null`, joined by `or`, includes them", source.Slice(e.Name.At))}
		return
	}
	d := l.warn(diag.LeftOut, at(source, not), message)
	name := source.Slice(e.Name.At)
	d.Fixes = []diag.Fix{{Text: "include them", Edits: []diag.Edit{{Location: at(source, not), Text: "(" + opposite(source, e, name) + " or " + l.tested(source, e.Name) + " is null)"}}}}
	d.Notes = []string{"to leave them out on purpose, replace `not` with the opposite comparison"}
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
	case ast.On:
		return name + " < " + value(0) + " or " + name + " >= " + day(source, e.Values[0]) + " + 1d"
	default:
		return name + " < " + value(0) + " or " + name + " > " + value(1)
	}
}

// day returns how a day is written that something is added to.
func day(source *ast.Source, v ast.Value) string {
	if v.Kind == ast.Word {
		return source.Slice(v.At)
	}
	return v.Text
}

// nullable reports whether contacts may lack a value in a column.
func (l *linter) nullable(name string) bool {
	known, _ := l.Column(name)
	return !known.NotNull
}
