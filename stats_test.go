package segc_test

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
	stats := result.Stats()
	if s := stats.Source; s.Conditions != 1 || s.Compared != 1 || s.Deciding != 1 || s.Contacts < 4 {
		t.Errorf("%+v", s)
	}
	for conditions, words := range map[int]string{1: "at the edges of 1 condition\n", 2500: "at the edges of 1 of 2500 conditions\n"} {
		stats.Source.Conditions = conditions
		if text := stats.String(); !strings.Contains(text, words) {
			t.Errorf("%q has no %q", text, words)
		}
	}
}
