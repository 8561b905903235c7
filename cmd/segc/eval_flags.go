package main

import (
	"errors"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// atFlag is the value of --at of commands that judge contacts: a day or an instant.
type atFlag struct{ text string }

// String implements pflag.Value.
func (f *atFlag) String() string { return f.text }

// Type implements pflag.Value; help shows it.
func (f *atFlag) Type() string { return "INSTANT" }

// Set implements pflag.Value.
func (f *atFlag) Set(value string) error {
	f.text = value
	if _, err := f.in(time.UTC); err != nil {
		return errors.New("a day such as 2026-06-01, or an instant such as 2026-06-01T12:00:00Z" + notBut(value, nil))
	}
	return nil
}

// in returns the instant: a day is its first moment in a zone.
func (f *atFlag) in(zone *time.Location) (time.Time, error) {
	at, err := time.ParseInLocation(time.DateOnly, f.text, zone)
	if err != nil {
		at, err = time.Parse(time.RFC3339Nano, f.text)
	}
	if err == nil && (at.Year() < 1 || at.IsZero()) {
		err = errors.New("a day after 0001-01-01")
	}
	return at, err
}

// sizeFlag is the value of a flag that takes a number of bytes.
type sizeFlag int64

// String implements pflag.Value.
func (f *sizeFlag) String() string { return sizeText(int64(*f)) }

// Type implements pflag.Value; help shows it.
func (f *sizeFlag) Type() string { return "SIZE" }

// units are the units of sizes, the largest first.
var units = [...]struct {
	name  string
	bytes int64
}{{"GiB", 1 << 30}, {"MiB", 1 << 20}, {"KiB", 1 << 10}, {"GB", 1e9}, {"MB", 1e6}, {"kB", 1e3}, {"G", 1 << 30}, {"M", 1 << 20}, {"K", 1 << 10}}

// Set implements pflag.Value.
func (f *sizeFlag) Set(value string) error {
	digits, unit := value, int64(1)
	for _, u := range units {
		if rest, ok := strings.CutSuffix(value, u.name); ok {
			digits, unit = strings.TrimSpace(rest), u.bytes
			break
		}
	}
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || n < 1 || n > math.MaxInt64/unit {
		return errors.New("a size such as 512MiB or 2GiB" + notBut(value, nil))
	}
	*f = sizeFlag(n * unit)
	return nil
}

// sizeText writes a number of bytes with its largest whole unit.
func sizeText(n int64) string {
	for _, u := range units[:3] {
		if n%u.bytes == 0 && n > 0 {
			return fmt.Sprintf("%d%s", n/u.bytes, u.name)
		}
	}
	return strconv.FormatInt(n, 10)
}

// grouped writes a number with a comma after every thousand.
func grouped(n int64) string {
	text := strconv.FormatInt(n, 10)
	for i := len(text) - 3; i > 0 && text[i-1] != '-'; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
