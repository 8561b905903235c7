package logic

import (
	"sort"
	"testing"
	"time"
)

// BenchmarkPublicFunctions minimizes the public functions, and reports the
// median and the 90th percentile of one.
func BenchmarkPublicFunctions(b *testing.B) {
	cases := collection(b)
	var times []time.Duration
	for b.Loop() {
		for _, c := range cases {
			d := NewDiagram(booleans(c.inputs), DefaultLimits())
			f := c.root.build(d)
			seed := c.root.cubes()
			start := time.Now()
			if _, err := d.Minimize(f, seed); err != nil {
				b.Fatal(err)
			}
			times = append(times, time.Since(start))
		}
	}
	sort.Slice(times, func(i, j int) bool { return times[i] < times[j] })
	b.ReportMetric(float64(times[len(times)/2].Nanoseconds())/1e3, "median-µs")
	b.ReportMetric(float64(times[len(times)*9/10].Nanoseconds())/1e3, "p90-µs")
}

// BenchmarkSmallSeed is the common case: a few groups, minimal as written.
func BenchmarkSmallSeed(b *testing.B) {
	d := NewDiagram(booleans(8), DefaultLimits())
	seed := []Cube{{{0, 2}, {1, 2}}, {{2, 2}, {3, 1}}, {{4, 2}, {5, 2}, {6, 1}}}
	f := d.union(seed)
	b.ReportAllocs()
	for b.Loop() {
		if c, err := d.Minimize(f, seed); err != nil || !c.Proved {
			b.Fatal(c, err)
		}
	}
}

// BenchmarkPairs12 needs 4,096 groups.
func BenchmarkPairs12(b *testing.B) {
	for b.Loop() {
		d := NewDiagram(booleans(24), DefaultLimits())
		if c, err := d.Minimize(pairs(d, 12), nil); err != nil || !c.Proved || len(c.Cubes) != 4096 {
			b.Fatal(len(c.Cubes), c.Proved, err)
		}
	}
}

// BenchmarkDiagram builds a function whose diagram grows exponentially.
func BenchmarkDiagram(b *testing.B) {
	operations := 0
	for b.Loop() {
		d := NewDiagram(booleans(28), DefaultLimits())
		hard(d, 14)
		operations = d.Spent().Operations
	}
	b.ReportMetric(float64(operations), "operations")
}
