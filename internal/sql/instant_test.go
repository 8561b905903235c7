package sql

import (
	"strings"
	"testing"
	"time"
)

// TestCompareInZones compares what clocks in a zone show with instants, by the text that is
// written, around days on which clocks are changed: a column has the first of two instants that
// look alike.
func TestCompareInZones(t *testing.T) {
	const step = 10 * time.Minute
	for name, change := range map[string]time.Time{
		"Europe/Berlin": time.Date(2026, 10, 25, 1, 0, 0, 0, time.UTC), "Australia/Lord_Howe": time.Date(2026, 4, 4, 15, 0, 0, 0, time.UTC),
		"America/New_York": time.Date(2026, 3, 8, 7, 0, 0, 0, time.UTC), "Asia/Kolkata": time.Date(2026, 3, 8, 7, 0, 0, 0, time.UTC),
	} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		first := map[string]time.Time{} // the first instant at which clocks show a time
		for at := change.Add(-4 * time.Hour); at.Before(change.Add(4 * time.Hour)); at = at.Add(step) {
			if shown := at.In(zone).Format("2006-01-02 15:04:05"); first[shown].IsZero() {
				first[shown] = at
			}
		}
		compared := 0
		for at := change.Add(-3 * time.Hour); at.Before(change.Add(3 * time.Hour)); at = at.Add(step / 2) {
			for _, sign := range []string{"<", "<=", ">", ">="} {
				text, err := postgres().compare("c", sign, When{Time: Local, Zone: zone}, instant{at})
				if err != nil {
					t.Fatal(err)
				}
				parts := strings.SplitN(text, " ", 4)
				bound := strings.Trim(parts[3], "'")
				for shown, is := range first {
					compared++
					if got, want := holdsOf(strings.Compare(shown, bound), parts[1]), holdsOf(is.Compare(at), sign); got != want {
						t.Fatalf("%s: %s is %s, and %s %s is %v as %s", name, shown, is, sign, at, want, text)
					}
				}
			}
		}
		if compared < 10_000 {
			t.Errorf("%s: %d comparisons", name, compared)
		}
	}
}

// holdsOf reports whether the order of two things is that of a sign.
func holdsOf(order int, sign string) bool {
	switch sign {
	case "<":
		return order < 0
	case "<=":
		return order <= 0
	case ">":
		return order > 0
	default:
		return order >= 0
	}
}
