package docs_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestPromisesAreTested checks that every promise of SECURITY.md names the tests
// that enforce it, and that these exist.
func TestPromisesAreTested(t *testing.T) {
	_, text, found := strings.Cut(read(t, filepath.Join(root, "SECURITY.md")), "\n## Promises\n")
	text, _, _ = strings.Cut(text, "\n## ")
	promises := regexp.MustCompile(`(?m)^\d+\. `).Split(text, -1)[1:]
	if !found || len(promises) != 10 {
		t.Fatalf("SECURITY.md has %d promises, expected 10", len(promises))
	}
	named := regexp.MustCompile("`((?:Test|Fuzz)\\w+)`(?:\\s+\\(`([^`]+)`\\))?|`(make [\\w-]+)`")
	for i, promise := range promises {
		matches := named.FindAllStringSubmatch(promise, -1)
		if len(matches) == 0 && !strings.Contains(strings.Join(strings.Fields(promise), " "), "No test can enforce this one.") {
			t.Errorf("promise %d names no test:\n%s", i+1, promise)
		}
		for _, m := range matches {
			name, there := m[3], false
			switch {
			case name != "":
				there = strings.Contains(read(t, filepath.Join(root, "Makefile")), "\n"+strings.TrimPrefix(name, "make ")+":")
			case m[2] == "":
				t.Errorf("promise %d: the folder of %s is missing", i+1, m[1])
				continue
			default:
				name, there = m[2]+": "+m[1], isTest(t, m[2], m[1])
			}
			if !there {
				t.Errorf("promise %d: there is no %s", i+1, name)
			}
		}
	}
}

// isTest reports whether a folder has a test of that name.
func isTest(t *testing.T, folder, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(folder), "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	declaration := regexp.MustCompile(`(?m)^func ` + regexp.QuoteMeta(name) + `\(`)
	return slices.ContainsFunc(files, func(file string) bool {
		text, err := os.ReadFile(file)
		return err == nil && declaration.Match(text)
	})
}
