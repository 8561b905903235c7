package main

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/tree"
)

// TestRefusedLinkIsQuoted checks that the name of a link, or of the folder that it
// leads out of, stays in its line.
func TestRefusedLinkIsQuoted(t *testing.T) {
	t.Parallel()
	link := &tree.LinkError{Name: "dir\n::x::", Problem: tree.Leaves}
	if said := cannotWrite("dir\n::x::/a.json", link).Error(); strings.Contains(said, "\n") || !strings.Contains(said, `"dir\n::x::" is a link`) {
		t.Error(said)
	}
	if said := folderName("dir\n::x::/"); said != `"dir\n::x::/"` {
		t.Error(said)
	}
}
