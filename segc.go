// Package segc compiles e-mail segment rules to the documents that the segments API takes
// as rules_json. For a rule alone, call [Compile].
//
// [Load] reads a text as a [Program]. A program has rules, and a [Rule] compiles to a
// [Result], which has the document. Results can be explained, compared ([Diff]) and written
// as texts again, also those of documents that are stored ([FromDocument]).
//
// Problems of a text are a [diag.List]. It is complete and sorted, and a result is nil exactly
// if its rule has an error. Problems of JSON and of calls are errors. When a context
// ends, so does the work: the list has one error of the code diag.Interrupted with the
// context's error as its Cause, or the error wraps that. A nil context never ends. A limit is
// an error in a list, or [ErrUndecided].
//
// The package never prints or exits, reads no environment and keeps no state; it reads
// files only through Options.Files. Nesting, size and work are bounded: any text is
// safe. All values may be used from many goroutines, and nil and zero ones never panic.
// docs/library.md has an HTTP handler, and what stays the same.
//
// The files: segc.go and options.go (calls for a text), files.go, program.go, names.go,
// result.go, held.go, stats.go, document.go, diff.go, contradiction.go, explain.go, explanation.go,
// matcher.go, sql.go, sql_instead.go, sql_problems.go, decompile.go, catalog.go, columns.go, format.go, errors.go.
package segc

import (
	"context"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/lint"
	"github.com/segc-lang/segc/internal/poll"
)

// Compile compiles a text with one rule. Warnings come with a result.
func Compile(ctx context.Context, text string, options Options) (*Result, diag.List) {
	ctx = poll.Within(ctx, options.MaxMemory)
	p := load(ctx, text, options)
	if p.program.Rules() > 1 {
		return nil, p.said(func() diag.List { return p.program.Several(ctx) })
	}
	results, list := p.all(ctx, false)
	if len(results) == 0 {
		return nil, list
	}
	return results[0], list
}

// Check returns all problems of a text, which may have a rule or only declare names, with
// advice about what compiles and may not be what was meant.
func Check(ctx context.Context, text string, options Options) diag.List {
	ctx = poll.Within(ctx, options.MaxMemory)
	_, list := load(ctx, text, options).all(ctx, true)
	return list
}

// OptionalRules returns the codes that Options.Enable takes.
func OptionalRules() []diag.Code { return lint.Optional() }
