package theory

import "github.com/segc-lang/segc/internal/logic"

// set is a set of points, regions or classes.
type set = logic.Set

// meet stores the intersection of a and b and reports whether it has a member.
func meet(to, a, b set) bool {
	some := uint64(0)
	for i, w := range a {
		w &= b[i]
		to[i] = w
		some |= w
	}
	return some != 0
}

// words is the range of the words of a set that can be other than zero; its first and its
// last word are.
type words struct{ from, to int32 }

// cross reports whether two sets meet and neither has all of the other.
func cross(a, b set, inA, inB words) bool {
	from, to := max(inA.from, inB.from), min(inA.to, inB.to)
	if from >= to {
		return false
	}
	both, onlyA, onlyB := uint64(0), uint64(0), uint64(0)
	if inA.from < from || to < inA.to {
		onlyA = 1
	}
	if inB.from < from || to < inB.to {
		onlyB = 1
	}
	for i := from; i < to; i++ {
		v, w := a[i], b[i]
		both, onlyA, onlyB = both|v&w, onlyA|v&^w, onlyB|w&^v
	}
	return both != 0 && onlyA != 0 && onlyB != 0
}

// wordRange returns where the words of s that are not zero begin and end.
func wordRange(s set) (from, to int32) {
	to = int32(len(s))
	for from < to && s[from] == 0 {
		from++
	}
	for to > from && s[to-1] == 0 {
		to--
	}
	return from, to
}
