package visible

import (
	"strings"
	"testing"
)

// TestShortened checks where texts are cut, and the count of what is left out.
func TestShortened(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"", ""},
		{"abcde", "abcde"},
		{"五五五五五", "五五五五五"},
		{"五五五五五五", "五五五五五… (1 more character)"},
		{strings.Repeat("x", 1_048_005), "xxxxx… (1,048,000 more characters)"},
		{strings.Repeat("e\u0301", 5), "e\u0301e\u0301e\u0301e\u0301e\u0301"},
		{strings.Repeat("e\u0301", 6), strings.Repeat("e\u0301", 5) + "… (2 more characters)"},
		{"ab👩\u200d👧👩\u200d👧", "ab👩\u200d👧… (3 more characters)"},
		{"a" + strings.Repeat("\u0301", 100), "a" + strings.Repeat("\u0301", 9) + "… (91 more characters)"},
		{`abc\u202edef`, "abc… (9 more characters)"},
	} {
		if got := Shortened(c.text, 5); got != c.want {
			t.Errorf("%.20s: %s, not %s", c.text, got, c.want)
		}
	}
}
