package docs_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestEveryDocumentIsFound checks that the README leads to every document.
func TestEveryDocumentIsFound(t *testing.T) {
	link := regexp.MustCompile(`\]\(([^)#: ]+\.md)(#[^)]*)?\)`)
	found := map[string]bool{}
	var visit func(page string)
	visit = func(page string) {
		if found[page] {
			return
		}
		found[page] = true
		for _, match := range link.FindAllStringSubmatch(read(t, page), -1) {
			visit(filepath.Join(filepath.Dir(page), filepath.FromSlash(match[1])))
		}
	}
	visit(filepath.Join(root, "README.md"))
	for _, pattern := range []string{"docs/*.md", "bench/*.md", "*.md"} {
		pages, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(pattern)))
		if err != nil || len(pages) == 0 {
			t.Fatalf("no documents: %v", err)
		}
		for _, page := range pages {
			if !found[page] {
				t.Errorf("the README does not lead to %s", strings.TrimPrefix(page, root))
			}
		}
	}
}

// TestTour checks that the tour of deploy.md is the one that
// cmd/segc/testdata/script/tour.txtar runs against the dev-server.
func TestTour(t *testing.T) {
	_, block, found := strings.Cut(read(t, "deploy.md"), "```sh\nsegc dev-server &\n")
	block, _, _ = strings.Cut(block, "```")
	shown := regexp.MustCompile(`(?m)^segc ([^#\n]*[^# \n])`).FindAllStringSubmatch(block, -1)
	if !found || len(shown) < 8 {
		t.Fatalf("no tour, or only some of it: %q", shown)
	}
	script := read(t, filepath.Join(root, "cmd", "segc", "testdata", "script", "tour.txtar"))
	for _, command := range shown {
		line := regexp.MustCompile(`(?m)^exec segc ` + regexp.QuoteMeta(command[1]) + `$|^exits \d segc ` + regexp.QuoteMeta(command[1]) + `( --detailed-exitcode)?$`)
		at := line.FindStringIndex(script)
		if at == nil {
			t.Fatalf("after the commands before it, tour.txtar does not run `segc %s`", command[1])
		}
		script = script[at[1]:]
	}
	_, rule, _ := strings.Cut(block, "<<'RULE'\n")
	rule, _, _ = strings.Cut(rule, "RULE\n")
	if !strings.Contains(read(t, filepath.Join(root, "cmd", "segc", "testdata", "script", "tour.txtar")), "-- club.seg --\n"+rule+"-- ") {
		t.Errorf("tour.txtar begins with another rule than\n%s", rule)
	}
}
