package docs_test

import (
	"go/version"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestReadmeIsShort checks that the README can be read in one go, and that its first sentence names
// the platform.
func TestReadmeIsShort(t *testing.T) {
	text := read(t, filepath.Join(root, "README.md"))
	if lines := strings.Count(text, "\n"); lines > 150 {
		t.Errorf("the README has %d lines, expected at most 150", lines)
	}
	first, _, _ := strings.Cut(strings.TrimPrefix(text, "# segc\n\n"), "\n\n")
	if !strings.Contains(first, "Inboxroad") || !strings.Contains(first, "rules_json") {
		t.Errorf("the first sentence does not say what segc is for: %s", first)
	}
	if n := strings.Count(text, "independent"); n != 1 {
		t.Errorf("the README says %d times that segc is independent, expected once", n)
	}
}

// TestReadmeClaimsNothing checks that the README names the Go of the module, and a release only if the
// changelog has one.
func TestReadmeClaimsNothing(t *testing.T) {
	text := read(t, filepath.Join(root, "README.md"))
	module := regexp.MustCompile(`(?m)^go (\S+)$`).FindStringSubmatch(read(t, filepath.Join(root, "go.mod")))
	if module == nil {
		t.Fatal("go.mod names no version of Go")
	}
	if want := "Go " + strings.TrimPrefix(version.Lang("go"+module[1]), "go") + " or later"; !strings.Contains(text, want) {
		t.Errorf("the README does not say %q", want)
	}
	released := regexp.MustCompile(`(?m)^## \[\d`).MatchString(read(t, filepath.Join(root, "CHANGELOG.md")))
	if unpublished := strings.Contains(text, "segc has not been released yet"); unpublished == released {
		t.Errorf("CHANGELOG.md has a release: %v; the README says that there is none: %v", released, unpublished)
	}
	ci := read(t, filepath.Join("ci.md"))
	if unpublished := strings.Contains(ci, "segc has not been released yet"); unpublished == released {
		t.Errorf("CHANGELOG.md has a release: %v; ci.md says that there is none: %v", released, unpublished)
	}
	if !released && (strings.Contains(text, "segc@") || strings.Contains(text, "/releases")) {
		t.Error("the README leads to a release, and there is none")
	}
}

// TestReadmeHasTwoCommands checks that what a new reader runs is there: it needs Go alone.
func TestReadmeHasTwoCommands(t *testing.T) {
	want := "go run ./cmd/segc compile examples/active-gmail.seg\ngo test ./...\n"
	if d := readDocument(t, filepath.Join(root, "README.md")); !slices.ContainsFunc(d.blocks, func(b block) bool { return b.content == want }) {
		t.Errorf("the README has no block with\n%s", want)
	}
}
