package date

import "time"

// FirstInstant returns the first instant of a day in a zone: its midnight, or what follows if the
// clocks leave it out. Package time does not say which of two instants it returns then. A day
// that a zone has left out altogether begins with the next one.
func FirstInstant(year int, month time.Month, day int, zone *time.Location) time.Time {
	midnight := time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix()
	for at := time.Unix(midnight-zoneMargin, 0).In(zone); ; {
		_, end := at.ZoneBounds()
		_, offset := at.Zone()
		begins := max(at.Unix(), midnight-int64(offset))
		if end.IsZero() || begins < end.Unix() {
			return time.Unix(begins, 0).In(zone)
		}
		at = end
	}
}

// zoneMargin is more seconds than the clocks of any zone differ from UTC.
const zoneMargin = 26 * 60 * 60

// Instants returns the instants at which the clocks of a zone show a time, which is given in UTC.
// There is none if they leave it out, and there are two where they go back, the earlier one first.
func Instants(shown time.Time, zone *time.Location) (instants []time.Time) {
	seconds := shown.Unix()
	for at := time.Unix(seconds-zoneMargin, 0).In(zone); ; {
		_, end := at.ZoneBounds()
		_, offset := at.Zone()
		if is := seconds - int64(offset); is >= at.Unix() && (end.IsZero() || is < end.Unix()) {
			instants = append(instants, time.Unix(is, int64(shown.Nanosecond())).In(zone))
		}
		if end.IsZero() || end.Unix() > seconds+zoneMargin {
			return instants
		}
		at = end
	}
}
