// Package polltest counts how often work looks at its context, which shows without
// a clock that the work would end soon after it. It is for tests, and never ends
// anything itself.
package polltest

import "context"

// Looks is a context that counts how often it is looked at.
type Looks struct {
	context.Context
	Count int
}

// New returns a context that no one has looked at.
func New(ctx context.Context) *Looks { return &Looks{Context: ctx} }

// Err counts a look.
func (l *Looks) Err() error {
	l.Count++
	return l.Context.Err()
}
