package poll

import (
	"context"
	"fmt"
)

// DefaultMemory is how many bytes a call may hold at a time if the caller sets no
// limit.
const DefaultMemory = 512 << 20

// MemoryError is the error of a context of [Within] whose work would hold more
// than it may.
type MemoryError struct{ Most int64 }

// Error implements error.
func (e *MemoryError) Error() string {
	return fmt.Sprintf("this needs more than %d bytes of memory", e.Most)
}

// Advice says what to do about it.
func (e *MemoryError) Advice() string {
	return "divide the rule, or put long lists of values on a contact list; a program can allow more"
}

// memory is what the Polls of one call hold together. Counted is what grows with
// the input, in the sizes that it is made of. A third of what a call may hold is
// kept for what is not: values that are small or soon gone, and tables that are
// copied as they grow.
type memory struct {
	held, most int64
	limit      int64 // most is how much of it may be counted
	ended      bool
}

// within is a context with a memory. It ends when the memory is used up.
type within struct {
	context.Context
	memory memory
}

type memoryKey struct{}

// Within returns a context for one call, whose Polls together keep it within so
// many bytes; 0 or less means what the context says already, or [DefaultMemory].
// The context ends when they would hold more. Like a Poll, it is for one
// goroutine.
func Within(ctx context.Context, most int64) context.Context {
	ctx = Given(ctx)
	if most <= 0 {
		if memoryOf(ctx) != nil {
			return ctx
		}
		most = DefaultMemory
	}
	return &within{ctx, memory{most: most - most/3, limit: most}}
}

// Outside returns the context of the caller of a segc call, for code of the caller that is
// called from inside: it may use the context in several goroutines, and for calls of its
// own, which do not count toward what the call holds.
func Outside(ctx context.Context) context.Context {
	for {
		switch inner := ctx.(type) {
		case *within:
			ctx = inner.Context
		case *carrier:
			ctx = inner.ctx
		default:
			return ctx
		}
	}
}

// Err implements context.Context.
func (w *within) Err() error {
	if w.memory.ended {
		return &MemoryError{w.memory.limit}
	}
	return w.Context.Err()
}

// Value implements context.Context.
func (w *within) Value(key any) any {
	if key == (memoryKey{}) {
		return &w.memory
	}
	return w.Context.Value(key)
}

// memoryOf returns the memory of the call that a context belongs to, or nil.
func memoryOf(ctx context.Context) *memory {
	m, _ := ctx.Value(memoryKey{}).(*memory)
	return m
}

// Hold counts n bytes that the work is about to hold, before they are allocated.
// It ends the work if that is more than it may.
func (p *Poll) Hold(n int) {
	if p == nil || p.memory == nil {
		return
	}
	m := p.memory
	if m.held += int64(n); m.held > m.most {
		m.ended = true
	}
	if m.ended {
		panic(ended{p})
	}
	if p.every == 0 {
		p.look()
	}
}

// Free counts n bytes that the work no longer holds.
func (p *Poll) Free(n int) {
	if p != nil && p.memory != nil {
		p.memory.held -= int64(n)
	}
}

// Held returns how many bytes the call holds. With [Poll.FreeTo], a stage gives
// back at its end everything that it held in between.
func (p *Poll) Held() int64 {
	if p == nil || p.memory == nil {
		return 0
	}
	return p.memory.held
}

// FreeTo gives back what is held beyond a former result of Held.
func (p *Poll) FreeTo(held int64) {
	if p != nil && p.memory != nil {
		p.memory.held = min(p.memory.held, held)
	}
}

// Limit returns how many bytes the call may hold; 0 is without a limit.
func (p *Poll) Limit() int {
	if p == nil || p.memory == nil {
		return 0
	}
	return int(p.memory.limit)
}

// Fits reports whether the work could hold n more bytes and still have a quarter of
// its memory left. A proof that does not fit is abandoned for one that takes less,
// so there must be something left for that one.
func (p *Poll) Fits(n int) bool {
	return p == nil || p.memory == nil || p.memory.held+int64(n) <= p.memory.most/4*3
}
