package main

import (
	"context"
	"fmt"
	"io"
	"runtime"
	"slices"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/bench/internal/processor"
)

// few and many are the conditions of the two rules that are compared, most those of a larger
// one of the same kind.
const (
	few  = 400
	many = 4_000
	most = 10_000
)

// growth is a kind of rule whose cost is to grow no faster than the rule.
type growth struct {
	title  string
	larger bool // it is also measured with most conditions
	text   func(n int) string
}

// printGrowth measures all kinds in turn, so that a slow moment of the machine meets
// everyone, and prints medians of CPU time.
func printGrowth(w io.Writer, kinds []growth, rounds int) {
	type row struct {
		times  [3][]time.Duration
		result string
	}
	rows := make([]row, len(kinds))
	for range rounds {
		for k, kind := range kinds {
			for i, n := range []int{few, many, most} {
				if n < most || kind.larger {
					took, result := measured(kind.text(n), many/n)
					rows[k].times[i], rows[k].result = append(rows[k].times[i], took), result
				}
			}
		}
	}
	fmt.Fprintf(w, "| CPU time of n conditions | %d | %d | ratio | %d | groups | conditions | result |\n|---|---:|---:|---:|---:|---:|---:|---|\n", few, many, most)
	for k, kind := range kinds {
		var middle [3]time.Duration
		for i, times := range rows[k].times {
			if len(times) > 0 {
				slices.Sort(times)
				middle[i] = times[len(times)/2]
			}
		}
		last := "–"
		if kind.larger {
			last = milliseconds(middle[2])
		}
		fmt.Fprintf(w, "| %s | %s | %s | %.1f | %s | %s |\n", kind.title, milliseconds(middle[0]), milliseconds(middle[1]), float64(middle[1])/float64(middle[0]), last, rows[k].result)
	}
	fmt.Fprintln(w)
}

// measured returns the CPU time that a compilation takes, garbage collection included, as
// the mean of some, and what comes of it.
func measured(text string, times int) (time.Duration, string) {
	times = max(times, 1)
	var result string
	runtime.GC()
	start := processor.Spent()
	for range times {
		compiled, list := segc.Compile(context.Background(), text, segc.Options{})
		result = describe(compiled, list.Err())
	}
	return (processor.Spent() - start) / time.Duration(times), result
}

func milliseconds(d time.Duration) string {
	if d >= 100*time.Millisecond {
		return fmt.Sprintf("%d ms", d.Milliseconds())
	}
	return fmt.Sprintf("%.2g ms", float64(d.Microseconds())/1000)
}
