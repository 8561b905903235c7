package segc_test

import (
	"context"
	"slices"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestHardRulesKeepToTheLimits compiles rules that are made to be hard: each has
// a document or a clear refusal, and the work stays within what the limits
// allow. The limits count steps, so the result does not depend on the machine.
func TestHardRulesKeepToTheLimits(t *testing.T) {
	t.Parallel()
	// The others take seconds each.
	quick := []string{"3-CNF, 12 columns", "ISPs, or of ands", "columns side by side, or of ands", "a guard of everything"}
	tried := 0
	for _, shape := range gen.Shapes() {
		if !long.Run() && !slices.Contains(quick, shape.Name) {
			continue
		}
		tried++
		t.Run(shape.Name, func(t *testing.T) {
			result, list := segc.Compile(context.Background(), shape.Text, segc.Options{})
			for _, d := range list {
				switch d.Code {
				case diag.NeverTrue, diag.AlwaysTrue, diag.TooManyGroups, diag.GuardFails, diag.GuardUndecided:
				default:
					if d.Severity == diag.Error {
						t.Errorf("%.300s", d.Error())
					}
				}
			}
			if result == nil {
				if !list.HasErrors() {
					t.Error("there is neither a document nor an error")
				}
				return
			}
			s := result.Stats()
			withinLimits(t, s)
			if groups, conditions := result.Document().Size(); groups != s.Groups || conditions != s.Conditions {
				t.Errorf("%d groups, %d conditions are not %v", groups, conditions, s)
			}
		})
	}
	if tried < len(quick) {
		t.Errorf("%d rules were tried", tried)
	}
}

// withinLimits checks that no counter is beyond its limit. Building a rule and
// minimizing it have limits of their own, and some phases a part of one more.
func withinLimits(t *testing.T, s segc.Stats) {
	t.Helper()
	for _, c := range []struct {
		name       string
		spent, max int
	}{
		{"nodes", s.Spent.Nodes, logic.DefaultNodes},
		{"operations", s.Spent.Operations, 4 * logic.DefaultOperations},
		{"primes", s.Spent.Primes, logic.DefaultPrimeEntries},
		{"branches", s.Spent.Branches, 2 * logic.DefaultBranches},
		{"steps", s.Spent.Steps, 3 * logic.DefaultSteps},
	} {
		if c.spent > c.max {
			t.Errorf("%d %s, %d are allowed", c.spent, c.name, c.max)
		}
	}
}
