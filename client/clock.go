package client

import (
	"context"
	"time"
)

// Clock is the time that a Client keeps. Tests give one that does not wait.
type Clock interface {
	Now() time.Time
	// Sleep waits, or returns the context's error as soon as it has ended.
	Sleep(ctx context.Context, d time.Duration) error
}

// MachineClock returns the clock of this machine, which a Client keeps unless it
// is given another one.
func MachineClock() Clock { return machineClock{} }

type machineClock struct{}

func (machineClock) Now() time.Time { return time.Now() }

func (machineClock) Sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
