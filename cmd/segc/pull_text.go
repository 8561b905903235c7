package main

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/plan"
	"github.com/segc-lang/segc/internal/rule"
)

// plainReason follows the comment that keeps a rule from being simplified.
const plainReason = segc.PlainComment + " compiled as written; simplified, the document would not be the platform's"

// rendering is a segment as a rule, and the body that the rule gives.
type rendering struct {
	text string
	body *rule.Body
}

// write writes a segment as a rule. When simplification would give another
// document, the rule says that it is to be compiled as written. What not even
// that gives, such as a condition that stands twice, means the same as the
// document, and the lock remembers both.
func (p *puller) write(ctx context.Context, theirs *rule.Body, name string, options segc.DecompileOptions) (rendering, error) {
	text, err := segc.Decompile(ctx, rule.AppendBody(nil, theirs, true), options)
	if err != nil {
		return rendering{}, p.catalogueError(err)
	}
	body, err := p.compiled(ctx, text, name, options)
	if err == nil && plan.Same(body, theirs) {
		return rendering{text, body}, nil
	}
	if exact, problem := p.writePlain(ctx, theirs, name, options); problem == nil {
		return exact, nil
	}
	return rendering{text, body}, err // the document has what no expansion gives
}

// writePlain writes a segment as a rule that is compiled as written.
func (p *puller) writePlain(ctx context.Context, theirs *rule.Body, name string, options segc.DecompileOptions) (rendering, error) {
	options.Exact = true
	text, err := segc.Decompile(ctx, rule.AppendBody(nil, theirs, true), options)
	if err != nil {
		return rendering{}, err
	}
	text = plainReason + "\n" + text
	body, err := p.compiled(ctx, text, name, options)
	return rendering{text, body}, err
}

// compiled returns the body that a text gives in the place of a file.
func (p *puller) compiled(ctx context.Context, text, name string, from segc.DecompileOptions) (*rule.Body, error) {
	in := input{name: name, text: text}
	if err := in.locate(name, p.flags.root); err != nil {
		return nil, err
	}
	options := in.options(p.flags.maxGroups)
	if from.Files != nil {
		options.Files, options.Path = from.Files, from.Path
	}
	_, body, _, list := bodyOf(ctx, in, options)
	if body == nil {
		return nil, fmt.Errorf("%s would not compile: %w", name, list.Err())
	}
	return body, nil
}

// checkCatalogue reads the catalogue before anything is asked, by decompiling a
// document: a mistake in it must not wait for the first segment. That the
// catalogue keeps this document out, with a guard, is no mistake.
func (a *app) checkCatalogue(ctx context.Context, flags pullFlags) error {
	decompile := decompileFlags{use: flags.use, output: filepath.Join(flags.dir, "segment.seg")}
	options, err := decompile.options()
	if err != nil {
		return err
	}
	const smallest = `{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}`
	_, err = segc.Decompile(ctx, []byte(smallest), options)
	var refused *segc.DecompileError
	if err == nil || errors.As(err, &refused) {
		return nil
	}
	return a.catalogueError(err)
}

// catalogueError shows what is wrong with the catalogue, if that is it.
func (a *app) catalogueError(err error) error {
	var d diag.Diagnostic
	if !errors.As(err, &d) {
		return err
	}
	if list := refusals(err, d.Location.Source); list != nil {
		if err := a.show(a.err, list.Distinct()); err != nil {
			return err
		}
		return errInput
	}
	return err
}
