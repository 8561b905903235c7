package expand

import (
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
)

// Program returns a program in which every name of a value, and every use of a part with
// parameters, is replaced by what it means. Said is what was found wrong with the program
// as it is written; the list has what is wrong beside that. Params are the values of
// params, as `--set` takes them: names that no file declares are left out. The poll
// counts the work, and may end it.
//
// A program without such names is returned as it is. Files that are used as parts are programs
// of their own, and a value that is given for a name is for the params of all of them.
func Program(work *poll.Poll, written *resolve.Program, said diag.List, params map[string]string) (*resolve.Program, diag.List) {
	if !written.HasValues() {
		return written, nil
	}
	c := &compile{refused: map[diag.Location]bool{}, before: map[problem]bool{}, scopes: map[*resolve.Program]*resolve.Scope{}, taken: map[resolve.Taken]*resolve.Taken{}, wrong: map[*resolve.Program]bool{}, listed: map[*resolve.Program]*segments{}}
	for _, d := range said {
		work.Step(8)
		c.before[problem{d.Code, d.Location}] = true
		if d.Code == diag.SyntaxError {
			c.refused[d.Location] = true
		}
	}
	var all diag.List
	var scopes []*resolve.Scope
	for _, scope := range written.Scopes {
		made := &resolve.Scope{Program: scope.Program, Wanted: scope.Wanted}
		if scope.Program.HasValues() {
			var wrong diag.List
			made.Program, wrong = c.program(work, scope.Program, scope, params)
			all = append(all, wrong...)
			c.wrong[made.Program] = wrong.HasErrors()
		} else {
			c.ids += scope.Program.Taken
		}
		c.scopes[scope.Program] = made
		scopes = append(scopes, made)
	}
	program, wrong := c.program(work, written, nil, params)
	all = append(all, wrong...)
	if program.Scopes = scopes; len(scopes) > 0 {
		list := problems.List{Poll: work}
		program.JoinColumns(&list)
		all = append(all, list.All...)
	}
	return program, all
}

// compile is what the expanders of the programs of one compile share.
type compile struct {
	refused map[diag.Location]bool // what the grammar refuses; a part may have its name there
	before  map[problem]bool       // which was said of the program as it is written
	scopes  map[*resolve.Program]*resolve.Scope
	taken   map[resolve.Taken]*resolve.Taken
	wrong   map[*resolve.Program]bool // which have errors that were said
	listed  map[*resolve.Program]*segments

	ids     int  // see resolve.MaxIDs
	uses    int  // how many different uses there are
	spliced int  // how many values were put in places of names
	dropped int  // how many of these were in a list twice, and count no more
	full    bool // it was said that they are too many
}

// problem is what tells a problem from others.
type problem struct {
	code diag.Code
	at   diag.Location
}

// program expands one program. The scope is what others use of it, and nil for the main one.
func (c *compile) program(work *poll.Poll, written *resolve.Program, scope *resolve.Scope, params map[string]string) (*resolve.Program, diag.List) {
	x := &expander{
		List: problems.List{Poll: work}, compile: c, written: written, scope: scope, guesses: resolve.NewGuesses(written, work), params: params,
		expansion: &resolve.Expansion{
			Written: written, Params: params,
			Uses: map[*ast.Let]*resolve.Instance{}, Exprs: map[ast.Expr]ast.Expr{}, Values: map[diag.Location]*resolve.Object{},
			Meanings: map[*resolve.Object]resolve.Meaning{},
		},
		meanings:  map[*resolve.Object]*meaning{},
		templates: map[*resolve.Object]*template{}, instances: map[string]*instance{}, arguments: map[string]*argument{},
		names: map[string]bool{}, made: map[*ast.Source][]ast.Statement{},
	}
	x.partsOfOthers()
	x.definitions()
	x.of.MarkNone(&x.List)
	rules := x.rules()
	x.All = x.of.Together(&x.List)
	files := make([]*ast.File, len(written.Files))
	for i, file := range written.Files {
		files[i] = x.file(file)
	}
	files[0].Statements = withRules(files[0].Statements, rules)
	for _, file := range files {
		file.Statements = append(file.Statements, x.made[file.Source]...)
	}
	program, wrong := resolve.Expand(work, files, rules, x.expansion, &c.ids)
	for _, d := range wrong {
		if work.Step(4); !c.before[problem{d.Code, d.Location}] {
			x.All = append(x.All, d)
		}
	}
	return program, x.All
}

// expander expands one program.
type expander struct {
	problems.List
	*compile
	written   *resolve.Program
	scope     *resolve.Scope           // nil for the main program
	reached   map[*resolve.Object]bool // on what its rules and guards rest, see matters
	guesses   *resolve.Guesses
	params    map[string]string
	expansion *resolve.Expansion

	meanings  map[*resolve.Object]*meaning
	templates map[*resolve.Object]*template
	instances map[string]*instance
	arguments map[string]*argument            // by what they are
	names     map[string]bool                 // of instances
	made      map[*ast.Source][]ast.Statement // what is added to files
	of        problems.Instances              // which rule a problem is about
}

// MaxUses is how many different uses parts with parameters may have in a program: with
// parts in parts, they could otherwise multiply without end.
const MaxUses = 10_000

// MaxValues is how many values may be put in the places of names, all together.
const MaxValues = 1_000_000

// maxDropped is how many values may be dropped, since they are in a list twice: to find them
// takes time, too, here and in the evaluator.
const maxDropped = MaxValues

// valueBytes is about what a value takes.
const valueBytes = 80

// definitions finds out what all values are, and what the parameters of parts are. What is
// wrong with them is said, even if they are used nowhere.
func (x *expander) definitions() {
	for _, o := range x.written.Objects() {
		x.Poll.Step(16)
		switch {
		case o.Kind == resolve.Value || o.Kind == resolve.Param:
			x.meaning(o, nil)
		case len(o.Params) > 0:
			x.template(o)
		}
	}
}

// file returns a file without the statements that name values and have parameters, and with
// such names replaced in the others.
func (x *expander) file(written *ast.File) *ast.File {
	file := &ast.File{Source: written.Source, Comments: written.Comments, Broken: written.Broken}
	file.Statements = make([]ast.Statement, 0, len(written.Statements))
	for _, s := range written.Statements {
		x.Poll.Step(32)
		if s = x.statement(written.Source, s); s != nil {
			file.Statements = append(file.Statements, s)
		}
	}
	return file
}

// statement returns a statement with names replaced, and nil for one that defines what is
// replaced.
func (x *expander) statement(source *ast.Source, s ast.Statement) ast.Statement {
	if ast.Broken(s) {
		return s
	}
	r := &rewriter{expander: x, source: source}
	switch s := s.(type) {
	case *ast.NamedValue, *ast.Param:
		return nil
	case *ast.Let:
		if len(s.Parameters) > 0 {
			return nil
		}
		if e := r.expr(s.Expr); e != s.Expr {
			return &ast.Let{At: s.At, Name: s.Name, Expr: e}
		}
	case *ast.Require:
		if e := r.expr(s.Expr); e != s.Expr {
			x.expansion.Exprs[e] = s.Expr
			return &ast.Require{At: s.At, Expr: e, Because: s.Because}
		}
	case *ast.Alias:
		if values, changed := r.ids(s.Kind, s.Values); changed {
			copied := *s
			copied.Values = values
			return &copied
		}
	case *ast.Field:
		if values, changed := r.values(s.Choices, aList); changed {
			copied := *s
			copied.Choices = values
			return &copied
		}
	}
	return s
}

// withRules puts the rules of a file where the first one was.
func withRules(statements []ast.Statement, rules []resolve.Rule) []ast.Statement {
	all := make([]ast.Statement, 0, len(statements)+2*len(rules))
	for _, s := range statements {
		switch s.(type) {
		case *ast.Segment, *ast.Where:
			for _, rule := range rules {
				if rule.Segment != nil {
					all = append(all, rule.Segment)
				}
				if rule.Where != nil {
					all = append(all, rule.Where)
				}
			}
			rules = nil
		default:
			all = append(all, s)
		}
	}
	return all
}

// segment returns a header with the names of params in its lists replaced.
func (r *rewriter) segment(s *ast.Segment) *ast.Segment {
	if r.scope != nil {
		return s // the header has no effect
	}
	for i, p := range s.Properties {
		if p.Kind != ast.PropertyLists {
			continue
		}
		if values, changed := r.ids(ast.AliasList, p.Values); changed {
			copied := *s
			copied.Properties = slices.Clone(s.Properties)
			copied.Properties[i].Values = values
			s = &copied
		}
	}
	return s
}

func at(source *ast.Source, n ast.Node) diag.Location { return problems.At(source, n) }
