package main

import (
	"runtime"
	"sync"
)

// inOrder does work for each of n things on all cores and hands the results to
// use one by one, first to last, as soon as they are there.
func inOrder[T any](n int, work func(i int) T, use func(i int, result T)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	if workers < 2 {
		for i := range n {
			use(i, work(i))
		}
		return
	}
	results := make([]chan T, n)
	for i := range results {
		results[i] = make(chan T, 1)
	}
	next := make(chan int)
	var group sync.WaitGroup
	for range workers {
		group.Go(func() {
			for i := range next {
				results[i] <- work(i)
			}
		})
	}
	go func() {
		for i := range n {
			next <- i
		}
		close(next)
	}()
	for i := range n {
		use(i, <-results[i])
	}
	group.Wait()
}
