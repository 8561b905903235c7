package lint

import (
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
)

// Input is what is looked at: files that were found to have no errors.
type Input struct {
	// Program is what is looked at, as it was written.
	*resolve.Program
	// Expanded is the same with the names of values replaced: it knows what these names
	// mean, and what is among the choices of a column. It is nil if there are no such names.
	Expanded *resolve.Program
	// Enabled are the codes of the rules to run beside those that always run.
	Enabled []diag.Code
	Poll    *poll.Poll // counts the steps of the work, and may end it; nil never does
}

// Optional returns the codes of the rules that run only when they are enabled.
func Optional() []diag.Code {
	return []diag.Code{diag.ReachesBounced, diag.OpensAlone, diag.OpenNegative}
}

// Run returns what the rules about the text have to say.
func Run(input Input) diag.List {
	l := &linter{Input: input}
	l.groups = l.literalsElsewhere()
	l.unusedNames()
	l.shadowedNames()
	l.formerNames()
	l.plainBraces()
	l.assumedTwice()
	l.visit()
	l.lookAlikes()
	l.textValues()
	l.invisible()
	if slices.Contains(input.Enabled, diag.OpensAlone) {
		l.opensAlone()
	}
	if slices.Contains(input.Enabled, diag.OpenNegative) {
		l.openNegatives()
	}
	return separate(l.list)
}

// linter is one run.
type linter struct {
	Input
	ids    [3]map[string]string // by kind and id: the name that means this id alone; see nameOf
	list   diag.List
	tests  map[*resolve.Object]map[string]bool // by parts, see nullTests
	seen   map[ast.Span]bool                   // the values of the main file that LookAlike is reported of
	groups []group                             // the literals that are in no condition
	in     ast.Statement                       // that is visited, whose parameters or names of `for` are in scope; or nil
	roles  resolve.Roles
	// demandedAll are the columns in which some `require` demands a value, once asked for.
	demandedAll map[string]bool
}

// diagnosticBytes is what is counted for a warning, with its text and its fixes.
const diagnosticBytes = 768

func (l *linter) warn(code diag.Code, at diag.Location, message string) *diag.Diagnostic {
	l.Poll.Hold(diagnosticBytes)
	l.list = append(l.list, diag.Diagnostic{Severity: diag.Warning, Code: code, Location: at, Message: message})
	return &l.list[len(l.list)-1]
}

// see notes a value or another place of the main file that LookAlike is reported of.
func (l *linter) see(at ast.Span) {
	if l.seen == nil {
		l.seen = map[ast.Span]bool{}
	}
	l.seen[at] = true
}

// visit looks at every condition of the main file.
func (l *linter) visit() {
	source := l.Main().Source
	var values valuesAlike
	for _, file := range l.Used() {
		values.collectIn(l, file)
	}
	values.collectIn(l, l.Main())
	values.collectElsewhere(l)
	values.check(l)
	for _, g := range l.groups {
		l.namesElsewhere(g)
	}
	for _, s := range l.Main().Statements {
		l.leftOut(source, s)
		l.binds(source, s)
		l.in = s
		if where, ok := s.(*ast.Where); ok {
			l.rule(source, where.Expr)
			continue
		}
		for n := range ast.Preorder(s) {
			l.Poll.Step(64)
			l.node(source, n)
		}
	}
	l.in = nil
}

// rule looks at the nodes of a rule that something is said of, in the order of the text.
func (l *linter) rule(source *ast.Source, e ast.Expr) {
	l.Poll.Step(64)
	switch e := e.(type) {
	case *ast.Or:
		l.everyone(source, e)
		for _, o := range e.Operands {
			l.rule(source, o)
		}
	case *ast.And:
		for _, o := range e.Operands {
			l.rule(source, o)
		}
	case *ast.Not:
		l.rule(source, e.Operand)
	case *ast.Paren:
		l.rule(source, e.Expr)
	case *ast.Event:
		for _, c := range e.Campaigns {
			l.idsOf(source, ast.AliasCampaign, c.Values)
		}
	default:
		l.node(source, e)
	}
}

// node looks at a node of the main file.
func (l *linter) node(source *ast.Source, n ast.Node) {
	switch n := n.(type) {
	case *ast.Or:
		l.everyone(source, n)
	case *ast.Column:
		l.mistakenColumn(source, n)
		l.valueOrChoice(source, n.Name.Text, n.Values, nil)
		if n.Op != ast.Between { // whose two bounds may well be equal
			known, _ := l.Column(n.Name.Text)
			l.repeated(source, n.Values, l.valuesOfColumn(n), known.Type == column.Any && l.Declared(n.Name.Text) != nil)
		}
	case *ast.Membership:
		l.idsOf(source, ast.AliasList, n.Values)
	case *ast.ISP:
		l.idsOf(source, ast.AliasISP, n.Values)
	case ast.Campaigns:
		l.idsOf(source, ast.AliasCampaign, n.Values)
	case ast.Property:
		if n.Kind == ast.PropertyLists {
			l.idsOf(source, ast.AliasList, n.Values)
		}
	case *ast.Ref:
		l.arguments(source, n)
	case *ast.NamedValue:
		// The columns that it is compared with may have values of any type.
		l.repeated(source, n.Values, columnValues, true)
	case *ast.Param:
		if kind, ok := resolve.IDType(n.Type); ok && n.Default != nil {
			l.rawIDs(source, kind, []ast.Value{*n.Default})
		}
	}
}

// idsOf looks at ids of a kind.
func (l *linter) idsOf(source *ast.Source, kind ast.AliasKind, values []ast.Value) {
	l.repeated(source, values, idValues, false)
	l.rawIDs(source, kind, values)
}

// arguments looks at those of a part.
func (l *linter) arguments(source *ast.Source, ref *ast.Ref) {
	if ref.Call == nil {
		return
	}
	part := l.Part(ref.Name.Text)
	for i, a := range ref.Call.Arguments {
		l.Poll.Step(16)
		if kind, ok := l.Takes(l.Poll, &l.roles, part, i); ok {
			l.idsOf(source, kind, a.Values)
		} else {
			l.repeated(source, a.Values, columnValues, true)
		}
	}
}

// Declared returns the column that is declared with a name, with all its choices, or nil.
func (l *linter) Declared(name string) *resolve.Object { return l.columns().Declared(name) }

// Column returns what is known of a column, with all its choices.
func (l *linter) Column(name string) (column.Column, bool) { return l.columns().Column(name) }

func (l *linter) columns() *resolve.Program {
	if l.Expanded != nil {
		return l.Expanded
	}
	return l.Program
}

func at(source *ast.Source, n ast.Node) diag.Location {
	return diag.Location{Source: source, Span: n.Span()}
}
