// Package corpus reads the cases of testdata/compile for the tests of every
// package: each is an example of the language, and together they have one of
// everything. It is for tests only.
//
//   - corpus.go finds the cases, and archive.go reads one
//   - second.go and named.go have texts with words of the second edition of the language, and
//     tables.go those of the statement that says what a database calls things
//
// The package never compiles a case: what comes of one is for the tests that ask for it.
package corpus

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// Cases returns all cases, sorted by name.
func Cases(t testing.TB) []Case {
	t.Helper()
	folder := filepath.Join(Root(t), "testdata", "compile")
	paths, err := filepath.Glob(filepath.Join(folder, "*", "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("there are no cases in %s: %v", folder, err)
	}
	cases := make([]Case, 0, len(paths))
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		topic := filepath.Base(filepath.Dir(path))
		name := topic + "/" + strings.TrimSuffix(filepath.Base(path), ".txtar")
		cases = append(cases, Case{Name: name, Path: path, Archive: txtar.Parse(data)})
	}
	return cases
}

// Sources returns the texts of all .seg files of the corpus.
func Sources(t testing.TB) []string {
	t.Helper()
	var texts []string
	for _, c := range Cases(t) {
		for _, f := range c.Files {
			if strings.HasSuffix(f.Name, ".seg") {
				texts = append(texts, string(f.Data))
			}
		}
	}
	return texts
}

// Root returns the folder of the module.
func Root(t testing.TB) string {
	t.Helper()
	folder, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder
		}
		parent := filepath.Dir(folder)
		if parent == folder {
			t.Fatal("there is no go.mod above the working folder")
		}
		folder = parent
	}
}
