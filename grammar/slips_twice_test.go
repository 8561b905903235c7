package grammar

import (
	"slices"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// TestTwoSlips checks that a misspelled event beside a misspelled window or clause is two
// errors, one at each word, and that both fixes give the rule that was meant.
func TestTwoSlips(t *testing.T) {
	for _, test := range []struct {
		text  string
		at    []string
		fixed string
	}{
		{"where opend in lst 30d", []string{"opend", "lst"}, "where opened in last 30d"},
		{"where clikced in lsat 30 days and opened", []string{"clikced", "lsat"}, "where clicked in last 30 days and opened"},
		{"where opend in list 30d", []string{"opend", "list"}, "where opened in last 30d"},
		{"where bouncd in the lst 4w", []string{"bouncd", "lst"}, "where bounced in the last 4w"},
		{"where opend in teh last 30d", []string{"opend", "teh"}, "where opened in the last 30d"},
		{"where never opend in lst 30d", []string{"opend", "lst"}, "where never opened in last 30d"},
		{"where opend >= 3 in lst 30d", []string{"opend", "lst"}, "where opened >= 3 in last 30d"},
		{"where clikced more then 30d ago", []string{"clikced", "then"}, "where clicked more than 30d ago"},
		{"where opend mroe than 30d ago", []string{"opend", "mroe"}, "where opened more than 30d ago"},
		{"where opend more than 30d aog", []string{"opend", "aog"}, "where opened more than 30d ago"},
		{"where opening lst 30d", []string{"opening", "lst"}, "where opened in last 30d"},
		{"where opend form campaigns (12)", []string{"opend", "form"}, "where opened from campaigns (12)"},
		{"where opend exept campaigns (12)", []string{"opend", "exept"}, "where opened except campaigns (12)"},
		{"where opend from capmaigns (12)", []string{"opend", "capmaigns"}, "where opened from campaigns (12)"},
		{"where (opend in lst 30d or clicked) and plan = \"a\"", []string{"opend", "lst"}, "where (opened in last 30d or clicked) and plan = \"a\""},
	} {
		file, list := Parse(ast.NewSource("", test.text), Options{})
		var places []string
		fix := diag.Fix{}
		for _, d := range list {
			places = append(places, file.Source.Slice(d.Location.Span))
			if len(d.Fixes) > 0 {
				fix.Edits = append(fix.Edits, d.Fixes[0].Edits...)
			}
		}
		if !slices.Equal(places, test.at) {
			t.Errorf("%s: the errors are at %q, want %q\n%v", test.text, places, test.at, list)
			continue
		}
		if fixed, err := diag.Apply(file.Source, fix); err != nil || fixed != test.fixed {
			t.Errorf("%s: the fixes give %q (%v), want %q", test.text, fixed, err, test.fixed)
		}
	}
}

// TestNoSecondSlip checks that a word after a column is not read as a slip in a window
// unless a length or campaigns follow.
func TestNoSecondSlip(t *testing.T) {
	for _, text := range []string{
		`where opend in ("lst", "b")`,
		`where opend in (30)`,
		"where opend and lst = 30",
		"where opend\nlet lst = opened",
		"where opend or form = 5",
	} {
		_, list := Parse(ast.NewSource("", text), Options{})
		if len(list) > 0 {
			t.Errorf("%s: %v", text, list)
		}
	}
}
