package segc

import (
	"context"
	"fmt"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/format"
	"github.com/segc-lang/segc/internal/loading"
	"github.com/segc-lang/segc/internal/poll"
)

// FormatOptions say how to format. The zero value gives the usual style.
type FormatOptions struct {
	Name    string // what diagnostics call the text; "rule.seg" if empty
	Width   int    // of lines, in columns; 100 if 0 or less
	MaxSize int    // bytes of the text, before and after; 1 MiB if 0 or less
}

// Format returns a text in the usual style. Comments stay, and it compiles to the same
// document. Names, values and other files are not looked at. If the list has an error, the
// text is returned as it is.
func Format(ctx context.Context, text string, options FormatOptions) (formatted string, list diag.List) {
	if options.Name == "" {
		options.Name = "rule.seg"
	}
	if options.MaxSize <= 0 {
		options.MaxSize = grammar.MaxSize
	}
	source := ast.NewSource(options.Name, text)
	defer func() {
		if fault := recover(); fault != nil {
			formatted = text
			list = append(list, loading.Faulty(source, fault)...)
		}
	}()
	ctx = poll.Within(ctx, 0)
	file, list := grammar.Parse(source, grammar.Options{MaxSize: options.MaxSize, Context: ctx})
	if ended := compiler.Interrupted(ctx, file); ended != nil {
		return text, ended
	}
	if list.HasErrors() {
		return text, list
	}
	result, ended := formatWithin(ctx, file, options.Width)
	if ended {
		return text, compiler.Interrupted(ctx, file)
	}
	if len(result) > options.MaxSize {
		return text, append(list, diag.Diagnostic{
			Code: diag.TooLarge, Location: diag.Location{Source: source},
			Message: fmt.Sprintf("formatted, this text would have %d bytes; the limit is %d", len(result), options.MaxSize),
			Notes:   []string{"divide the file, or name parts of the rule with `let`, which makes them less deep"},
		})
	}
	return string(result), list
}

// formatWithin formats a file, and reports whether the context ended that.
func formatWithin(ctx context.Context, file *ast.File, width int) (result []byte, ended bool) {
	p := poll.New(ctx)
	defer func() {
		if p.Catch(recover()) {
			result, ended = nil, true
		}
	}()
	return format.FormatWithin(p, file, width), false
}
