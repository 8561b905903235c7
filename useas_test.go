package segc_test

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// TestImpliedFilesAreUsedByParts checks that a file that every text uses without saying so is
// used by a file whose rule is a part, too: its names are there, and its guards hold for the rule.
func TestImpliedFilesAreUsedByParts(t *testing.T) {
	t.Parallel()
	const policy = "require status = \"subscribed\"\nisp gmail = 1\nlet active = opened in last 30d\nparam lately: days = 60d\n"
	for _, c := range []struct {
		name, part string
		code       diag.Code // "" for a document
	}{
		{"keeps the guard", "status = \"subscribed\" and isp in (gmail) and active and bounced in last lately", ""},
		{"breaks the guard", "isp in (gmail)", diag.GuardFails},
		{"trusts itself", "field plan: text not null\nrequire plan is not null\nwhere status = \"subscribed\" and plan != \"a\"", diag.GuardFails},
		{"names it again", "isp gmail = 2\nwhere status = \"subscribed\" and isp in (gmail)", diag.DuplicateName},
		{"uses it", "use \"policy.seg\"\nwhere status = \"subscribed\" and active", ""},
		{"takes it", "use \"policy.seg\" as p\nwhere p", diag.NothingToUse},
		{"leads back", "use \"main.seg\" as p\nwhere p", diag.UseCycle},
	} {
		options := segc.Options{
			Path: "main.seg", Use: []string{"policy.seg"}, Params: map[string]string{"lately": "7d"},
			Files: segc.Files{"policy.seg": policy, "x.seg": c.part},
		}
		result, list := segc.Compile(t.Context(), "use \"x.seg\" as x\nwhere status = \"subscribed\" and not x and clicked in last lately", options)
		switch {
		case c.code == "" && result == nil, c.code != "" && !hasCode(list, c.code):
			t.Errorf("a part that %s: %v", c.name, list)
		case c.name == "keeps the guard" && strings.Count(string(result.Compact()), `"days":7}`) < 2:
			t.Errorf("a param is not what is given, in the part or in the rule: %s", result.Compact())
		}
	}
}

// TestUsedFilesAreFiles checks that the files of a program are those whose rules it uses, too, and
// that it knows no names of theirs.
func TestUsedFilesAreFiles(t *testing.T) {
	t.Parallel()
	program, list := segc.Load(t.Context(), "use \"a.seg\" as a\nuse \"cat.seg\"\nwhere a", segc.Options{
		Name: "main.seg", Files: segc.Files{"a.seg": "use \"b.seg\" as b\nuse \"cat.seg\"\nwhere b", "b.seg": "param days_b: days = 3d\nlet c = opened in last days_b\nwhere c", "cat.seg": "isp gmail = 1"},
	})
	if list.HasErrors() {
		t.Fatal(list)
	}
	var files, names []string
	for _, f := range program.Files() {
		files = append(files, f.Source.Name())
	}
	for n := range program.Names() {
		if n.Definition.Source != nil {
			names = append(names, string(n.Kind)+" "+n.Text)
		}
	}
	if got := strings.Join(files, " "); got != "main.seg cat.seg a.seg b.seg" {
		t.Errorf("the files are %s", got)
	}
	if got := strings.Join(names, ", "); got != "part a, isp gmail" {
		t.Errorf("the names are %s", got)
	}
}
