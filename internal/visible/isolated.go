package visible

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/bidi"
)

// The characters around text whose direction has no effect on what is around it.
const (
	isolate    = "\u2068" // FIRST STRONG ISOLATE
	endIsolate = "\u2069" // POP DIRECTIONAL ISOLATE
)

// RightToLeft reports whether a text has characters that are written from right to left.
func RightToLeft(s string) bool {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			continue
		}
		p, size := bidi.LookupString(s[i:])
		if rightToLeft(p.Class()) {
			return true
		}
		i += max(size, 1)
	}
	return false
}

// Isolated returns a printable text with an isolate around each part that is written from right to left.
// A terminal that reorders characters then reorders only within these parts, so what is before them on a line, such as
// a path or the number of the line, and what lines up under them stays where it is. A part ends at a
// quote and at signs between values, and at the cuts, which are byte offsets in ascending order.
func Isolated(s string, cuts ...int) string {
	if !RightToLeft(s) {
		return s
	}
	var b strings.Builder
	done, start, end := 0, -1, 0 // the part that is open is s[start:end]
	finish := func() {
		if start >= 0 {
			b.WriteString(s[done:start] + isolate + s[start:end] + endIsolate)
			done, start = end, -1
		}
	}
	for i := 0; i < len(s); {
		for len(cuts) > 0 && cuts[0] <= i {
			finish()
			cuts = cuts[1:]
		}
		p, size := bidi.LookupString(s[i:])
		size = max(size, 1)
		switch class := p.Class(); {
		case rightToLeft(class):
			if start < 0 {
				start = i
			}
			end = i + size
		case class == bidi.NSM || class == bidi.BN:
			if start >= 0 && end == i { // a mark on a letter, or a joiner after one
				end = i + size
			}
		case class == bidi.L, class == bidi.B, strings.HasPrefix(s[i:], "…"), strings.ContainsRune("\"`()[]{}<>=|/\\#", rune(s[i])):
			finish()
		}
		i += size
	}
	finish()
	return b.String() + s[done:]
}

func rightToLeft(class bidi.Class) bool {
	return class == bidi.R || class == bidi.AL || class == bidi.AN
}
