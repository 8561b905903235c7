//go:build !nonet

package main

import (
	"context"
	"slices"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/deploy/plan"
)

// hasBeside returns what tells whether a file beside the lock has a segment with a name, if the file
// can be read and has no errors.
func (a *app) hasBeside(ctx context.Context, flags deployFlags) func(file, name string) (has, known bool) {
	return func(file, name string) (has, known bool) {
		beside, err := besideLock(flags.lock, file)
		if err != nil {
			return false, false
		}
		in, err := a.file(found{name: beside, walked: true}, flags.inputFlags)
		if err != nil {
			return false, false
		}
		program, list := segc.Load(ctx, in.text, in.options(flags.maxGroups))
		return slices.ContainsFunc(program.Rules(), func(rule *segc.Rule) bool { return plan.Name(rule.Name()) == plan.Name(name) }), !list.HasErrors()
	}
}
