//go:build !nonet

package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/directive"
	"github.com/segc-lang/segc/rulesjson"
)

// plainComment keeps a rule from being simplified. Words may follow it.
const plainComment = "# " + directive.Plain

// plainReason is plainComment with the reason why `segc pull` writes it.
const plainReason = plainComment + " compiled as written; simplified, the document would not be the platform's"

// write writes a segment as a rule, and returns the body that the rule gives.
// If simplification would give another document, the rule says that it is to be
// compiled as written. If even that gives another document, for example because
// a condition is in it twice, the rule means the same as the document, and the
// lock remembers both.
func (p *puller) write(ctx context.Context, theirs *rulesjson.Segment, name string) (string, *rulesjson.Segment, error) {
	decompile := decompileFlags{use: p.flags.use, output: name}
	if beside := p.catalogIn(filepath.Dir(name)); p.flags.beside && beside != "" {
		decompile.use = beside
	}
	options, err := decompile.options(p.app)
	if err != nil {
		return "", nil, err
	}
	theirs = colored(theirs)
	text, err := decompiled(ctx, theirs, options)
	if err != nil {
		return "", nil, guarded(p.catalogError(err), named(name), false)
	}
	body, err := p.compiled(ctx, text, name, options)
	if err == nil && plan.Same(body, theirs) {
		return text, body, nil
	}
	options.Exact = true
	exact, problem := decompiled(ctx, theirs, options)
	if problem != nil {
		return text, body, err // the document has what no expansion gives
	}
	exact = plainReason + "\n" + exact
	if plain, problem := p.compiled(ctx, exact, name, options); problem == nil {
		return exact, plain, nil
	}
	return text, body, err
}

// decompiled writes a segment as the text of a rule. The text has no id: the lock ties the
// file to the segment.
func decompiled(ctx context.Context, body *rulesjson.Segment, options segc.DecompileOptions) (string, error) {
	header := *body
	header.ID = ""
	stored, err := segc.FromSegment(&header, nil)
	if err != nil {
		return "", err
	}
	return stored.Decompile(ctx, options)
}

// colored returns a segment with a color, which a file must have. One that the
// API answers without a color gets the first of the palette.
func colored(theirs *rulesjson.Segment) *rulesjson.Segment {
	if theirs.Color != "" {
		return theirs
	}
	body := *theirs
	body.Color = rulesjson.Colors()[0]
	return &body
}

// compiled returns the body that a text gives in the place of a file.
func (p *puller) compiled(ctx context.Context, text, name string, from segc.DecompileOptions) (*rulesjson.Segment, error) {
	program, err := p.loaded(ctx, text, name, from, nil)
	if err != nil {
		return nil, err
	}
	return compiledAt(ctx, program, name)
}

// compiledAt returns the body that a program gives in the place of a file.
func compiledAt(ctx context.Context, program *segc.Program, name string) (*rulesjson.Segment, error) {
	body, _, list := bodyOf(ctx, program)
	if body == nil {
		return nil, fmt.Errorf("%s would not compile: %w", named(name), list.Err())
	}
	return body, nil
}

// assumedBy returns what is assumed in this run that a file depends on, which was written in it.
func (p *puller) assumedBy(ctx context.Context, text, name string, body *rulesjson.Segment) map[string]string {
	in := input{name: name, text: text}
	if err := p.locate(&in, name, p.flags.root); err != nil {
		return p.assumed.answers
	}
	options := in.options(p.flags.maxGroups)
	options.Assume = contact.Reading{}
	program, _ := segc.Load(ctx, text, options)
	if without, _, _ := bodyOf(ctx, program); without != nil && plan.Equal(without, body) {
		return nil
	}
	return openAnswers(program, p.assumed.answers)
}

// loaded loads a text in the place of a file, which is as it was read, or nil for a new one. The
// list of Load is part of that of its Compile.
func (p *puller) loaded(ctx context.Context, text, name string, from segc.DecompileOptions, old *input) (*segc.Program, error) {
	in := input{name: name, text: text}
	if err := p.locate(&in, name, p.flags.root); err != nil {
		return nil, err
	}
	if in.params = from.Params; old != nil {
		in.today, in.assumed = old.today, old.assumed
	}
	options := in.options(p.flags.maxGroups)
	if from.Files != nil {
		options.Files, options.Path = from.Files, from.Path
	}
	program, _ := segc.Load(ctx, text, options)
	return program, nil
}

// checkCatalog reads the catalog before anything is asked, by decompiling a
// document: a mistake in it must not wait for the first segment. That the
// catalog keeps this document out, with a guard, is not a mistake.
func (a *app) checkCatalog(ctx context.Context, flags pullFlags) error {
	decompile := decompileFlags{use: flags.use, output: filepath.Join(flags.dir, "segment.seg")}
	options, err := decompile.options(a)
	if err != nil {
		return err
	}
	const smallest = `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`
	_, err = segc.Decompile(ctx, []byte(smallest), options)
	var refused *rulesjson.ParseError
	if err == nil || errors.As(err, &refused) {
		return nil
	}
	return a.catalogError(err)
}

// catalogError shows what is wrong with the catalog, if that is it.
func (a *app) catalogError(err error) error {
	var refused *rulesjson.ParseError
	var d diag.Diagnostic
	if errors.As(err, &refused) || !errors.As(err, &d) {
		return err // the document is why, or the compiler refuses it
	}
	if list := refusals(err, d.Location.Source); list != nil {
		if err := a.show(a.err, list.Distinct()); err != nil {
			return err
		}
		return errInput
	}
	return err
}
