package sql

import (
	"errors"
	"testing"
	"time"
)

// TestFirstInstant compares the first instant of days with a search through their hours.
func TestFirstInstant(t *testing.T) {
	refused := 0
	for _, name := range []string{"UTC", "Europe/Berlin", "America/Santiago", "America/Havana", "America/Sao_Paulo", "Asia/Kolkata", "Pacific/Apia", "America/St_Johns", "Africa/Cairo"} {
		zone, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, start := range []time.Time{time.Date(2006, 1, 1, 0, 0, 0, 0, time.UTC), time.Date(2011, 12, 1, 0, 0, 0, 0, time.UTC), time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)} {
			first := int(start.Unix() / secondsOfDay)
			for day := first; day < first+365; day++ {
				got, err := firstInstant(day, zone)
				want, again := searched(day, zone)
				var refusal *RefusedError
				switch {
				case errors.As(err, &refusal):
					if refused++; !again {
						t.Errorf("%s, day %d: %v", name, day, err)
					}
				case err != nil || again || !got.Equal(want):
					t.Errorf("%s, day %d: %s instead of %s (%v)", name, day, got.Time, want, err)
				}
			}
		}
	}
	if refused == 0 {
		t.Error("no day begins twice")
	}
}

// searched finds the first minute of a day, or of a later one, and whether an earlier day comes
// after it.
func searched(day int, zone *time.Location) (first time.Time, again bool) {
	for at := time.Unix(int64(day)*secondsOfDay, 0).Add(-26 * time.Hour); at.Before(time.Unix(int64(day)*secondsOfDay, 0).Add(26 * time.Hour)); at = at.Add(time.Minute) {
		switch in := dayNumber(at, zone) >= day; {
		case in && first.IsZero():
			first = at
		case !in && !first.IsZero():
			again = true
		}
	}
	return first, again
}
