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
	*resolve.Program
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
	l := &linter{Input: input, seen: map[ast.Span]bool{}}
	l.ids = l.idNames()
	l.unusedNames()
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
	return l.list
}

// linter is one run.
type linter struct {
	Input
	ids   [3]map[string]string // by kind and id: the name that stands for it alone
	list  diag.List
	tests map[string]map[string]bool // see nullTests
	seen  map[ast.Span]bool          // the values of the main file that LookAlike is reported of
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

// visit looks at every condition of the main file.
func (l *linter) visit() {
	source := l.Main().Source
	values := valuesAlike{known: map[likeness][]valueAt{}}
	for _, file := range append(slices.Clone(l.Used()), l.Main()) {
		for _, s := range file.Statements {
			values.collect(l, file.Source, s)
		}
	}
	values.check(l)
	for _, s := range l.Main().Statements {
		l.leftOut(source, s)
		l.binds(source, s)
		for n := range ast.Preorder(s) {
			l.Poll.Step(64)
			switch n := n.(type) {
			case *ast.Column:
				l.mistakenColumn(source, n)
				if n.Op != ast.Between { // whose two bounds may well be equal
					known, _ := l.Column(n.Name.Text)
					l.repeated(source, n.Values, l.valuesOfColumn(n), known.Type == column.Any && l.Declared(n.Name.Text) != nil)
				}
			case *ast.Membership:
				l.repeated(source, n.Values, idValues, false)
				l.rawIDs(source, ast.AliasList, n.Values)
			case *ast.ISP:
				l.repeated(source, n.Values, idValues, false)
				l.rawIDs(source, ast.AliasISP, n.Values)
			case ast.Campaigns:
				l.repeated(source, n.Values, idValues, false)
				l.rawIDs(source, ast.AliasCampaign, n.Values)
			case ast.Property:
				if n.Kind == ast.PropertyLists {
					l.repeated(source, n.Values, idValues, false)
					l.rawIDs(source, ast.AliasList, n.Values)
				}
			}
		}
	}
}

func at(source *ast.Source, n ast.Node) diag.Location {
	return diag.Location{Source: source, Span: n.Span()}
}
