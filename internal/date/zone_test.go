package date

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func zoneOf(t interface{ Fatal(...any) }, name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		t.Fatal(err)
	}
	return zone
}

// TestFirstInstant has days whose midnight the clocks leave out, or show twice.
func TestFirstInstant(t *testing.T) {
	for _, c := range []struct{ zone, day, want string }{
		{"UTC", "2026-05-01", "2026-05-01T00:00:00Z"},
		{"Europe/Berlin", "2026-05-01", "2026-04-30T22:00:00Z"},
		{"Europe/Berlin", "2026-03-29", "2026-03-28T23:00:00Z"},
		{"America/Santiago", "2026-09-06", "2026-09-06T04:00:00Z"}, // from 00:00 to 01:00
		{"America/Santiago", "2026-09-07", "2026-09-07T03:00:00Z"},
		{"America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00Z"},
		{"America/St_Johns", "2010-11-07", "2010-11-07T02:30:00Z"}, // the first of two midnights
		{"Pacific/Apia", "2011-12-30", "2011-12-30T10:00:00Z"},     // which Samoa left out
	} {
		day, err := time.Parse(time.DateOnly, c.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := FirstInstant(day.Year(), day.Month(), day.Day(), zoneOf(t, c.zone)); got.UTC().Format(time.RFC3339) != c.want {
			t.Errorf("%s in %s begins at %v, not %s", c.day, c.zone, got.UTC(), c.want)
		}
	}
}

// TestInstants looks for the instants of a time among all minutes around it.
func TestInstants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		zone := zoneOf(t, rapid.SampledFrom([]string{"UTC", "Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "America/St_Johns", "Pacific/Apia"}).Draw(t, "zone"))
		day := rapid.SampledFrom([]string{"2026-03-29", "2026-10-25", "2026-11-01", "2026-03-08", "2026-09-06", "2026-04-05", "2026-04-04", "2010-11-07", "2011-12-30", "2026-07-01"}).Draw(t, "day")
		shown, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		shown = shown.Add(time.Duration(rapid.IntRange(0, 23*60+59).Draw(t, "minute")) * time.Minute)
		var want []time.Time
		for at := shown.Add(-30 * time.Hour); at.Before(shown.Add(30 * time.Hour)); at = at.Add(time.Minute) {
			if at.In(zone).Format("2006-01-02 15:04") == shown.Format("2006-01-02 15:04") {
				want = append(want, at)
			}
		}
		got := Instants(shown, zone)
		if len(got) != len(want) {
			t.Fatalf("%v in %v is %v, not %v", shown, zone, got, want)
		}
		for i := range got {
			if !got[i].Equal(want[i]) {
				t.Fatalf("%v in %v is %v, not %v", shown, zone, got, want)
			}
		}
	})
}
