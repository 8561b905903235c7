package compiler

import (
	"context"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/lint"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/resolve"
)

// Result is what a rule became. Nothing in it holds the proof.
type Result struct {
	// Table is the document; nil when there are errors.
	Table *condition.Table
	// JSON is the document as compact JSON, which is what was proved.
	JSON []byte
	// Origins has the places that each condition comes from, by group and condition of
	// the document.
	Origins [][][]diag.Location
	// Stats say what is known of the document's size.
	Stats engine.Stats
	// SourceCheck says how the document was compared with the text.
	SourceCheck prove.SourceCheck
	// Judged is how many conditions the evaluator looked at to find contacts who get past
	// the guards.
	Judged int
	// Ahead says on which days that holds.
	Ahead Ahead
}

// Document returns the document; nil when there are errors. The poll counts the work.
func (r *Result) Document(work *poll.Poll) *condition.Document {
	if r.Table == nil {
		return nil
	}
	return r.Table.Document(work)
}

// None is the number of the rule of a program that has none.
const None = -1

// Compile compiles a rule of a program. The list is complete: it has what was found when
// the program was loaded, less what comments silence, with the advice of package lint if
// the options ask for it. When it has an error, the result is nil. When the context ends
// the work, that is the only error.
//
// A program without a rule is compiled by the number None: that is an error, except for a
// review of declarations.
func (p *Program) Compile(ctx context.Context, rule int) (*Result, diag.List) {
	ctx = poll.Within(ctx, 0)
	whole, number := p, rule
	if p = p.Only(nil, rule); p != whole {
		rule = 0
	}
	c := p.start(ctx)
	list := c.run(rule)
	if p.options.Review {
		list = c.review(whole, list)
	} else {
		list = whole.shown(ctx, c.poll, list, lint.Slips)
	}
	if p != whole {
		list = whole.own(number, list)
	}
	list = p.toCaller(ctx, list)
	if list.HasErrors() {
		return nil, list
	}
	return &c.result, list
}

// Problems returns what is wrong with the file and the files that it uses, less what
// comments silence.
func (p *Program) Problems(ctx context.Context) (all diag.List) {
	ctx = poll.Within(ctx, 0)
	work := poll.New(ctx)
	defer func() {
		if work.Catch(recover()) {
			all = Interrupted(ctx, p.Main())
		}
	}()
	return p.toCaller(ctx, p.shown(ctx, work, problems.Copy(work, p.found), nil))
}

// toCaller returns a list as callers of segc get it.
func (p *Program) toCaller(ctx context.Context, list diag.List) diag.List {
	list = problems.Show(ctx, withRange(list))
	if ended := Interrupted(ctx, p.Main()); ended != nil {
		return problems.Inert(ended) // and not what Show has left
	}
	return list
}

// Compile compiles the rule of a file that segc wrote itself. The result is never nil; it
// has a document exactly when the list has no errors.
func Compile(ctx context.Context, file *ast.File, options Options) (*Program, *Result, diag.List) {
	ctx = poll.Within(ctx, 0)
	p := Load(ctx, file, nil, options)
	rule := 0
	if p.Rules() == 0 {
		rule = None
	}
	c := p.start(ctx)
	list := c.run(rule)
	return p, &c.result, list
}

// compilation is the work on one rule.
type compilation struct {
	problems.List
	ctx     context.Context
	poll    *poll.Poll
	options *Options
	main    *ast.File
	names   *resolve.Program
	facts   *check.Facts
	program *Program
	result  Result
	side    *prove.Side // the rule, if it is to be reviewed
	sharing
	alone bool // what was found when the program was loaded is not in what run returns
}

func (p *Program) start(ctx context.Context) *compilation {
	work := poll.New(ctx)
	return &compilation{
		List: problems.List{Poll: work}, ctx: ctx, poll: work,
		options: &p.options, main: p.AsWritten().Main(), names: p.Program, facts: p.Facts, program: p,
	}
}

// run compiles the rule, and returns all that is wrong.
func (c *compilation) run(rule int) (list diag.List) {
	defer func() {
		ended := c.poll.Catch(recover())
		if stopped := Interrupted(c.ctx, c.main); ended || stopped != nil {
			list = stopped
		}
		if list.HasErrors() {
			c.result.Table, c.result.JSON, c.result.Origins = nil, nil, nil
		}
	}()
	known := 0
	if c.alone { // which still decides what else is said
		known = len(c.program.found)
		c.All = slices.Clip(c.program.found)
	} else {
		c.All = problems.Copy(c.poll, c.program.found)
	}
	switch where := c.program.Where(rule); {
	case rule == None || where == nil:
		c.missing()
	case !c.main.Broken && c.facts.Whole && !c.program.found.HasErrors():
		first := len(c.All)
		c.choose(where)
		c.showUses(c.All[first:])
	}
	return c.All[known:].SortWithin(c.poll.Step)
}

// showUses adds, to what is said of a place in a part with parameters, where that is used:
// what is wrong may be wrong with one use only.
func (c *compilation) showUses(list diag.List) {
	c.names.ShowWays(list)
	for i := range list {
		d := &list[i]
		for _, use := range c.names.UsesOf(c.poll, d.Location) {
			d.Related = append(d.Related, diag.Label{Location: use, Text: "used here"})
		}
	}
}

// missing says that there is no rule, unless that was said, or it is a review, or there may
// be one in what could not be read.
func (c *compilation) missing() {
	if c.options.Review || c.main.Broken || c.All.HasErrors() || c.program.found.HasErrors() {
		return
	}
	if len(c.main.Statements) == 0 {
		failEmpty(&c.List, c.main)
		return
	}
	note := "a rule begins with `where`; other files can `use` a file that has only declarations"
	if _, is := c.main.Statements[0].(*ast.Tables); is {
		note = "it says what a database calls things; `segc sql RULE --tables FILE` takes it"
	}
	c.Fail(diag.NoRule, diag.Location{Source: c.main.Source}, "this file has no rule, only declarations").Notes = []string{note}
}

func place(source *ast.Source, n ast.Node) diag.Location { return problems.At(source, n) }
