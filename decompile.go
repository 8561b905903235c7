package segc

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/decompile"
	"github.com/segc-lang/segc/internal/imports"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/rulesjson"
)

// DecompileOptions says how to write a document as a rule. The zero
// DecompileOptions write one that stands on its own.
type DecompileOptions struct {
	// Use is the path of a catalog, as the rule will name it with `use`. Ids,
	// and parts of the rule, get the names that it has for them.
	Use string

	// Files is where Use and what the catalog uses may be read, and Path the
	// place of the rule in there, as in Options; rule.seg when empty. Nothing is
	// written to it.
	Files fs.FS
	Path  string

	// MaxMemory is about the most bytes that the call may hold at a time, beside
	// the document; 0 or less means 512 MiB. What would need more is refused.
	MaxMemory int64

	// Exact asks for a rule whose plain expansion, as with Options.Plain, has the
	// bytes of the document: the same groups and conditions in the same order.
	// Otherwise the order is given up where that makes the rule shorter.
	Exact bool
}

// refusedError says why a document cannot be written as a rule: at its place in the JSON
// text, and if the compiler refuses the rule, with what it says.
type refusedError struct {
	at    *rulesjson.ParseError
	cause *diag.Diagnostic // nil if the document itself is why
}

func (e *refusedError) Error() string { return e.at.Error() }

// Unwrap lets errors.As find both.
func (e *refusedError) Unwrap() []error {
	if e.cause == nil {
		return []error{e.at}
	}
	return []error{e.at, *e.cause}
}

// Decompile writes a document as the text of a rule: what the API takes as rules_json, the
// body of its create call, or a full segment as it answers.
//
// Nothing is lost: the rule was compiled, and what came out compared with the document.
// What the language cannot say is refused with a *rulesjson.ParseError that has its place;
// if the compiler refuses the rule, such as for a guard of the catalog, errors.As finds
// its diag.Diagnostic, too. A catalog that cannot be used is an error with its
// diagnostics. When the context ends the work, the error wraps that of the context.
func Decompile(ctx context.Context, json []byte, options DecompileOptions) (text string, err error) {
	return options.within(ctx, func(ctx context.Context, work *poll.Poll) (string, error) {
		in, err := decompile.Decode(work, json)
		if err != nil {
			return "", err
		}
		text, err := options.text(ctx, in)
		if refused := (*refusedError)(nil); errors.As(err, &refused) {
			refused.at.Start, refused.at.End = decompile.Locate(work, json, refused.at.Path)
		}
		return text, err
	})
}

// Decompile is the function of the same name for a result, with the header of its segment.
// The paths of errors are those in the JSON of its document or, with a header, of the body
// of the create call; they have no offsets.
func (r *Result) Decompile(ctx context.Context, options DecompileOptions) (string, error) {
	if !r.made() {
		return "", errNotMade
	}
	return options.within(ctx, func(ctx context.Context, work *poll.Poll) (string, error) {
		document, err := r.document(work)
		if err != nil {
			return "", err
		}
		in := &decompile.Input{Rules: document}
		if h := r.header; h != nil {
			in.ID, in.Body = h.ID, &rule.Body{Name: h.Name, Color: h.Color, Lists: h.Lists, Description: h.Description, Rules: document}
		}
		return options.text(ctx, in)
	})
}

// within calls a function that its context and the memory of the options may end.
func (options DecompileOptions) within(ctx context.Context, do func(context.Context, *poll.Poll) (string, error)) (text string, err error) {
	ctx = poll.Within(ctx, options.MaxMemory)
	work := poll.New(ctx)
	defer func() {
		switch fault := recover(); {
		case work.Caught(fault) || ctx.Err() != nil:
			if text, err = "", endedError(ctx); errors.As(err, new(*poll.MemoryError)) {
				err = &rulesjson.ParseError{Message: err.Error()}
			}
		case fault != nil:
			text, err = "", fmt.Errorf("segc has a fault that this document shows: %v", fault)
		}
	}()
	return do(ctx, work)
}

// text writes a document as a rule. The error has no offsets.
func (options DecompileOptions) text(ctx context.Context, in *decompile.Input) (string, error) {
	path := cmp.Or(options.Path, "rule.seg")
	place := ast.NewSource(path, "")
	inner := decompile.Options{Use: options.Use, Place: place, Exact: options.Exact}
	if options.Files != nil {
		inner.Importer = imports.New(options.Files, path, &ast.File{Source: place}, grammar.Options{}, nil)
	}
	text, err := decompile.Text(ctx, in, inner)
	if refused := (*decompile.Error)(nil); errors.As(err, &refused) {
		return "", &refusedError{&rulesjson.ParseError{Path: refused.Path, Message: refused.Message}, refused.Cause}
	}
	return string(text), err
}
