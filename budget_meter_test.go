package segc_test

import (
	"context"
	"runtime"
	"runtime/debug"
	runtimemetrics "runtime/metrics"
	"strings"
	"sync/atomic"
	"time"
)

// usage is what a call took.
type usage struct {
	// live is the most bytes that a garbage collection found reachable during the
	// call, beyond what was reachable before it.
	live uint64
	// heap is the most bytes of heap at one time, garbage included.
	heap uint64
	// allocated is all bytes that were allocated.
	allocated uint64
	// elapsed is the time by the clock.
	elapsed time.Duration
}

// measured measures the memory of a call. The collector runs after every few percent
// of growth, so that what it finds reachable is what the call holds.
func measured(call func()) usage {
	defer debug.SetGCPercent(debug.SetGCPercent(8))
	runtime.GC()
	runtime.GC()
	start := read()
	var live, heap atomic.Uint64
	stop, stopped := make(chan struct{}), make(chan struct{})
	look := func() {
		now := read()
		live.Store(max(live.Load(), now.live))
		heap.Store(max(heap.Load(), now.heap))
	}
	go func() {
		defer close(stopped)
		ticks := time.NewTicker(time.Millisecond)
		defer ticks.Stop()
		for {
			select {
			case <-stop:
				return
			case <-ticks.C:
				look()
			}
		}
	}()
	before := time.Now()
	call()
	elapsed := time.Since(before)
	close(stop)
	<-stopped
	look()
	end := read()
	return usage{
		live: live.Load() - min(live.Load(), start.live), heap: heap.Load() - min(heap.Load(), start.heap),
		allocated: end.allocated - start.allocated, elapsed: elapsed,
	}
}

// memory is what the runtime says of the heap.
type memory struct{ live, heap, allocated uint64 }

func read() memory {
	samples := []runtimemetrics.Sample{
		{Name: "/gc/heap/live:bytes"}, {Name: "/memory/classes/heap/objects:bytes"}, {Name: "/gc/heap/allocs:bytes"},
	}
	runtimemetrics.Read(samples)
	return memory{samples[0].Value.Uint64(), samples[1].Value.Uint64(), samples[2].Value.Uint64()}
}

// looks is a context that never ends and measures the time between two looks at
// it, in processor time of the thread where the system reports it: a call goes on
// for at most that long after a context ends. It serves one goroutine, which must
// be locked to its thread.
type looks struct {
	context.Context
	count   int
	longest time.Duration
	// within is where the call was in the middle of a gap, the longest that was
	// seen.
	within string

	last time.Duration
	wall atomic.Int64 // of the last look
	stop chan struct{}
	seen chan string
}

// newLooks returns a context that begins to measure.
func newLooks() *looks {
	l := &looks{Context: context.Background(), last: threadTime(), stop: make(chan struct{}), seen: make(chan string)}
	l.wall.Store(time.Now().UnixNano())
	go l.watch()
	return l
}

// watch notes what the call does while it does not look.
func (l *looks) watch() {
	const worth = 15 * time.Millisecond
	longest, within, noted := worth, "", int64(0)
	for {
		select {
		case <-l.stop:
			l.seen <- within
			return
		case <-time.After(2 * time.Millisecond):
		}
		last := l.wall.Load()
		if gap := time.Duration(time.Now().UnixNano() - last); gap > longest {
			if last != noted || gap > 2*longest {
				stack := make([]byte, 1<<16)
				within, noted = frames(string(stack[:runtime.Stack(stack, true)])), last
			}
			longest = gap
		}
	}
}

// frames returns the functions of the goroutine that runs the call, the inner
// ones first.
func frames(stacks string) string {
	var names []string
	for _, goroutine := range strings.Split(stacks, "\n\n") {
		if strings.Contains(goroutine, "(*looks).watch") {
			continue
		}
		for _, line := range strings.Split(goroutine, "\n") {
			if strings.HasPrefix(line, "github.com/segc-lang/segc") && len(names) < 9 {
				line = line[strings.LastIndex(line, "/")+1:]
				names = append(names, line[:max(strings.LastIndex(line, "("), 0)])
			}
		}
		if len(names) > 0 {
			break
		}
	}
	return strings.Join(names, " < ")
}

// Err implements context.Context.
func (l *looks) Err() error {
	l.look()
	return nil
}

func (l *looks) look() {
	l.count++
	l.longest = max(l.longest, threadTime()-l.last)
	l.last = threadTime()
	l.wall.Store(time.Now().UnixNano())
}

// end closes the last gap: the work has returned.
func (l *looks) end() {
	l.look()
	close(l.stop)
	l.within = <-l.seen
}
