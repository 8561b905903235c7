package date

import "testing"

// TestDay checks the midnight of a day in UTC, also before 1970.
func TestDay(t *testing.T) {
	for text, want := range map[string]string{
		"2026-05-01":                "2026-05-01",
		"2026-05-01T23:59:59.9Z":    "2026-05-01",
		"2026-05-01T00:30:00+01:00": "2026-04-30",
		"1969-12-31T23:00:00Z":      "1969-12-31",
		"1969-12-31":                "1969-12-31",
		"0001-01-02T01:00:00Z":      "0001-01-02",
	} {
		if got := parsed(t, text).Day(); got != parsed(t, want) {
			t.Errorf("the day of %s is %v, want %s", text, got, want)
		}
	}
}
