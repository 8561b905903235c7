package main

import (
	"fmt"
	"io"
	"math/rand/v2"
	"text/tabwriter"
	"time"
)

// report writes what was measured.
func report(out io.Writer, o options, results []result, only []string, random *rand.Rand) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "benchmark\t%s\tthis\tratio\t95%% interval\twithin ±3%%\tallocations\tbytes\n", o.base)
	for _, r := range results {
		base, this := r.column(0, nanoseconds), r.column(1, nanoseconds)
		e := ratio(base, this, random)
		fmt.Fprintf(table, "%s\t%s\t%s\t%.3f\t%.3f–%.3f\t%s\t%s\t%s\n",
			r.name, duration(median(base)), duration(median(this)), e.ratio, e.low, e.high, verdict(e), r.change(allocations), r.change(allocated))
	}
	for _, name := range only {
		fmt.Fprintln(table, name)
	}
	if len(results) == 0 {
		fmt.Fprintln(table, "no benchmark is on both sides")
	}
	return table.Flush()
}

func verdict(e estimate) string {
	switch {
	case e.equal():
		return "yes"
	case e.low > mostRatio:
		return "no, slower"
	default:
		return "no, faster"
	}
}

// What is measured.
func nanoseconds(m measure) float64 { return m.nanoseconds }
func allocations(m measure) float64 { return m.allocations }
func allocated(m measure) float64   { return m.bytes }

// column returns what was measured on one side, by round.
func (r *result) column(side int, of func(measure) float64) []float64 {
	column := make([]float64, len(r.runs[side]))
	for i, m := range r.runs[side] {
		column[i] = of(m)
	}
	return column
}

// change returns the ratio of two medians that hardly differ between rounds.
func (r *result) change(of func(measure) float64) string {
	return fmt.Sprintf("%.3f", divide(median(r.column(1, of)), median(r.column(0, of))))
}

// duration returns a time with about four digits.
func duration(ns float64) string {
	d := time.Duration(ns)
	for _, unit := range []time.Duration{time.Second, time.Millisecond, time.Microsecond} {
		if d >= unit {
			return d.Round(unit / 100).String()
		}
	}
	return fmt.Sprintf("%.1fns", ns)
}
