package segc

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/decompile"
	"github.com/segc-lang/segc/internal/imports"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/problems"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/rulesjson"
)

// DecompileOptions say how to write a document as a rule.
type DecompileOptions struct {
	Use       string            // the path of a catalog, as the rule names it; ids and parts get its names
	Files     fs.FS             // where Use may be read
	Path      string            // of the rule in Files; rule.seg if empty
	Cache     *Cache            // keeps the catalog, as in Options; nil for none
	MaxSize   int               // bytes of the JSON: 16 MiB if 0 or less, and never more; of a file that is used: 1 MiB
	MaxMemory int64             // about how many bytes the call may hold at a time: 512 MiB if 0 or less
	Today     time.Time         // as in Options, for a catalog that says today in a guard
	Params    map[string]string // as in Options, for a catalog that has params
	Exact     bool              // the rule gives the bytes of the document with Options.Plain; otherwise it may be shorter
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

// Decompile writes JSON as the text of a rule: rules_json, the body of the create call, or a
// segment as the API answers it. Nothing is lost: the text is compiled and compared with the
// document. What cannot be written, such as a text of more than 1 MiB, is a
// *rulesjson.ParseError with its place. errors.As finds a diag.Diagnostic, if the
// text or catalog has errors.
func Decompile(ctx context.Context, json []byte, options DecompileOptions) (text string, err error) {
	return options.within(ctx, func(ctx context.Context, work *poll.Poll) (string, error) {
		if err := options.refuse(json); err != nil {
			return "", err
		}
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

// Decompile writes the result as a text. Its errors have no offsets.
func (r *Result) Decompile(ctx context.Context, options DecompileOptions) (string, error) {
	if !r.made() {
		return "", errNotMade
	}
	return options.within(ctx, func(ctx context.Context, work *poll.Poll) (string, error) {
		if err := options.refuse(r.json); err != nil {
			return "", err
		}
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
			text, err = "", endedError(ctx)
		case fault != nil:
			text, err = "", fmt.Errorf("segc has a fault that this document shows: %v", fault)
		}
	}()
	return do(ctx, work)
}

// refuse returns an error for JSON that is too long.
func (options DecompileOptions) refuse(json []byte) error {
	if n := len(json); options.MaxSize > 0 && n > options.MaxSize {
		return &rulesjson.ParseError{Message: fmt.Sprintf("the text has %d bytes; at most %d are read", n, options.MaxSize), End: 1}
	}
	return nil
}

// text writes a document as a rule. The error has no offsets.
func (options DecompileOptions) text(ctx context.Context, in *decompile.Input) (string, error) {
	path := cmp.Or(options.Path, "rule.seg")
	place := ast.NewSource(path, "")
	inner := decompile.Options{Use: options.Use, Place: place, Today: day(options.Today), Params: options.Params, Exact: options.Exact}
	if options.Files != nil {
		inner.Importer = imports.New(options.Files, path, &ast.File{Source: place}, grammar.Options{MaxSize: options.MaxSize}, options.Cache.kept())
	}
	text, err := decompile.Text(ctx, in, inner)
	if refused := (*decompile.Error)(nil); errors.As(err, &refused) {
		if refused.Cause != nil {
			refused.Cause = &problems.Show(ctx, problems.Copy(nil, diag.List{*refused.Cause}))[0]
		}
		return "", &refusedError{&rulesjson.ParseError{Path: refused.Path, Message: refused.Message}, refused.Cause}
	}
	return string(text), err
}
