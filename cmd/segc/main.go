//go:build !genman

// Command segc compiles e-mail segment rules: it reads .seg files and writes
// the document that the segments API takes as rules_json.
//
// Everything that touches the world is in this package: flags, files, the
// terminal, exit codes. What a rule means is in the packages beside it.
package main

import (
	"os"
)

func main() {
	os.Exit(run(os.Args[1:], streams{os.Stdin, os.Stdout, os.Stderr}, os.Getenv))
}
