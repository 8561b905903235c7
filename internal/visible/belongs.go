package visible

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"

	"github.com/segc-lang/segc/internal/lazy"
)

const (
	nonJoiner = '\u200c' // ZERO WIDTH NON-JOINER
	joiner    = '\u200d' // ZERO WIDTH JOINER
	textStyle = '\ufe0e' // VARIATION SELECTOR-15
	emoji     = '\ufe0f' // VARIATION SELECTOR-16
	keycap    = '\u20e3' // COMBINING ENCLOSING KEYCAP
	blackFlag = '\U0001f3f4'
	firstTag  = '\U000e0020'
	lastTag   = '\U000e007f' // CANCEL TAG, which ends a flag
	blankDots = '\u2800'     // BRAILLE PATTERN BLANK
	lastDots  = '\u28ff'
)

// The regions of flags, in tags: gbeng, gbsct and gbwls.
const (
	england  = "\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"
	scotland = "\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"
	wales    = "\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f"
)

// belongs reports whether an invisible character of a text is part of how the
// characters around it are written.
func belongs(s string, i int, r rune) bool {
	switch {
	case r == joiner:
		return joinsEmoji(s, i) || besideVirama(s, i)
	case r == nonJoiner:
		return besideVirama(s, i) || partsLetters(s, i)
	case r >= firstTag && r <= lastTag:
		return inFlag(s, i)
	case r == blankDots:
		return inBraille(s, i)
	case unicode.Is(unicode.Variation_Selector, r):
		return hasVariant(s, i, r)
	default:
		return false
	}
}

// before returns the character before an offset and where it begins. At the
// beginning of the text it is U+FFFD, like a broken one.
func before(s string, i int) (r rune, start int) {
	r, size := utf8.DecodeLastRuneInString(s[:i])
	return r, i - size
}

// after returns the character after the one at an offset, and where it begins.
func after(s string, i int) (r rune, start int) {
	_, size := utf8.DecodeRuneInString(s[i:])
	r, _ = utf8.DecodeRuneInString(s[i+size:])
	return r, i + size
}

// joinsEmoji reports whether a joiner is between two emoji, as in families: the
// first one may have a skin color or a selector.
func joinsEmoji(s string, i int) bool {
	if next, _ := after(s, i); !pictographic(next) {
		return false
	}
	r, start := before(s, i)
	if r == emoji || r >= '\U0001f3fb' && r <= '\U0001f3ff' {
		r, _ = before(s, start)
	}
	return pictographic(r)
}

// pictographic reports whether a character is an emoji of its own. The property
// Extended_Pictographic decides whether a joiner binds it to another emoji,
// which is how uniseg tells it.
func pictographic(r rune) bool {
	const heart = "\u2764"
	if r < '\u203c' && r != '©' && r != '®' || r == utf8.RuneError {
		return false
	}
	_, rest, _, _ := uniseg.FirstGraphemeClusterInString(string(r)+string(joiner)+heart, -1)
	return rest == ""
}

// besideVirama reports whether a joiner or non-joiner is where the scripts of
// India and its neighbors have it: after a virama that follows a letter, or
// between a letter and a virama.
func besideVirama(s string, i int) bool {
	r, start := before(s, i)
	if isVirama(r) {
		letter, _ := before(s, start)
		return unicode.IsLetter(letter) || unicode.IsMark(letter) && !isVirama(letter) && !ignorable(letter)
	}
	next, _ := after(s, i)
	return unicode.IsLetter(r) && isVirama(next)
}

func isVirama(r rune) bool {
	const class = 9 // Canonical_Combining_Class=Virama
	return unicode.IsMark(r) && norm.NFC.PropertiesString(string(r)).CCC() == class
}

// partsLetters reports whether a non-joiner is between two letters of a
// script whose letters join, as Persian has it inside of words.
func partsLetters(s string, i int) bool {
	const most = 4 // marks on a letter
	r, start := before(s, i)
	for n := 0; n < most && unicode.Is(unicode.Mn, r) && !ignorable(r); n++ {
		r, start = before(s, start)
	}
	next, _ := after(s, i)
	for _, script := range joining.Get() {
		if unicode.Is(script, r) {
			return unicode.IsLetter(r) && unicode.Is(script, next) && unicode.IsLetter(next)
		}
	}
	return false
}

// joining are the scripts in use whose letters take another form where they join.
var joining = lazy.Value[[]*unicode.RangeTable]{Make: func() []*unicode.RangeTable {
	return []*unicode.RangeTable{
		unicode.Arabic, unicode.Syriac, unicode.Nko, unicode.Mandaic, unicode.Mongolian, unicode.Adlam, unicode.Hanifi_Rohingya,
	}
}}

// inFlag reports whether a tag is part of the flag of England, Scotland or Wales:
// a black flag, the region in tags, and the tag that ends it. Unicode recommends
// no other flags of regions, and fonts have no others: any other tags after a
// black flag would be letters that nobody sees.
func inFlag(s string, i int) bool {
	const most = 5 // tags before the last one
	start := i
	for range most + 1 {
		r, at := before(s, start)
		if r == blackFlag {
			for _, region := range []string{england, scotland, wales} {
				if strings.HasPrefix(s[start:], region) {
					return true
				}
			}
			return false
		}
		if r < firstTag || r >= lastTag {
			return false
		}
		start = at
	}
	return false
}

// inBraille reports whether a blank pattern of dots is between two others, as a
// space between words does. By itself it looks like no character at all.
func inBraille(s string, i int) bool {
	r, _ := before(s, i)
	next, _ := after(s, i)
	return r > blankDots && r <= lastDots && next > blankDots && next <= lastDots
}

// hasVariant reports whether a variation selector follows a character that has
// such variants: an emoji, the base of a keycap or an ideograph.
func hasVariant(s string, i int, selector rune) bool {
	base, _ := before(s, i)
	switch {
	case selector == textStyle || selector == emoji:
		if base == '#' || base == '*' || base >= '0' && base <= '9' {
			next, _ := after(s, i)
			return next == keycap
		}
		return pictographic(base)
	case selector >= '\ufe00' && selector <= '\ufe02', selector >= '\U000e0100':
		return unicode.Is(unicode.Han, base)
	default:
		return false
	}
}
