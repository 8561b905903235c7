package embedder

import (
	"context"
	"runtime"
	"runtime/debug"
)

// places returns how many calls may work at a time. More than one for each processor
// would only take turns, and all of them together may hold half of GOMEMLIMIT: the rest
// is for garbage, the cache and the program itself.
func places() int {
	limit := debug.SetMemoryLimit(-1) // reads GOMEMLIMIT, and changes nothing
	return int(max(1, min(int64(runtime.GOMAXPROCS(0)), limit/2/maxMemory)))
}

// gate lets so many calls work at a time, and so many more wait.
type gate struct{ inside, working chan struct{} }

func newGate(places, queue int) *gate {
	return &gate{inside: make(chan struct{}, places+queue), working: make(chan struct{}, places)}
}

// do does the work once there is a place. It does nothing, and returns false, if too many
// wait already, or if the context ends before there is a place.
func (g *gate) do(ctx context.Context, work func()) bool {
	select {
	case g.inside <- struct{}{}:
		defer func() { <-g.inside }()
	default:
		return false
	}
	select {
	case g.working <- struct{}{}:
		defer func() { <-g.working }()
	case <-ctx.Done():
		return false
	}
	work()
	return true
}
