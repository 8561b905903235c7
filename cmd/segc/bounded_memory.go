package main

import "runtime/debug"

// memoryOfAPI is how much memory a run that talks to an API takes before it collects everything
// that it can. What the client keeps of a hostile API is less.
const memoryOfAPI = 768 << 20

// leastMemory is what Go's collector gets at least: with less, it would run all the time.
const leastMemory = 16 << 20

// boundMemory lets a run that talks to an API use little more memory than it keeps: an API may
// send large answers, and most of their bytes are garbage at once.
func (a *app) boundMemory() {
	if a.getenv("GOGC") == "" {
		debug.SetGCPercent(100)
	}
	a.limitMemory(memoryOfAPI)
}

// limitMemory lets a run collect everything that it can before it takes more bytes.
func (a *app) limitMemory(bytes int64) {
	if a.getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(max(bytes, leastMemory))
	}
}
