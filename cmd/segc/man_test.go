package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/tool/genman"
)

// TestManualPages checks that every command has a page, and that the formatter of
// such pages has nothing against them.
func TestManualPages(t *testing.T) {
	t.Parallel()
	root := (&app{}).root()
	pages := genman.Pages(root, "1.2.3", time.Unix(1700000000, 0))
	if want := len(verbs(root)) + 1; len(pages) < want {
		t.Errorf("%d pages for %d commands", len(pages), want)
	}
	for _, page := range pages {
		if !strings.Contains(page.Text, ".SH EXAMPLES\n") && page.Name != "segc-catalog.1" {
			t.Errorf("%s has no examples", page.Name)
		}
	}
	groff := judges.Tool(t, "groff", "groff")
	for i, page := range pages {
		if !sampled(i, 3) {
			continue
		}
		name := filepath.Join(t.TempDir(), page.Name)
		if err := os.WriteFile(name, []byte(page.Text), 0o666); err != nil {
			t.Fatal(err)
		}
		run := exec.Command(groff, "-man", "-Tutf8", "-ww", "-z", name)
		if out, err := run.CombinedOutput(); err != nil || len(out) > 0 {
			t.Errorf("%s: %v\n%s", page.Name, err, out)
		}
	}
}
