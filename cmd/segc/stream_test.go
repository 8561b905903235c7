package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestOneWayOut checks that no file of the command writes past the console, and that
// only those that make all of it printable first write colors or workflow
// commands.
func TestOneWayOut(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, way := range []struct {
			pattern string
			may     []string
		}{
			{`os\.Std(out|err)|fmt\.Print|\bprintln?\(`, []string{"main.go", "man.go"}},
			{`\.Painted\(\)`, []string{"report.go", "watch.go"}},
			{`\.Commands\(\)\S`, []string{"check.go", "fmt.go"}},
			{`\\x1b|\\033|\\u001b`, []string{"watch.go"}},
		} {
			if found := regexp.MustCompile(way.pattern).Find(text); found != nil && !slices.Contains(way.may, name) {
				t.Errorf("%s has %s, which is for %s", name, found, strings.Join(way.may, " and "))
			}
		}
	}
}
