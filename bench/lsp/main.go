// Command lsp replays recorded sessions of an editor with `segc lsp` over pipes. It compares the processor
// time of each step, the proofs that begin and the lists of problems that are published with what the
// project aims at, and fails if there is more. Wall time is printed and never judged, beside that of the
// servers of JSON and YAML.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

func main() {
	idle := flag.Duration("idle", time.Minute, "how long the server is left alone")
	program := flag.String("segc", "", "the `PROGRAM` to measure; built if empty")
	peers := flag.Bool("peers", true, "measure the servers of JSON and YAML, too; they need Node")
	only := flag.String("only", "", "the part to measure: typing, large, many, catalog, canceled, idle or peers; all if empty")
	flag.Parse()
	if err := measure(*program, *idle, *peers, *only); err != nil {
		fmt.Fprintln(os.Stderr, "lsp:", err)
		os.Exit(1)
	}
}

func measure(program string, idle time.Duration, peers bool, only string) error {
	folder, err := os.MkdirTemp("", "segc-lsp-")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(folder) }() // nobody needs it
	if program == "" {
		program = filepath.Join(folder, "segc")
		build := exec.Command("go", "build", "-trimpath", "-o", program, "github.com/segc-lang/segc/cmd/segc")
		if out, err := build.CombinedOutput(); err != nil {
			return fmt.Errorf("%w\n%s", err, out)
		}
	}
	if program, err = filepath.Abs(program); err != nil { // it runs in other folders
		return err
	}
	if peers {
		if err := lookForPeers(); err != nil {
			return err
		}
	}
	t := table{}
	if t.texts, err = readTexts(); err != nil {
		return err
	}
	for _, part := range []struct {
		name string
		do   func(t *table, program, folder string) error
	}{
		{"typing", typing},
		{"large", largeFile},
		{"many", manyFiles},
		{"catalog", catalogOfMany},
		{"canceled", canceled},
		{"idle", func(t *table, program, folder string) error { return idling(t, program, folder, idle) }},
		{"peers", others},
	} {
		if only != "" && only != part.name || part.name == "peers" && !peers {
			continue
		}
		if err := part.do(&t, program, folder); err != nil {
			return err
		}
	}
	if len(t.wrong) > 0 {
		return fmt.Errorf("not as it is to be: %s", strings.Join(t.wrong, "; "))
	}
	return nil
}
