package main

import (
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
)

// TestInOrder checks that every thing is done once and used in its place, and that no more than a few
// are done before they are used.
func TestInOrder(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for _, cores := range []int{1, 2, 5} {
		runtime.GOMAXPROCS(cores)
		for _, n := range []int{0, 1, 2, 7, 33, 1000, 20_000} {
			var done atomic.Int64
			var used []int
			furthest := 0
			inOrder(n, func(i int) int {
				done.Add(1)
				return i * i
			}, func(i, square int) {
				if square != i*i {
					t.Fatalf("%d cores: %d comes with %d", cores, i, square)
				}
				used = append(used, i)
				furthest = max(furthest, int(done.Load())-len(used))
			})
			want := make([]int, n)
			for i := range want {
				want[i] = i
			}
			if !slices.Equal(used, want) || int(done.Load()) != n {
				t.Errorf("%d cores: %d of %d are used, %d done", cores, len(used), n, done.Load())
			}
			if most := 32 * 5 * cores; furthest > most {
				t.Errorf("%d cores: %d of %d are done and wait", cores, furthest, n)
			}
		}
	}
}
