package lint_test

import (
	"context"
	"testing"
	"testing/fstest"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestUnsettledPartsStay checks that no fix is certain that removes a part whose redundancy depends
// on what another warning asks.
func TestUnsettledPartsStay(t *testing.T) {
	notes := prose.Open(t, "unsettled")
	const mixed = "opened in last 90d or opened in last 30d and status = \"subscribed\""
	files := fstest.MapFS{
		"mixed.seg": {Data: []byte("let engaged = clicked and plan = \"a\" or clicked\n")},
	}
	for _, c := range []struct {
		name, text string
		parts      int // the warnings about parts that change nothing
		certain    int // how many of their fixes are certain
	}{
		{"what follows or", "where " + mixed, 1, 0},
		{"in parentheses", `where status = "subscribed" and (opened in last 30d or opened >= 3 in last 30d and country = "AT")`, 1, 0},
		{"beside not", `where not country = "AT" or country = "DE" and status = "subscribed"`, 1, 0},
		{"the first part", `where opened in last 30d and status = "subscribed" or opened in last 90d`, 1, 0},
		{"below not", `where status = "subscribed" and not (opened in last 90d or opened in last 30d and plan = "a")`, 1, 0},
		{"a part of and", `where plan = "a" and plan != "b" or country = "AT"`, 1, 0},
		{"beside the and", `where opened in last 90d or country = "AT" and plan = "a" or opened in last 30d`, 1, 0},
		{"a guard after the parentheses", `where (opened and status = "subscribed" or clicked and status = "subscribed") and status = "subscribed"`, 1, 0},
		{"implied by the rest of the rule", `where (opened and plan = "a" or clicked) and (opened or clicked) and status = "subscribed"`, 1, 0},
		{"a window of several events", `where status = "subscribed" and (opened or clicked in last 30d or clicked in last 7d)`, 1, 0},
		{"not of several events", `where status = "subscribed" and (not opened or clicked or clicked in last 7d)`, 1, 0},
		{"in another part of the file", "let engaged = clicked and plan = \"a\" or clicked\nwhere status = \"subscribed\" and engaged and clicked", 2, 0},
		{"in a used file", "use \"mixed.seg\"\nwhere status = \"subscribed\" and engaged and clicked", 1, 0},

		{"silenced", "# segc:ignore SEG501 as meant\nwhere " + mixed, 1, 1},
		{"with parentheses", `where opened in last 90d or (opened in last 30d and status = "subscribed")`, 1, 1},
		{"elsewhere in the rule", `where status = "subscribed" and (clicked and plan = "a" or opened) and age > 5 and age > 3`, 1, 1},
		{"elsewhere, with a name", "let engaged = clicked\nwhere engaged and clicked and (opened or plan = \"a\" and status = \"subscribed\")", 1, 1},
		{"in another rule", "segment \"a\"\nwhere clicked and plan = \"a\" or opened\nsegment \"b\"\nwhere status = \"subscribed\" and age > 5 and age > 3", 1, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			parts, certain := 0, 0
			for _, d := range segc.Check(context.Background(), c.text, segc.Options{Files: files}) {
				if d.Code != diag.RedundantPart {
					continue
				}
				parts++
				_, safe := d.Certain()
				if safe {
					certain++
				}
				if len(d.Fixes) != 1 {
					t.Errorf("%s: got %d fixes, want 1", d.Message, len(d.Fixes))
				}
				for _, note := range d.Notes {
					notes.Add(t, c.name, note)
				}
				if safe == (len(d.Notes) > 0) {
					t.Errorf("certain: %v, with notes %q", safe, d.Notes)
				}
			}
			if parts != c.parts || certain != c.certain {
				t.Errorf("got %d parts and %d certain fixes, want %d and %d", parts, certain, c.parts, c.certain)
			}
		})
	}
}
