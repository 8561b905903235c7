package compiler

import (
	"context"
	"errors"
	"fmt"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/poll"
)

// Interrupted returns an error when a context has ended, and else nothing. What else was
// found by then need not be true. The file is what was compiled; nil for no place.
func Interrupted(ctx context.Context, file *ast.File) diag.List {
	ended := ctx.Err()
	if ended == nil {
		return nil
	}
	var at diag.Location
	if file != nil {
		at.Source = file.Source
	}
	if memory := (*poll.MemoryError)(nil); errors.As(ended, &memory) {
		return diag.List{{
			Code: diag.TooLarge, Location: at, Message: memory.Error(), Notes: []string{memory.Advice()}, Related: longest(file),
		}}
	}
	return diag.List{{Code: diag.Interrupted, Location: at, Message: fmt.Sprintf("stopped before the work was done: %v", ended), Cause: ended}}
}

// longest returns the place of the longest condition of a file, for a rule that takes too
// much memory: that is where to begin. It returns nil if no condition is a tenth of the
// text, since then it is their number.
func longest(file *ast.File) []diag.Label {
	if file == nil {
		return nil
	}
	var most ast.Node
	var look func(n ast.Node)
	look = func(n ast.Node) {
		switch n.(type) {
		case *ast.Column, *ast.Event, *ast.Membership, *ast.ISP:
			if most == nil || size(n) > size(most) {
				most = n
			}
			return // without a look at its values
		}
		for child := range ast.Children(n) {
			look(child)
		}
	}
	for _, s := range file.Statements {
		look(s)
	}
	if most == nil || 10*size(most) < len(file.Source.Text()) {
		return nil
	}
	return []diag.Label{{
		Location: diag.Location{Source: file.Source, Span: most.Span()},
		Text:     fmt.Sprintf("this is the longest condition: it has %d bytes", size(most)),
	}}
}

func size(n ast.Node) int { return n.Span().End - n.Span().Start }
