package report

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// gitlabReport reads a report as GitLab does: every issue needs each of its members.
func gitlabReport(t *testing.T, text string) []gitlabIssue {
	t.Helper()
	var all []gitlabIssue
	reader := json.NewDecoder(strings.NewReader(text))
	reader.DisallowUnknownFields()
	if err := reader.Decode(&all); err != nil || all == nil {
		t.Fatalf("%v\n%s", err, text)
	}
	prints := map[string]bool{}
	for _, i := range all {
		if i.Description == "" || i.Check == "" || i.Fingerprint == "" || i.Location.Path == "" || i.Location.Lines.Begin < 1 || strings.HasPrefix(i.Location.Path, "./") {
			t.Errorf("%+v lacks something", i)
		}
		if i.Severity != "minor" && i.Severity != "major" && i.Severity != "blocker" {
			t.Errorf("%+v has a severity that GitLab does not know", i)
		}
		if prints[i.Fingerprint] {
			t.Errorf("%+v is not shown: another issue has its fingerprint", i)
		}
		prints[i.Fingerprint] = true
	}
	return all
}

func TestWriteGitLab(t *testing.T) {
	var b, none strings.Builder
	if err := WriteGitLab(&b, reported()); err != nil {
		t.Fatal(err)
	}
	golden(t, "report.gitlab.json", b.String())
	if all := gitlabReport(t, b.String()); len(all) != len(reported()) {
		t.Errorf("there are %d issues", len(all))
	}
	if err := WriteGitLab(&none, nil); err != nil || none.String() != "[]\n" {
		t.Errorf("%q, %v", none.String(), err)
	}
}

// TestGitLabFingerprints checks that an issue keeps its fingerprint when lines are inserted above it, and that
// issues that look the same have different ones.
func TestGitLabFingerprints(t *testing.T) {
	issues := func(text string) []gitlabIssue {
		source := ast.NewSource("./a.seg", text)
		var list diag.List
		for at := range len(text) {
			if strings.HasPrefix(text[at:], "opend") {
				list = append(list, diag.Diagnostic{Code: diag.UnknownName, Message: "unknown", Location: diag.Location{Source: source, Span: ast.Span{Start: at, End: at + 5}}})
			}
		}
		list = append(list, diag.Diagnostic{Code: diag.Internal, Message: "no place"}, diag.Diagnostic{Code: diag.Internal, Message: "no place"})
		var b strings.Builder
		if err := WriteGitLab(&b, list, diag.Unread{Message: "gone"}, diag.Unread{File: "b.seg", Message: "gone"}, diag.Unread{Message: "gone"}); err != nil {
			t.Fatal(err)
		}
		return gitlabReport(t, b.String())
	}
	before, after := issues("opend or opend\nor opend"), issues("# A comment.\n\nopend or opend\nor opend")
	if len(before) != 8 || len(after) != 8 {
		t.Fatalf("%d and %d issues", len(before), len(after))
	}
	for i := range before {
		if before[i].Fingerprint != after[i].Fingerprint {
			t.Errorf("%+v became %+v", before[i], after[i])
		}
	}
	if before[2].Location.Lines.Begin != 2 || after[2].Location.Lines.Begin != 4 || before[0].Location.Path != "a.seg" || before[3].Location.Path != "." {
		t.Errorf("the places are wrong: %+v", before)
	}
}
