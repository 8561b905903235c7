// Package poll ends long work within a few milliseconds after its context.
//
// Every loop over more than a handful of things counts its steps on the Poll of its
// work, one for each thing or for about ten nanoseconds. Every so many steps, the
// Poll looks at the context. Once that has ended, the Poll unwinds the work with a
// panic, up to the entry of the package that made it, which [Poll.Catch]es it. So
// nothing on the way has to pass on that the work has ended, and nobody looks at
// anything half done.
//
// A Poll counts steps (poll.go) and the memory of a call (memory.go), sorts while it looks
// (sort.go), and goes through functions that take a context (context.go). It reads no
// clock, and never ends work for the number of its steps: that is for limits.
package poll

import "context"

// Every is how many steps are counted between two looks at the context: some
// tenths of a millisecond.
const Every = 1 << 14

// Poll counts the steps of one piece of work. It is not safe for concurrent use.
// A nil Poll counts nothing and never ends.
type Poll struct {
	ctx    context.Context
	left   int
	every  int
	memory *memory // of the call; nil counts none
}

// New returns a Poll that looks at a context.
func New(ctx context.Context) *Poll {
	p := &Poll{ctx: ctx, every: Every, memory: memoryOf(ctx)}
	if ctx.Value(closelyKey{}) != nil {
		p.every = 0
	}
	return p
}

type closelyKey struct{}

// Closely returns a context at which Polls look with each Step and each Hold. A
// test sees so that all of them are there.
func Closely(ctx context.Context) context.Context { return context.WithValue(ctx, closelyKey{}, true) }

// ended is what unwinds the work of a Poll.
type ended struct{ poll *Poll }

// Step counts n steps.
func (p *Poll) Step(n int) {
	if p == nil {
		return
	}
	if p.left -= n; p.left < 0 {
		p.look()
	}
}

// look is kept out of Step, which has to be cheap enough to be inlined.
//
//go:noinline
func (p *Poll) look() {
	p.left = p.every
	if p.ctx.Err() != nil {
		panic(ended{p})
	}
}

// Caught reports whether what recover returned is that the context has ended the
// work of this Poll.
func (p *Poll) Caught(recovered any) bool {
	e, ok := recovered.(ended)
	return ok && p != nil && e.poll == p
}

// Catch is Caught where the Poll was made. Any other panic goes on.
func (p *Poll) Catch(recovered any) bool {
	if recovered != nil && !p.Caught(recovered) {
		panic(recovered)
	}
	return recovered != nil
}
