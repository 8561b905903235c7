package diag

import (
	"encoding/xml"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
)

func TestWriteGitHub(t *testing.T) {
	var b strings.Builder
	if err := WriteGitHub(&b, reported()); err != nil {
		t.Fatal(err)
	}
	golden(t, "report.github", b.String())
	for line := range strings.Lines(b.String()) {
		if !strings.HasPrefix(line, "::error ") && !strings.HasPrefix(line, "::warning ") {
			t.Errorf("%q is no command", line)
		}
	}
}

func TestWriteGitHubOfNothing(t *testing.T) {
	var b strings.Builder
	if err := WriteGitHub(&b, nil); err != nil || b.String() != "" {
		t.Errorf("%q, %v", b.String(), err)
	}
}

func TestWriteJUnit(t *testing.T) {
	var b strings.Builder
	files := []string{"segments/fine.seg", "segments/für Kunden,1.seg"}
	if err := WriteJUnit(&b, reported(), files); err != nil {
		t.Fatal(err)
	}
	golden(t, "report.junit.xml", b.String())
	var report junitSuites
	if err := xml.Unmarshal([]byte(b.String()), &report); err != nil {
		t.Fatal(err)
	}
	tests, failures := 0, 0
	for _, s := range report.Suites {
		tests += len(s.Cases)
		for _, c := range s.Cases {
			if c.Failure != nil {
				failures++
			}
		}
	}
	if report.Tests != tests || report.Failures != failures || failures != len(reported()) {
		t.Errorf("the report counts %d tests, %d failures; it has %d and %d", report.Tests, report.Failures, tests, failures)
	}
}

// TestWriteJUnitOfControls holds that no text of a rule makes a report that XML
// does not allow.
func TestWriteJUnitOfControls(t *testing.T) {
	source := ast.NewSource("\x00\xff.seg", "a\x01b")
	var b strings.Builder
	list := List{{Code: UnknownName, Message: "\x01\xff]]><&\"\n", Location: at(source, "a")}}
	if err := WriteJUnit(&b, list, []string{"\x00\xff.seg"}); err != nil {
		t.Fatal(err)
	}
	var report junitSuites
	if err := xml.Unmarshal([]byte(b.String()), &report); err != nil {
		t.Errorf("%v\n%s", err, b.String())
	}
}
