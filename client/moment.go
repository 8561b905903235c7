package client

import (
	"encoding/json"
	"math"
	"strconv"
	"strings"
	"time"
)

// moment reads a time. How the API writes one is not documented, and nothing
// that is created depends on it: the usual forms are read, and everything else is
// the zero time. Fine reports whether the form tells seconds apart.
func (o *object) moment(name string) (t time.Time, fine bool) {
	value := o.members[name]
	var text string
	if json.Unmarshal(value, &text) != nil {
		text = string(value)
	}
	if seconds, err := strconv.ParseFloat(text, 64); err == nil {
		return epoch(text, seconds), true
	}
	for _, zone := range []string{"Z07:00", "Z0700", "Z07", " Z07:00", " Z0700", " MST", ""} {
		for _, form := range []string{"2006-01-02T15:04:05", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04"} {
			if t, err := time.Parse(form+zone, text); err == nil {
				return t, strings.HasSuffix(form, "05")
			}
		}
	}
	for _, form := range []string{time.RFC1123, time.RFC1123Z, time.DateOnly} {
		if t, err := time.Parse(form, text); err == nil {
			return t, form != time.DateOnly
		}
	}
	return time.Time{}, false
}

// change reads when something was last changed. A time that does not tell seconds
// apart would make two changes look like one, so it is none.
func (o *object) change(name string) time.Time {
	if t, fine := o.moment(name); fine {
		return t
	}
	return time.Time{}
}

func (o *object) creation(name string) time.Time {
	t, _ := o.moment(name)
	return t
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
