package main

import (
	"math/rand/v2"
	"slices"
)

// The ratios between which two sides count as equally fast.
const (
	leastRatio = 0.97
	mostRatio  = 1.03
)

// estimate is a ratio of medians with its 95% interval.
type estimate struct {
	ratio, low, high float64
}

// equal reports whether the interval overlaps that of equally fast sides.
func (e estimate) equal() bool { return e.low <= mostRatio && e.high >= leastRatio }

// resamples is how many samples are drawn for an interval.
const resamples = 4000

// ratio estimates by how much the median of what is measured last differs from
// that of what is measured first. The interval is that of the bootstrap: rounds
// are drawn with replacement as often as there are rounds, both sides of a round
// together, and of the ratios of the medians of many such draws, 2.5% lie below
// the interval and 2.5% above it.
func ratio(base, this []float64, random *rand.Rand) estimate {
	n := len(base)
	ratios := make([]float64, resamples)
	a, b := make([]float64, n), make([]float64, n)
	for i := range ratios {
		for k := range n {
			round := random.IntN(n)
			a[k], b[k] = base[round], this[round]
		}
		ratios[i] = divide(median(b), median(a))
	}
	slices.Sort(ratios)
	const tail = resamples / 40
	return estimate{
		ratio: divide(median(slices.Clone(this)), median(slices.Clone(base))),
		low:   ratios[tail], high: ratios[resamples-1-tail],
	}
}

// divide returns the ratio of two numbers; nothing is as large as nothing.
func divide(a, b float64) float64 {
	if a == b {
		return 1
	}
	return a / b
}

// median returns the median of the numbers, which it sorts.
func median(numbers []float64) float64 {
	slices.Sort(numbers)
	n := len(numbers)
	return (numbers[(n-1)/2] + numbers[n/2]) / 2
}
