// Package segc compiles e-mail segment rules. It is the library behind the
// command of the same name, for tools that keep rules of their own: one call
// takes the text of a rule and returns the document that the segments API
// takes as rules_json, or what is wrong with the text and how to fix it.
//
// The package never prints, never exits, reads no environment and keeps no
// state; it reads files only through Options.Files. It is safe for concurrent
// use and for hostile input: nesting, size and work are bounded.
//
//   - segc.go compiles and checks a text in one call, with options.go
//   - files.go has the files of `use` in memory
//   - program.go is a loaded text with its rules, and result.go what a rule becomes,
//     with held.go for what a result knows beside its document
//   - names.go has the names that are in scope in a program
//   - document.go makes a result of a document that is stored
//   - diff.go compares two results
//   - explain.go says in plain English what a result means, with explanation.go
//   - decompile.go writes a document as a rule
//   - catalog.go writes what a platform has as declarations, and columns.go has the types of columns
//   - format.go writes a rule in the one style of the language
//   - stats.go says how small a document is
package segc

import (
	"context"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/lint"
	"github.com/segc-lang/segc/internal/poll"
)

// Compile compiles the text of a rule.
//
// The list has everything that there is to say about the text, in the order of
// its places; when it has an error, the result is nil. Warnings come with a
// result. A context that ends, ends the work soon after: that is the only
// error then, of the code diag.Interrupted.
func Compile(ctx context.Context, text string, options Options) (*Result, diag.List) {
	ctx = poll.Within(ctx, options.MaxMemory)
	results, list := load(ctx, text, options).all(ctx, false)
	if len(results) == 0 {
		return nil, list
	}
	return results[0], list
}

// Check returns what there is to say about the text of a rule, or of a file of
// declarations for other rules: what Compile says, and beyond that what
// compiles and may not be what was meant.
func Check(ctx context.Context, text string, options Options) diag.List {
	ctx = poll.Within(ctx, options.MaxMemory)
	_, list := load(ctx, text, options).all(ctx, true)
	return list
}

// OptionalRules returns the codes of the warnings that Check gives only when
// Options.Enable asks for them.
func OptionalRules() []diag.Code { return lint.Optional() }
