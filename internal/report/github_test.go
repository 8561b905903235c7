package report

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// annotation is a workflow command as the runner of GitHub reads it.
type annotation struct {
	Name, Message string
	Properties    map[string]string
}

// annotations reads workflow commands as the runner does: a command is a line, its
// properties end at a comma, and only then is what is encoded decoded.
func annotations(t *testing.T, text string) []annotation {
	t.Helper()
	message := strings.NewReplacer("%25", "%", "%0D", "\r", "%0A", "\n")
	property := strings.NewReplacer("%25", "%", "%0D", "\r", "%0A", "\n", "%3A", ":", "%2C", ",")
	var all []annotation
	for line := range strings.Lines(text) {
		head, said, found := strings.Cut(strings.TrimPrefix(strings.TrimSuffix(line, "\n"), "::"), "::")
		name, properties, _ := strings.Cut(head, " ")
		if !found || strings.ContainsRune(line, '\r') {
			t.Fatalf("%q is not a command", line)
		}
		a := annotation{name, message.Replace(said), map[string]string{}}
		for p := range strings.SplitSeq(properties, ",") {
			key, value, _ := strings.Cut(p, "=")
			a.Properties[key] = property.Replace(value)
		}
		all = append(all, a)
	}
	return all
}

// TestGitHubReadsWhatWasWritten checks that each character that has a meaning in a
// workflow command is read back in the names of files and in messages, alone and
// beside the others.
func TestGitHubReadsWhatWasWritten(t *testing.T) {
	for _, text := range []string{"%", ":", ",", "%0A", "%3A%2C", "::", "::error::x", "a=b", "a,line=7", "%25", "a: b, c % d", "%:,", "\r", "\n", "a\r\nb"} {
		source := ast.NewSource("rules/"+text+".seg", "a = 1")
		list := diag.List{{Code: "SEG101", Message: "it says " + text, Notes: []string{text}, Location: diag.Location{Source: source, Span: ast.Span{Start: 0, End: 1}}}}
		var b strings.Builder
		if err := WriteGitHub(&b, list, diag.Unread{File: text + ".seg", Message: text}); err != nil {
			t.Fatal(err)
		}
		want := []annotation{
			{"error", "it says " + text + "\n" + text, map[string]string{
				"file": "rules/" + text + ".seg", "line": "1", "col": "1", "endLine": "1", "endColumn": "2", "title": "SEG101",
			}},
			{"error", text, map[string]string{"file": text + ".seg", "title": "segc"}},
		}
		if diff := cmp.Diff(want, annotations(t, b.String())); diff != "" {
			t.Errorf("%q is read differently (-want +got):\n%s\n%s", text, diff, b.String())
		}
	}
}

// TestGitHubIsOneLine checks that the ends of lines, which begin a command, are
// encoded or shown as something else, in every place that has a text.
func TestGitHubIsOneLine(t *testing.T) {
	for _, end := range []string{"\n", "\r", "\r\n", "\u0085", "\u2028", "\v"} {
		evil := "a" + end + "::error::b"
		source := ast.NewSource(evil+".seg", "a = 1")
		at := diag.Location{Source: source, Span: ast.Span{Start: 0, End: 1}}
		list := diag.List{{Code: diag.Code(evil), Message: evil, Notes: []string{evil}, Related: []diag.Label{{Location: at, Text: evil}}, Fixes: []diag.Fix{{Text: evil}}, Location: at}}
		var b strings.Builder
		if err := WriteGitHub(&b, list, diag.Unread{File: evil, Message: evil}); err != nil {
			t.Fatal(err)
		}
		if got := annotations(t, b.String()); len(got) != 2 || strings.ContainsAny(b.String(), "\r\v\u0085\u2028") {
			t.Errorf("%q: %d commands\n%q", end, len(got), b.String())
		}
	}
}
