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
