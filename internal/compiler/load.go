package compiler

import (
	"context"
	"maps"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/expand"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/rule"
)

// Options say how to read and compile a file. The zero Options refuse `use` and take the
// usual limits.
type Options struct {
	Importer resolve.Importer  // gives the files that `use` names; nil refuses `use`
	Use      []string          // paths of files that the file uses without saying so, which the importer gets without a source
	Today    string            // what day it is, as 2026-05-01; without it, a rule that needs it is an error
	Assumed  contact.Reading   // what is known of the platform, beside what the files assume
	Params   map[string]string // the values of params, as `--set` takes them; names that no file declares are left out
	Plain    bool              // write the plain expansion without duplicates; as much is proved of the rule
	PlainAt  []ast.Span        // comments that ask for that, of the segment that they are in, or of all if they are before the first

	// Review adds the advice of package lint, with the rules of Enable beside those that
	// always run.
	Review bool
	Enable []diag.Code

	MaxGroups int // of a document; UsualGroups if 0 or less
	MaxBytes  int // of a document as compact JSON; MaxBytes if 0 or less
	MaxWork   int // of the proofs of a rule, see [logic.Spent.Work]; the usual limits if 0 or less
}

// UsualGroups is the most groups that a document may have unless Options says otherwise.
// The API documents no limit; a rule of a thousand groups is past anything that a person
// could check.
const UsualGroups = formula.UsualGroups

// MaxConditions is the most conditions that a document may have in all its groups
// together. It bounds the memory that a hostile rule can take.
const MaxConditions = formula.MaxConditions

// MaxBytes is the most bytes that a document may have as compact JSON: as many as are
// read back.
const MaxBytes = rule.MaxSize

// Program is a file with the files that it uses, after names, types and values were
// checked. It is immutable, and may be used from many goroutines.
type Program struct {
	*resolve.Program
	Facts *check.Facts

	options Options
	found   diag.List // what is wrong, sorted
	ended   bool      // the context ended the work: found says no more than that

	each func(rule int, list diag.List) // see Hearing
}

// Load reads what a file and the files that it uses declare, and checks all that they
// say. Syntax is what was wrong with the text of the file. The program is never nil; when
// the context ends the work, it knows nothing but its own file.
func Load(ctx context.Context, file *ast.File, syntax diag.List, options Options) (program *Program) {
	if options.MaxGroups <= 0 {
		options.MaxGroups = UsualGroups
	}
	if options.MaxBytes <= 0 || options.MaxBytes > MaxBytes {
		options.MaxBytes = MaxBytes
	}
	options.PlainAt = slices.Clone(options.PlainAt)
	options.Use, options.Enable, options.Params = slices.Clone(options.Use), slices.Clone(options.Enable), maps.Clone(options.Params) // the program keeps them
	ctx = poll.Within(ctx, 0)
	l := &loading{List: problems.List{Poll: poll.New(ctx), All: syntax}, main: file, options: options}
	defer func() {
		ended := l.Poll.Catch(recover())
		if list := Interrupted(ctx, file); ended || list != nil {
			program = endedProgram(file, options, list)
		}
	}()
	return l.load(ctx)
}

// endedProgram returns the program of a file, but nothing is known of it, since the context
// ended the work. The list says so.
func endedProgram(file *ast.File, options Options, list diag.List) *Program {
	names := &resolve.Program{Files: []*ast.File{file}, Today: options.Today}
	return &Program{Program: names, Facts: check.NoFacts(names), options: options, found: list, ended: true}
}

// Told returns what Load returned, and the list of what is wrong with it. If the context
// has ended while that was made, the program is the same as if it had ended before, and the
// list says so: nobody gets a program without its list.
func (p *Program) Told(ctx context.Context, list diag.List) (*Program, diag.List) {
	if ended := Interrupted(ctx, p.Main()); ended != nil {
		return endedProgram(p.Main(), p.options, ended), problems.Copy(nil, ended)
	}
	return p, list
}

// Ended returns the error of the context that ended Load, or nil.
func (p *Program) Ended() error {
	if !p.ended {
		return nil
	}
	return p.found.Err()
}

// loading is the work of Load.
type loading struct {
	problems.List
	main    *ast.File
	options Options
}

func (l *loading) load(ctx context.Context) *Program {
	names, wrong := resolve.Load(ctx, l.Poll, l.main, l.options.Importer, l.options.Use...)
	l.All = append(l.All, wrong...)
	l.dropFollowing(names)
	for _, p := range names.Programs() {
		p.Today = l.options.Today
	}
	names.Assume(&l.List, l.options.Assumed)
	names, wrong = expand.Program(l.Poll, names, l.All, l.options.Params)
	l.All = append(l.All, wrong...)
	l.literalsOnly(names)
	facts, wrong := check.Program(l.Poll, names)
	l.All = append(l.All, l.notFollowing(names, wrong)...)
	l.missing(names)
	if len(names.MainRules) < 2 && len(l.options.PlainAt) > 0 {
		l.options.Plain = true
	}
	l.All = l.withoutFollowing(l.All)
	names.ShowWays(l.All)
	return &Program{Program: names, Facts: facts, options: l.options, found: l.All.SortWithin(l.Poll.Step)}
}

// missing says that the main file has no rule. A file without one may be there for others to
// use, but not one that has a segment, or nothing at all; that may be there for a look at
// the files of Options.Use.
func (l *loading) missing(names *resolve.Program) {
	broken := false
	for _, s := range l.main.Statements {
		l.Poll.Step(1)
		broken = broken || ast.Broken(s)
	}
	rules := names.AsWritten().MainRules
	empty := len(l.main.Statements) == 0
	switch {
	case broken || empty && l.main.Broken || len(rules) > 1: // which package resolve looks at
	case empty && len(l.main.Comments) == 0 && len(l.options.Use) == 0:
		l.empty()
	case len(rules) == 1 && rules[0].Where == nil:
		l.Fail(diag.NoRule, diag.Location{Source: l.main.Source, Span: rules[0].Segment.At}, "this segment has no rule").Notes = []string{"the rule begins with `where`"}
	}
}

func (l *loading) empty() { failEmpty(&l.List, l.main) }

func failEmpty(list *problems.List, file *ast.File) {
	list.Fail(diag.EmptyFile, diag.Location{Source: file.Source}, "expected a rule here").Notes = []string{"for example, `status = \"subscribed\" and opened >= 1 in last 30d`"}
}

// File returns the file that was loaded.
func (p *Program) File() *ast.File { return p.Main() }

// Rules returns how many rules the file has.
func (p *Program) Rules() int {
	if len(p.MainRules) == 1 && p.MainRules[0].Where == nil {
		return 0
	}
	return len(p.MainRules)
}

// Where returns a rule by its number from 0; nil if there is none.
func (p *Program) Where(rule int) *ast.Where {
	if rule < 0 || rule >= len(p.MainRules) {
		return nil
	}
	return p.MainRules[rule].Where
}

// WhereAsWritten is Where with the names of values, and with parts that have parameters.
func (p *Program) WhereAsWritten(rule int) *ast.Where {
	if rule < 0 || rule >= len(p.MainRules) {
		return nil
	}
	return p.MainRules[rule].AsWritten().Where
}

// Only returns the program with one of its rules, as if the file had no other one, except for
// the errors of the file. The poll counts the work.
func (p *Program) Only(work *poll.Poll, rule int) *Program {
	if len(p.MainRules) < 2 || rule < 0 || rule >= len(p.MainRules) {
		return p
	}
	view := *p
	view.Program = p.Program.Only(rule)
	view.Facts = p.Facts.Only(work, view.Program, rule)
	view.options.Plain = p.options.Plain || p.plain(work, rule)
	return &view
}

// plain reports whether a comment asks for the plain expansion of one of several rules.
func (p *Program) plain(work *poll.Poll, rule int) bool {
	if len(p.options.PlainAt) == 0 {
		return false
	}
	segment := p.MainRules[rule].AsWritten().Segment
	next := len(p.Main().Source.Text()) + 1
	first := next
	for _, other := range p.AsWritten().MainRules {
		work.Step(1)
		start := other.Segment.At.Start
		first = min(first, start)
		if start > segment.At.Start {
			next = min(next, start)
		}
	}
	return slices.ContainsFunc(p.options.PlainAt, func(at ast.Span) bool {
		return at.Start < first || at.Start > segment.At.Start && at.Start < next
	})
}

// Found returns what is wrong with the file and the files that it uses, before comments
// in them are looked at.
func (p *Program) Found() diag.List { return p.found }

// Options returns the options of Load.
func (p *Program) Options() Options { return p.options }

// Reviewed returns the program with the advice of package lint turned on or off.
func (p *Program) Reviewed(review bool) *Program {
	if p.options.Review == review {
		return p
	}
	other := *p
	other.options.Review = review
	return &other
}
