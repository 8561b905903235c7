package segc_test

import (
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
)

// TestAssumptionsDoNotGetPastGuards checks that a text cannot get past the guards that a program
// gives it by what it assumes of the platform, itself or in a file that it uses, and that the
// program can assume what it likes.
func TestAssumptionsDoNotGetPastGuards(t *testing.T) {
	t.Parallel()
	const guards = "field plan: text\nrequire plan is not null\nrequire not (plan = \"Blocked\")\nrequire opened in last 30d\n"
	const rule = "plan != \"a\" and plan not in (\"blocked\", \"Blocked\") and opened in last 30d"
	for _, c := range []struct {
		name, text, guards string
		given              string // Options.Assume
		code               diag.Code
	}{
		{"nothing is assumed", "where " + rule, guards, "", diag.GuardFails},
		{"a missing value", "assume missing skip\nwhere " + rule, guards, "", diag.AssumptionRefused},
		{"after the rule", "where " + rule + "\nassume missing skip", guards, "", diag.AssumptionRefused},
		{"upper and lower case", "assume case exact\nwhere plan = \"blocked\" and opened in last 30d", guards, "", diag.AssumptionRefused},
		{"the edge of a window", "assume edge last\nwhere plan = \"b\" and opened and not opened more than 30d ago", guards, "", diag.AssumptionRefused},
		{"in a catalog", "use \"own.seg\"\nwhere " + rule, guards, "", diag.AssumptionRefused},
		{"in a part", "use \"part.seg\" as part\nwhere part and " + rule, guards, "", diag.AssumptionRefused},
		{"by the program", "where " + rule, guards, "missing=skip", ""},
		{"by the program and the text", "assume missing skip\nwhere " + rule, guards, "missing=skip", ""},
		{"against the program", "assume missing match\nwhere " + rule, guards, "missing=skip", diag.ContradictingAssumptions},
		{"by the guards", "where " + rule, "assume missing skip\n" + guards, "", ""},
		{"by the guards and a part", "use \"part.seg\" as part\nwhere part and " + rule, "assume missing skip\n" + guards, "", ""},
		{"by the guards, and something else by the text", "assume case fold\nwhere " + rule, "assume missing skip\n" + guards, "", diag.AssumptionRefused},
		{"by the guards that the text names, too", "use \"guards.seg\"\nassume missing skip\nwhere " + rule, guards, "", diag.AssumptionRefused},
		{"beside names alone", "assume missing skip\nwhere " + rule, "field plan: text\n", "", ""},
	} {
		reading, err := contact.ParseReading(c.given)
		if err != nil {
			t.Fatal(err)
		}
		result, list := segc.Compile(t.Context(), c.text, segc.Options{
			Path: "main.seg", Use: []string{"guards.seg"}, Assume: reading,
			Files: segc.Files{
				"guards.seg": c.guards, "own.seg": "assume missing skip\n",
				"part.seg": "assume missing skip\nwhere " + rule,
			},
		})
		switch {
		case c.code == "" && result == nil:
			t.Errorf("%s: %v", c.name, list)
		case c.code != "" && (result != nil || !hasCode(list, c.code)):
			t.Errorf("%s: not %s: %v", c.name, c.code, list)
		}
	}
}
