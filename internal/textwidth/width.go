package textwidth

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/segc-lang/segc/internal/poll"
)

// Pixels estimates how wide a text is in a sans-serif font of a size. Fonts
// differ from machine to machine, so it is rather too much than too little.
func Pixels(p *poll.Poll, s string, size float64) float64 {
	total := 0.0
	for s != "" {
		p.Step(8)
		cluster, rest, columns, _ := uniseg.FirstGraphemeClusterInString(s, -1)
		total += clusterEms(cluster, columns)
		s = rest
	}
	return total * size
}

// clusterEms returns the width of what a reader takes for one character, as a
// part of the size of the font.
func clusterEms(cluster string, columns int) float64 {
	r, _ := utf8.DecodeRuneInString(cluster)
	switch {
	case columns >= 2 && (r >= 0x1f000 || strings.ContainsRune(cluster, 0xfe0f)):
		return 1.35 // an emoji
	case columns >= 2:
		return 1.05
	case r >= 0x300 && (unicode.IsMark(r) || columns == 0):
		return 0.2
	case strings.ContainsRune("mwMW@%—…", r):
		return 0.95
	case r >= utf8.RuneSelf && (unicode.Is(unicode.Latin, r) || r == '“' || r == '”'):
		return 0.66
	case r >= utf8.RuneSelf:
		return 0.75
	case strings.ContainsRune("ijlftrI.,:;'|!()[]/ -", r):
		return 0.36
	case r >= 'A' && r <= 'Z':
		return 0.74
	default:
		return 0.6
	}
}
