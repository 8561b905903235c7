package expand

import (
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/resolve"
)

// rewriter replaces names in one statement, or in one use of a part.
type rewriter struct {
	*expander
	source *ast.Source
	chain  []*resolve.Object // names of values that lead here

	each       map[string]found // what the names of `for` stand for in a rule
	parameters map[string]int   // of the part by name, which are not those of values
	arguments  []*argument
	instance   *resolve.Instance // the use of a part that is made
	keepCalls  bool              // in a part that is read by itself

	column *ast.Column // whose values are replaced
	bad    bool        // the condition has something wrong that was said
}

// expr returns an expression with names replaced: the same one, if there are none.
func (r *rewriter) expr(e ast.Expr) ast.Expr {
	r.Poll.Step(16)
	switch e := e.(type) {
	case *ast.Or:
		if operands := r.operands(e.Operands); operands != nil {
			return &ast.Or{At: e.At, Operands: operands}
		}
	case *ast.And:
		if operands := r.operands(e.Operands); operands != nil {
			return &ast.And{At: e.At, Operands: operands}
		}
	case *ast.Not:
		if operand := r.expr(e.Operand); operand != e.Operand {
			return &ast.Not{At: e.At, Operand: operand}
		}
	case *ast.Paren:
		if inner := r.expr(e.Expr); inner != e.Expr {
			return &ast.Paren{At: e.At, Expr: inner}
		}
	case *ast.Ref:
		return r.ref(e)
	default:
		r.bad = false
		replaced := r.condition(e)
		if r.bad {
			return &ast.Bad{At: e.Span()}
		}
		return replaced
	}
	return e
}

// operands returns operands with names replaced, or nil if there are none.
func (r *rewriter) operands(operands []ast.Expr) (replaced []ast.Expr) {
	for i, operand := range operands {
		e := r.expr(operand)
		if e != operand && replaced == nil {
			replaced = slices.Clone(operands)
		}
		if replaced != nil {
			replaced[i] = e
		}
	}
	return replaced
}

// condition returns a condition with names replaced.
func (r *rewriter) condition(e ast.Expr) ast.Expr {
	switch e := e.(type) {
	case *ast.Column:
		fits := oneValue
		switch e.Op {
		case ast.In, ast.NotIn, ast.HasAny, ast.HasAll, ast.HasNone:
			fits = aList
		}
		r.column = e
		if values, changed := r.values(e.Values, fits); changed {
			copied := *e
			copied.Values = values
			return &copied
		}
	case *ast.Membership:
		if values, changed := r.ids(ast.AliasList, e.Values); changed {
			copied := *e
			copied.Values = values
			return &copied
		}
	case *ast.ISP:
		if values, changed := r.ids(ast.AliasISP, e.Values); changed {
			copied := *e
			copied.Values = values
			if f, ok := r.lookup(e.Values[0]); e.Single && len(values) != 1 && !(ok && f.bad) {
				r.wrong(e.Values[0], found{}, "`"+e.Values[0].Text+"` is a list of ISPs; expected one ISP")
			}
			return &copied
		}
	case *ast.Event:
		return r.event(e)
	}
	return e
}

// event returns a condition on events with names replaced.
func (r *rewriter) event(e *ast.Event) ast.Expr {
	copied := *e
	changed := false
	for i, v := range e.Counts {
		if v.Kind != ast.Word {
			continue
		}
		n, _ := r.one(v, number, "a number of times")
		if !changed {
			copied.Counts, changed = slices.Clone(e.Counts), true
		}
		copied.Counts[i] = n
	}
	for i, w := range e.Windows {
		if w.Count.Kind != ast.Word {
			continue
		}
		by, ok := r.one(w.Count, length, "a length of time")
		if i == 0 || &copied.Windows[0] == &e.Windows[0] {
			copied.Windows = slices.Clone(e.Windows)
		}
		changed = true
		if ok && by.Kind == ast.Length {
			copied.Windows[i].Count, copied.Windows[i].Unit = countOf(by), unitOf(by)
		}
	}
	for i, clause := range e.Campaigns {
		if values, replaced := r.ids(ast.AliasCampaign, clause.Values); replaced {
			if i == 0 || &copied.Campaigns[0] == &e.Campaigns[0] {
				copied.Campaigns = slices.Clone(e.Campaigns)
			}
			changed = true
			copied.Campaigns[i].Values = values
		}
	}
	if !changed {
		return e
	}
	return &copied
}
