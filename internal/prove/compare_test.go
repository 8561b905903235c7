package prove_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/prove"
)

// sideOf compiles a rule for a comparison.
func sideOf(t *testing.T, text string) *prove.Side {
	t.Helper()
	file, list := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
	program, _, more := compiler.Compile(t.Context(), file, compiler.Options{})
	if list = append(list, more...); list.HasErrors() {
		t.Fatalf("%.80s: %v", text, list)
	}
	return program.Side(poll.New(t.Context()), 0)
}

// joined joins n conditions.
func joined(n int, by, format string, at func(i int) []any) string {
	parts := make([]string, n)
	for i := range parts {
		parts[i] = fmt.Sprintf(format, at(i)...)
	}
	return strings.Join(parts, by)
}

// TestLargeCountsAreCompared checks that counts of any size are compared as small
// ones are, with a contact.
func TestLargeCountsAreCompared(t *testing.T) {
	for _, c := range []struct {
		old, new string
		want     prove.Verdict
	}{
		{"opened >= 1000000", "opened >= 1000001", prove.Narrower},
		{"opened >= 2147483645 in last 30d", "opened >= 2147483646 in last 30d", prove.Narrower},
		{"opened = 100001 or clicked", "clicked", prove.Narrower},
		{"opened <= 500000 in last 7d", "opened <= 500001 in last 7d", prove.Wider},
		{"opened >= 300000 in last 7d", "opened >= 300000 in last 30d", prove.Wider},
		{"opened >= 300000 from campaigns (12)", "opened >= 300001 except campaigns (12)", prove.Overlapping},
		{"bounced >= 1000000", "bounced < 1000000", prove.Disjoint},
	} {
		comparison, err := prove.Compare(t.Context(), sideOf(t, c.old), sideOf(t, c.new))
		if err != nil || comparison.Verdict != c.want {
			t.Errorf("%s, %s: %+v, %v", c.old, c.new, comparison, err)
			continue
		}
		for _, e := range []*prove.Example{comparison.Enters, comparison.Leaves} {
			if e != nil && (e.Unshown || len(e.Facts) == 0) {
				t.Errorf("%s, %s: no contact is shown: %+v", c.old, c.new, e)
			}
		}
	}
}

// TestContactsAreFoundWithinTheBudget checks that no search for a contact looks
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
			comparison, err := prove.CompareWithin(old, new, limits)
			if err != nil {
				continue
			}
			if comparison.Judged > most {
				t.Errorf("%s: %d conditions were looked at, and %d allowed", name, comparison.Judged, most)
			}
			for _, e := range []*prove.Example{comparison.Enters, comparison.Leaves} {
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
	comparison, err := prove.CompareWithin(sideOf(t, "opened >= 3"), sideOf(t, "opened >= 4"), limits)
	if err != nil || comparison.Verdict != prove.Narrower || comparison.Leaves == nil || !comparison.Leaves.Unshown {
		t.Errorf("%+v, %v", comparison, err)
	}
	// The order of texts is not certain: a verdict needs a contact.
	if comparison, err := prove.CompareWithin(sideOf(t, "plan > \"b\""), sideOf(t, "plan > \"b\" or plan > \"a\""), limits); !errors.Is(err, prove.ErrNobody) {
		t.Errorf("%+v, %v", comparison, err)
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
	_, err := prove.CompareWithin(old, sideOf(t, "opened"), limits)
	var limit *logic.LimitError
	if !errors.Is(err, prove.ErrUndecided) || !errors.As(err, &limit) || limit.Spent > limit.Max+limit.Max/10 || limit.Max != limits.Logic.Operations {
		t.Errorf("the error is %v, with the limit %+v", err, limit)
	}
}
