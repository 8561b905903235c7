package compiler_test

import (
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/compiler"
)

// TestFoldedPartsHaveNoSay checks that a condition beside something that holds for nobody,
// or for everybody, does not count among those that a column is compared with: the rule
// says the same without it, and so the same is certain of it. Here it would make the
// type of a column uncertain.
func TestFoldedPartsHaveNoSay(t *testing.T) {
	for _, c := range []struct {
		text string
		want diag.Code // of the error
	}{
		{"where plan between 0.10 and 0", diag.NeverTrue},
		{"where plan contains \"\" and bounced between 2 and 0 or plan between 0.10 and 0", diag.NeverTrue},
		{"where (plan = \"x\" or opened >= 0) and plan between 0.10 and 0", diag.NeverTrue},
		{"where not (plan = \"x\" and opened >= 0 and opened < 0) and plan between 0.10 and 0", diag.NeverTrue},
		{"let none = plan = \"x\" and opened between 2 and 0\nwhere none or plan between 0.10 and 0", diag.NeverTrue},
		{"let some = plan = \"x\" or opened >= 0\nwhere some and plan between 0.10 and 0", diag.NeverTrue},
		{"where plan = \"x\" or plan between 0.10 and 0", ""},
		// A guard reads its names anew, and does have a say.
		{"let none = plan = \"x\" and opened between 2 and 0\nrequire none or age > 2\nwhere none or age > 3", ""},
		{"let none = plan = \"x\" and opened between 2 and 0\nrequire none or age > 4\nwhere none or age > 3", diag.GuardFails},
		{"let p = plan = \"x\"\nrequire p or age > 2\nwhere p and opened between 2 and 0 or age > 3", ""},
		{"let p = plan = \"x\"\nrequire p\nwhere p and opened between 2 and 0 or age > 3", diag.GuardFails},
		{"let p = plan = \"x\"\nrequire not p\nwhere p and opened between 2 and 0 or plan = \"y\"", ""},
	} {
		file, list := grammar.Parse(ast.NewSource("rule.seg", c.text), grammar.Options{})
		if len(list) > 0 {
			t.Fatalf("%s\n%v", c.text, list)
		}
		_, _, list = compiler.Compile(t.Context(), file, compiler.Options{})
		var got diag.Code
		for _, d := range list {
			if d.Severity == diag.Error {
				got += d.Code
			}
		}
		if got != c.want {
			t.Errorf("%s\n%q, not %q: %v", c.text, got, c.want, list)
		}
	}
}

// TestPartsOfGuardsStay checks that nothing is said of a part of a name that a guard uses
// too, even where conditions of the rule are folded away: the guard may need it.
func TestPartsOfGuardsStay(t *testing.T) {
	for guard, want := range map[string]int{"age > 0": 1, "p": 0, "not not p": 0, "age > 0 or not p": 0} {
		file, _ := grammar.Parse(ast.NewSource("rule.seg", "let p = age > 2 and age > 1\nrequire "+guard+"\nwhere p or plan = \"x\" and opened between 2 and 0"), grammar.Options{})
		_, _, list := compiler.Compile(t.Context(), file, compiler.Options{})
		got := 0
		for _, d := range list {
			if d.Code == diag.RedundantPart {
				got++
			}
		}
		if got != want || list.HasErrors() {
			t.Errorf("require %s: %v", guard, list)
		}
	}
}
