package segc_test

import (
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/sides"
)

// TestMaxWork checks that a limit of work is kept, and that it costs nothing but size and
// proofs: the document still says the same, and a guard that is not decided is an error.
func TestMaxWork(t *testing.T) {
	rule := pairs(5, "a# = 1", "b# > 2") + " and opened >= 1 in last 30d or status = \"subscribed\" and a1 = 1"
	full, list := segc.Compile(t.Context(), rule, segc.Options{})
	if full == nil || !full.Stats().Proved {
		t.Fatal(list)
	}
	proved, undecided := 0, 0
	for work := 1; work < 100*full.Stats().Work; work += 1 + work/3 {
		options := segc.Options{MaxWork: work}
		result, list := segc.Compile(t.Context(), rule, options)
		if result == nil {
			t.Fatalf("%d steps: %v", work, list)
		}
		s := result.Stats()
		if s.Work > work {
			t.Errorf("%d steps were allowed, and %d taken", work, s.Work)
		}
		if s.Proved {
			proved++
		}
		if s.Undecided {
			undecided++
		}
		if d, err := segc.Diff(t.Context(), full, result); err != nil || d.Verdict != segc.Same {
			t.Errorf("%d steps: %v, %v", work, d, err)
		}
		guarded, list := segc.Compile(t.Context(), "require a1 = 1 or b1 > 2 or status = \"subscribed\"\nwhere "+rule, options)
		if (guarded == nil) != s.Undecided || guarded == nil && !hasCode(list, diag.GuardUndecided) {
			t.Errorf("%d steps: a guard: %v", work, list)
		}
	}
	if proved == 0 || undecided == 0 {
		t.Errorf("%d were proved, %d undecided", proved, undecided)
	}
	if s := full.Stats(); s.Work != s.Spent.Operations+s.Spent.Branches+s.Spent.Steps || s.Verified != compile.VerifiedProven {
		t.Errorf("%+v", s)
	}
}

// TestMaxBytes checks that a document may have as many bytes as the options say, and not
// one more.
func TestMaxBytes(t *testing.T) {
	const rule = `plan in ("a", "b") or opened`
	full, _ := segc.Compile(t.Context(), rule, segc.Options{})
	size := len(sides.Compact(full)) - len("\n")
	for _, c := range []struct {
		most int
		want bool
	}{{size, true}, {size - 1, false}, {1, false}, {0, true}, {-1, true}, {1 << 40, true}} {
		result, list := segc.Compile(t.Context(), rule, segc.Options{MaxBytes: c.most})
		if (result != nil) != c.want || result == nil && !hasCode(list, diag.TooManyGroups) {
			t.Errorf("%d bytes: %v", c.most, list)
		}
	}
}
