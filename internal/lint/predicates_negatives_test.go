package lint_test

import (
	"fmt"
	"slices"

	"github.com/segc-lang/segc/ast"
)

// literal is a condition on a column in the predicate of SEG516, with every `not`
// moved to it.
type literal struct {
	column   *ast.Column
	place    ast.Span // with a `not` over it alone
	own      bool     // written in the statement, not in a part that it names
	negated  bool
	letIn    map[string]bool // the columns in which a missing value is let in beside it
	together ast.Node        // the whole that `and` joins it to
}

// kind is what a literal says of a contact without a value.
func (l *literal) kind() string {
	switch op := l.column.Op; {
	case op == ast.IsNull != l.negated && (op == ast.IsNull || op == ast.IsNotNull):
		return "missing"
	case slices.Contains([]ast.ColumnOp{ast.NotEqual, ast.NotIn, ast.NotContains, ast.HasNone}, op) && !l.negated,
		slices.Contains([]ast.ColumnOp{ast.Equal, ast.In, ast.Contains, ast.StartsWith, ast.HasAny, ast.HasAll}, op) && l.negated:
		return "open"
	}
	return "value"
}

// openNegatives is the predicate of SEG516, by groups: a negative is reported if it is in a
// group whose conditions on its column are negatives, and no `or` around it joins it to a
// group of nothing but `is null` on the column. If `and` joins several, the first one is
// reported. What parts mean is in the groups. A negative in a part is reported there, and
// one in the opposite of a part where the part is named.
func openNegatives(files []*ast.File) []ast.Span {
	lets := map[string]*ast.Let{}
	for _, let := range nodesOf[*ast.Let](files...) {
		lets[let.Name.Text] = let
	}
	named := map[string]bool{}
	for _, ref := range nodesOf[*ast.Ref](files[0]) {
		named[ref.Name.Text] = true
	}
	never := map[string]bool{"status": true, "email": true, "created_at": true, "id": true}
	for _, f := range nodesOf[*ast.Field](files...) {
		never[f.Name.Text] = never[f.Name.Text] || f.NotNull
	}
	required := map[string]bool{}
	for _, r := range nodesOf[*ast.Require](files...) {
		for _, c := range conjuncts(r.Expr) {
			if c, ok := c.(*ast.Column); ok && (&literal{column: c}).kind() == "value" {
				required[c.Name.Text] = true
			}
		}
	}
	type key struct {
		together ast.Node
		column   string
	}
	first := map[key]ast.Span{}
	var due []ast.Span
	for _, s := range files[0].Statements {
		var e ast.Expr
		skip := never
		switch s := s.(type) {
		case *ast.Let:
			if e = s.Expr; named[s.Name.Text] {
				continue // it is looked at where it is used
			}
		case *ast.Where:
			e = s.Expr
		case *ast.Require:
			e = s.Expr
		default:
			continue
		}
		if _, guard := s.(*ast.Require); !guard {
			skip = map[string]bool{}
			for _, set := range []map[string]bool{never, required} {
				for name, in := range set {
					skip[name] = skip[name] || in
				}
			}
		}
		for _, group := range (grouping{files[0], lets, true, nil, ast.Span{}}).groups(e, false, nil, nil) {
			for _, l := range group {
				name := l.column.Name.Text
				if !l.own || l.kind() != "open" || skip[name] || l.letIn[name] ||
					slices.ContainsFunc(group, func(o *literal) bool { return o.column.Name.Text == name && o.kind() != "open" }) {
					continue
				}
				k := key{l.together, name}
				if known, ok := first[k]; !ok || l.place.Start < known.Start {
					first[k] = l.place
				}
			}
		}
	}
	for _, place := range first {
		due = append(due, place)
	}
	return due
}

func conjuncts(e ast.Expr) []ast.Expr {
	switch e := e.(type) {
	case *ast.Paren:
		if and, ok := e.Expr.(*ast.And); ok {
			return and.Operands
		}
		return conjuncts(e.Expr)
	case *ast.And:
		var all []ast.Expr
		for _, o := range e.Operands {
			if paren, ok := o.(*ast.Paren); ok {
				o = paren.Expr
			}
			all = append(all, o)
		}
		return all
	}
	return []ast.Expr{e}
}

// grouping multiplies a rule out.
type grouping struct {
	main  *ast.File
	lets  map[string]*ast.Let
	own   bool     // in the main file
	name  ast.Node // that of a part whose opposite is meant, and
	place ast.Span // where it is written
}

// groups returns the groups of a part: together is the whole that `and` joins it
// to, if any, and not is the `not` over it alone.
func (g grouping) groups(e ast.Expr, negated bool, together ast.Node, not *ast.Not) [][]*literal {
	switch e := e.(type) {
	case *ast.Paren:
		return g.groups(e.Expr, negated, together, not)
	case *ast.Not:
		return g.groups(e.Operand, !negated, together, e)
	case *ast.And:
		return g.joined(e, e.Operands, negated, !negated, together)
	case *ast.Or:
		return g.joined(e, e.Operands, negated, negated, together)
	case *ast.Ref:
		let := g.lets[e.Name.Text]
		if g.name == nil && negated {
			if g.name, g.place = e, e.Name.At; not != nil {
				g.place = not.At
			}
		} else if g.name == nil {
			g.own = g.own && slices.Contains(g.main.Statements, ast.Statement(let))
		}
		return g.groups(let.Expr, negated, nil, nil)
	case *ast.Column:
		l := &literal{column: e, place: e.At, own: g.own, negated: negated, letIn: map[string]bool{}, together: together}
		if not != nil && negated {
			l.place = not.At
		}
		if together == nil {
			l.together = e
		}
		if g.name != nil {
			l.together, l.place = g.name, g.place
		}
		return [][]*literal{{l}}
	}
	return [][]*literal{{{column: &ast.Column{}, letIn: map[string]bool{}}}} // not about a column
}

func (g grouping) joined(e ast.Node, operands []ast.Expr, negated, and bool, together ast.Node) [][]*literal {
	if and {
		if together == nil {
			together = e
		}
		product := [][]*literal{{}}
		for _, o := range operands {
			var next [][]*literal
			for _, group := range g.groups(o, negated, together, nil) {
				for _, before := range product {
					next = append(next, append(slices.Clone(before), group...))
				}
			}
			product = next
		}
		return product
	}
	var all [][][]*literal
	for _, o := range operands {
		all = append(all, g.groups(o, negated, nil, nil))
	}
	for i, groups := range all {
		for k, others := range all {
			for _, other := range others {
				if i == k || len(other) == 0 || slices.ContainsFunc(other, func(l *literal) bool {
					return l.kind() != "missing" || l.column.Name.Text != other[0].column.Name.Text
				}) {
					continue
				}
				for _, group := range groups {
					for _, l := range group {
						l.letIn[other[0].column.Name.Text] = true
					}
				}
			}
		}
	}
	return slices.Concat(all...)
}

func openCondition(w *world) string {
	if w.Intn(8) == 0 {
		part := pick(w, "plan = \"a\"", "plan != \"a\"", "plan != \"b\" and clicked", "not (age = 1) or plan != \"abc\"", "plan = \"abcd\" or plan is null", "plan is null", "plan is not null or age > 5", "plan = \"a\" and age is null", "not (plan = \"b\")", "clicked")
		name := "p" + fmt.Sprint(len(part))
		w.typeOf("plan", "text")
		w.typeOf("age", "number")
		w.declare("let " + name + " = " + part)
		return pick(w, "", "not ") + name
	}
	if w.Intn(6) == 0 {
		return pick(w, "clicked", "opened >= 3", "isp != 1", `status != "unsubscribed"`, "id != 5", `first_name != "A"`, `not first_name = "A"`)
	}
	if w.Intn(2) == 0 {
		w.typeOf("plan", "text", "text", "text not null")
		return pick(w, `plan != "a"`, `plan not in ("a", "b")`, `plan not contains "x"`, `not plan = "c"`, `not (plan in ("a", "c"))`, `not not plan != "a"`, `not (plan != "a")`,
			`plan = "a"`, `plan is null`, `plan is not null`, `not plan is null`, `plan contains "b"`, `(plan != "d")`, `plan != "a" and plan != "b"`, `plan != "a" and (plan != "b" and clicked)`)
	}
	if w.Intn(2) == 0 {
		w.typeOf("tags", "tags")
		return pick(w, `tags has none ("a")`, `not tags has any ("b")`, `not tags has all ("a", "b")`, `tags has any ("a")`, "tags is null")
	}
	w.typeOf("age", "number", "number not null", "any")
	return pick(w, "age != 5", "age not in (1, 2)", "not (age = 7)", "age > 3", "not (age > 3)", "age between 1 and 9", "age is null", "age is not null")
}
