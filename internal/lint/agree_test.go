package lint_test

import (
	"context"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// TestAgree checks what is said of a part that changes nothing but tells what
// becomes of contacts without a value: never just to take it out.
func TestAgree(t *testing.T) {
	const missing = "contacts without a value in `age` are left out"
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
			notes += strings.Count(strings.Join(d.Notes, "\n"), missing)
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
			if d.Code == diag.RedundantPart && notes > 0 && len(c.fixed) == 1 && !strings.Contains(strings.Join(d.Notes, "\n"), missing) {
				t.Errorf("%s: compile says something else: %+v", c.rule, d)
			}
		}
	}
}
