package compiler

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/engine"
)

// joined joins n conditions.
func joined(n int, by, format string, at func(i int) []any) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = fmt.Sprintf(format, at(i)...)
	}
	return strings.Join(parts, by)
}

// TestGuardsShareABudget checks that hundreds of guards look at no more
// conditions than one may.
func TestGuardsShareABudget(t *testing.T) {
	var text strings.Builder
	for i := range 200 {
		fmt.Fprintf(&text, "require opened >= %d in last %dd or x%d is null\n", i+2, i+1, i%7)
	}
	text.WriteString("where " + joined(100, " or ", "clicked >= %d in last %dd", func(i int) []any { return []any{100 - i, i + 1} }))
	file, list := grammar.Parse(ast.NewSource("rule.seg", text.String()), grammar.Options{})
	if list.HasErrors() {
		t.Fatal(list)
	}
	_, result, _ := Compile(context.Background(), file, Options{})
	if result.Judged == 0 || result.Judged > engine.DefaultJudged {
		t.Errorf("%d conditions were looked at, and %d allowed", result.Judged, engine.DefaultJudged)
	}
}

// TestUnprovedGuards checks that a rule that is not known to get
// past its guard is not said to.
func TestUnprovedGuards(t *testing.T) {
	for text, want := range map[string]diag.Code{
		// A value cannot be on a day and before and after it, however days and times compare.
		"require born = 2026-05-01 or born < 2026-05-01 or born > 2026-05-01 or born is null or born = 2026-05-01T10:00:00Z\nwhere born < 2026-06-01 or born > 2026-01-01": "",
		"field d: date\nrequire d >= 2026-05-01T00:00:00Z or d < 2026-05-01\nwhere d < 2026-04-01 and opened":                                                              "",
		"field extra: any\nrequire extra <= 5 or extra > 1 or extra is null or extra != 3\nwhere extra > 0 or extra < 3":                                                   diag.GuardUndecided,
		// Whether the text "1" is the number 1 is not documented.
		"field d: any\nrequire d = 1\nwhere d = \"1\"":           diag.GuardUndecided,
		"field d: any\nrequire d = true\nwhere d = \"true\"":     diag.GuardUndecided,
		"field d: any\nrequire d contains \"1\"\nwhere d = 1":    diag.GuardUndecided,
		"field d: any\nrequire d = \"a\"\nwhere d = \"b\"":       diag.GuardFails,
		"field d: any\nrequire d = 1\nwhere opened or d = \"1\"": diag.GuardFails,
		// Here the evaluator knows somebody.
		"require born > 2026-05-01T10:00:00Z\nwhere born = 2026-05-01": diag.GuardFails,
		"require status = \"subscribed\"\nwhere plan > \"a\"":          diag.GuardFails,
	} {
		file, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
		_, _, more := Compile(context.Background(), file, Options{})
		list = append(list, more...)
		found := want == "" && !list.HasErrors()
		for _, d := range list {
			if d.Code == diag.GuardFails || d.Code == diag.GuardUndecided {
				found = d.Code == want
				t.Logf("%s\n%s: %s %v", text, d.Code, d.Message, d.Notes)
			}
		}
		if !found {
			t.Errorf("%s\nwant %s, got %v", text, want, list)
		}
	}
}
