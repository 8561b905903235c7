package docs_test

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestEveryDocumentIsFound holds that the README leads to every document.
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
