package theory

import (
	"fmt"
	"testing"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// TestDomainsAreHeld checks that the domains of a column are counted, and that less
// is said of the column where they do not fit.
func TestDomainsAreHeld(t *testing.T) {
	atoms := make([]Atom, 7)
	for i := range atoms {
		atoms[i] = Atom{Condition: condition.Field{Column: "t", Operator: condition.HasAny, Values: []condition.Value{{Text: fmt.Sprint(i)}}}}
	}
	level := func(memory int64) (int, int64) {
		p := poll.New(poll.Within(t.Context(), memory))
		limits := DefaultLimits()
		limits.Poll = p
		least := 3
		for _, s := range Analyze(atoms, Column{Type: column.Tags}, limits) {
			least = min(least, s.Level)
		}
		return least, p.Held()
	}
	whole, held := level(64 << 20)
	if held < 100*domainBytes {
		t.Errorf("%d bytes are counted", held)
	}
	if less, _ := level(held / 2); less >= whole {
		t.Errorf("level %d with little memory, %d with enough", less, whole)
	}
}
