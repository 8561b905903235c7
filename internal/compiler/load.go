package compiler

import (
	"context"
	"maps"
	"slices"

	"github.com/segc-lang/segc/ast"
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
	Params   map[string]string // the values of params, as `--set` takes them; names that no file declares are left out
	Plain    bool              // write the plain expansion without duplicates; as much is proved of the rule

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
	where   *ast.Where // the rule, or nil
	found   diag.List  // what is wrong, in order
	ended   bool       // the context ended the work: found says no more than that
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
	names.Today = l.options.Today
	names, wrong = expand.Program(l.Poll, names, l.All, l.options.Params)
	l.All = append(l.All, wrong...)
	l.literalsOnly(names)
	facts, wrong := check.Program(l.Poll, names)
	l.All = append(l.All, wrong...)
	where := l.where(names.Main())
	return &Program{Program: names, Facts: facts, options: l.options, where: where, found: l.All.SortWithin(l.Poll.Step)}
}

// where returns the rule of the main file, which may be expanded. A file without one may be there for others to
// use, but not one that has a segment, or nothing at all; that may be there for a look at
// the files of Options.Use.
func (l *loading) where(main *ast.File) *ast.Where {
	var where *ast.Where
	var segment *ast.Segment
	broken := false
	for _, s := range main.Statements {
		l.Poll.Step(1)
		if ast.Broken(s) {
			broken = true
			continue
		}
		switch s := s.(type) {
		case *ast.Where:
			if where == nil {
				where = s
			}
		case *ast.Segment:
			segment = s
		}
	}
	empty := len(l.main.Statements) == 0
	switch {
	case where != nil || broken || empty && l.main.Broken:
	case empty && len(l.main.Comments) == 0 && len(l.options.Use) == 0:
		l.empty()
	case segment != nil:
		l.Fail(diag.NoRule, diag.Location{Source: l.main.Source, Span: segment.At}, "this segment has no rule").Notes = []string{"the rule begins with `where`"}
	}
	return where
}

func (l *loading) empty() { failEmpty(&l.List, l.main) }

func failEmpty(list *problems.List, file *ast.File) {
	list.Fail(diag.EmptyFile, diag.Location{Source: file.Source}, "there is no rule here").Notes = []string{"for example `status = \"subscribed\" and opened >= 1 in last 30d`"}
}

// File returns the file that was loaded.
func (p *Program) File() *ast.File { return p.Main() }

// Rules returns how many rules the file has.
func (p *Program) Rules() int {
	if p.where == nil {
		return 0
	}
	return 1
}

// Where returns a rule by its number from 0.
func (p *Program) Where(int) *ast.Where { return p.where }

// WhereAsWritten is Where with the names of values, and with parts that have parameters.
func (p *Program) WhereAsWritten(rule int) *ast.Where {
	where := p.Where(rule)
	if where == nil || p.Expansion == nil {
		return where
	}
	for _, s := range p.AsWritten().Main().Statements {
		if written, ok := s.(*ast.Where); ok && written.At == where.At {
			return written
		}
	}
	return where
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
