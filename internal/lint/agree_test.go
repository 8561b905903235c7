package lint_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestAgree checks what is said of a part that changes nothing but tells what
// becomes of contacts without a value: never just to remove it.
func TestAgree(t *testing.T) {
	said := prose.Open(t, "agree")
	for _, c := range []struct {
		rule  string
		fixed []string // the rule after the fix of each SEG407, "" without one
		notes int      // how many say what becomes of missing values
	}{
		{"not (age > 5 or age is null)", []string{"age <= 5"}, 1},
		{"not (age is null or age > 5)", []string{"age <= 5"}, 1},
		{"not (age between 3 and 5 or age is null)", []string{"(age < 3 or age > 5)"}, 1},
		{"not (age > 5) and age is not null", []string{"age <= 5"}, 1},
		{"age is not null and not (age > 5)", []string{"age <= 5"}, 1},
		{"age < 10 and not (age > 5)", []string{"age <= 5"}, 1},
		{"not (age > 5 or age is null or clicked)", []string{""}, 1},
		{"not (age > 5 or # a\nage is null)", []string{""}, 1},
		{"not (age > 5 or age is null or age is null)", []string{"not (age > 5 or age is null)", ""}, 1},
		{"age <= 5 and age is not null", []string{"age <= 5"}, 0},
		{"not (age > 5 or age > 7)", []string{"not (age > 5)"}, 0},
		{"not (plan = \"a\" or plan is null) and clicked", nil, 0},
	} {
		text := "status = \"subscribed\" and " + c.rule
		list := segc.Check(context.Background(), text, segc.Options{})
		var fixed []string
		notes := 0
		for _, d := range list {
			if d.Code != diag.RedundantPart {
				continue
			}
			for _, note := range d.Notes {
				if strings.Contains(note, "`age`") {
					notes++
					said.Add(t, c.rule, note)
				}
			}
			after := ""
			if len(d.Fixes) > 0 {
				var err error
				if after, err = diag.Apply(d.Location.Source, d.Fixes[0]); err != nil {
					t.Fatal(err)
				}
			}
			fixed = append(fixed, strings.TrimPrefix(after, "status = \"subscribed\" and "))
		}
		if strings.Join(fixed, ";") != strings.Join(c.fixed, ";") || len(fixed) != len(c.fixed) || notes != c.notes {
			t.Errorf("%s: got %q with %d notes, want %q with %d", c.rule, fixed, notes, c.fixed, c.notes)
		}
		_, compiled := segc.Compile(context.Background(), text, segc.Options{})
		for _, d := range compiled {
			if d.Code == diag.RedundantPart && notes > 0 && len(c.fixed) == 1 && !strings.Contains(strings.Join(d.Notes, "\n"), "`age`") {
				t.Errorf("%s: compile says something else: %+v", c.rule, d)
			}
		}
	}
}

// TestAgreeThroughNames checks the same where what speaks of missing values is a
// part with a name, or in one: the part is not offered to be taken out, and the
// `not` over it gets no warning.
func TestAgreeThroughNames(t *testing.T) {
	for _, rule := range []string{
		"let x = a is null\nwhere not (a > 1 or x)",
		"let x = a is null or b is null\nwhere not (a > 1 or x)",
		"let y = a is null\nlet x = y\nwhere not (x or a > 1)",
		"let x = a > 1 or a is null\nwhere not x",
	} {
		list := segc.Check(context.Background(), rule+" and status = \"subscribed\"", segc.Options{})
		redundant := 0
		for _, d := range list {
			switch d.Code {
			case diag.RedundantPart:
				redundant++
				if len(d.Fixes) > 0 && slices.ContainsFunc(d.Fixes[0].Edits, func(e diag.Edit) bool { return e.Text == "" }) {
					t.Errorf("%q: %s", rule, d.Fixes[0].Text)
				}
			case diag.LeftOut:
				t.Errorf("%q: %s", rule, d.Message)
			}
		}
		if redundant == 0 {
			t.Errorf("%q: no part is redundant, so nothing was tested: %v", rule, list)
		}
	}
}

// TestRequiredValues checks that no warning suggests letting in contacts that a `require`
// excludes.
func TestRequiredValues(t *testing.T) {
	for guard, warned := range map[string]bool{
		"require a is not null": false, "require (a >= 0) and b is not null": false, "require b is not null and (a >= 0)": false,
		"require b is not null": true, "require a is not null or b is not null": true, "require b != 5": true,
	} {
		rule := guard + "\nwhere (not (a > 1) and a >= 0 or a > 0) and b = 1 and status = \"subscribed\""
		list := segc.Check(context.Background(), rule, segc.Options{})
		if list.HasErrors() {
			t.Errorf("%s: %v", guard, list)
		}
		rule = strings.Replace(rule, "and a >= 0 or a > 0", "or a > 0", 1)
		got := false
		for _, d := range segc.Check(context.Background(), strings.Replace(rule, "where", "let x = b = 1\nwhere x and", 1), segc.Options{}) {
			got = got || d.Code == diag.LeftOut
		}
		if got != warned {
			t.Errorf("%s: %v, want %v", guard, got, warned)
		}
	}
}
