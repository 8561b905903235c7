package compile

import (
	"context"
	"errors"
	"fmt"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/resolve"
)

// DefaultMaxGroups is the most groups that a document may have unless Options
// says otherwise. The API documents no limit; a rule of a thousand groups is
// past anything that a person could check.
const DefaultMaxGroups = formula.UsualGroups

// MaxConditions is the most conditions that a document may have in all its
// groups together. It bounds the memory that a hostile rule can take.
const MaxConditions = formula.MaxConditions

// MaxCount is the greatest number of events that a condition may ask for.
const MaxCount = check.MaxCount

// MaxDays is the longest window: a hundred years.
const MaxDays = check.MaxDays

// Options says how to compile. The zero Options refuse `use` and take the
// usual limits.
type Options struct {
	Importer     Importer // gives the files that `use` names; nil refuses `use`
	MaxGroups    int      // 0 means DefaultMaxGroups
	Simplify     Simplify // the zero value is Full
	Declarations bool     // a file without a rule is in order
	CheckOnly    bool     // write no document: the file could not be read whole
	SideOnly     bool     // prove the rule, but write no document: the rule is for a comparison
}

// Simplify says how hard to look for a small document.
type Simplify uint8

// The ways to simplify.
const (
	Full  Simplify = iota // as few groups as possible, then as few conditions
	Plain                 // the plain expansion without duplicates; as much is proved of the rule
)

// Result is what a rule became.
type Result struct {
	// Document is nil when there are errors or no rule.
	Document *condition.Document
	// Origins has the places that each condition comes from, by group and
	// condition of the document.
	Origins [][][]diag.Location
	// Segment is the header of the file, or nil when it has none.
	Segment *Segment
	// Stats say what is known of the document's size.
	Stats engine.Stats
	// SourceCheck says how the document was compared with the text.
	SourceCheck prove.SourceCheck
	// Judged is how many conditions the evaluator looked at to find contacts who
	// get past the guards.
	Judged int

	encoded  []byte                                               // the document as compact JSON, which was proved
	side     func() *prove.Side                                   // the rule, for comparisons
	expanded func(p *poll.Poll) (groups, conditions int, ok bool) // the size of the plain expansion
	program  *resolve.Program
	facts    *check.Facts
}

// Importer gives a compilation the files that `use` names.
type Importer interface {
	// Import returns the file at a path, which is relative to the file that
	// names it. The same file is always the same tree. The list has what is
	// wrong inside the file, the error says why there is none: it wraps
	// ErrRefused when the path may not be read.
	Import(ctx context.Context, from *ast.Source, path string) (*ast.File, diag.List, error)
}

// ErrRefused is wrapped by an Importer's error when a path may not be read,
// whether or not there is a file.
var ErrRefused = fmt.Errorf("%w", resolve.ErrRefused)

// Compile compiles the rule of a file. The result is never nil; it has a
// document exactly when the list has no errors, the file has a rule, its text had no
// syntax errors and the options ask for a document. When the context ends the work,
// that is the only error.
func Compile(ctx context.Context, file *ast.File, options Options) (result *Result, list diag.List) {
	if options.MaxGroups <= 0 {
		options.MaxGroups = DefaultMaxGroups
	}
	options.CheckOnly = options.CheckOnly || file.Broken
	ctx = poll.Within(ctx, 0)
	c := newCompiler(ctx, file, options)
	defer func() {
		if c.poll.Catch(recover()) {
			c.result.Document, c.result.Origins = nil, nil
			if c.result.program == nil {
				c.result.program = &resolve.Program{Files: []*ast.File{file}}
			}
			if c.result.facts == nil {
				c.result.facts = check.NoFacts(c.result.program)
			}
			result, list = c.result, Interrupted(ctx, file.Source)
		}
	}()
	c.load()
	c.check()
	if where := c.where(); where != nil && !c.options.CheckOnly && c.facts.Whole && !c.All.HasErrors() {
		c.choose(where)
	}
	c.All = c.All.SortWithin(c.poll.Step)
	if list := Interrupted(ctx, file.Source); list != nil {
		c.All = list
	}
	if c.All.HasErrors() {
		c.result.Document, c.result.Origins = nil, nil
	}
	return c.result, c.All
}

// Interrupted returns an error when a context has ended, and else nothing. What
// else was found by then need not be true.
func Interrupted(ctx context.Context, source *ast.Source) diag.List {
	ended := ctx.Err()
	if ended == nil {
		return nil
	}
	if memory := (*poll.MemoryError)(nil); errors.As(ended, &memory) {
		return diag.List{{
			Code: diag.TooLarge, Location: diag.Location{Source: source}, Message: memory.Error(), Notes: []string{memory.Advice()},
		}}
	}
	return diag.List{{
		Code: diag.Interrupted, Location: diag.Location{Source: source},
		Message: fmt.Sprintf("the work was ended before it was done: %v", ended),
	}}
}

// compiler is one compilation.
type compiler struct {
	problems.List
	ctx     context.Context
	poll    *poll.Poll
	options Options
	main    *ast.File
	program *resolve.Program
	facts   *check.Facts
	result  *Result
}

func newCompiler(ctx context.Context, main *ast.File, options Options) *compiler {
	c := &compiler{ctx: ctx, poll: poll.New(ctx), options: options, main: main, result: &Result{}}
	c.Poll = c.poll
	return c
}

// load finds out what the names of the main file mean.
func (c *compiler) load() {
	c.program, c.All = resolve.Load(c.ctx, c.poll, c.main, c.options.Importer)
	c.result.program = c.program
}

// check looks at what the files say, and keeps what it reads.
func (c *compiler) check() {
	var wrong diag.List
	c.facts, wrong = check.Program(c.poll, c.program)
	c.All = append(c.All, wrong...)
	c.result.facts, c.result.Segment = c.facts, (*Segment)(c.facts.Header)
}

// where returns the rule of the main file, and says so when there is none.
func (c *compiler) where() *ast.Where {
	var where *ast.Where
	var segment *ast.Segment
	bad := false
	for _, s := range c.main.Statements {
		c.poll.Step(1)
		if ast.Broken(s) {
			bad = true
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
	switch at := (diag.Location{Source: c.main.Source, Span: ast.Span{}}); {
	case where != nil || bad || c.options.CheckOnly && len(c.main.Statements) == 0:
	case len(c.main.Statements) == 0 && c.options.Declarations && len(c.main.Comments) > 0:
	case len(c.main.Statements) == 0:
		c.Fail(diag.EmptyFile, at, "there is no rule here").Notes = []string{"for example `status = \"subscribed\" and opened >= 1 in last 30d`"}
	case segment != nil:
		c.Fail(diag.NoRule, diag.Location{Source: c.main.Source, Span: segment.At}, "this segment has no rule").Notes = []string{"the rule begins with `where`"}
	case !c.options.Declarations:
		c.Fail(diag.NoRule, at, "this file has no rule, only declarations").Notes = []string{"a rule begins with `where`; a file of declarations is for `use` in other files"}
	}
	return where
}

func place(source *ast.Source, n ast.Node) diag.Location { return problems.At(source, n) }
