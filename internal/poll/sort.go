package poll

import "slices"

// Sort sorts values, and counts every comparison on the Poll: what the context
// ends is left half sorted.
func Sort[T any](p *Poll, values []T, compare func(a, b T) int) {
	slices.SortFunc(values, func(a, b T) int {
		p.Step(2)
		return compare(a, b)
	})
}
