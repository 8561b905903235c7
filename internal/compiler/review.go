package compiler

import (
	"context"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/lint"
	"github.com/segc-lang/segc/internal/poll"
)

// shown returns what of a list is to be shown: warnings that contradict each other agree,
// and comments are heeded. If the files have no errors, more adds to it.
func (p *Program) shown(ctx context.Context, work *poll.Poll, list diag.List, more func(lint.Input) diag.List) (all diag.List) {
	input := p.linted(work)
	defer func() {
		if input.Poll.Catch(recover()) {
			all = Interrupted(ctx, p.Main())
		}
	}()
	list = lint.Agree(input, list)
	if more != nil && !p.found.HasErrors() {
		list = append(list, more(input)...).SortWithin(input.Poll.Step)
	}
	return lint.Silence(input, list)
}

func (p *Program) linted(work *poll.Poll) lint.Input {
	return lint.Input{Program: p.AsWritten(), Expanded: p.Program, Enabled: p.options.Enable, Poll: work}
}

// review adds what package lint has to say about a file that was found to have no errors,
// and drops what its comments silence. The program has all rules of the file.
func (c *compilation) review(whole *Program, list diag.List) (all diag.List) {
	input := whole.linted(c.poll)
	defer func() {
		ended := input.Poll.Catch(recover())
		if stopped := Interrupted(c.ctx, c.main); ended || stopped != nil {
			all = stopped
		}
	}()
	list = lint.Agree(input, list)
	if !list.HasErrors() {
		list = append(list, lint.Run(input)...)
		if c.side != nil {
			reached := lint.Reached{Side: c.side, Main: c.main, Named: c.program.NamedBy(input.Poll), Enabled: c.options.Enable}
			list = append(list, reached.Reaches(c.ctx)...)
		}
	}
	return lint.Ignore(input, list.SortWithin(input.Poll.Step)).SortWithin(input.Poll.Step)
}

// ReachesUnsubscribed returns the warning about a rule that reaches contacts who
// unsubscribed, if no comment silences it.
func (p *Program) ReachesUnsubscribed(ctx context.Context, rule int) (list diag.List) {
	ctx = poll.Within(ctx, 0)
	work := poll.New(ctx)
	defer func() {
		if work.Catch(recover()) {
			list = nil // the caller looks at the context
		}
	}()
	p = p.Only(work, rule)
	side := p.Side(work, 0)
	if side == nil {
		return nil
	}
	return p.toCaller(ctx, p.shown(ctx, work, lint.Reached{Side: side, Main: p.Main(), Named: p.NamedBy(work)}.Reaches(ctx), nil))
}

// NamedBy returns what gives an id its name, if it has one. The poll counts the names,
// which are read when they are first needed.
func (p *Program) NamedBy(work *poll.Poll) engine.Name {
	var names [3]map[string]string // by kind of ids
	return func(kind engine.NameKind, id string) string {
		ids := ast.AliasCampaign
		switch kind {
		case engine.ListName:
			ids = ast.AliasList
		case engine.ISPName:
			ids = ast.AliasISP
		}
		if names[ids] == nil {
			names[ids] = p.Facts.Names(work, ids)
		}
		if name := names[ids][id]; name != "" {
			return name
		}
		return id
	}
}
