package main

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc"
)

// TestStatsOfTheSource checks that the stats say how a document was compared with the
// text, and of a long rule how many conditions were looked at.
func TestStatsOfTheSource(t *testing.T) {
	result, list := segc.Compile(t.Context(), "where age > 5", segc.Options{})
	if result == nil {
		t.Fatal(list.Err())
	}
	redundant, _ := segc.Compile(t.Context(), "where a = 1 or a = 1 and b = 2", segc.Options{})
	if redundant == nil {
		t.Fatal("the rule with a condition that changes nothing was refused")
	}
	if s := redundant.Stats().Source; s.Compared != 3 || s.Deciding >= 3 {
		t.Errorf("a condition that changes nothing decided: %+v", s)
	}
	stats := result.Stats()
	if s := stats.Source; s.Conditions != 1 || s.Compared != 1 || s.Deciding != 1 || s.Contacts < 4 {
		t.Errorf("%+v", s)
	}
	for _, c := range []struct {
		conditions, compared, deciding int
		words                          string
	}{
		{1, 1, 1, "at the edges of 1 condition; it decided whether a contact matches\n"},
		{1, 1, 0, "at the edges of 1 condition; it did not decide whether a contact matches\n"},
		{3, 3, 3, "at the edges of 3 conditions; each of them decided whether a contact matches\n"},
		{3, 3, 1, "at the edges of 3 conditions; 1 of them decided whether a contact matches\n"},
		{3, 3, 0, "at the edges of 3 conditions; none of them decided whether a contact matches\n"},
		{2500, 200, 199, "at the edges of 200 of 2500 conditions; 199 of them decided whether a contact matches\n"},
		{2500, 200, 200, "at the edges of 200 of 2500 conditions; each of them decided whether a contact matches\n"},
	} {
		stats.Source.Conditions, stats.Source.Compared, stats.Source.Deciding = c.conditions, c.compared, c.deciding
		if text := statsText(stats); !strings.Contains(text, c.words) {
			t.Errorf("%q has no %q", text, c.words)
		}
	}
}
