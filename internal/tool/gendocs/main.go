// Command gendocs writes the reference of the diagnostics to the file that is
// named on its command line. `make generate` runs it.
//
// It has no words of its own: package diag has the pages.
package main

import (
	"bytes"
	"log"
	"os"

	"github.com/segc-lang/segc/internal/report"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: gendocs FILE")
	}
	var page bytes.Buffer
	if err := report.WriteReference(&page); err != nil {
		log.Fatal(err)
	}
	if err := os.WriteFile(os.Args[1], page.Bytes(), 0o644); err != nil {
		log.Fatal(err)
	}
}
