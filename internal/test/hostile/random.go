package hostile

import (
	"math/rand/v2"
	"strings"
)

// Random returns a text or a document that nobody has thought of: one of the
// shapes at a random size, or two of them cut and joined, with bytes changed.
func Random(r *rand.Rand, most int) string {
	shapes := Texts()
	if r.IntN(3) == 0 {
		shapes = Documents()
	}
	size := func() int { return 16 + int(float64(most)*r.Float64()*r.Float64()*r.Float64()) }
	text := shapes[r.IntN(len(shapes))].Make(size())
	if r.IntN(4) == 0 {
		other := shapes[r.IntN(len(shapes))].Make(size())
		text = text[:r.IntN(len(text)+1)] + other[r.IntN(len(other)+1):]
	}
	if r.IntN(3) == 0 {
		text = mutated(r, text)
	}
	return text[:min(len(text), 1<<20)]
}

// mutated returns a text in which a few pieces are changed.
func mutated(r *rand.Rand, text string) string {
	pieces := []string{"(", ")", " and ", " or ", " not ", "\"", ",", "\n", "\u202e", "{", "}", "[", "]", "\x00", " in ", "9", "\\u", " let a = "}
	for range 1 + r.IntN(8) {
		at := r.IntN(len(text) + 1)
		end := min(len(text), at+r.IntN(6))
		piece := pieces[r.IntN(len(pieces))]
		if r.IntN(4) == 0 {
			piece = strings.Repeat(piece, 1+r.IntN(200))
		}
		text = text[:at] + piece + text[end:]
	}
	return text
}
