package theory

import (
	"testing"

	"github.com/segc-lang/segc/internal/logic"
)

// TestCross compares with the definition all pairs of sets that have two bits in each of
// three words.
func TestCross(t *testing.T) {
	t.Parallel()
	var all []set
	for members := 1; members < 1<<6; members++ {
		s := logic.NewSet(3 * 64)
		for i := range 6 {
			if members>>i&1 != 0 {
				s.Add(i/2*64 + i%2*63)
			}
		}
		all = append(all, s)
	}
	for _, a := range all {
		for _, b := range all {
			var inA, inB words
			inA.from, inA.to = wordRange(a)
			inB.from, inB.to = wordRange(b)
			want := a.Meets(b) && !a.SubsetOf(b) && !b.SubsetOf(a)
			if got := cross(a, b, inA, inB); got != want {
				t.Fatalf("%v instead of %v for %x and %x", got, want, a, b)
			}
		}
	}
}
