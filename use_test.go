package segc_test

import (
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/refusal"
)

// TestImpliedFiles checks texts that use a catalog and guards without saying so.
func TestImpliedFiles(t *testing.T) {
	files := fstest.MapFS{
		"catalog.seg":       {Data: []byte("field plan: choice(\"free\", \"pro\")\nisp gmail = 1\nlet paying = plan = \"pro\"\n")},
		"house/guards.seg":  {Data: []byte("use \"../catalog.seg\"\nrequire status = \"subscribed\"\n")},
		"teams/a/parts.seg": {Data: []byte("let mine = opened\n")},
		"rule.seg":          {Data: []byte("where paying")},
		"broken.seg":        {Data: []byte("let a =\n")},
	}
	for _, c := range []struct {
		name, path, text string
		use              []string
		want             string // what is said; empty for a document
	}{
		{"a catalog", "teams/a/x.seg", `where paying and isp = gmail and status = "subscribed"`, []string{"catalog.seg"}, ""},
		{"guards hold", "teams/a/x.seg", `where paying`, []string{"house/guards.seg"}, "1:7 SEG601"},
		{"guards are kept", "teams/a/x.seg", `where paying and status = "subscribed"`, []string{"house/guards.seg"}, ""},
		{"the text says so, too", "teams/a/x.seg", "use \"../../catalog.seg\"\nwhere paying", []string{"catalog.seg", "catalog.seg"}, ""},
		{"other files beside them", "teams/a/x.seg", "use \"parts.seg\"\nwhere paying and mine", []string{"catalog.seg"}, ""},
		{"an author cannot redefine a part", "x.seg", "let paying = opened\nwhere paying", []string{"catalog.seg"}, "1:5 SEG203"},
		{"nor a column", "x.seg", "field plan: any\nwhere plan = \"x\"", []string{"catalog.seg"}, "1:7 SEG203"},
		{"columns are known", "x.seg", `where plam = "pro"`, []string{"catalog.seg"}, "1:7 SEG202"},
		{"a file that is not there", "x.seg", "where opened", []string{"none.seg"}, "1:1 SEG207"},
		{"a file outside", "x.seg", "where opened", []string{"../up.seg"}, "1:1 SEG206"},
		{"a file with a rule", "x.seg", "where opened", []string{"rule.seg"}, "1:1 SEG208"},
		{"a file with errors", "x.seg", "where opened", []string{"broken.seg"}, "SEG101"},
		{"no path", "x.seg", "where opened", []string{""}, "1:1 SEG207"},
	} {
		t.Run(c.name, func(t *testing.T) {
			options := segc.Options{Name: "x.seg", Files: files, Path: c.path, Use: c.use}
			result, list := segc.Compile(t.Context(), c.text, options)
			said := refusal.Of(slices.DeleteFunc(list, func(d diag.Diagnostic) bool { return d.Severity != diag.Error }))
			missing := c.name == "a file that is not there"
			if (result != nil) != (c.want == "") || !strings.Contains(said, c.want) || missing && !strings.Contains(said, c.use[0]) {
				t.Errorf("got %v\n%s", result != nil, said)
			}
		})
	}
	// An author cannot prove a guard by a claim about a column.
	for _, guard := range []string{"plan is not null", `not plan = "spam"`, "plan is not null and age >= 18"} {
		claims := segc.Files{"guards.seg": "require " + guard, "parts.seg": "field plan: text not null\nfield age: number not null"}
		for _, text := range []string{"field plan: text not null\nfield age: number not null\nwhere opened", "use \"parts.seg\"\nwhere opened"} {
			if _, list := segc.Compile(t.Context(), text, segc.Options{Files: claims, Use: []string{"guards.seg"}}); !hasCode(list, diag.GuardFails) {
				t.Errorf("%s\n%s\n%v", guard, text, list)
			}
		}
	}
	// The house may claim it, and without guards an author may, too.
	believed := segc.Files{"guards.seg": "field plan: text not null\nrequire plan is not null", "catalog.seg": "isp gmail = 1"}
	for text, use := range map[string]string{"where opened": "guards.seg", "field plan: text not null\nwhere plan = \"a\" or plan != \"a\" and opened": "catalog.seg"} {
		if result, list := segc.Compile(t.Context(), text, segc.Options{Files: believed, Use: []string{use}}); result == nil {
			t.Errorf("%s: %v", text, list)
		}
	}
	// A file may be checked that others use without saying so.
	for _, path := range []string{"catalog.seg", "house/guards.seg"} {
		options := segc.Options{Path: path, Files: files, Use: []string{"house/guards.seg", "catalog.seg"}}
		if list := segc.Check(t.Context(), string(files[path].Data), options); list.HasErrors() {
			t.Errorf("%s: %v", path, list)
		}
	}
	if _, list := segc.Compile(t.Context(), "opened", segc.Options{Use: []string{"catalog.seg"}}); !strings.Contains(refusal.Of(list), "SEG206") {
		t.Errorf("without files: %v", list)
	}
}
