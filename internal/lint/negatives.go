package lint

import "github.com/segc-lang/segc/ast"

// negativeSearch looks for negatives about which nothing is said for contacts
// without a value: the platform's documentation does not say whether
// `plan != "free"` matches them. It looks at the conditions as they are once each
// `not` is moved to them. A negative is settled if what `and` joins to it has
// another kind of condition on the column in each of its branches, or if what `or`
// joins to it lets in contacts without a value.
type negativeSearch struct {
	*linter
	source   *ast.Source
	required map[string]bool // by every `require`
	parts    map[string]ast.Expr
	known    map[settling]columns
	settled  map[string]int // by column: how much around settles it
	left     int            // of maxNullTests, for what names stand for
	depth    int            // of names in names
}

// columns is a set of names of columns.
type columns map[string]bool

// settling asks what a part settles: joined by `and`, or by `or`.
type settling struct {
	expr    ast.Expr
	negated bool
	and     bool
}

// maxPartDepth is how many names within names are followed.
const maxPartDepth = 500

// openNegatives warns of the negatives of the main file that nothing settles.
func (l *linter) openNegatives() {
	search := negativeSearch{
		linter: l, source: l.Main.Source, required: l.required(nil), left: maxNullTests,
		parts: map[string]ast.Expr{}, known: map[settling]columns{}, settled: map[string]int{},
	}
	for _, file := range l.files() {
		for _, s := range file.Statements {
			l.Poll.Step(8)
			if let, ok := s.(*ast.Let); ok {
				search.parts[let.Name.Text] = let.Expr
			}
		}
	}
	required := search.required
	for _, s := range l.Main.Statements {
		if search.required = required; isRequire(s) {
			search.required = nil // by others, not by itself
		}
		if e := ruleIn(s); e != nil {
			search.visit(operand{expr: e})
		}
	}
}

func isRequire(s ast.Statement) bool {
	_, ok := s.(*ast.Require)
	return ok
}

// visit looks at a part. Its operands are joined by `and` or by `or`, whatever
// parentheses and nots there are; one condition alone counts as joined by `and`.
func (search *negativeSearch) visit(e operand) {
	operands, and := search.operands(e)
	var around []string
	for _, o := range operands {
		search.each(o, and, func(column string) {
			search.settled[column]++
			around = append(around, column)
		})
	}
	found := map[string]int{} // by column, what `and` joins: it is one warning
	var all [][]operand
	for _, o := range operands {
		c, ok := o.expr.(*ast.Column)
		switch {
		case !ok:
			if isJoint(o.expr) {
				search.visit(o)
			}
			continue
		case !isNegative(c.Op, o.negated) || !search.nullable(c.Name.Text) || search.required[c.Name.Text] || search.settled[c.Name.Text] > 0:
			continue
		}
		if i, again := found[c.Name.Text]; again && and {
			all[i] = append(all[i], o)
			continue
		}
		found[c.Name.Text] = len(all)
		all = append(all, []operand{o})
	}
	for _, negatives := range all {
		search.openNegative(negatives)
	}
	for _, column := range around {
		search.settled[column]--
	}
}

// each calls a function for each column that a part settles.
func (search *negativeSearch) each(o operand, and bool, settles func(string)) {
	search.Poll.Step(16)
	switch e := o.expr.(type) {
	case *ast.Column:
		if and && !isNegative(e.Op, o.negated) || !and && isMissing(e.Op, o.negated) {
			settles(e.Name.Text)
		}
	case *ast.Ref:
		part := search.parts[e.Name.Text]
		if part == nil || search.depth == maxPartDepth {
			return
		}
		search.depth++
		known := search.settles(operand{expr: part, negated: o.negated}, and)
		search.depth--
		for column := range known {
			search.Poll.Step(8)
			if search.left--; search.left > 0 {
				settles(column)
			}
		}
	case *ast.And, *ast.Or:
		for column := range search.settles(o, and) {
			search.Poll.Step(8)
			settles(column)
		}
	}
}

// settles returns the columns that a part settles. Where it is joined by `and`,
// each of its branches must have a condition on the column that is no negative;
// where it is joined by `or`, it must let in whoever has no value.
func (search *negativeSearch) settles(e operand, and bool) columns {
	key := settling{e.expr, e.negated, and}
	if known, ok := search.known[key]; ok {
		return known
	}
	operands, joined := search.operands(e)
	count := map[string]int{}
	for _, o := range operands {
		search.each(o, and, func(column string) { count[column]++ })
	}
	known := columns{}
	for column, n := range count {
		search.Poll.Step(8)
		if joined == and || n == len(operands) {
			known[column] = true
		}
	}
	search.known[key] = known
	return known
}

// isNegative reports whether a condition may match contacts without a value and
// may not, which depends on the platform.
func isNegative(op ast.ColumnOp, negated bool) bool {
	switch op {
	case ast.NotEqual, ast.NotIn, ast.NotContains, ast.HasNone:
		return !negated
	case ast.Equal, ast.In, ast.Contains, ast.StartsWith, ast.HasAny, ast.HasAll:
		return negated
	}
	return false
}

// isMissing reports whether a condition is that there is no value.
func isMissing(op ast.ColumnOp, negated bool) bool {
	return op == ast.IsNull && !negated || op == ast.IsNotNull && negated
}

func isJoint(e ast.Expr) bool {
	switch e.(type) {
	case *ast.And, *ast.Or:
		return true
	}
	return false
}
