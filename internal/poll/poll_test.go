package poll

import (
	"context"
	"math/rand/v2"
	"testing"
)

// counting is a context that counts how often it is looked at, and ends after some
// looks.
type counting struct {
	context.Context
	looks, most int
}

func (c *counting) Err() error {
	if c.looks++; c.looks > c.most {
		return context.Canceled
	}
	return nil
}

// TestLooks checks that a Poll looks at its context at least once in Every steps,
// beyond the last step, no matter how large they are, and that nothing is counted
// after the context has ended.
func TestLooks(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for _, most := range []int{0, 1, 7, 300} {
		for _, size := range []int{1, 10, Every / 3, 2 * Every} {
			ctx := &counting{context.Background(), 0, most}
			steps, since := 0, 0
			func() {
				p := New(ctx)
				defer func() {
					if !p.Catch(recover()) {
						t.Error("the work did not end")
					}
				}()
				for range 1 << 24 {
					n := 1 + random.IntN(size)
					before := ctx.looks
					steps, since = steps+n, since+n
					if p.Step(n); ctx.looks > before {
						since = 0
					}
					if since > Every {
						t.Fatalf("%d steps without a look", since)
					}
				}
			}()
			if ctx.looks != most+1 || steps > (most+1)*(Every+size) {
				t.Errorf("%d looks and %d steps, where %d looks end it", ctx.looks, steps, most)
			}
		}
	}
}

// TestCatch checks that a Poll ends its own work only, and hides no fault.
func TestCatch(t *testing.T) {
	caught := func(p *Poll, f func()) (ended bool, fault any) {
		defer func() { fault = recover() }()
		func() {
			defer func() { ended = p.Catch(recover()) }()
			f()
		}()
		return ended, nil
	}
	over, cancel := context.WithCancel(context.Background())
	cancel()
	outer, inner := New(over), New(over)
	if ended, fault := caught(outer, func() {}); ended || fault != nil {
		t.Error(ended, fault)
	}
	if ended, fault := caught(outer, func() { outer.Step(1) }); !ended || fault != nil {
		t.Error(ended, fault)
	}
	if ended, fault := caught(outer, func() { inner.Step(1) }); ended || !inner.Caught(fault) {
		t.Error(ended, fault)
	}
	if ended, fault := caught(outer, func() { panic("a fault") }); ended || fault != "a fault" {
		t.Error(ended, fault)
	}
	var none *Poll
	if none.Step(1 << 30); none.Caught("a fault") {
		t.Error("nothing ended")
	}
}
