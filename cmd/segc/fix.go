package main

import (
	"context"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/fixing"
)

// applyCertain applies the certain fixes of a text until there are none left.
func applyCertain(ctx context.Context, in input, options segc.Options) fixing.Corrected {
	return fixing.Apply(ctx, in.name, in.text, func(text string) fixing.Checked {
		program, _ := segc.Load(ctx, text, options)
		results, list := program.Check(ctx)
		return checkedText{results, list}
	})
}

// checkedText is a text that was checked.
type checkedText struct {
	results []*segc.Result // nil if the rule has errors
	list    diag.List
}

// List implements fixing.Checked.
func (c checkedText) List() diag.List { return c.list }

// Documents implements fixing.Checked.
func (c checkedText) Documents() [][]byte {
	documents := make([][]byte, len(c.results))
	for i, result := range c.results {
		documents[i] = result.Compact()
	}
	return documents
}

// Same implements fixing.Checked.
func (c checkedText) Same(ctx context.Context, after fixing.Checked, rule int) bool {
	difference, err := segc.Diff(ctx, c.results[rule], after.(checkedText).results[rule])
	return err == nil && difference.Verdict == segc.Same
}
