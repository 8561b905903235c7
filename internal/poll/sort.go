package poll

import "sort"

// Sort sorts values, and counts every comparison on the Poll: what the context
// ends is left half sorted. A nil Poll counts nothing.
//
// Package slices has code of its own for each type of values, ten kilobytes of it. Here, the
// code for many values is there once, and that for a few is short.
func Sort[T any](p *Poll, values []T, compare func(a, b T) int) {
	if !sortFew(p, values, compare) {
		sort.Slice(values, func(i, j int) bool {
			p.Step(2)
			return compare(values[i], values[j]) < 0
		})
	}
}

// SortStable is Sort that leaves values in their order which compare as equal.
func SortStable[T any](p *Poll, values []T, compare func(a, b T) int) {
	if !sortFew(p, values, compare) {
		sort.SliceStable(values, func(i, j int) bool {
			p.Step(2)
			return compare(values[i], values[j]) < 0
		})
	}
}

// sortFew sorts values if there are few, as most often, and reports whether it did.
func sortFew[T any](p *Poll, values []T, compare func(a, b T) int) bool {
	const few = 12
	if len(values) > few {
		return false
	}
	for i := 1; i < len(values); i++ {
		for j := i; j > 0; j-- {
			p.Step(2)
			if compare(values[j], values[j-1]) >= 0 {
				break
			}
			values[j], values[j-1] = values[j-1], values[j]
		}
	}
	return true
}
