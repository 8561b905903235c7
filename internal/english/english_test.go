package english

import (
	"strings"
	"testing"
)

func TestCount(t *testing.T) {
	for _, c := range []struct {
		n    int
		noun string
		want string
	}{
		{0, "group", "0 groups"},
		{1, "group", "1 group"},
		{2, "group", "2 groups"},
		{1, "branch", "1 branch"},
		{2, "branch", "2 branches"},
		{3, "more error", "3 more errors"},
	} {
		if got := Count(c.n, c.noun); got != c.want {
			t.Errorf("%d %s: %q, not %q", c.n, c.noun, got, c.want)
		}
	}
}

func TestLists(t *testing.T) {
	for _, c := range []struct{ words, and, or, some string }{
		{"", "", "", "nothing"},
		{"a", "a", "a", "a"},
		{"a b", "a and b", "a or b", "a and b"},
		{"a b c", "a, b and c", "a, b or c", "a, b and 1 more"},
		{"a b c d", "a, b, c and d", "a, b, c or d", "a, b and 2 more"},
	} {
		words := strings.Fields(c.words)
		if and, or, some := And(words), Or(words), Some(words, 2); and != c.and || or != c.or || some != c.some {
			t.Errorf("%q: %q, %q, %q", c.words, and, or, some)
		}
	}
}

func TestDay(t *testing.T) {
	for text, want := range map[string]string{"2026-07-02": "July 2, 2026", "0001-12-31": "December 31, 0001", "July": "July"} {
		if got := Day(text); got != want {
			t.Errorf("%s is %s, want %s", text, got, want)
		}
	}
}

func TestEither(t *testing.T) {
	t.Parallel()
	for _, c := range [][2]string{{"", ""}, {"write a", "write a"}, {"a|b", "either a|or b"}, {"a|b|c", "either a|or b|or c"}} {
		given := strings.Split(c[0], "|")
		if got := strings.Join(Either(given), "|"); got != c[1] {
			t.Errorf("%q is %q, expected %q", c[0], got, c[1])
		}
		if strings.Join(given, "|") != c[0] {
			t.Errorf("%q is changed to %q", c[0], given)
		}
	}
}
