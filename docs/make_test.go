package docs_test

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestMakeRulesAreRun checks that the make rules with depfiles are those that a script
// runs on several days, and those for a param the ones that a script runs with several values.
func TestMakeRulesAreRun(t *testing.T) {
	scripts := filepath.Join(root, "cmd", "segc", "testdata", "script")
	days, values := read(t, filepath.Join(scripts, "depfile_make.txtar")), read(t, filepath.Join(scripts, "depfile_make_set.txtar"))
	found, cleaned := 0, false
	for _, path := range documents(t) {
		for _, b := range readDocument(t, path).blocks {
			if b.tag() == "make" && strings.Contains(b.content, "clean:") {
				cleaned = true
				if !strings.Contains(days, "\n-- clean.mk --\n"+b.content+"-- ") {
					t.Errorf("%s, line %d: the script depfile_make runs another rule", path, b.line)
				}
			}
			if b.tag() != "make" || !strings.Contains(b.content, "--deps") {
				continue
			}
			found++
			rules := "\n-- rules.mk --\n" + b.content + "-- "
			switch {
			case strings.Contains(b.content, "--set"):
				if !strings.Contains(values, "\n-- set.mk --\n"+b.content+"-- ") {
					t.Errorf("%s, line %d: the script depfile_make_set runs other rules", path, b.line)
				}
			case !strings.Contains(days, rules) || !strings.Contains(values, rules):
				t.Errorf("%s, line %d: the scripts depfile_make and depfile_make_set run other rules", path, b.line)
			}
		}
	}
	if !cleaned {
		t.Error("no page says how to remove the documents of rules that are gone")
	}
	if found == 0 {
		t.Error("no page has such rules")
	}
}
