package lint

import (
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
)

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
	parts    map[string]*part
	known    map[question]columns
	spelled  map[string]spelled // where the columns of parts are written
	settled  map[string]int     // by column: how much around settles it
	left     int                // of maxNullTests, for what names mean
	depth    int                // of names in names
}

// spelled is the name of a column in a file.
type spelled struct {
	source *ast.Source
	name   ast.Name
}

// columns is a set of names of columns.
type columns map[string]bool

// question is what is asked of a part.
type question struct {
	expr    ast.Expr
	negated bool
	about   matter
}

// matter is what is asked.
type matter uint8

const (
	joinedByAnd matter = iota // which columns the part settles for what `and` joins to it
	joinedByOr                // the same for `or`
	leavesOpen                // which columns have a negative in it that nothing settles
)

// maxPartDepth is how many names within names are followed.
const maxPartDepth = 500

// openNegatives warns of the negatives of the main file that nothing settles.
func (l *linter) openNegatives() {
	if l.Assumed.MissingMatches != contact.Either {
		return // it is known what they do
	}
	search := negativeSearch{
		linter: l, source: l.Main().Source, left: maxNullTests, parts: map[string]*part{},
		known: map[question]columns{}, spelled: map[string]spelled{}, settled: map[string]int{}, required: l.required(nil),
	}
	search.collect()
	var todo []ast.Statement
	for _, s := range l.Main().Statements {
		if let, ok := s.(*ast.Let); !ok || search.parts[let.Name.Text].left == 0 {
			todo = append(todo, s)
		}
	}
	required := search.required
	for ; len(todo) > 0; todo = todo[1:] {
		s := todo[0]
		if search.required = required; !search.isGuarded(s) {
			search.required = nil
		}
		e := ruleIn(s)
		if e == nil {
			continue
		}
		search.statement(s, e)
		for n := range ast.Preorder(e) {
			l.Poll.Step(8)
			if ref, ok := n.(*ast.Ref); ok {
				if p := search.parts[ref.Name.Text]; p != nil {
					if p.left--; p.left == 0 && p.main {
						todo = append(todo, p.let)
					}
				}
			}
		}
	}
}

// isGuarded reports whether a statement is for contacts whom every `require` lets
// through. A guard is for others, and what is true of a part is so wherever it is
// used.
func (search *negativeSearch) isGuarded(s ast.Statement) bool {
	switch s := s.(type) {
	case *ast.Require:
		return false
	case *ast.Let:
		return !search.parts[s.Name.Text].named
	}
	return true
}

// part is a part with a name. A part of the main file is looked at after all that
// uses it: a negative in it is settled if it is settled wherever it is used.
type part struct {
	let     *ast.Let
	main    bool           // of the main file
	left    int            // how many times it is named in the main file, of those not seen yet
	named   bool           // at all
	used    int            // how many times without `not`
	settled map[string]int // by column, how many of these settle it
}

func (search *negativeSearch) collect() {
	for _, o := range search.Objects() {
		search.Poll.Step(8)
		let, ok := o.Statement.(*ast.Let)
		if !ok { // the rule of another file is not this file's to change
			continue
		}
		search.parts[o.Name] = &part{let: let, main: o.Source == search.Main().Source, settled: map[string]int{}}
		for n := range ast.Preorder(o.Expr) {
			search.Poll.Step(8)
			if c, ok := n.(*ast.Column); ok {
				search.spelled[c.Name.Text] = spelled{o.Source, c.Name}
			}
		}
	}
	for _, s := range search.Main().Statements {
		for n := range ast.Preorder(s) {
			search.Poll.Step(8)
			if ref, ok := n.(*ast.Ref); ok && search.parts[ref.Name.Text] != nil {
				search.parts[ref.Name.Text].left++
				search.parts[ref.Name.Text].named = true
			}
		}
	}
}

// statement looks at a statement, for a part with what all its uses settle.
func (search *negativeSearch) statement(s ast.Statement, e ast.Expr) {
	let, ok := s.(*ast.Let)
	if !ok {
		search.visit(operand{expr: e})
		return
	}
	p := search.parts[let.Name.Text]
	if p.named && p.used == 0 {
		return // only its opposite is used, and looked at there
	}
	var settled []string
	for column, n := range p.settled {
		if n == p.used {
			settled = append(settled, column)
		}
	}
	for _, column := range settled {
		search.settled[column]++
	}
	search.visit(operand{expr: e})
	for _, column := range settled {
		search.settled[column]--
	}
}

// visit looks at a part of a rule. Its operands are joined by `and` or by `or`, regardless
// of parentheses and nots; a single condition counts as joined by `and`.
func (search *negativeSearch) visit(e operand) {
	operands, and := search.operands(e)
	about := joinedByOr
	if and {
		about = joinedByAnd
	}
	var around []string
	for _, o := range operands {
		search.each(o, about, func(column string) {
			search.settled[column]++
			around = append(around, column)
		})
	}
	found := map[string]int{} // by column, what `and` joins: it is one warning
	var all [][]operand
	for _, o := range operands {
		switch e := o.expr.(type) {
		case *ast.And, *ast.Or:
			search.visit(o)
		case *ast.Ref:
			search.name(e, o)
		case *ast.Column:
			if !isNegative(e.Op, o.negated) || !search.isOpen(e.Name.Text) {
				continue
			}
			if i, again := found[e.Name.Text]; again && and {
				all[i] = append(all[i], o)
				continue
			}
			found[e.Name.Text] = len(all)
			all = append(all, []operand{o})
		}
	}
	for _, negatives := range all {
		search.openNegative(negatives)
	}
	for _, column := range around {
		search.settled[column]--
	}
}

// isOpen reports whether nothing says what becomes of contacts without a value in
// a column.
func (search *negativeSearch) isOpen(column string) bool {
	return search.settled[column] == 0 && !search.required[column] && search.nullable(column)
}

// name looks at the name of a part. What it leaves open is reported in the part itself,
// unless the name is negated.
func (search *negativeSearch) name(ref *ast.Ref, o operand) {
	p := search.parts[ref.Name.Text]
	if p == nil {
		return
	}
	if !o.negated {
		p.used++
	}
	var open []string
	search.each(o, leavesOpen, func(column string) {
		switch isOpen := search.isOpen(column); {
		case !o.negated && !isOpen:
			p.settled[column]++
		case o.negated && isOpen:
			open = append(open, column)
		}
	})
	slices.Sort(open)
	for _, column := range open {
		search.openName(o, column)
	}
}

// each calls a function for each column that is the answer to a question.
func (search *negativeSearch) each(o operand, about matter, call func(string)) {
	search.Poll.Step(16)
	var known columns
	switch e := o.expr.(type) {
	case *ast.Column:
		if answers(about, e.Op, o.negated) {
			call(e.Name.Text)
		}
		return
	case *ast.Ref:
		p := search.parts[e.Name.Text]
		if p == nil || search.depth == maxPartDepth || search.left < 0 {
			return
		}
		search.depth++
		known = search.ask(operand{expr: p.let.Expr, negated: o.negated}, about)
		search.depth--
		search.left -= len(known)
	case *ast.And, *ast.Or:
		known = search.ask(o, about)
	}
	for column := range known {
		search.Poll.Step(8)
		call(column)
	}
}

// answers reports whether a condition alone has its column in the answer.
func answers(about matter, op ast.ColumnOp, negated bool) bool {
	switch about {
	case joinedByAnd:
		return !isNegative(op, negated)
	case joinedByOr:
		return isMissing(op, negated)
	default:
		return isNegative(op, negated)
	}
}

// ask returns the columns that are the answer to a question. If the question is about
// operands joined by `and`, each branch of a part must have a condition on the column that
// is not a negative; if it is about operands joined by `or`, the part must let in contacts
// without a value.
func (search *negativeSearch) ask(e operand, about matter) columns {
	key := question{e.expr, e.negated, about}
	if known, ok := search.known[key]; ok {
		return known
	}
	operands, and := search.operands(e)
	count := map[string]int{}
	for _, o := range operands {
		search.each(o, about, func(column string) { count[column]++ })
	}
	known := columns{}
	for column, n := range count {
		search.Poll.Step(8)
		if about == leavesOpen || and == (about == joinedByAnd) || n == len(operands) {
			known[column] = true
		}
	}
	if about == leavesOpen {
		settles := joinedByOr
		if and {
			settles = joinedByAnd
		}
		for _, o := range operands {
			search.each(o, settles, func(column string) { delete(known, column) })
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

// isMissing reports whether a condition asks for a missing value.
func isMissing(op ast.ColumnOp, negated bool) bool {
	return op == ast.IsNull && !negated || op == ast.IsNotNull && negated
}
