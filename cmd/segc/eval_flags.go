package main

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc/internal/date"
)

// check refuses flags that have no meaning together.
func (f *evalFlags) check(cmd *cobra.Command, args []string) error {
	lists := f.listing()
	f.pointIsSure = cmd.Flags().Changed("decimal")
	switch {
	case f.stdins(args) > 1:
		return errOneStdin
	case !lists && (f.columns != "" || f.sample > 0):
		return errors.New("--columns and --sample are for --format ids, ndjson, csv and table, which list contacts")
	case f.format == "ids" && f.columns != "":
		return errors.New("--format ids writes no columns; --format csv does")
	case cmd.Flags().Changed("seed") && f.sample == 0:
		return errors.New("--seed is for --sample")
	case lists && f.by == "group":
		return errors.New("--by group counts, so it is for --format count, json and svg")
	case f.format == "svg" && f.by != "group":
		return errors.New("--format svg draws what each group brings; say --by group, too")
	case lists && f.unknown == "bounds":
		return errors.New("--unknown bounds counts, so it is for --format count and json")
	case f.by == "group" && f.unknown == "bounds":
		return errors.New("--by group needs to know everything, so it cannot be used with --unknown bounds")
	case f.skipBad < 0:
		return errors.New("--skip-bad takes a number from 0 up")
	case cmd.Flags().Changed("min") && f.least < 0, cmd.Flags().Changed("max") && f.most < 0:
		return errors.New("--min and --max take numbers from 0 up")
	case f.least >= 0 && f.most >= 0 && f.least > f.most:
		return errors.New("--min is more than --max")
	}
	return nil
}

// listing reports whether contacts are listed, and not counted.
func (f *evalFlags) listing() bool {
	return f.format != "count" && f.format != "json" && f.format != "svg"
}

var errOneStdin = errors.New("only one of the rule, the contacts, --events and --lists can come from standard input")

// stdins returns how many of the files are to come from standard input.
func (f *evalFlags) stdins(args []string) (n int) {
	for _, name := range append(slices.Clone(args), f.events, f.lists) {
		if name == "-" {
			n++
		}
	}
	return n
}

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
	at, err := time.Parse(time.DateOnly, f.text)
	if err == nil {
		at = date.FirstInstant(at.Year(), at.Month(), at.Day(), zone)
	} else {
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
