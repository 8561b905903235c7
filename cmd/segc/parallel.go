package main

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// inOrder does work for each of n things on all cores and hands the results to
// use one by one, first to last, as soon as they are there. The things are shared out in small
// packs: to hand one thing on takes as long as a small rule does. No more than a few packs are
// done before they are used.
func inOrder[T any](n int, work func(i int) T, use func(i int, result T)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	if workers < 2 {
		for i := range n {
			use(i, work(i))
		}
		return
	}
	const (
		packsOfEach, largest = 16, 32 // so that the last packs take all workers about as long
		ahead                = 4      // packs of each worker
	)
	size := min(max(1, n/(workers*packsOfEach)), largest)
	packs := make([]chan []T, (n+size-1)/size)
	for i := range packs {
		packs[i] = make(chan []T, 1)
	}
	var next atomic.Int64
	room := make(chan struct{}, ahead*workers)
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for {
				room <- struct{}{}
				pack := int(next.Add(1)) - 1
				if pack >= len(packs) {
					<-room
					return
				}
				first := pack * size
				results := make([]T, min(size, n-first))
				for i := range results {
					results[i] = work(first + i)
				}
				packs[pack] <- results
			}
		})
	}
	for pack := range packs {
		for i, result := range <-packs[pack] {
			use(pack*size+i, result)
		}
		<-room
	}
	group.Wait()
}
