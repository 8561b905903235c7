package diag

import (
	"strings"
	"testing"
)

// TestPagesNameMemory checks that the pages of what a memory limit can cause say so.
func TestPagesNameMemory(t *testing.T) {
	for _, code := range []Code{"SEG408", "SEG602"} {
		text, err := pages.ReadFile("pages/" + string(code) + ".md")
		if err != nil || !strings.Contains(string(text), "MaxMemory") {
			t.Errorf("%s does not name the memory (%v)", code, err)
		}
	}
}
