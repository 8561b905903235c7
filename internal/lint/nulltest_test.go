package lint_test

import (
	"testing"
	"testing/fstest"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// TestNullTestsInUsedRules checks that a rule that tests a column for a missing value counts where
// it is a part of another file, and that its names are its own.
func TestNullTestsInUsedRules(t *testing.T) {
	files := fstest.MapFS{}
	for name, text := range map[string]string{
		"tests.seg":   "age is null or plan = \"pro\"",
		"direct.seg":  "let old = age is null\nwhere old and plan = \"pro\"",
		"inner.seg":   "use \"direct.seg\" as direct\nwhere direct or plan = \"team\"",
		"other.seg":   "let old = plan is null\nlet unused = age is null\nwhere old",
		"catalog.seg": "use \"tests.seg\" as tests\nlet known = tests",
		"two.seg":     "segment \"A\"\nwhere age is null\nsegment \"B\"\nwhere plan is null",
		"days.seg":    "segment \"Day {n}\" for n in (1, 2)\nwhere age is null or x = n",
	} {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	for _, c := range []struct {
		name, use string
		quiet     bool
	}{
		{"itself", `use "tests.seg" as p`, true},
		{"in a part of that file", `use "direct.seg" as p`, true},
		{"in a rule that it uses", `use "inner.seg" as p`, true},
		{"in a part that the rule does not use", `use "other.seg" as p`, false},
		{"a part of the same name", "use \"other.seg\" as p\nlet old = plan is not null", false},
		{"in a part of a catalog", "use \"catalog.seg\"\nlet p = known", true},
		{"in the segment that is used", `use "two.seg" "A" as p`, true},
		{"in another segment", `use "two.seg" "B" as p`, false},
		{"in a segment of a for", `use "days.seg" "Day 2" as p`, true},
	} {
		list := segc.Check(t.Context(), c.use+"\nwhere status = \"subscribed\" and (p or not (age > 5))", segc.Options{Name: "rule.seg", Files: files})
		if list.HasErrors() {
			t.Errorf("%s: %v", c.name, list)
			continue
		}
		if got := len(spansOf(diag.LeftOut, list)) == 0; got != c.quiet {
			t.Errorf("%s: SEG509 is left out is %v, want %v", c.name, got, c.quiet)
		}
	}
}
