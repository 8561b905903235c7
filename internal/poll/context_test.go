package poll

import (
	"context"
	"errors"
	"testing"
)

// TestContext checks that the context of a Poll returns that Poll, and that other
// contexts get one that ends with them.
func TestContext(t *testing.T) {
	ctx, cancel := context.WithCancel(Within(t.Context(), 3000))
	p := New(ctx)
	if got, isNew := Of(p.Context()); got != p || isNew {
		t.Error("the Poll is another one")
	}
	derived, stop := context.WithCancel(p.Context())
	defer stop()
	other, isNew := Of(derived)
	if other == p || !isNew || other.Limit() != 3000 {
		t.Error("a derived context may end before the Poll, and has its memory")
	}
	cancel()
	for _, c := range []context.Context{p.Context(), derived} {
		if <-c.Done(); !errors.Is(c.Err(), context.Canceled) {
			t.Errorf("the error is %v", c.Err())
		}
	}
	if ended := func() (ended bool) {
		defer func() { ended = other.Catch(recover()) }()
		other.Step(1)
		return false
	}(); !ended {
		t.Error("the work goes on")
	}
}

// TestContextOfNone checks that no Poll is none again.
func TestContextOfNone(t *testing.T) {
	var none *Poll
	if p, isNew := Of(none.Context()); p != nil || isNew {
		t.Error(p, isNew)
	}
	if _, ends := New(t.Context()).Context().Deadline(); ends {
		t.Error("it has a deadline")
	}
}
