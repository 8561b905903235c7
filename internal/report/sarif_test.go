package report

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

// reported is a list with all that a report can show: columns after wide characters, names that need quoting,
// related places, notes, fixes, a span over lines, and a diagnostic without a place.
func reported() diag.List {
	active := ast.NewSource("segments/für Kunden,1.seg", "# é\nwhere country = \"𝒜\" and plan = \"por\"\n  or\nisp = 1\n")
	catalog := ast.NewSource("./segments/catalog.seg", "field plan: text")
	return diag.List{
		{
			Severity: diag.Error, Code: diag.UnknownName, Message: `not "por", 100% sure: no`, Location: at(active, `"por"`),
			Related: []diag.Label{{Location: at(catalog, "plan"), Text: "declared here"}},
			Notes:   []string{"a note", "and another one\nof two lines"},
			Fixes: []diag.Fix{
				{Text: `write "pro"`, Edits: []diag.Edit{{Location: at(active, `"por"`), Text: `"pro"`}, {Location: at(catalog, "field "), Text: ""}}},
			},
		},
		{Severity: diag.Warning, Code: diag.UnknownName, Message: "twice", Location: at(active, "or\nisp")},
		{Severity: diag.Warning, Code: diag.UnknownName, Message: "twice", Location: at(active, "or\nisp")},
		{Severity: diag.Error, Code: diag.Internal, Message: "a fault"},
	}
}

// golden compares a report with a file.
func golden(t *testing.T, name, got string) {
	t.Helper()
	name = filepath.Join("testdata", name)
	if prose.Update() {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s differs (-want +got); -update rewrites it\n%s", name, diff)
	}
}

// TestWriteSARIF compares the log without the rules, which are the pages of the codes, and without the index of
// each rule.
func TestWriteSARIF(t *testing.T) {
	var b strings.Builder
	if err := WriteSARIF(&b, reported(), "v1.2.3"); err != nil {
		t.Fatal(err)
	}
	head, rest, _ := strings.Cut(b.String(), `"rules": [`)
	_, tail, _ := strings.Cut(rest, "\n          ]")
	tail = regexp.MustCompile(`"ruleIndex": [0-9]+`).ReplaceAllString(tail, `"ruleIndex": N`)
	golden(t, "report.sarif", head+`"rules": [`+tail)
}

func TestSARIFRules(t *testing.T) {
	var b strings.Builder
	list := reported()
	for _, code := range diag.Codes() {
		list = append(list, diag.Diagnostic{Code: code, Message: "m"})
	}
	if err := WriteSARIF(&b, list, ""); err != nil {
		t.Fatal(err)
	}
	var log sarifLog
	if err := json.Unmarshal([]byte(b.String()), &log); err != nil {
		t.Fatal(err)
	}
	rules := log.Runs[0].Tool.Driver.Rules
	if len(rules) != len(diag.Codes()) {
		t.Errorf("%d rules for %d codes", len(rules), len(diag.Codes()))
	}
	pages, err := os.ReadFile(filepath.FromSlash("../../docs/diagnostics.md"))
	if err != nil {
		t.Fatal(err)
	}
	names := map[string]diag.Code{}
	for _, r := range rules {
		// GitHub keeps the case of an id and looks for exactly what is after the number sign.
		page, anchor, _ := strings.Cut(r.HelpURI, "#")
		if !strings.HasSuffix(page, "/docs/diagnostics.md") || !strings.Contains(string(pages), "\n<a id=\""+anchor+"\"></a>\n## "+string(r.ID)+": ") {
			t.Errorf("%s has the address %s, which leads to no heading of its own", r.ID, r.HelpURI)
		}
		if other, twice := names[r.Name]; twice || r.Name == "" {
			t.Errorf("%s and %s have the name %q", r.ID, other, r.Name)
		}
		names[r.Name] = r.ID
		if r.FullDescription.Text == "" || !strings.HasSuffix(r.ShortDescription.Text, ".") {
			t.Errorf("%s is not described: %+v", r.ID, r)
		}
	}
	for _, r := range log.Runs[0].Results {
		if rules[r.RuleIndex].ID != r.RuleID {
			t.Errorf("%s is taken for %s", r.RuleID, rules[r.RuleIndex].ID)
		}
	}
}

func TestSARIFFingerprints(t *testing.T) {
	fingerprints := func(text string) []string {
		source := ast.NewSource("a.seg", text)
		var prints []string
		seen := map[string]int{}
		for _, part := range []string{"first", "second"} {
			prints = append(prints, fingerprint(diag.Diagnostic{Code: diag.UnknownName, Message: "m", Location: at(source, part)}, seen))
		}
		return prints
	}
	before, after := fingerprints("first second"), fingerprints("# a new line\n  first\n second")
	if diff := cmp.Diff(before, after); diff != "" {
		t.Errorf("lines that move change the fingerprints\n%s", diff)
	}
	if before[0] == before[1] {
		t.Errorf("two diagnostics have the fingerprint %s", before[0])
	}
}

func TestSemanticVersion(t *testing.T) {
	for version, want := range map[string]string{
		"1.2.3": "1.2.3", "v1.2.3-rc.1": "1.2.3-rc.1", "v0.0.0-20261124153612-97710b1c0ffe+dirty": "0.0.0-20261124153612-97710b1c0ffe+dirty",
		"": "0.0.0", "devel": "0.0.0-devel", "devel-97710b1c0ffe-dirty": "0.0.0-devel-97710b1c0ffe-dirty", "1.2": "0.0.0-1-2", "(devel)": "0.0.0-devel",
	} {
		if got := semanticVersion(version); got != want {
			t.Errorf("%q: got %q, want %q", version, got, want)
		}
	}
}

func TestFileURI(t *testing.T) {
	for name, want := range map[string]string{
		"a.seg": "a.seg", "./b/a.seg": "b/a.seg", "../a.seg": "../a.seg", "a b/100%.seg": "a%20b/100%25.seg",
		"/rules/a.seg": "file:///rules/a.seg", "<stdin>": "%3Cstdin%3E", "a:b.seg": "./a:b.seg", "C:/rules/a.seg": "file:///C:/rules/a.seg",
	} {
		if got := fileURI(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}
