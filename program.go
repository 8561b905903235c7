package segc

import (
	"context"
	"slices"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/describe"
	"github.com/segc-lang/segc/internal/loading"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/rulesjson"
)

// Program is a text with the files that it uses. It comes from Load.
type Program struct {
	program   *compiler.Program
	fault     any // what Load failed on, if segc has a fault
	maxMemory int64
}

// Load reads a text and the files that it uses, and checks syntax, names, types and values:
// fast enough for every key press. The program is never nil, and knows names and places even
// if the list has errors.
func Load(ctx context.Context, text string, options Options) (*Program, diag.List) {
	ctx = poll.Within(ctx, options.MaxMemory)
	p := load(ctx, text, options)
	list := p.said(func() diag.List { return p.program.Problems(ctx) })
	p.program, list = p.program.Told(ctx, list)
	return p, list
}

// load is Load without the list.
func load(ctx context.Context, text string, options Options) *Program {
	loaded := loading.Text(ctx, text, loading.Options{
		Name: options.Name, Path: options.Path, Files: options.Files, Cache: options.Cache.kept(), MaxSize: options.MaxSize,
		Compiler: compiler.Options{
			Use: options.Use, Today: day(options.Today), Assumed: options.Assume, Params: options.Params, Plain: options.Plain, Enable: options.Enable,
			MaxGroups: options.MaxGroups, MaxBytes: options.MaxBytes, MaxWork: options.MaxWork,
		},
	})
	return &Program{program: loaded.Program, fault: loaded.Fault, maxMemory: options.MaxMemory}
}

// day returns the date of a time in its zone, or "" for the zero time.
func day(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// UsesToday reports whether the rule and a guard depend on the day.
func (p *Program) UsesToday() (rule, guard bool) { return p.orEmpty().program.Program.UsesToday() }

// Assumed returns what Options.Assume and the files say of the platform.
func (p *Program) Assumed() contact.Reading { return p.orEmpty().program.Program.Assumed }

// orEmpty returns the program, or that of an empty text for one that Load did not make.
func (p *Program) orEmpty() *Program {
	if p == nil || p.program == nil {
		return load(context.Background(), "", Options{})
	}
	return p
}

// misused says what is wrong with a call whose answer is a list.
func misused(message string) diag.List {
	return diag.List{{Code: diag.Internal, Message: message}}
}

// said returns the list of a call, which a fault of segc does not keep from returning.
func (p *Program) said(call func() diag.List) (list diag.List) {
	return p.loaded().Said(call)
}

// loaded returns the program with the fault that loading had.
func (p *Program) loaded() *loading.Program {
	return &loading.Program{Program: p.program, Fault: p.fault}
}

// Rules returns the rules in the order of the text. Declarations have none.
func (p *Program) Rules() []*Rule {
	p = p.orEmpty()
	rules := make([]*Rule, p.program.Rules())
	for i := range rules {
		rules[i] = &Rule{program: p, number: i}
	}
	return rules
}

// Compile compiles all rules: the result at an index is that of the rule in Rules. The list
// has what Load said, too; without a rule, that is an error.
func (p *Program) Compile(ctx context.Context) (results []*Result, list diag.List) {
	return p.all(ctx, false)
}

// Check is Compile with advice. A text may have no rule.
func (p *Program) Check(ctx context.Context) (results []*Result, list diag.List) {
	return p.all(ctx, true)
}

func (p *Program) all(ctx context.Context, review bool) (results []*Result, list diag.List) {
	p = p.orEmpty()
	ctx = poll.Within(ctx, p.maxMemory)
	results = make([]*Result, p.program.Rules())
	list = p.said(func() diag.List {
		compiled, list := p.loaded().All(ctx, review)
		for i, c := range compiled {
			if c != nil {
				made := &struct {
					rule   Rule
					result Result
				}{rule: Rule{program: p, number: i}}
				results[i] = made.rule.result(&made.result, c, list)
			}
		}
		return list
	})
	return results, list
}

// Files returns the trees of the text, which is the first, and of the files that it uses,
// each once, also of those whose rules it uses as parts. They are shared, and must not be changed.
func (p *Program) Files() []*ast.File {
	return slices.Clone(p.orEmpty().program.AsWritten().AllFiles())
}

// Rule is a rule of a program. It comes from Program.Rules.
type Rule struct {
	program *Program
	number  int
}

// made reports whether the rule comes from a program.
func (r *Rule) made() bool { return r != nil && r.program != nil }

// header returns the header of the rule, or nil.
func (r *Rule) header() *check.Header {
	if !r.made() {
		return nil
	}
	return r.program.program.Facts.HeaderOf(r.number)
}

// view returns the program as if it had this rule alone.
func (r *Rule) view() *compiler.Program { return r.program.program.Only(nil, r.number) }

// Program returns the program that has the rule; nil for a zero Rule.
func (r *Rule) Program() *Program {
	if !r.made() {
		return nil
	}
	return r.program
}

// Name returns the name of the segment; "" for a rule without a header.
func (r *Rule) Name() string {
	if header := r.header(); header != nil {
		return header.Name
	}
	return ""
}

// NameAsWritten returns the name of the segment with the braces of a `for`.
func (r *Rule) NameAsWritten() string {
	if !r.made() {
		return ""
	}
	return r.program.program.MainRules[r.number].AsWritten().Name()
}

// Was returns the name as it was written before, which the header may have.
func (r *Rule) Was() string {
	if header := r.header(); header != nil {
		return header.Was
	}
	return ""
}

// Binding is a name of a `for` and its value in one rule.
type Binding struct {
	Name  string
	Value string // as it is written, a text without its quotes
	Label string // in the name of the segment; the value without one
}

// Instance returns the values of its `for`, in the order of the text; nil without one.
func (r *Rule) Instance() (bindings []Binding) {
	if !r.made() {
		return nil
	}
	for _, e := range r.program.program.MainRules[r.number].Each {
		bindings = append(bindings, Binding(e))
	}
	return bindings
}

// Header returns the header, with Rules nil, and false for a rule without one.
func (r *Rule) Header() (rulesjson.Segment, bool) {
	header := r.header()
	if header == nil {
		return rulesjson.Segment{}, false
	}
	return segmentOf(header), true
}

// Where returns the tree of the rule. It is shared, and must not be changed.
func (r *Rule) Where() *ast.Where {
	if !r.made() {
		return nil
	}
	return r.program.program.WhereAsWritten(r.number)
}

// Location returns the place of the header, or of `where` without one.
func (r *Rule) Location() diag.Location {
	if header := r.header(); header != nil {
		return header.Location
	}
	if !r.made() {
		return diag.Location{}
	}
	at := diag.Location{Source: r.program.program.Main().Source}
	written := r.program.program.MainRules[r.number].AsWritten()
	switch { // a header that could not be read whole is none, and a rule may be missing
	case written.Segment != nil:
		at.Span = written.Segment.At
	case written.Where != nil:
		at.Span = written.Where.At
	}
	return at
}

// UsesToday reports whether the rule, and whether a guard, depends on the day.
func (r *Rule) UsesToday() (rule, guard bool) {
	if !r.made() {
		return false, false
	}
	return r.view().Program.UsesToday()
}

// Compile compiles the rule. The list has what Load said, too.
func (r *Rule) Compile(ctx context.Context) (*Result, diag.List) {
	return r.compile(ctx, false)
}

// Check is Compile with advice.
func (r *Rule) Check(ctx context.Context) (*Result, diag.List) {
	return r.compile(ctx, true)
}

func (r *Rule) compile(ctx context.Context, review bool) (result *Result, list diag.List) {
	if !r.made() {
		return nil, misused("this Rule does not come from Program.Rules")
	}
	ctx = poll.Within(ctx, r.program.maxMemory)
	list = r.program.said(func() diag.List {
		compiled, list := compile.Compile(ctx, r.program.program.Reviewed(review), r.number)
		if compiled != nil {
			result = r.result(new(Result), compiled, list)
		}
		return list
	})
	if list.HasErrors() {
		result = nil
	}
	return result, list
}

// result makes a zero result that of the rule, and returns it. The list is what was said of it.
func (r *Rule) result(result *Result, compiled *compile.Result, list diag.List) *Result {
	program := r.program.program
	*result = Result{
		program: r.program, rule: r, header: r.header(),
		json: compiled.JSON(), held: hold(compiled.Stats, describe.Without(program, list), compiled.Origins, program.AllFiles()),
	}
	if compiled.Today != "" {
		result.ahead = &[2]string{compiled.Today, compiled.Until}
	}
	return result
}
