package report

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
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
	var report librarySuites
	if err := xml.Unmarshal([]byte(b.String()), &report); err != nil {
		t.Fatal(err)
	}
	var want libraryCounts
	skipped := 0
	for _, s := range report.Suites {
		skipped += s.Skipped
		for _, c := range s.Cases {
			want.Tests++
			if c.Failure != nil {
				want.Failures++
			}
			if c.Skipped != nil {
				skipped--
			}
		}
	}
	if report.libraryCounts != want || want.Failures != reported().Count(diag.Error) || skipped != 0 {
		t.Errorf("the report counts %+v; it has %+v, and %d more skipped", report.libraryCounts, want, skipped)
	}
}

// TestWriteJUnitOfControls checks that no text of a rule makes a report that XML
// does not allow.
func TestWriteJUnitOfControls(t *testing.T) {
	source := ast.NewSource("\x00\xff.seg", "a\x01b")
	var b strings.Builder
	list := diag.List{{Code: diag.UnknownName, Message: "\x01\xff]]><&\"\n", Location: at(source, "a")}}
	if err := WriteJUnit(&b, list, []string{"\x00\xff.seg"}); err != nil {
		t.Fatal(err)
	}
	var report librarySuites
	if err := xml.Unmarshal([]byte(b.String()), &report); err != nil {
		t.Errorf("%v\n%s", err, b.String())
	}
}

// TestUnread checks that every report says what could not be read, no matter what
// its name contains.
func TestUnread(t *testing.T) {
	unread := []diag.Unread{
		{File: "./segments/a\n::b,c.seg", Message: "cannot read it: \u202e\n::stop"},
		{Message: "give a file"},
	}
	for _, c := range []struct {
		write func(w io.Writer, unread ...diag.Unread) error
		want  []string
	}{
		{func(w io.Writer, unread ...diag.Unread) error { return WriteGitHub(w, nil, unread...) }, []string{
			"::error file=segments/a%0A%3A%3Ab%2Cc.seg,title=segc::cannot read it: \ufffd%0A::stop\n", "::error title=segc::give a file\n",
		}},
		{func(w io.Writer, unread ...diag.Unread) error {
			return WriteJUnit(w, nil, []string{"fine.seg"}, unread...)
		}, []string{
			`tests="3" failures="0" errors="2">`, `<error type="error" message="cannot read it: `, `" classname="fine.seg"`, `<error type="error" message="give a file">`,
		}},
		{func(w io.Writer, unread ...diag.Unread) error { return WriteSARIF(w, nil, "1.2.3", unread...) }, []string{
			`"executionSuccessful": false`, `"uri": "segments/a%0A::b,c.seg"`, `"text": "Give a file."`, `"results": []`,
		}},
		{func(w io.Writer, unread ...diag.Unread) error { return WriteGitLab(w, nil, unread...) }, []string{
			`"path": "segments/a\n::b,c.seg"`, `"severity": "blocker"`, `"description": "give a file"`,
		}},
	} {
		var b, none strings.Builder
		if err := errors.Join(c.write(&b, unread...), c.write(&none)); err != nil {
			t.Fatal(err)
		}
		for _, want := range c.want {
			if !strings.Contains(b.String(), want) {
				t.Errorf("there is no %s in\n%s", want, b.String())
			}
		}
		if strings.Contains(b.String(), "\u202e") || strings.Contains(b.String(), "\n::stop") || strings.Contains(none.String(), "invocations") || strings.Contains(none.String(), "<error") {
			t.Errorf("%s%s", b.String(), none.String())
		}
	}
}
