package edges

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/test/judged"
)

// TestWhatIsKnownIsSo checks that what is known from before is what the tree says if all of it is
// followed, and what each condition says if it is asked.
func TestWhatIsKnownIsSo(t *testing.T) {
	text := "let p = (age > 3 or opened >= 2 in last 7d) and not plan = \"a\"\nwhere p and seats > 1 or not p and (seats < 5 or city is null)"
	for i := range 12 {
		text += fmt.Sprintf("\n  or age = %d and not opened >= %d in last 7d and (plan = \"p%d\" or seats > %d)", i, i%4, i, i)
	}
	names, source := judged.Source(t, text)
	random := rand.New(rand.NewPCG(18, 3))
	c := newChecker(nil, names, source, &condition.Table{}, readings(contact.Reading{}))
	said := strings.Builder{}
	for range 3000 {
		i := int32(random.IntN(len(source.Conditions)))
		parts, of := c.partsOf(i), &c.subjects[c.subjectOf[i]]
		try := &parts[random.IntN(len(parts))]
		c.turn, c.tries = c.turn+1, c.tries+1
		for range 4 {
			for k := of.first; k >= 0; k = c.nextIn[k] {
				if got, want := c.saysOnce(of, k, try), c.says(k, try); got != want {
					t.Fatalf("condition %d says %v of %+v, not %v", k, got, try.Part, want)
				}
			}
		}
		c.apply(c.subjectOf[i], try)
		reading := random.IntN(2)
		c.allCurrent(reading)
		c.answers[reading] = c.source(reading)
		want := c.follow(make([]bool, len(source.Nodes)), reading, 0)
		if c.answers[reading] != want {
			t.Fatalf("the tree says %v of %+v, not %v", !want, c.contact(), want)
		}
		fmt.Fprint(&said, want)
	}
	if n := strings.Count(said.String(), "true"); n < 300 || n > 2700 {
		t.Errorf("%d of 3000 contacts match", n)
	}
}

// TestSatisfied checks that a subject gets a part that suits all its conditions, if one of their
// own parts does.
func TestSatisfied(t *testing.T) {
	text := "where opened >= 1 in last 7d and a = 1"
	for i := range 9 {
		text += fmt.Sprintf(" or opened >= %d in last 7d and a = %d and age >= %d", i%4, i, i%3)
	}
	names, source := judged.Source(t, text)
	c := newChecker(nil, names, source, &condition.Table{}, readings(contact.Reading{}))
	c.maxWork = mostWork
	for i := range int32(len(source.Conditions)) {
		s := c.subjectOf[i]
		of, parts := &c.subjects[s], c.partsOf(i)
		for p := range parts {
			c.begin(s)
			c.turn, of.needs = c.turn+1, -1
			for k := of.first; k >= 0; k = c.nextIn[k] {
				c.demand(k, c.says(k, &parts[p]))
			}
			c.satisfy(s)
			c.current(of, 0)
			for k := of.first; k >= 0; k = c.nextIn[k] {
				if c.holds[0][k] != c.need.of[k] {
					t.Fatalf("condition %d says %v of %+v", k, c.holds[0][k], of.now.Part)
				}
			}
		}
	}
}
