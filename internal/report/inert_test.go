package report

import (
	"encoding/json"
	"encoding/xml"
	"regexp"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/inert"
)

// hostileList is a list whose every text tries to control a terminal, a CI system
// or a reader of reports.
func hostileList() diag.List {
	const evil = "\x1b[31m\a\b\r\x7f\u0085\u009b\u202e\u2066\u2028\u200b\n::stop-commands::x\n##[add-mask]e ##vso[task.setvariable variable=a]b" +
		" ##teamcity[a] [see the fix](https://evil.example/) {0} \\"
	source := ast.NewSource("a,title=ok::b"+evil+".seg", evil)
	return diag.List{{
		Severity: diag.Error, Code: diag.UnknownName, Message: evil, Location: diag.Location{Source: source, Span: ast.Span{Start: 0, End: len(evil)}},
		Related: []diag.Label{{Location: diag.Location{Source: source, Span: ast.Span{Start: 0, End: 5}}, Text: evil}}, Notes: []string{evil},
		Fixes: []diag.Fix{{Text: evil, Edits: []diag.Edit{{Location: diag.Location{Source: source, Span: ast.Span{Start: 0, End: 5}}, Text: evil}}}},
	}}
}

// TestInert checks that no report has what a terminal or a CI system obeys.
func TestInert(t *testing.T) {
	t.Parallel()
	for name, write := range map[string]func(*strings.Builder, diag.List) error{
		"text":   func(b *strings.Builder, l diag.List) error { return diag.WriteText(b, l, diag.Style{}) },
		"json":   func(b *strings.Builder, l diag.List) error { return diag.WriteJSON(b, l) },
		"sarif":  func(b *strings.Builder, l diag.List) error { return WriteSARIF(b, l, "v1.0.0") },
		"github": func(b *strings.Builder, l diag.List) error { return WriteGitHub(b, l) },
		"gitlab": func(b *strings.Builder, l diag.List) error { return WriteGitLab(b, l) },
		"junit": func(b *strings.Builder, l diag.List) error {
			return WriteJUnit(b, l, []string{l[0].Location.Source.Name()})
		},
	} {
		var b strings.Builder
		if err := write(&b, hostileList()); err != nil {
			t.Fatal(err)
		}
		for i, r := range b.String() {
			if r != '\n' && (r < ' ' || inert.Hidden(b.String(), i)) {
				t.Errorf("%s: %U\n%s", name, r, b.String())
				break
			}
		}
		switch name {
		case "json", "sarif", "junit", "gitlab":
			if inert.Commands([]byte(b.String())) {
				t.Errorf("%s: a command\n%s", name, b.String())
			}
		case "github":
			if strings.Count(b.String(), "\n") != 1 {
				t.Errorf("the command has several lines\n%s", b.String())
			}
			command, _, _ := strings.Cut(strings.TrimPrefix(b.String(), "::"), "::")
			titles := 0
			for property := range strings.SplitSeq(strings.TrimPrefix(command, "error "), ",") {
				if strings.HasPrefix(property, "title=") {
					titles++
				}
			}
			if titles != 1 {
				t.Errorf("the name of the file adds a title: %s", b.String())
			}
		}
	}
}

// TestInertSame checks that programs read from the reports what was meant.
func TestInertSame(t *testing.T) {
	t.Parallel()
	want := hostileList()[0].Message
	var b strings.Builder
	if err := diag.WriteJSON(&b, hostileList()); err != nil {
		t.Fatal(err)
	}
	var list jsonReport
	if err := json.Unmarshal([]byte(b.String()), &list); err != nil || list.Diagnostics[0].Fixes[0].Edits[0].Text != want {
		t.Errorf("%v: %q", err, b.String())
	}
	b.Reset()
	if err := WriteJUnit(&b, hostileList(), nil); err != nil {
		t.Fatal(err)
	}
	var report librarySuites
	if err := xml.Unmarshal([]byte(b.String()), &report); err != nil || !strings.Contains(report.Suites[0].Cases[0].Failure.Message, "##[add-mask]e") {
		t.Errorf("%v: %q", err, report.Suites[0].Cases[0].Failure.Message)
	}
}

// TestSARIFMessages checks that no message string of a log has a link or a
// placeholder: these are the texts below the members that hold one, and no others.
func TestSARIFMessages(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	if err := WriteSARIF(&b, hostileList(), "v1.0.0"); err != nil {
		t.Fatal(err)
	}
	var log any
	if err := json.Unmarshal([]byte(b.String()), &log); err != nil {
		t.Fatal(err)
	}
	escaped := regexp.MustCompile(`\\[\\\[\]]|\{\{|\}\}`)
	messages := 0
	var walk func(name string, value any)
	walk = func(name string, value any) {
		switch value := value.(type) {
		case []any:
			for _, v := range value {
				walk(name, v)
			}
		case map[string]any:
			text, _ := value["text"].(string)
			switch name {
			case "message", "description", "shortDescription", "fullDescription", "help":
				messages++
				if strings.ContainsAny(escaped.ReplaceAllString(text, ""), `[]{}\`) {
					t.Errorf("%s is read as more than text: %q", name, text)
				}
			case "snippet", "insertedContent":
				if strings.Contains(text, `\[`) || strings.Contains(text, "{{") {
					t.Errorf("%s is not what stands in the file: %q", name, text)
				}
			default:
				if text != "" {
					t.Errorf("is the text of %s a message?", name)
				}
			}
			for member, v := range value {
				walk(member, v)
			}
		}
	}
	walk("", log)
	if messages < 3+3 {
		t.Errorf("there are %d messages", messages)
	}
}
