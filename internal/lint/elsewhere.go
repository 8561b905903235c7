package lint

import (
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/resolve"
)

// A literal of a condition may be elsewhere in the text: in the statement of a value or a param
// that is named there, or in an argument of the part that the condition is in. What is to be
// said of it is said there, and once, however often it is used.

// comparison is a condition on a column, with what it is an operand of, see valueAt.beside.
type comparison struct {
	source *ast.Source
	column *ast.Column
	beside ast.Node
}

// mostComparisons is how many different conditions are looked at for one name.
const mostComparisons = 16

// group is the literals and names of one statement or argument, and what they are compared in.
type group struct {
	source      *ast.Source
	in          ast.Statement // whose parameters or names of `for` are in scope, or nil
	values      []ast.Value
	comparisons []comparison
}

// elsewhere finds what names of values and parameters are compared in.
type elsewhere struct {
	*linter
	besides map[ast.Statement]map[ast.Node]ast.Node
	values  map[*resolve.Object][]comparison
	parts   map[*resolve.Object][][]comparison // by parameter
}

// literalsElsewhere returns the literals of all files that are in no condition, but in values,
// params and arguments.
func (l *linter) literalsElsewhere() (groups []group) {
	if !l.HasValues() {
		return nil
	}
	e := elsewhere{l, map[ast.Statement]map[ast.Node]ast.Node{}, map[*resolve.Object][]comparison{}, map[*resolve.Object][][]comparison{}}
	var calls []group
	for _, file := range l.Files {
		for _, s := range file.Statements {
			l.in = s
			for n := range ast.Preorder(s) {
				l.Poll.Step(16)
				switch n := n.(type) {
				case *ast.Column:
					if slices.ContainsFunc(n.Values, func(v ast.Value) bool { return v.Kind == ast.Word }) {
						e.named(n.Values, comparison{file.Source, n, e.besideOf(s, n)})
					}
				case *ast.Ref:
					calls = append(calls, e.call(file.Source, n)...)
				}
			}
		}
	}
	l.in = nil
	for _, file := range l.Files {
		for _, s := range file.Statements {
			l.Poll.Step(8)
			if o, values := l.declared(s); o != nil {
				groups = append(groups, group{file.Source, nil, values, e.values[o]})
			}
		}
	}
	return append(groups, calls...)
}

// declared returns the value or the param of a statement, and the literals and names in it.
func (l *linter) declared(s ast.Statement) (*resolve.Object, []ast.Value) {
	switch s := s.(type) {
	case *ast.NamedValue:
		return l.Value(s.Name.Text), s.Values
	case *ast.Param:
		if _, id := resolve.IDType(s.Type); !id && s.Default != nil {
			return l.Value(s.Name.Text), []ast.Value{*s.Default}
		}
	}
	return nil, nil
}

// named notes that the values and params that are named among some values are compared in a
// condition, and so are those that they name.
func (e *elsewhere) named(values []ast.Value, in comparison) {
	for _, v := range values {
		e.Poll.Step(4)
		if o := e.linter.named(v); o != nil {
			e.object(o, in)
		}
	}
}

func (e *elsewhere) object(o *resolve.Object, in comparison) {
	known := addComparison(e.values[o], in)
	if len(known) == len(e.values[o]) {
		return
	}
	e.values[o] = known
	statement := e.in
	e.in = nil
	_, values := e.declared(o.Statement)
	e.named(values, in)
	e.in = statement
}

// addComparison adds a condition, unless there is one on the same column with the same operator,
// or there are many.
func addComparison(known []comparison, in comparison) []comparison {
	if len(known) >= mostComparisons || slices.ContainsFunc(known, func(k comparison) bool {
		return k.column.Name.Text == in.column.Name.Text && k.column.Op == in.column.Op
	}) {
		return known
	}
	return append(known, in)
}

// call returns the arguments of a part that are values, with what they are compared in.
func (e *elsewhere) call(source *ast.Source, ref *ast.Ref) (groups []group) {
	if ref.Call == nil {
		return nil
	}
	all := e.parameters(e.Part(ref.Name.Text))
	for i, a := range ref.Call.Arguments {
		e.Poll.Step(16)
		if i >= len(all) || len(all[i]) == 0 {
			continue
		}
		groups = append(groups, group{source, e.in, a.Values, all[i]})
		for _, in := range all[i] {
			e.named(a.Values, in)
		}
	}
	return groups
}

// parameters returns what each parameter of a part is compared in. There is nothing for a part
// that is made of itself.
func (e *elsewhere) parameters(part *resolve.Object) [][]comparison {
	if part == nil || len(part.Params) == 0 {
		return nil
	}
	if known, ok := e.parts[part]; ok {
		return known
	}
	e.parts[part] = nil
	numbers := make(map[string]int, len(part.Params))
	for i, p := range slices.Backward(part.Params) {
		numbers[p.Text] = i
	}
	all := make([][]comparison, len(part.Params))
	add := func(values []ast.Value, in ...comparison) {
		for _, v := range values {
			e.Poll.Step(4)
			if i, ok := numbers[v.Text]; ok && v.Kind == ast.Word {
				for _, c := range in {
					all[i] = addComparison(all[i], c)
				}
			}
		}
	}
	for n := range ast.Preorder(part.Expr) {
		e.Poll.Step(16)
		switch n := n.(type) {
		case *ast.Column:
			add(n.Values, comparison{part.Source, n, e.besideOf(part.Statement, n)})
		case *ast.Ref:
			if n.Call == nil {
				continue
			}
			other := e.parameters(e.Part(n.Name.Text))
			for i, a := range n.Call.Arguments {
				if i < len(other) {
					add(a.Values, other[i]...)
				}
			}
		}
	}
	e.parts[part] = all
	return all
}

func (e *elsewhere) besideOf(s ast.Statement, c *ast.Column) ast.Node {
	known, ok := e.besides[s]
	if !ok {
		known = e.operandsOf(s)
		e.besides[s] = known
	}
	if around := known[c]; around != nil {
		return around
	}
	return c
}

// operandsOf returns what the conditions of a statement are operands of.
func (l *linter) operandsOf(s ast.Statement) map[ast.Node]ast.Node {
	beside := map[ast.Node]ast.Node{}
	operands := func(n ast.Node, operands []ast.Expr) {
		for _, o := range operands {
			o = bare(o)
			if not, ok := o.(*ast.Not); ok {
				o = bare(not.Operand)
			}
			l.Poll.Step(16)
			beside[o] = n
		}
	}
	l.joints(ruleIn(s), operands)
	return beside
}

// elsewhere looks at the literals of one group as at those of the conditions that they are
// compared in. There are no fixes: the value may be used in other places, too.
func (t *textValues) elsewhere(g group) {
	if g.source != t.Main().Source {
		return
	}
	for _, in := range g.comparisons {
		c := *in.column
		c.Values = g.values
		first := len(t.list)
		t.condition(&c, false)
		for i := range t.list[first:] {
			d := &t.list[first+i]
			d.Fixes = nil
			d.Related = append(d.Related, diag.Label{Location: at(in.source, ast.Name{At: in.column.Name.At}), Text: "it is compared with this"})
		}
	}
}

// namesElsewhere looks at the names of one group as at those of the conditions that they are
// compared in.
func (l *linter) namesElsewhere(g group) {
	if g.source != l.Main().Source {
		return
	}
	l.in = g.in
	said := map[ast.Span]bool{}
	for _, in := range g.comparisons {
		l.valueOrChoice(g.source, in.column.Name.Text, g.values, said)
	}
	l.in = nil
}
