package date

import (
	"math"
	"testing"
	"time"
)

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

// TestOfNumber compares the days of all years with the standard library, and tries what is
// beyond them.
func TestOfNumber(t *testing.T) {
	first, last := parsed(t, "0001-01-01").Number(), parsed(t, "9999-12-31").Number()
	day := time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)
	for n := first; n <= last; n++ {
		if n > first+800 && n < last-800 && n%17 != 0 {
			continue
		}
		text, ok := OfNumber(n)
		if want := day.AddDate(0, 0, n-first).Format(time.DateOnly); text != want || !ok || parsed(t, text).Number() != n {
			t.Fatalf("day %d is %q, %t, want %s", n, text, ok, want)
		}
	}
	for _, n := range []int{first - 1, last + 1, math.MinInt, math.MaxInt} {
		if text, ok := OfNumber(n); ok {
			t.Errorf("day %d is %s", n, text)
		}
	}
	if n := parsed(t, "1969-12-31T23:00:00Z").Number(); n != -1 {
		t.Errorf("the last evening of 1969 is on day %d", n)
	}
}
