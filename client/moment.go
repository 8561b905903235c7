package client

import (
	"encoding/json"
	"math"
	"strconv"
	"time"
)

// moment reads a time. How the API writes one is not documented, and nothing
// depends on it: the usual forms are read, and everything else is the zero time.
func (o *object) moment(name string) time.Time {
	value := o.members[name]
	var text string
	if json.Unmarshal(value, &text) != nil {
		text = string(value)
	}
	if seconds, err := strconv.ParseFloat(text, 64); err == nil {
		return epoch(text, seconds)
	}
	for _, zone := range []string{"Z07:00", "Z0700", "Z07", " Z07:00", " Z0700", " MST", ""} {
		for _, layout := range []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04"} {
			if t, err := time.Parse(layout+zone, text); err == nil {
				return t
			}
		}
	}
	for _, layout := range []string{time.DateOnly, time.RFC1123, time.RFC1123Z} {
		if t, err := time.Parse(layout, text); err == nil {
			return t
		}
	}
	return time.Time{}
}

// epoch reads a number as the time since 1970: as seconds, or as milliseconds,
// microseconds or nanoseconds if seconds would lie after the year 5000.
func epoch(text string, number float64) time.Time {
	const most = 1e11 // seconds
	if math.IsNaN(number) || math.Abs(number) >= most*1e9 {
		return time.Time{}
	}
	if whole, err := strconv.ParseInt(text, 10, 64); err == nil { // a float64 would round nanoseconds
		for _, unit := range []time.Duration{time.Second, time.Millisecond, time.Microsecond, time.Nanosecond} {
			each := int64(time.Second / unit)
			if whole/each < most && whole/each > -most {
				return time.Unix(whole/each, whole%each*int64(unit)).UTC()
			}
		}
	}
	for math.Abs(number) >= most {
		number /= 1000
	}
	whole, fraction := math.Modf(number)
	return time.Unix(int64(whole), int64(math.Round(fraction*1e9))).UTC()
}
