package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/suggest"
)

// Expansion says what was replaced in the files of an expanded program.
type Expansion struct {
	// Written is the program as its files were written.
	Written *Program
	// Parts are the parts with parameters, with the names of values in them replaced, and not
	// those of their parameters.
	Parts []Template
	// Uses has, for each part of the expanded program that is a use of a part with parameters,
	// where it is used.
	Uses map[*ast.Let]*Instance
	// Exprs has the rules and guards in which something was replaced, as they are written.
	Exprs map[ast.Expr]ast.Expr
	// Params are the values that the caller gives to params.
	Params map[string]string
	// Values has the places where a name was replaced by its value.
	Values map[diag.Location]*Object
	// Taken has the rules of other files that are used as parts.
	Taken map[*ast.Use]*Taken
	// Meanings has what values and params of the written program mean.
	Meanings map[*Object]Meaning
}

// Meaning is the meaning of a value or a param, as far as nothing is wrong with it.
type Meaning struct {
	// Type is a word of [ParamTypes]: for a value, one of the first five. It is "" if nobody
	// knows.
	Type string
	// Values are literals, each once. One of the type list, isp or campaign may be a name.
	Values  []ast.Value
	Choices []string // of a param of the type choice
	Default string   // of a param, as it could be given
}

// ParamTypes returns the words for the types of params.
func ParamTypes() []string {
	return []string{"text", "number", "boolean", "date", "days", "choice", "list", "isp", "campaign"}
}

// Meaning returns the meaning of a value or a param of the program as it is written. The
// type may be known even if the declaration could not be read completely.
func (p *Program) Meaning(o *Object) Meaning {
	if p.Expansion != nil {
		if m, ok := p.Expansion.Meanings[o]; ok {
			return m
		}
	}
	if s, ok := o.Statement.(*ast.Param); ok {
		if word := strings.ToLower(s.Type.Text); slices.Contains(ParamTypes(), word) {
			return Meaning{Type: word}
		}
	}
	return Meaning{}
}

// NotAnID says that a value or a param, whose type may be unknown, is in the place of an id of
// a kind.
func NotAnID(o *Object, typ string, kind ast.AliasKind) string {
	if typ != "" {
		typ = " of type " + typ
	}
	what := [...]string{ast.AliasList: "a contact list", ast.AliasISP: "an ISP", ast.AliasCampaign: "a campaign"}[kind]
	return fmt.Sprintf("`%s` is a %s%s, not %s", o.Name, o.Kind, typ, what)
}

// Template is a part with parameters.
type Template struct {
	Source *ast.Source
	Let    *ast.Let
}

// Instance is one way to use a part with parameters: with the same arguments, it may be in
// several places.
type Instance struct {
	Part *Object
	// Use is the first place, and Arguments are those of its arguments.
	Use       diag.Location
	Arguments []diag.Location
	// In is the part whose use has that place, or nil if a rule, a guard or a part without
	// parameters has it.
	In *Instance
	// Names are the places in the part where a parameter is replaced, with its number.
	Names map[ast.Span]int
}

// InTemplate reports whether a place is in a part with parameters, and so may mean something
// else in each use of it. The poll counts the work.
func (p *Program) InTemplate(work *poll.Poll, at diag.Location) bool {
	for _, s := range p.Scopes {
		if s.Program.InTemplate(work, at) {
			return true
		}
	}
	if p.Expansion == nil {
		return false
	}
	work.Step(len(p.Expansion.Parts))
	return slices.ContainsFunc(p.Expansion.Parts, func(t Template) bool { return t.Source == at.Source && t.Let.At.Covers(at.Span) })
}

// UsesOf returns where the part with parameters is used that a place is in, up to three
// times; nothing for any other place. The poll counts the work.
func (p *Program) UsesOf(work *poll.Poll, at diag.Location) (uses []diag.Location) {
	if !p.InTemplate(work, at) {
		return nil
	}
	const most = 3
	for _, s := range p.Scopes {
		uses = append(uses, s.Program.UsesOf(work, at)...)
	}
	uses = uses[:min(len(uses), most)]
	if p.Expansion == nil {
		return uses
	}
	for _, file := range p.Files {
		for _, s := range file.Statements {
			work.Step(1)
			let, ok := s.(*ast.Let)
			if !ok || file.Source != at.Source || !let.At.Covers(at.Span) {
				continue
			}
			if use := p.Expansion.Uses[let]; use != nil && len(uses) < most {
				uses = append(uses, use.Use)
			}
		}
	}
	return uses
}

// IsMade reports whether a part is made of one with parameters for a use of that.
func (p *Program) IsMade(part *Object) bool {
	let, ok := part.Statement.(*ast.Let)
	return ok && p.Expansion != nil && p.Expansion.Uses[let] != nil
}

// AsWritten returns the program as its files were written: with the names of values, and
// with parts that have parameters. It is the program itself if nothing was replaced.
func (p *Program) AsWritten() *Program {
	if p.Expansion == nil {
		return p
	}
	return p.Expansion.Written
}

// WrittenExpr returns a rule or the condition of a guard as it is written.
func (p *Program) WrittenExpr(e ast.Expr) ast.Expr {
	if p.Expansion == nil || p.Expansion.Exprs[e] == nil {
		return e
	}
	return p.Expansion.Exprs[e]
}

// HasValues reports whether a file declares a value, a param or a part with parameters, or has
// a `for`, or uses the rule of another file as a part.
func (p *Program) HasValues() bool {
	if len(p.values)+len(p.loops) > 0 {
		return true
	}
	return slices.ContainsFunc(p.order, func(o *Object) bool {
		_, use := o.Statement.(*ast.Use)
		return use || len(o.Params) > 0
	})
}

// HasNamedValues reports whether a file declares a value or a param, even if the statement
// could not be read whole.
func (p *Program) HasNamedValues() bool {
	written := p.AsWritten()
	return len(written.values)+len(written.brokenNames) > 0
}

// Expand returns the program of files in which nothing is left to replace. The list has what
// is wrong with them beside what was said of the files as they were written. The poll counts
// the work, and may end it. Taken counts the ids that the names of all programs mean.
func Expand(work *poll.Poll, files []*ast.File, rules []Rule, stands *Expansion, taken *int) (*Program, diag.List) {
	written := stands.Written
	l := &loader{List: problems.List{Poll: work}, Program: &Program{
		Files: files, MainRules: rules, Incomplete: written.Incomplete, Today: written.Today, Assumed: written.Assumed, Expansion: stands, broken: written.broken, brokenNames: written.brokenNames, unread: written.unread,
		Number: written.Number, whole: written.whole,
	}, main: files[0], taken: taken}
	l.said = written.said
	l.declareOrdered()
	l.noteShared()
	l.followAll()
	return l.Program, l.All
}

// nameValues notes the names of values, which are used before all files are declared.
func (l *loader) nameValues() {
	for _, file := range l.Files {
		for _, s := range file.Statements {
			l.Poll.Step(1)
			switch s := s.(type) {
			case *ast.NamedValue:
				l.noteValue(s.Name)
			case *ast.Param:
				l.noteValue(s.Name)
			}
		}
	}
}

func (l *loader) noteValue(name ast.Name) {
	if l.valueNames == nil {
		l.valueNames = map[string]bool{}
	}
	l.valueNames[name.Text] = true
}

// value enters a value or a param.
func (l *loader) value(o *Object, name ast.Name) {
	l.reserved(o.Source, name) // what is wrong with its uses follows from that
	if s, ok := o.Statement.(*ast.Param); ok {
		for kind := range l.ids {
			if old := l.ids[kind][o.Name]; old != nil && isParamOf(o, ast.AliasKind(kind)) {
				l.twice(old, problems.At(o.Source, s.Name), "a name of the kind `"+KindOf(ast.AliasKind(kind)).String()+"`")
				return
			}
		}
	}
	what := "a value"
	if old := l.values[o.Name]; old != nil && old.Kind == Param {
		what = "a param"
	}
	l.declare(&l.values, o, name, what)
}

// isParamOf reports whether an object is a param of ids of a kind.
func isParamOf(o *Object, kind ast.AliasKind) bool {
	s, ok := o.Statement.(*ast.Param)
	if !ok {
		return false
	}
	own, ok := IDType(s.Type)
	return ok && own == kind
}

// reserved refuses the name of a value that means something else in its place.
func (l *loader) reserved(source *ast.Source, name ast.Name) {
	if !meansTime(name.Text) {
		return
	}
	if l.Reserved == nil {
		l.Reserved = map[string]bool{}
	}
	l.Reserved[name.Text] = true
	d := l.Fail(diag.DuplicateName, problems.At(source, name), fmt.Sprintf("`%s` cannot be the name of a value: it is a word for a time", name.Text))
	d.Notes = []string{"choose another name"}
}

// meansTime reports whether a word is a day or a unit of time in the place of a value.
func meansTime(word string) bool {
	_, day := suggest.Day(word)
	return day || suggest.IsUnitName(word) || word == "ago"
}

// parameters checks the names of the parameters of a part.
func (l *loader) parameters(source *ast.Source, s *ast.Let) {
	seen := map[string]ast.Name{}
	l.enterParameters(source, s)
	for _, name := range s.Parameters {
		l.Poll.Step(16)
		if first, ok := seen[name.Text]; ok {
			d := l.Fail(diag.DuplicateName, problems.At(source, name), fmt.Sprintf("there is already a parameter called `%s`", name.Text))
			d.Related = []diag.Label{{Location: problems.At(source, first), Text: "the first one"}}
			continue
		}
		seen[name.Text] = name
		l.reserved(source, name)
	}
}

// enterParameters enters the parameters of a part. If several have the same name, it enters
// the first one.
func (l *loader) enterParameters(source *ast.Source, s *ast.Let) {
	if len(s.Parameters) == 0 {
		return
	}
	names := map[string]*Object{}
	for _, name := range s.Parameters {
		l.Poll.Step(32)
		if names[name.Text] == nil {
			names[name.Text] = &Object{Kind: Parameter, Name: name.Text, Source: source, Statement: s, parameter: name}
		}
	}
	if l.Program.parameters == nil {
		l.Program.parameters = map[*ast.Let]map[string]*Object{}
	}
	l.Program.parameters[s] = names
}
