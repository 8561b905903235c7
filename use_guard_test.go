package segc_test

import (
	"math"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// TestGuardsHoldForEveryPath checks that a text cannot take the place of a file that
// Options.Use names, or of one that such a file uses.
func TestGuardsHoldForEveryPath(t *testing.T) {
	files := segc.Files{
		"guards.seg":       "require status = \"subscribed\"\n",
		"house/guards.seg": "use \"parts.seg\"\n",
		"house/parts.seg":  "require status = \"subscribed\"\n",
		"rule.seg":         "require status = \"subscribed\"\n",
	}
	for _, c := range []struct{ use, name, path string }{
		{"guards.seg", "guards.seg", ""},
		{"guards.seg", "./guards.seg", ""},
		{"guards.seg", "a/../guards.seg", ""},
		{"guards.seg", "", "guards.seg"},
		{"guards.seg", "", "guards.seg/"},
		{"guards.seg", "x.seg", "x/../guards.seg"},
		{"./guards.seg", "guards.seg", ""},
		{"rule.seg", "", ""},
		{"house/guards.seg", "house/guards.seg", ""},
		{"house/guards.seg", "house/parts.seg", ""},
	} {
		for _, text := range []string{
			"where status = \"unsubscribed\"\n",
			"segment \"Left\"\nwhere status = \"unsubscribed\"\n",
			"use \"guards.seg\"\nwhere status = \"unsubscribed\"\n",
			"status = \"unsubscribed\"",
		} {
			options := segc.Options{Files: files, Use: []string{c.use}, Name: c.name, Path: c.path}
			if result, list := segc.Compile(t.Context(), text, options); result != nil || !hasCode(list, diag.UseNotCatalog) {
				t.Errorf("%+v %q compiles: %v", c, text, list)
			}
		}
	}
}

// TestGuardsHoldWhenAuthorsUseThem checks that it is the same for a text whether it uses
// the files of Options.Use itself or not.
func TestGuardsHoldWhenAuthorsUseThem(t *testing.T) {
	const claim = "field plan: text not null\n"
	for _, c := range []struct {
		name, text string
		files      segc.Files
		want       diag.Code // empty for a document
		at         string    // the file of the first error
	}{
		{
			"directly", "use \"guards.seg\"\n" + claim + "where opened",
			segc.Files{"guards.seg": "require plan is not null"},
			diag.GuardFails, "rule.seg",
		},
		{
			"a file of theirs does", "use \"parts.seg\"\n" + claim + "where opened",
			segc.Files{"guards.seg": "require plan is not null", "parts.seg": "use \"guards.seg\""},
			diag.GuardFails, "rule.seg",
		},
		{
			"a file of theirs has the claim", "use \"parts.seg\"\nwhere opened",
			segc.Files{"guards.seg": "require plan is not null", "parts.seg": "use \"guards.seg\"\n" + claim},
			diag.GuardFails, "rule.seg",
		},
		{
			"the opposite of a value", "use \"guards.seg\"\n" + claim + "where plan != \"spam\"",
			segc.Files{"guards.seg": "require plan is not null"},
			diag.GuardFails, "rule.seg",
		},
		{
			"a rule that keeps the guard", "use \"guards.seg\"\n" + claim + "where plan = \"pro\"",
			segc.Files{"guards.seg": "require plan is not null"},
			"", "",
		},
		{
			"the house has the claim", "use \"catalog.seg\"\nwhere opened",
			segc.Files{"catalog.seg": claim, "guards.seg": "require plan is not null"},
			"", "",
		},
		{
			"a name of the house again", "use \"catalog.seg\"\nfield plan: any\nwhere opened",
			segc.Files{"catalog.seg": claim, "guards.seg": "require plan is not null"},
			diag.DuplicateName, "rule.seg",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			options := segc.Options{Files: c.files}
			for _, path := range []string{"catalog.seg", "guards.seg"} {
				if _, ok := c.files[path]; ok {
					options.Use = append(options.Use, path)
				}
			}
			result, list := segc.Compile(t.Context(), c.text, options)
			if (result != nil) != (c.want == "") || c.want != "" && (!hasCode(list, c.want) || list[0].Location.Source.Name() != c.at) {
				t.Errorf("compiled: %v, %v", result != nil, list)
			}
		})
	}
}

// TestGuardsHoldForEveryLimit checks that used files are read whole, or not at all.
func TestGuardsHoldForEveryLimit(t *testing.T) {
	files := segc.Files{"guards.seg": "require status = \"subscribed\"\n"}
	for _, limit := range []int{math.MinInt, -1, 0, 1, 12, 13, 100, 16 << 20, math.MaxInt32, math.MaxInt - 1, math.MaxInt} {
		options := segc.Options{Files: files, Use: []string{"guards.seg"}, MaxSize: limit}
		if result, _ := segc.Compile(t.Context(), "where opened", options); result != nil {
			t.Errorf("with a limit of %d, the guard is lost", limit)
		}
	}
}
