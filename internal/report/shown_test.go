package report

import (
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/prose"
)

// linesOf returns a diagnostic for each line of a file, of the severities in turn.
func linesOf(file string, n int, severities ...diag.Severity) diag.List {
	source := ast.NewSource(file, strings.Repeat("x = 1\n", n))
	var list diag.List
	for i := range n {
		list = append(list, diag.Diagnostic{
			Severity: severities[i%len(severities)], Code: diag.UnknownName, Message: fmt.Sprintf("problem %d", i),
			Location: diag.Location{Source: source, Span: ast.Span{Start: 6 * i, End: 6*i + 1}},
		})
	}
	return list
}

// left is how many diagnostics of a file are left out.
type left struct {
	file             string
	errors, warnings int
}

func TestAtMost200OfAFile(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "left-out")
	for _, c := range []struct {
		name           string
		list           diag.List
		errors, warned int // that are shown
		more           []left
	}{
		{"few", linesOf("a.seg", 200, diag.Error), 200, 0, nil},
		{"one more", linesOf("a.seg", 201, diag.Warning), 0, 200, []left{{"a.seg", 0, 1}}},
		{"errors first", linesOf("a.seg", 250, diag.Warning, diag.Error), 125, 75, []left{{"a.seg", 0, 50}}},
		{"more errors than fit", linesOf("a.seg", 600, diag.Warning, diag.Error, diag.Error), 200, 0, []left{{"a.seg", 200, 200}}},
		{"two files", append(linesOf("a.seg", 300, diag.Error), linesOf("b.seg", 7, diag.Warning)...), 200, 7, []left{{"a.seg", 100, 0}}},
		{"two files with more", append(linesOf("a.seg", 300, diag.Error), linesOf("b.seg", 202, diag.Warning)...), 200, 200, []left{{"a.seg", 100, 0}, {"b.seg", 0, 2}}},
		{"a name that two sources have", append(linesOf("a.seg", 150, diag.Error), linesOf("a.seg", 150, diag.Error)...), 200, 0, []left{{"a.seg", 100, 0}}},
		{"no file", slices.Repeat(diag.List{{Code: diag.Internal, Message: "a fault"}}, 300), 200, 0, []left{{"", 100, 0}}},
	} {
		r := c.list.Shown()
		if r.List.Count(diag.Error) != c.errors || r.List.Count(diag.Warning) != c.warned {
			t.Errorf("%s: %d errors and %d warnings are shown of %d and %d", c.name, r.List.Count(diag.Error), r.List.Count(diag.Warning), c.list.Count(diag.Error), c.list.Count(diag.Warning))
		}
		var more []left
		var said []string
		for _, l := range r.More {
			more = append(more, left{l.File, l.Errors, l.Warnings})
			said = append(said, l.String())
		}
		if !slices.Equal(more, c.more) {
			t.Errorf("%s: %v, not %v", c.name, more, c.more)
		}
		messages.Add(t, c.name, strings.Join(said, "\n"))
		checkReports(t, c.name, c.list, c.errors, c.warned, said)
	}
}

// checkReports reads every format as its readers do.
func checkReports(t *testing.T, name string, list diag.List, failed, warned int, more []string) {
	t.Helper()
	text, github, junit, sarif, gitlab := &strings.Builder{}, &strings.Builder{}, &strings.Builder{}, &strings.Builder{}, &strings.Builder{}
	var data strings.Builder
	for _, err := range []error{
		diag.WriteText(text, list, diag.Style{}), diag.WriteJSON(&data, list), WriteGitHub(github, list), WriteJUnit(junit, list, nil), WriteSARIF(sarif, list, "1.0.0"), WriteGitLab(gitlab, list),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := strings.Count(text.String(), "[SEG"); got != failed+warned {
		t.Errorf("%s: the text has %d", name, got)
	}
	var report jsonReport
	if err := json.Unmarshal([]byte(data.String()), &report); err != nil || len(report.Diagnostics) != failed+warned || len(report.More) != len(more) || report.Errors != list.Count(diag.Error) {
		t.Errorf("%s: the JSON has %d diagnostics: %v", name, len(report.Diagnostics), err)
	}
	if got := strings.Count(github.String(), "\n"); got != failed+warned+len(more) {
		t.Errorf("%s: there are %d commands", name, got)
	}
	if got := len(gitlabReport(t, gitlab.String())); got != failed+warned+len(more) {
		t.Errorf("%s: GitLab has %d issues", name, got)
	}
	var suites librarySuites
	if err := xml.Unmarshal([]byte(junit.String()), &suites); err != nil || suites.Tests != failed+warned+len(more) {
		t.Errorf("%s: JUnit has %d tests: %v", name, suites.Tests, err)
	}
	var log sarifLog
	if err := json.Unmarshal([]byte(sarif.String()), &log); err != nil || len(log.Runs[0].Results) != failed+warned+len(more) {
		t.Errorf("%s: SARIF has %d results: %v", name, len(log.Runs[0].Results), err)
	}
	for _, r := range log.Runs[0].Results {
		if rule := log.Runs[0].Tool.Driver.Rules[r.RuleIndex]; rule.ID != r.RuleID {
			t.Errorf("%s: a result of %s has the rule %s", name, r.RuleID, rule.ID)
		}
	}
	for _, words := range more {
		for format, got := range map[string]string{
			"text": text.String(), "JSON": data.String(), "GitHub": github.String(), "JUnit": junit.String(), "SARIF": sarif.String(), "GitLab": gitlab.String(),
		} {
			if !strings.Contains(got, words) && !(format == "SARIF" && strings.Contains(got, sentence(words))) {
				t.Errorf("%s: %s does not say %q", name, format, words)
			}
		}
	}
}

// TestShownInOrder checks that what is kept is in the order of the list, and that the
// count of a file follows its last diagnostic.
func TestShownInOrder(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	list := append(linesOf("a.seg", 250, diag.Warning, diag.Error), linesOf("b.seg", 2, diag.Error)...)
	if err := diag.WriteText(&b, list, diag.Style{}); err != nil {
		t.Fatal(err)
	}
	last := -1
	for line := range strings.Lines(b.String()) {
		var n int
		_, after, found := strings.Cut(line, ": problem ")
		if _, err := fmt.Sscan(after, &n); !found || err != nil || !strings.HasPrefix(line, "a.seg") {
			continue
		}
		if n <= last {
			t.Fatalf("problem %d follows problem %d", n, last)
		}
		last = n
	}
	before, after, found := strings.Cut(b.String(), "\na.seg: "+list.Shown().More[0].String()+"\n\n")
	if !found || strings.Contains(before, "b.seg") || strings.Contains(after, "a.seg") {
		t.Errorf("the count is not after its file:\n%s", b.String())
	}
}

// TestALongLine checks what is written about a line of a megabyte with as many
// problems as it can have: in all formats together no more than 100 KB beside the
// rules of SARIF, which are the same for every log.
func TestALongLine(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{"plan = 1 or ", "é=ü or ", "\t五=\u0301 or "} {
		source := ast.NewSource("long.seg", strings.Repeat(unit, long.Of(1<<17, 1<<20)/len(unit)))
		var list diag.List
		for start := 0; start+len(unit) < len(source.Text()); start += len(unit) {
			at := diag.Location{Source: source, Span: ast.Span{Start: start, End: start + 4}}
			list = append(list, diag.Diagnostic{
				Severity: diag.Severity(start / len(unit) % 2), Code: diag.WrongValue, Message: "`plan` is text, and 1 is a number", Location: at,
				Related: []diag.Label{{Location: at, Text: "declared here"}}, Notes: []string{"text values need quotes"}, Fixes: []diag.Fix{{Text: `write "1"`, Edits: []diag.Edit{{Location: at, Text: `"1"`}}}},
			})
		}
		total := 0
		for name, write := range writers() {
			var b, none strings.Builder
			if err := write(&b, list); err != nil {
				t.Fatal(err)
			}
			if err := write(&none, nil); err != nil {
				t.Fatal(err)
			}
			if !utf8.ValidString(b.String()) {
				t.Errorf("%s is not UTF-8", name)
			}
			more := list.Shown().More[0].String()
			if !strings.Contains(b.String(), more) && !strings.Contains(b.String(), sentence(more)) {
				t.Errorf("%s does not say how many more there are", name)
			}
			total += b.Len() - none.Len()
			t.Logf("%q: %s has %d bytes", unit, name, b.Len())
		}
		if total > 100_000 {
			t.Errorf("%q: there are %d bytes", unit, total)
		}
	}
}

func writers() map[string]func(io.Writer, diag.List) error {
	return map[string]func(io.Writer, diag.List) error{
		"text":   func(w io.Writer, l diag.List) error { return diag.WriteText(w, l, diag.Style{}) },
		"json":   func(w io.Writer, l diag.List) error { return diag.WriteJSON(w, l) },
		"sarif":  func(w io.Writer, l diag.List) error { return WriteSARIF(w, l, "v1.0.0") },
		"github": func(w io.Writer, l diag.List) error { return WriteGitHub(w, l) },
		"gitlab": func(w io.Writer, l diag.List) error { return WriteGitLab(w, l) },
		"junit":  func(w io.Writer, l diag.List) error { return WriteJUnit(w, l, nil) },
	}
}

// TestOneDiagnosticIsBounded checks a diagnostic whose every part is long.
func TestOneDiagnosticIsBounded(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "left-out-notes")
	long := strings.Repeat("ü\\u202e##[add-mask]e\n::stop-commands::x ", 50_000)
	source := ast.NewSource("a.seg", long)
	at := diag.Location{Source: source, Span: ast.Span{Start: 0, End: len(long)}}
	list := diag.List{{
		Code: diag.UnknownName, Message: long, Location: at, Notes: slices.Repeat([]string{long}, 500),
		Related: slices.Repeat([]diag.Label{{Location: at, Text: long}}, 500),
		Fixes:   slices.Repeat([]diag.Fix{{Text: long, Edits: []diag.Edit{{Location: at, Text: long}}}}, 500),
	}}
	list[0].Fixes = append([]diag.Fix{{Text: "many", Edits: slices.Repeat([]diag.Edit{{Location: at, Text: ""}}, 50_000)}}, list[0].Fixes...)
	for name, write := range writers() {
		var b, none strings.Builder
		if err := write(&b, list); err != nil {
			t.Fatal(err)
		}
		if err := write(&none, nil); err != nil {
			t.Fatal(err)
		}
		if size := b.Len() - none.Len(); size > 600_000 {
			t.Errorf("%s has %d bytes", name, size)
		}
		if name != "text" && name != "github" && inert.Commands([]byte(b.String())) {
			t.Errorf("%s has a command", name)
		}
		if name == "github" && strings.Count(b.String(), "\n") != 1 {
			t.Errorf("there are %d commands", strings.Count(b.String(), "\n"))
		}
	}
	d := list.Shown().List[0]
	for i, note := range d.Notes[len(d.Notes)-2:] {
		if !prose.Names(note, "480") {
			t.Errorf("the notes end in %.40q", note)
		}
		messages.Add(t, []string{"notes", "places"}[i], note)
	}
	for _, fix := range d.Fixes {
		if fix.Edits != nil {
			t.Error("a fix has a part of its edits")
		}
	}
	if len(list[0].Notes) != 500 || list[0].Message != long {
		t.Error("the list was changed")
	}
}

// TestWhatIsShownIsText checks that what is cut is still text in every format.
func TestWhatIsShownIsText(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		evil := strings.Repeat(anyText().Draw(t, "text")+" ", 300)
		source := ast.NewSource(anyText().Draw(t, "name"), strings.Repeat(evil[:min(len(evil), 500)], 8))
		var list diag.List
		for i := range 202 {
			list = append(list, diag.Diagnostic{Code: diag.UnknownName, Message: fmt.Sprint(i), Location: diag.Location{Source: source}})
			if i%40 == 0 {
				list[i].Location.Span = ast.Span{Start: 7 * i, End: 8 * i}
				list[i].Message, list[i].Notes, list[i].Fixes = evil, []string{evil}, []diag.Fix{{Text: evil}}
			}
		}
		for name, write := range writers() {
			var b strings.Builder
			if err := write(&b, list); err != nil {
				t.Fatal(err)
			}
			for i, r := range b.String() {
				if r != '\n' && (r < ' ' || inert.Hidden(b.String(), i)) {
					t.Fatalf("%s has %U", name, r)
				}
			}
			if name != "text" && name != "github" && inert.Commands([]byte(b.String())) {
				t.Fatalf("%s has a command", name)
			}
			if name == "github" {
				for line := range strings.Lines(b.String()) {
					if !strings.HasPrefix(line, "::error ") {
						t.Fatalf("there is another command: %.200q", line)
					}
				}
			}
		}
	})
}
