package segc

import (
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

// DecompileError says why a document cannot be written as a rule.
type DecompileError struct {
	// Path is the place in the JSON text, such as any[0].all[2].operator; empty
	// when it is about all of the text.
	Path    string
	Message string // one line, no full stop

	// Start and End are the bytes of the JSON text that the path leads to.
	Start, End int

	// Cause is the error for which the compiler refuses the rule, such as a guard
	// of the catalog. It is nil if the document itself is why.
	Cause *diag.Diagnostic
}

// Error returns the path and the message.
func (e *DecompileError) Error() string {
	if e.Path == "" {
		return e.Message
	}
	return e.Path + ": " + e.Message
}

// ended returns the error of a context that has ended, or why the work has.
func ended(ctx context.Context) error {
	var memory *poll.MemoryError
	if errors.As(ctx.Err(), &memory) {
		return &DecompileError{Message: memory.Error()}
	}
	return fmt.Errorf("the work was ended before it was done: %w", ctx.Err())
}

// Decompile writes a document as the text of a rule: what the API takes as
// rules_json, the body of its create call, or a full segment as it answers.
//
// Nothing is lost: the rule was compiled, and what came out compared with the
// document. What the language cannot say is refused with a *DecompileError. A
// catalog that cannot be used is an error with its diagnostics; errors.As
// gives each of them. A context that ends, ends the work; the error wraps
// its own.
func Decompile(ctx context.Context, json []byte, options DecompileOptions) (text string, err error) {
	ctx = poll.Within(ctx, options.MaxMemory)
	p := poll.New(ctx)
	defer func() {
		switch fault := recover(); {
		case p.Caught(fault):
			text, err = "", ended(ctx)
		case fault != nil:
			text, err = "", fmt.Errorf("segc has a fault that this document shows: %v", fault)
		}
	}()
	refuse := func(path, message string, cause *diag.Diagnostic) error {
		start, end := decompile.Locate(p, json, path)
		return &DecompileError{Path: path, Message: message, Start: start, End: end, Cause: cause}
	}
	in, err := decompile.Decode(p, json)
	if err != nil {
		return "", unreadable(p, json, err)
	}
	if options.Path == "" {
		options.Path = "rule.seg"
	}
	place := ast.NewSource(options.Path, "")
	inner := decompile.Options{Use: options.Use, Place: place, Exact: options.Exact}
	if options.Files != nil {
		inner.Importer = imports.New(options.Files, options.Path, &ast.File{Source: place}, grammar.Options{}, nil)
	}
	result, err := decompile.Text(ctx, in, inner)
	if ctx.Err() != nil {
		return "", ended(ctx)
	}
	var refused *decompile.Error
	if errors.As(err, &refused) {
		return "", refuse(refused.Path, refused.Message, refused.Cause)
	}
	return string(result), err
}
