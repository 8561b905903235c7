package match

import (
	"testing"
	"time"
)

// TestDaysAgo counts whole days, also where days are longer or shorter than others.
func TestDaysAgo(t *testing.T) {
	zone := func(name string) *time.Location {
		z, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		return z
	}
	at := func(text string) time.Time {
		parsed, err := time.Parse(time.RFC3339Nano, text)
		if err != nil {
			t.Fatal(err)
		}
		return parsed
	}
	for _, c := range []struct {
		name, now, then   string
		zone              *time.Location
		rolling, calendar int
	}{
		{"now", "2026-06-15T12:00:00Z", "2026-06-15T12:00:00Z", nil, 0, 0},
		{"a moment less than a day", "2026-06-15T12:00:00Z", "2026-06-14T12:00:00.000000001Z", nil, 0, 1},
		{"a day", "2026-06-15T12:00:00Z", "2026-06-14T12:00:00Z", nil, 1, 1},
		{"a part of a second", "2026-06-15T12:00:00.25Z", "2026-06-14T12:00:00.5Z", nil, 0, 1},
		{"midnight", "2026-06-15T00:00:00Z", "2026-06-14T23:59:59Z", nil, 0, 1},
		{"another zone writes the same instant", "2026-06-15T00:30:00+02:00", "2026-06-14T22:30:00Z", nil, 0, 0},
		{"the day of the zone", "2026-06-15T00:30:00+02:00", "2026-06-14T21:30:00Z", zone("Europe/Berlin"), 0, 1},
		{"a day of 23 hours", "2026-03-30T00:00:00+02:00", "2026-03-29T00:00:00+01:00", zone("Europe/Berlin"), 0, 1},
		{"a day of 25 hours", "2026-10-25T23:59:59+01:00", "2026-10-25T00:00:00+02:00", zone("Europe/Berlin"), 1, 0},
		{"a day without a midnight", "2026-09-06T01:30:00-03:00", "2026-09-05T23:30:00-04:00", zone("America/Santiago"), 0, 1},
		{"the other side of the date line", "2026-06-15T12:00:00Z", "2026-06-14T09:00:00Z", zone("Pacific/Kiritimati"), 1, 2},
		{"before 1970", "1970-01-01T00:00:00Z", "1969-12-30T23:00:00Z", nil, 1, 2},
		{"long ago", "2026-06-15T00:00:00Z", "0001-01-01T00:00:00Z", nil, 739_781, 739_781},
	} {
		for _, calendar := range []bool{false, true} {
			want := c.rolling
			if calendar {
				want = c.calendar
			}
			clock := Clock{At: at(c.now), Zone: c.zone, Calendar: calendar}
			if got, past := clock.DaysAgo(at(c.then)); got != want || !past {
				t.Errorf("%s, calendar %t: %d days ago (%t), not %d", c.name, calendar, got, past, want)
			}
		}
	}
	if _, past := (&Clock{At: at("2026-06-15T12:00:00Z")}).DaysAgo(at("2026-06-15T12:00:00.1Z")); past {
		t.Error("what is to come counts as past")
	}
}
