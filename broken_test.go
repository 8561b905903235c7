package segc_test

import (
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

// TestBrokenStatementsAreSaidOnce has statements that are cut short, with names that are
// used, given twice, or of no type yet. That they are not complete is all that is said.
func TestBrokenStatementsAreSaidOnce(t *testing.T) {
	for _, text := range []string{
		"let a =\nwhere a",
		"let a =\nlet a = opened\nwhere a",
		"let a = opened\nlet a",
		"list vip =\nwhere list in (vip)",
		"list vip =\nlist vip = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nwhere list in (vip)",
		"isp gmail\nwhere isp = gmail",
		"campaign welcome =\nwhere opened from campaigns (welcome)",
		"field plan\nwhere plan = \"pro\"",
		"field plan:\nwhere plan = \"pro\" and other = 1",
		"field plan: text not\nwhere plan = 1 and other = 1",
		"segment \"A\" color",
		"segment \"A\" color\nsegment \"A\"\nwhere opened",
		"segment \"\" id \"x\" lists nobody,\nwhere opened",
		"require nobody because\nwhere opened",
		"require clicked because\nwhere opened",
	} {
		list := segc.Check(t.Context(), text, segc.Options{})
		if len(list) != 1 || list[0].Code != diag.SyntaxError {
			t.Errorf("%q: %v", text, list)
		}
	}
}
