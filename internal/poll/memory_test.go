package poll

import (
	"context"
	"errors"
	"testing"
)

// TestMemory checks that the polls of one call share its memory, that work ends
// before it holds more, that its context ends with it, and that what is given back
// can be held again.
func TestMemory(t *testing.T) {
	const most = 3000
	ctx := Within(t.Context(), most)
	a, b := New(ctx), New(ctx)
	for range 100 {
		a.Hold(1500)
		b.Hold(500) // two thirds are counted
		if ctx.Err() != nil || a.Held() != 2000 || b.Held() != 2000 {
			t.Fatal(ctx.Err(), a.Held())
		}
		a.Free(1500)
		b.FreeTo(0)
	}
	if !a.Fits(1500) || a.Fits(1501) {
		t.Error("a proof must leave a quarter")
	}
	if Within(ctx, 0) != ctx {
		t.Error("a call within a call has a memory of its own")
	}
	ended := func(p *Poll, n int) (caught bool) {
		defer func() { caught = p.Catch(recover()) }()
		p.Hold(n)
		return false
	}
	if ended(a, 2000) || !ended(b, 1) || !ended(a, 0) {
		t.Error("work does not end when the memory is used up")
	}
	var memory *MemoryError
	if !errors.As(ctx.Err(), &memory) || memory.Most != most {
		t.Errorf("the error is %v", ctx.Err())
	}
}

// TestMemoryOfNone checks what counts nothing: no Poll, and one without a memory.
func TestMemoryOfNone(t *testing.T) {
	for _, p := range []*Poll{nil, New(context.Background())} {
		p.Hold(1 << 40)
		if p.Held() != 0 || !p.Fits(1<<40) || p.Limit() != 0 {
			t.Error("it counts")
		}
	}
}
