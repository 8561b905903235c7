//go:build !genman

package main

import (
	"io"
	"log"
	"os"
	"runtime/debug"
)

// heapGrowth is how far the heap grows before it is collected, in percent.
// Compiling a rule allocates much, and little of it survives: with Go's own 100,
// a folder of rules is collected hundreds of times and takes half as long again.
const heapGrowth = 400

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	// Go's HTTP client logs what a server sends unasked, and that may be the key.
	log.SetOutput(io.Discard)
	os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}, os.Getenv))
}
