package arch

import (
	"os/exec"
	"strings"
	"testing"
)

// longestPage is how many lines `go doc -all` of the root may have: people read it from
// beginning to end.
const longestPage = 518 // 45 of them are for matchers, and 43 for queries

// TestPageOfTheRootIsShort checks that the page of the root can be read from beginning to end.
// TestPlainEnglish reads the pages of all public packages.
func TestPageOfTheRootIsShort(t *testing.T) {
	if lines := strings.Count(goDoc(t, "."), "\n"); lines > longestPage {
		t.Errorf("the page of the root has %d lines; the limit is %d", lines, longestPage)
	}
}

// goDoc returns what `go doc -all` prints of a package.
func goDoc(t *testing.T, pkg string) string {
	t.Helper()
	command := exec.Command("go", "doc", "-all", "./"+pkg)
	command.Dir = root
	page, err := command.Output()
	if err != nil {
		t.Fatalf("go doc of %s: %v", pkg, err)
	}
	return string(page)
}
