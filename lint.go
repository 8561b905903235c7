package segc

import (
	"context"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/lint"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
)

// OptionalRules returns the codes of the warnings that Check gives only when
// Options.Enable asks for them.
func OptionalRules() []diag.Code { return lint.Optional() }

// sorted puts the diagnostics of a text in order.
func sorted(ctx context.Context, source *ast.Source, list diag.List) (all diag.List) {
	p := poll.New(ctx)
	defer func() {
		if p.Catch(recover()) {
			all = compile.Interrupted(ctx, source)
		}
	}()
	return list.SortWithin(p.Step)
}

// agreed keeps the warnings of a file from contradicting each other.
func agreed(ctx context.Context, input lint.Input, list diag.List) (all diag.List) {
	input.Poll = poll.New(ctx)
	defer func() {
		if input.Poll.Catch(recover()) {
			all = compile.Interrupted(ctx, input.Main().Source)
		}
	}()
	return lint.Agree(input, list)
}

// silenced drops the warnings that comments silence.
func silenced(ctx context.Context, input lint.Input, list diag.List) (all diag.List) {
	input.Poll = poll.New(ctx)
	defer func() {
		if input.Poll.Catch(recover()) {
			all = compile.Interrupted(ctx, input.Main().Source)
		}
	}()
	return lint.Silence(input, list)
}

// review adds what the rules of package lint have to say about a file that was
// found to have no errors, and drops what its comments silence.
func review(ctx context.Context, result *compile.Result, file *ast.File, options Options, list diag.List) (all diag.List) {
	p := poll.New(ctx)
	defer func() {
		if p.Catch(recover()) {
			all = compile.Interrupted(ctx, file.Source)
		}
	}()
	input := lint.Input{Program: result.Program(), Enabled: options.Enable, Poll: p}
	if !list.HasErrors() {
		list = append(list, lint.Run(input)...)
		if result.Document != nil {
			list = append(list, reaches(ctx, result, file, options.Enable)...)
		}
	}
	if ended := compile.Interrupted(ctx, file.Source); ended != nil {
		return ended
	}
	return lint.Ignore(input, list.SortWithin(p.Step)).SortWithin(p.Step)
}

// ReachesUnsubscribed returns the warning that Check gives about a rule that
// reaches contacts who unsubscribed. The list is empty if a comment in the text
// silences the warning, and if the rule before reaches such contacts too. That
// rule is JSON like the text of a Rule; nil is none.
func (r *Result) ReachesUnsubscribed(ctx context.Context, before []byte) diag.List {
	ctx = poll.Within(ctx, r.maxMemory)
	list := reaches(ctx, r.result, r.file, nil)
	if len(list) == 0 {
		return nil
	}
	if len(before) > rule.MaxSize {
		before = nil // what cannot be read shows nothing
	}
	if document, _ := (Rule{Text: string(before)}).decode(ctx); before != nil && document != nil {
		side, _ := documentSide(ctx, document.Rules)
		if side == nil {
			return nil // the context ended
		}
		if (lint.Reached{Side: side}).ReachesUnsubscribed(ctx) {
			return nil // nothing new
		}
	}
	return silenced(ctx, lint.Input{Program: r.result.Program()}, list)
}

// reaches warns of a rule that reaches people who should get no mail.
func reaches(ctx context.Context, result *compile.Result, file *ast.File, enabled []diag.Code) (list diag.List) {
	p := poll.New(ctx)
	defer func() {
		if p.Catch(recover()) {
			list = nil // the caller looks at the context
		}
	}()
	return lint.Reached{Side: result.Side(), Main: file, Named: namesOf(p, result), Enabled: enabled}.Reaches(ctx)
}

// namesOf returns what gives an id its name, if it has one. The poll counts the names,
// which are read when they are first needed.
func namesOf(p *poll.Poll, result *compile.Result) engine.Name {
	kinds := map[engine.NameKind]ast.AliasKind{engine.ListName: ast.AliasList, engine.ISPName: ast.AliasISP, engine.CampaignName: ast.AliasCampaign}
	names := map[engine.NameKind]map[string]string{}
	return func(kind engine.NameKind, id string) string {
		if names[kind] == nil {
			names[kind] = result.AliasNamesWithin(p, kinds[kind])
		}
		if name := names[kind][id]; name != "" {
			return name
		}
		return id
	}
}
