package sql

import "time"

const secondsOfDay = 24 * 60 * 60

// dayNumber returns how many days the day of a time in a zone is after 1970-01-01.
func dayNumber(t time.Time, zone *time.Location) int {
	_, offset := t.In(zone).Zone()
	return floorDays(t.Unix() + int64(offset))
}

func floorDays(seconds int64) int {
	day := seconds / secondsOfDay
	if seconds%secondsOfDay < 0 {
		day--
	}
	return int(day)
}

// firstInstant returns the first instant of a day in a zone: its midnight, or what follows if
// there is none. In a few zones, clocks were put back over a midnight: then part of the day before
// comes after it, and no bound tells the two days apart.
func firstInstant(day int, zone *time.Location) (instant, error) {
	midnight := int64(day) * secondsOfDay // in UTC
	first := int64(0)
	found := false
	const margin = 26 * 60 * 60 // more than any zone is from UTC
	for at := time.Unix(midnight-margin, 0).In(zone); ; {
		_, end := at.ZoneBounds()
		_, offset := at.Zone()
		from := at.Unix()
		switch begins := max(from, midnight-int64(offset)); {
		case found && from+int64(offset) < midnight:
			return instant{}, refused("in %s, clocks were put back over the midnight of %s, so that part of the day before comes after it; use another instant", zone, time.Unix(midnight, 0).UTC().Format(time.DateOnly))
		case !found && (end.IsZero() || begins < end.Unix()):
			first, found = begins, true
		}
		if end.IsZero() || end.Unix() > midnight+margin {
			break
		}
		at = end
	}
	return instant{time.Unix(first, 0).UTC()}, nil
}
