package logic

import (
	"testing"

	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/test/polltest"
)

// TestClassesLook checks that the context is looked at while the classes of a large
// diagram are made.
func TestClassesLook(t *testing.T) {
	const pairs, least = 16, 20
	ctx := polltest.New(t.Context())
	limits := DefaultLimits()
	limits.Poll = poll.New(ctx)
	subjects := make([]Subject, 2*pairs)
	for i := range subjects {
		subjects[i] = Subject{Regions: 2, Free: true}
	}
	d := NewDiagram(subjects, limits)
	f := False
	for i := range pairs { // far from each other, so that the diagram is large
		f = d.Or(f, d.And(d.Literal(i, SetOf(2, 1)), d.Literal(pairs+i, SetOf(2, 1))))
	}
	before := ctx.Count
	d.Classes(f)
	if n := ctx.Count - before; n < least || d.Err() != nil {
		t.Errorf("%d looks: %v", n, d.Err())
	}
}
