package gen

import (
	"math/bits"
	"math/rand/v2"

	"pgregory.net/rapid"
)

// Source is where choices come from.
type Source interface {
	// Intn returns a number from 0 to n-1. The n is greater than 0.
	Intn(n int) int
}

// Rapid draws from a property test, every number as likely as another. (The
// integers of rapid itself favor the small ones.)
func Rapid(t *rapid.T) Source { return rapidSource{t} }

type rapidSource struct{ t *rapid.T }

func (s rapidSource) Intn(n int) int {
	if n == 1 {
		return 0
	}
	return rapid.Custom(func(t *rapid.T) int {
		number := 0
		// Two bits more than needed make the numbers nearly as likely as each other.
		for range bits.Len(uint(n-1)) + 2 {
			number *= 2
			if rapid.Bool().Draw(t, "bit") {
				number++
			}
		}
		return number % n
	}).Draw(s.t, "choice")
}

// Rand draws from a generator of random numbers.
func Rand(r *rand.Rand) Source { return randSource{r} }

type randSource struct{ r *rand.Rand }

func (s randSource) Intn(n int) int { return s.r.IntN(n) }

// Bytes draws from the input of a fuzz target, one byte per choice. After the end
// of the input, every choice is 0.
func Bytes(input []byte) Source { return &byteSource{input} }

type byteSource struct{ rest []byte }

func (s *byteSource) Intn(n int) int {
	number := 0
	for limit := 1; limit < n && len(s.rest) > 0; limit *= 256 {
		number = number*256 + int(s.rest[0])
		s.rest = s.rest[1:]
	}
	return number % n
}

// one picks one of the choices.
func one[T any](s Source, choices ...T) T { return choices[s.Intn(len(choices))] }

// some picks one to most of the choices, each at most once, in their order.
func some[T any](s Source, most int, choices ...T) []T {
	n := 1 + s.Intn(min(most, len(choices)))
	start := s.Intn(len(choices))
	var drawn []T
	for i := range n {
		drawn = append(drawn, choices[(start+i)%len(choices)])
	}
	return drawn
}
