package main

import (
	"fmt"
	"slices"
	"time"
)

// table prints what was measured, and notes what was too much.
type table struct {
	texts
	wrong []string
}

// row prints a step: what was measured, and the most that it may be.
func (t *table) row(name string, got, most float64, unit string, wall time.Duration) {
	took := ""
	if wall > 0 {
		took = wall.Round(time.Millisecond).String()
	}
	t.line(name, fmt.Sprintf("%.2f", got), unit, fmt.Sprintf("at most %.4g", most), took, got <= most)
}

// count prints how many proofs or lists there were, and how many there may be.
func (t *table) count(name string, got, least, most int) {
	want := fmt.Sprint(least)
	switch {
	case least == 0 && most > 0:
		want = fmt.Sprintf("at most %d", most)
	case least < most:
		want = fmt.Sprintf("%d to %d", least, most)
	}
	t.line(name, fmt.Sprint(got), "", want, "", least <= got && got <= most)
}

func (t *table) line(name, got, unit, want, took string, right bool) {
	mark := ""
	if !right {
		mark = "  wrong"
		t.wrong = append(t.wrong, name)
	}
	fmt.Printf("%-66s %9s %-3s %-13s %8s%s\n", name, got, unit, want, took, mark)
}

// median returns the middle one of several numbers.
func median(numbers []float64) float64 {
	sorted := slices.Sorted(slices.Values(numbers))
	n := len(sorted)
	return (sorted[n/2] + sorted[(n-1)/2]) / 2
}

func mean(numbers []float64) float64 {
	sum := 0.0
	for _, number := range numbers {
		sum += number
	}
	return sum / float64(len(numbers))
}
