package main

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/test/prose"
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
	texts := prose.Open(t, "stats")
	for _, c := range []struct{ conditions, compared, deciding int }{
		{1, 1, 1},
		{1, 1, 0},
		{3, 3, 3},
		{3, 3, 1},
		{3, 3, 0},
		{2500, 200, 199},
		{2500, 200, 200},
	} {
		stats.Source.Conditions, stats.Source.Compared, stats.Source.Deciding = c.conditions, c.compared, c.deciding
		_, text, found := strings.Cut(statsText(stats), strconv.Itoa(stats.Source.Contacts))
		text, _, _ = strings.Cut(strings.TrimSpace(text), "\n")
		if !found || !prose.Names(text, strconv.Itoa(c.conditions), strconv.Itoa(c.compared)) {
			t.Fatalf("%+v: %q", c, text)
		}
		texts.Add(t, fmt.Sprintf("%d conditions, %d compared, %d deciding", c.conditions, c.compared, c.deciding), text)
	}
}
