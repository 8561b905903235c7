package arch

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestEveryPackageIsDescribed checks that the page about the architecture says
// what every package is for.
func TestEveryPackageIsDescribed(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "..", "docs", "architecture.md"))
	if err != nil {
		t.Fatal(err)
	}
	for name := range allowed() {
		if name != "." && !strings.Contains(string(page), "`"+strings.Split(name, "/internal/")[0]+"`") {
			t.Errorf("docs/architecture.md does not say what %s is for", name)
		}
	}
}
