package match

import (
	"math/rand/v2"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/test/gen"
)

// TestTally counts contacts in two parts, and compares the numbers with those of the judge of trees.
func TestTally(t *testing.T) {
	text := `where first_name != "Ann" and (opened in last 7d or clicked more than 30d ago) or first_name contains "a"`
	f, names, where := lowered(t, text)
	matcher := New(f, contact.Reading{})
	var parts [2]Tally
	want := map[eval.Reading]int64{}
	source := gen.Rand(rand.New(rand.NewPCG(7, 7)))
	judge := matcher.Judge()
	for i := range 400 {
		c := gen.Contact(source)
		judge.Contact(&c, Clock{})
		matches, open := judge.Decide()
		parts[i%2].Add(matches, &open)
		all(func(at int, r eval.Reading) bool {
			holds, err := eval.Tree(names, where, c, r)
			if err != nil {
				t.Fatal(err)
			}
			if holds {
				want[r]++
			}
			return true
		})
	}
	parts[0].Join(&parts[1])
	allowed := matcher.Allowed()
	counts := parts[0].Counts(&allowed)
	seen := 0
	for i, count := range counts {
		if i > 0 && count.Contacts <= counts[i-1].Contacts {
			t.Errorf("%d comes after %d", count.Contacts, counts[i-1].Contacts)
		}
		for _, r := range count.Readings {
			if seen++; want[r] != count.Contacts {
				t.Errorf("under %q: %d contacts instead of %d", r, count.Contacts, want[r])
			}
		}
	}
	if seen != places || len(counts) < 3 {
		t.Errorf("%d numbers for %d readings", len(counts), seen)
	}
	if least, most := parts[0].Bounds(&allowed); least != counts[0].Contacts || most != counts[len(counts)-1].Contacts {
		t.Errorf("the bounds are %d and %d", least, most)
	}
}
