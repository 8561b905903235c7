package visible

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/segc-lang/segc/internal/poll"
)

// Text returns a text in a form that can be shown: every character of the result
// can be seen, and none is a control character. Line feeds and tabs become
// pictures too, so that the result is one line.
func Text(s string) string { return Part(s, 0, len(s)) }

// Part returns what Text shows of s[start:end], where the characters around that
// part may give a meaning to those at its ends.
func Part(s string, start, end int) string {
	i := firstReplaced(s, start, end)
	if i < 0 {
		return s[start:end]
	}
	var b strings.Builder
	b.Grow(end - start + 2*utf8.UTFMax)
	b.WriteString(s[start:i])
	for i < end {
		r, size := utf8.DecodeRuneInString(s[i:])
		b.WriteRune(shown(s, i, r))
		i += size
	}
	return b.String()
}

// Lines returns what Text shows of every line of a text, and keeps the line feeds.
func Lines(s string) string {
	lines := strings.SplitAfter(s, "\n")
	for i, line := range lines {
		content, found := strings.CutSuffix(line, "\n")
		if lines[i] = Text(content); found {
			lines[i] += "\n"
		}
	}
	return strings.Join(lines, "")
}

// Replaces reports whether Text shows something in place of the character at an
// offset of a text.
func Replaces(s string, offset int) bool {
	r, size := utf8.DecodeRuneInString(s[offset:])
	return r == utf8.RuneError && size == 1 || shown(s, offset, r) != r
}

// Hides reports whether the character at an offset of a text is invisible: it is
// not a blank, nothing is shown for it, and it is not part of how the characters
// around it are written.
func Hides(s string, offset int) bool {
	if s[offset] < utf8.RuneSelf {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[offset:])
	return r > unicode.MaxLatin1 && ignorable(r) && !belongs(s, offset, r) || r == '\u00ad'
}

// Next returns the place of the first run of invisible characters from an offset
// on. Both ends are -1 if there is none. The poll counts the steps of a long text.
func Next(p *poll.Poll, s string, offset int) (start, end int) {
	const steps = 8 // of a character that is looked up
	for i := offset; i < len(s); {
		if s[i] < utf8.RuneSelf {
			p.Step(1)
			i++
			continue
		}
		p.Step(steps)
		_, size := utf8.DecodeRuneInString(s[i:])
		if !Hides(s, i) {
			i += size
			continue
		}
		end = i
		for end < len(s) && Hides(s, end) {
			p.Step(steps)
			_, size := utf8.DecodeRuneInString(s[end:])
			end += size
		}
		return i, end
	}
	return -1, -1
}

// firstReplaced returns the offset of the first character of s[start:end] for
// which another one is shown, or -1.
func firstReplaced(s string, start, end int) int {
	for i := start; i < end; {
		if c := s[i]; c >= ' ' && c < 0x7f {
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 || shown(s, i, r) != r {
			return i
		}
		i += size
	}
	return -1
}

// shown returns the character itself or the one that is shown in its place: the
// picture of a control character, or U+FFFD.
func shown(s string, i int, r rune) rune {
	switch {
	case r >= ' ' && r < 0x7f:
		return r
	case r < ' ':
		return '\u2400' + r
	case r == 0x7f:
		return '\u2421'
	case unicode.In(r, unicode.Cc, unicode.Zl, unicode.Zp, unicode.Noncharacter_Code_Point), Hides(s, i):
		return utf8.RuneError
	default:
		return r
	}
}

// ignorable reports whether nothing is shown for a character by itself. This is
// Unicode's property Default_Ignorable_Code_Point, and the format characters
// beside it: the marks of annotations and of hieroglyphs. The marks that Arabic
// and Syriac write around numbers are format characters that can be seen. The
// blank pattern of Braille is none of these, but shows nothing either.
func ignorable(r rune) bool {
	return r == blankDots || unicode.In(r, unicode.Cf, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) &&
		!unicode.Is(unicode.Prepended_Concatenation_Mark, r)
}
