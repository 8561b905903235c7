package explain

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/visible"
)

// TestPictured checks that a label keeps as many characters as it may have, never a
// part of one, and counts the others.
func TestPictured(t *testing.T) {
	for name, c := range map[string]struct {
		unit string
		n    int
		keep int // units
		left int // characters of Unicode; 0 for all of it kept
	}{
		"short":            {"a", 10, 10, 0},
		"just fits":        {"a", 1000, 1000, 0},
		"one too many":     {"a", 1001, 1000, 1},
		"two too many":     {"a", 1002, 1000, 2},
		"very long":        {"é", 1_000_000, 1000, 999_000},
		"families":         {"👩\u200d👧", 3000, 4000 / len("👩\u200d👧"), 3 * (3000 - 4000/len("👩\u200d👧"))},
		"an accent apart":  {"e\u0301", 1001, 1000, 2},
		"many bytes in it": {"é", 999, 999, 0},
	} {
		want := strings.Repeat(c.unit, c.keep)
		if c.left > 0 {
			want += visible.Left(c.left)
		}
		if got := pictured(strings.Repeat(c.unit, c.n)); got != want {
			t.Errorf("%s: %d bytes, which end with %q", name, len(got), got[max(0, len(got)-40):])
		}
	}
	// An escape is whole, or left out.
	if got := pictured(strings.Repeat("x", 997) + `\u202e` + "x"); !strings.HasPrefix(got, strings.Repeat("x", 997)+"…") || !prose.Names(got[997:], "7") {
		t.Errorf("it ends with %q", got[990:])
	}
	// A character that never ends is cut between two of its marks.
	if got := pictured("e" + strings.Repeat("\u0301", 100_000)); len(got) > 5000 || !utf8.ValidString(got) {
		t.Errorf("%d bytes", len(got))
	}
}

// TestPicturesOfLongTexts checks that no long text makes a picture that no program
// draws, wherever the text is.
func TestPicturesOfLongTexts(t *testing.T) {
	counted := regexp.MustCompile(`…[^"<]*[0-9]`)
	for unit, n := range map[string]int{"x": 1_000_000, "\u200b": 300_000, "#": 1_000_000, "_": 1_000_000, "é ": 300_000} {
		n /= long.Of(20, 1)
		long := strings.Repeat(unit, n)
		field := func(column, value string) condition.Condition {
			return condition.Field{Column: column, Operator: condition.Equals, Values: []condition.Value{{Text: value}}}
		}
		in := Input{
			Title: long, Description: long, Lists: []string{"a"}, Names: Names{Lists: map[string]string{"a": long}},
			Document: &condition.Document{Any: []condition.Group{{All: []condition.Condition{field(long, "a"), field("c", long), field("d", "a")}}, {All: []condition.Condition{field("e", long)}}}},
		}
		e := Explain(in)
		for format, picture := range map[string]string{"mermaid": e.mermaid(), "svg": e.svg()} {
			if len(picture) > 50_000 || !counted.MatchString(picture) {
				t.Errorf("%s of %q: %d bytes", format, unit, len(picture))
			}
		}
	}
}
