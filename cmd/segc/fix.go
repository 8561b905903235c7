package main

import (
	"context"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// maxFixRounds bounds how often a text is checked again after its fixes: one
// fix can make the next one possible.
const maxFixRounds = 10

// applySafe applies the safe fixes of a text until there are none left. It
// returns the mended text and what there is to say about it.
func applySafe(ctx context.Context, in input, options segc.Options) (string, diag.List) {
	list := segc.Check(ctx, in.text, options)
	for range maxFixRounds {
		mended, changed := mend(in.text, in.name, list)
		if !changed {
			break
		}
		after := segc.Check(ctx, mended, options)
		if after.HasErrors() && !list.HasErrors() {
			break // a fix that breaks a text is a fault of its rule: the text stays
		}
		in.text, list = mended, after
	}
	return in.text, list
}

// mend applies the safe fixes that touch nothing but the text itself. Of fixes
// that get in each other's way, the first is applied.
func mend(text, name string, list diag.List) (string, bool) {
	var fixes []diag.Fix
	var source *ast.Source
	mended := text
	for _, d := range list {
		for _, fix := range d.Fixes {
			if !fix.Safe || d.Location.Source == nil || d.Location.Source.Name() != name {
				continue
			}
			if source == nil {
				source = d.Location.Source
			}
			next, err := diag.Apply(source, append(fixes[:len(fixes):len(fixes)], fix)...)
			if err == nil {
				fixes, mended = append(fixes, fix), next
			}
			break
		}
	}
	return mended, mended != text
}
