package poll

import (
	"context"
	"time"
)

// Context returns a context in which a Poll goes through a function that takes a context
// to one that calls [Of]. That of nil never ends.
func (p *Poll) Context() context.Context {
	if p == nil {
		return context.Background()
	}
	return (*carrier)(p)
}

// Of returns the Poll of a context. It is the one whose Context it is, and otherwise a new one that looks at it. A
// context that never ends has none, and nil has none. The caller that gets a new one has to catch its end; the
// Poll of another caller unwinds the work up to that caller.
func Of(ctx context.Context) (p *Poll, isNew bool) {
	if c, ok := ctx.(*carrier); ok {
		return (*Poll)(c), false
	}
	if ctx == nil || ctx == context.Background() {
		return nil, false
	}
	return New(ctx), true
}

// Given returns a context, and one that never ends for nil, which public calls take.
func Given(ctx context.Context) context.Context {
	if ctx == nil {
		return context.Background()
	}
	return ctx
}

// carrier is a Poll as a context. It is the context of the Poll, so that a context that
// is derived from it ends too.
type carrier Poll

// Deadline implements context.Context.
func (c *carrier) Deadline() (time.Time, bool) { return c.ctx.Deadline() }

// Done implements context.Context.
func (c *carrier) Done() <-chan struct{} { return c.ctx.Done() }

// Err implements context.Context.
func (c *carrier) Err() error { return c.ctx.Err() }

// Value implements context.Context.
func (c *carrier) Value(key any) any { return c.ctx.Value(key) }
