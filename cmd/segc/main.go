//go:build !genman

// Command segc compiles e-mail segment rules: it reads .seg files and writes
// the document that the segments API takes as rules_json.
//
// Everything that touches the world is in this package: flags, files, the
// terminal, exit codes. What a rule means is in the packages beside it.
package main

import (
	"io"
	"log"
	"os"
	"runtime/debug"
)

// heapGrowth is how far the heap grows before it is collected, in per cent. A
// rule leaves much behind and little of it lives: with Go's own 100, a folder of
// rules is collected hundreds of times and takes half as long again.
const heapGrowth = 400

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(heapGrowth)
	}
	// Go's HTTP client logs what a server sends unasked, and that may be the key.
	log.SetOutput(io.Discard)
	os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}, os.Getenv))
}
