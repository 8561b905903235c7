package segc_test

import (
	"context"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/published"
)

// TestFormulas compiles the functions that are formulas: each becomes as small as it
// can be, and that is proved.
func TestFormulas(t *testing.T) {
	all := published.Formulas()
	if proved := publishedSizes(t, all); proved != len(all) {
		t.Errorf("%d of %d are proved", proved, len(all))
	}
}

// TestPublicFunctions compiles the collection: nearly all become as small as they can
// be, and that is proved.
func TestPublicFunctions(t *testing.T) {
	all, err := published.Collection(judges.Cases(t))
	if err != nil {
		t.Fatal(err)
	}
	if !long.Run() {
		all = all[:20]
	}
	if proved := publishedSizes(t, all); proved < len(all)-2 {
		t.Errorf("%d of %d are proved", proved, len(all))
	}
}

// publishedSizes compiles functions and counts those that are proved minimal. What is
// proved has the size that others have proved, and nothing is much larger.
func publishedSizes(t *testing.T, functions []published.Function) (proved int) {
	for _, f := range functions {
		result, list := segc.Compile(context.Background(), f.Text, segc.Options{MaxGroups: 5000})
		if result == nil {
			t.Errorf("%s: %v", f.Name, list.Err())
			continue
		}
		s := result.Stats()
		if s.Proved {
			proved++
		} else {
			t.Logf("%s: %d groups, %d conditions, at least %d; the least is %d, %d (%s)",
				f.Name, s.Groups, s.Conditions, s.AtLeast, f.Groups, f.Conditions, s.Method)
		}
		switch {
		case s.Proved && (s.Groups != f.Groups || s.Conditions != f.Conditions):
			t.Errorf("%s: %v, but the least is %d groups, %d conditions", f.Name, s, f.Groups, f.Conditions)
		case s.Groups < f.Groups, s.AtLeast > f.Groups, s.Groups == f.Groups && s.Conditions < f.Conditions:
			t.Errorf("%s: %v, which is less than the least: %d groups, %d conditions", f.Name, s, f.Groups, f.Conditions)
		case float64(s.Groups) > 1.05*float64(f.Groups), float64(s.Conditions) > 1.05*float64(f.Conditions):
			t.Errorf("%s: %v is too far from %d groups, %d conditions", f.Name, s, f.Groups, f.Conditions)
		case f.Espresso > 0 && s.Groups > f.Espresso:
			t.Errorf("%s: %d groups, espresso finds %d", f.Name, s.Groups, f.Espresso)
		}
	}
	t.Logf("%d of %d are proved", proved, len(functions))
	return proved
}
