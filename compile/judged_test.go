package compile

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/logic"
)

// sideOf compiles a rule for a comparison.
func sideOf(t *testing.T, text string) *Side {
	t.Helper()
	file, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
	result, more := Compile(context.Background(), file, Options{})
	if list = append(list, more...); list.HasErrors() {
		t.Fatalf("%.80s: %v", text, list)
	}
	return result.Side()
}

// joined joins n conditions.
func joined(n int, by, format string, at func(i int) []any) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = fmt.Sprintf(format, at(i)...)
	}
	return strings.Join(parts, by)
}

// TestLargeCountsAreCompared holds that counts of any size are compared as small
// ones are, with a contact.
func TestLargeCountsAreCompared(t *testing.T) {
	for _, c := range []struct {
		old, new string
		want     Verdict
	}{
		{"opened >= 1000000", "opened >= 1000001", Narrower},
		{"opened >= 2147483645 in last 30d", "opened >= 2147483646 in last 30d", Narrower},
		{"opened = 100001 or clicked", "clicked", Narrower},
		{"opened <= 500000 in last 7d", "opened <= 500001 in last 7d", Wider},
		{"opened >= 300000 in last 7d", "opened >= 300000 in last 30d", Wider},
		{"opened >= 300000 from campaigns (12)", "opened >= 300001 except campaigns (12)", Overlapping},
		{"bounced >= 1000000", "bounced < 1000000", Disjoint},
	} {
		comparison, err := Compare(t.Context(), sideOf(t, c.old), sideOf(t, c.new))
		if err != nil || comparison.Verdict != c.want {
			t.Errorf("%s, %s: %+v, %v", c.old, c.new, comparison, err)
			continue
		}
		for _, e := range []*Example{comparison.Enters, comparison.Leaves} {
			if e != nil && (e.Unshown || len(e.Facts) == 0) {
				t.Errorf("%s, %s: no contact is shown: %+v", c.old, c.new, e)
			}
		}
	}
}

// TestContactsAreFoundWithinTheBudget holds that no search for a contact looks
// at more conditions than its budget has, and that a verdict which is proved
// does not fall with a contact that is not found.
func TestContactsAreFoundWithinTheBudget(t *testing.T) {
	large := func(i int) []any { return []any{2147483000 + i} }
	clash := joined(12, " or ", "(a%d = 1 and a%d != 2)", func(i int) []any { return []any{i, i + 20} })
	opaque := joined(20, " or ", "(d%[1]d = 2026-05-01 and d%[1]d > 2026-05-01T10:00:00Z)", func(i int) []any { return []any{i} })
	for name, c := range map[string]struct{ old, new string }{
		"counts":    {joined(12, " or ", "opened >= %d in last 30d", large), "opened <= 2147483646 in last 60d or x is null"},
		"many":      {joined(491, " or ", "opened >= %d in last %dd", func(i int) []any { return []any{491 - i, i + 1} }), "opened >= 3 in last 500d"},
		"readings":  {clash, clash + " or opened"},
		"opaque":    {opaque, opaque + " or (opened and clicked)"},
		"uncertain": {"extra > 1 and extra = \"a\"", "(extra > 1 and extra = \"a\" and extra < 5) or opened"},
	} {
		old, new := sideOf(t, c.old), sideOf(t, c.new)
		for _, most := range []int{engine.DefaultJudged, 100_000, 1000, 0} {
			limits := engine.DefaultLimits()
			limits.Judged = most
			comparison, err := compareWithin(old, new, limits)
			if err != nil {
				continue
			}
			if comparison.Judged > most {
				t.Errorf("%s: %d conditions were looked at, and %d allowed", name, comparison.Judged, most)
			}
			for _, e := range []*Example{comparison.Enters, comparison.Leaves} {
				if e != nil && e.Unshown && most == engine.DefaultJudged {
					t.Errorf("%s: no contact is shown", name)
				}
				if e != nil && !e.Unshown && most == 0 {
					t.Errorf("%s: a contact is shown that nobody has judged", name)
				}
			}
		}
	}
	limits := engine.DefaultLimits()
	limits.Judged = 0
	comparison, err := compareWithin(sideOf(t, "opened >= 3"), sideOf(t, "opened >= 4"), limits)
	if err != nil || comparison.Verdict != Narrower || comparison.Leaves == nil || !comparison.Leaves.Unshown {
		t.Errorf("%+v, %v", comparison, err)
	}
	// The order of texts is not certain: without a contact, there is no verdict.
	if comparison, err := compareWithin(sideOf(t, "plan > \"b\""), sideOf(t, "plan > \"b\" or plan > \"a\""), limits); !errors.Is(err, errNobody) {
		t.Errorf("%+v, %v", comparison, err)
	}
}

// TestGuardsShareABudget holds that hundreds of guards look at no more
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
	result, list := Compile(context.Background(), file, Options{})
	if result.Judged == 0 || result.Judged > engine.DefaultJudged {
		t.Errorf("%d conditions were looked at, and %d allowed", result.Judged, engine.DefaultJudged)
	}
	shown, silent := 0, 0
	for _, d := range list {
		if d.Code == diag.GuardFails && strings.HasPrefix(d.Notes[0], "for example") {
			shown++
		} else {
			silent++
		}
	}
	t.Logf("%d of %d contacts are shown for %d conditions", shown, shown+silent, result.Judged)
}

// TestUnprovedGuards checks that a rule that is not known to get
// past its guard is not said to.
func TestUnprovedGuards(t *testing.T) {
	for text, want := range map[string]diag.Code{
		// A value cannot be on a day and before and after it, however days and
		// times compare; that is not proved.
		"require born = 2026-05-01 or born < 2026-05-01 or born > 2026-05-01 or born is null or born = 2026-05-01T10:00:00Z\nwhere born < 2026-06-01 or born > 2026-01-01": diag.GuardUndecided,
		"field extra: any\nrequire extra <= 5 or extra > 1 or extra is null or extra != 3\nwhere extra > 0 or extra < 3":                                                   diag.GuardUndecided,
		"field d: date\nrequire d >= 2026-05-01T00:00:00Z or d < 2026-05-01\nwhere d < 2026-04-01 and opened":                                                              diag.GuardUndecided,
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
		_, more := Compile(context.Background(), file, Options{})
		list = append(list, more...)
		found := false
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

// TestCompareIsBounded checks that a comparison takes no more steps than its limits
// say, and that it is undecided then.
func TestCompareIsBounded(t *testing.T) {
	old := sideOf(t, joined(14, " or ", "(b%d > %d or opened >= %d in last %dd from campaigns (%d))", func(i int) []any {
		return []any{i % 9, i, i%7 + 1, i + 1, i}
	}))
	limits := engine.DefaultLimits()
	limits.Logic.Operations = 20_000
	_, err := compareWithin(old, sideOf(t, "opened"), limits)
	var limit *logic.LimitError
	if !errors.Is(err, ErrUndecided) || !errors.As(err, &limit) || limit.Spent > limit.Max+limit.Max/10 || limit.Max != limits.Logic.Operations {
		t.Errorf("the error is %v, with the limit %+v", err, limit)
	}
}
