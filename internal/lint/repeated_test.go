package lint_test

import (
	"strings"
	"testing"
)

// TestRepeatedByValue checks that a list says each value once, however it is written.
func TestRepeatedByValue(t *testing.T) {
	for _, c := range []struct {
		text string
		want string // what is repeated
	}{
		{`age in (1, 1.0)`, "1.0"},
		{`age in (10, 1e1)`, "1e1"},
		{`age in (0, -0)`, "-0"},
		{`age not in (0.5, 2, 5e-1)`, "5e-1"},
		{`age in (1, 11)`, ""},
		{`renewal in (2026-05-01T10:00:00Z, 2026-05-01T12:00:00+02:00)`, "2026-05-01T12:00:00+02:00"},
		{`renewal in (2026-05-01T10:00:00Z, 2026-05-01T10:00:00.0Z)`, "2026-05-01T10:00:00.0Z"},
		{`renewal in (2026-05-01, 2026-05-01T00:00:00Z)`, ""}, // a day may be all its times
		{`created_at in ("2026-05-01T10:00:00Z", "2026-05-01T12:00:00+02:00")`, `"2026-05-01T12:00:00+02:00"`},
		{`code in ("2026-05-01T10:00:00Z", "2026-05-01T12:00:00+02:00")`, ""}, // texts
		{`code in ("1", "1.0")`, ""},
		{`code in ("pro", "Pro")`, ""},
	} {
		found := ""
		for _, f := range check(t, "", `status = "subscribed" and `+c.text) {
			if rest, ok := strings.CutPrefix(f, "SEG507 "); ok {
				found += rest
			}
		}
		if found != c.want {
			t.Errorf("%s: %q, not %q", c.text, found, c.want)
		}
	}
}
