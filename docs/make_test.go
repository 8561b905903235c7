package docs_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestMakeRulesAreRun checks that the make rules with depfiles are those that a script
// runs on several days.
func TestMakeRulesAreRun(t *testing.T) {
	script := read(t, filepath.Join(root, "cmd", "segc", "testdata", "script", "depfile_make.txtar"))
	found := 0
	for _, path := range documents(t) {
		for _, b := range readDocument(t, path).blocks {
			if b.tag() != "make" || !strings.Contains(b.content, "--depfile") {
				continue
			}
			found++
			if !strings.Contains(script, "\n-- rules.mk --\n"+b.content+"-- ") {
				t.Errorf("%s, line %d: the script depfile_make runs other rules", path, b.line)
			}
		}
	}
	if found == 0 {
		t.Error("no page has such rules")
	}
}
