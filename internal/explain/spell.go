package explain

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/rivo/uniseg"
	"golang.org/x/text/unicode/norm"

	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/visible"
)

// maxCluster bounds the bytes of what a reader takes for one character. Longer
// ones, such as a letter below a thousand accents, are written as escapes.
const maxCluster = 128

// spell returns a text of unknown origin in the form in which all formats show
// it. Texts that differ look different in it: what nobody sees, or sees alike, is
// an escape as in a rule, such as \u00a0. That is
//   - every blank but U+0020, and that one too at an end of the text or beside
//     another one, since a reader of Markdown or of a picture drops it,
//   - control characters, characters that are invisible where they are, and
//     characters without a form that fonts agree on,
//   - accents and the like apart from their letter, where Unicode has a form
//     (NFC) that looks the same.
//
// The characters of quotes are escapes too; those around the text could end in it.
// A backslash is doubled, so that nothing else looks like an escape.
func spell(work *poll.Poll, s, quotes string) string {
	first := firstSpelled(work, s, quotes)
	if first < 0 {
		return s
	}
	w := speller{work: work, s: s, quotes: quotes}
	work.Hold(2 * len(s))
	w.b.Grow(len(s) + 32)
	w.b.WriteString(s[:first])
	for i := first; i < len(s); {
		i = w.next(i)
	}
	return w.b.String()
}

// firstSpelled returns where a text may begin to be written in another way, or -1.
func firstSpelled(work *poll.Poll, s, quotes string) int {
	const every = 1 << 10 // bytes between two steps
	for i := range len(s) {
		if i%every == 0 {
			work.Step(every / 8)
		}
		switch c := s[i]; {
		case c == ' ' && crowded(s, i):
			return i
		case c < ' ', c == '\\', strings.IndexByte(quotes, c) >= 0:
			return i
		case c >= 0x7f: // the letter in front may belong to it
			return max(i-1, 0)
		}
	}
	return -1
}

// crowded reports whether a blank is at an end of a text or beside another one.
func crowded(s string, i int) bool {
	return i == 0 || i == len(s)-1 || s[i-1] == ' ' || s[i+1] == ' '
}

type speller struct {
	work      *poll.Poll
	s, quotes string
	b         strings.Builder
	source    bool // the text is of a rule, where a backslash begins an escape of the author's
}

// next writes what a reader takes for the character at an offset, and returns
// where the next one begins.
func (w *speller) next(i int) int {
	s := w.s
	w.work.Step(8)
	if c := s[i]; c < utf8.RuneSelf && (i+1 == len(s) || s[i+1] < utf8.RuneSelf) {
		w.ascii(i)
		return i + 1
	}
	w.work.Step(64)
	cluster := s[i:min(len(s), i+maxCluster)]
	whole := len(s)-i <= maxCluster
	if !whole {
		for n := 0; n < utf8.UTFMax && !utf8.RuneStart(s[i+len(cluster)]); n++ {
			cluster = cluster[:len(cluster)-1]
		}
	}
	window := len(cluster)
	cluster, _, _, _ = uniseg.FirstGraphemeClusterInString(cluster, -1)
	whole = whole || len(cluster) < window
	switch {
	case len(cluster) == 1 && s[i] < utf8.RuneSelf:
		w.ascii(i)
		return i + 1
	case whole && w.plain(i, cluster):
		w.b.WriteString(cluster)
		return i + len(cluster)
	}
	// Only the first character is left as it is, if it can be by itself.
	for at := i; at < i+len(cluster); {
		r, size := utf8.DecodeRuneInString(s[at:])
		switch first := s[at : at+size]; {
		case size == 1 && r == utf8.RuneError:
			w.escaped(`\x` + hex(rune(s[at]), 2))
		case at == i && r < utf8.RuneSelf && r != ' ':
			w.ascii(at)
		case at == i && r != ' ' && w.plain(at, first):
			w.b.WriteString(first)
		default:
			w.escape(r)
		}
		at += size
	}
	return i + len(cluster)
}

// ascii writes a character of ASCII.
func (w *speller) ascii(i int) {
	switch c := w.s[i]; {
	case c == '\\' && !w.source:
		w.escaped(`\\`)
	case c < ' ', c == 0x7f, c == ' ' && crowded(w.s, i), strings.IndexByte(w.quotes, c) >= 0:
		w.escape(rune(c))
	default:
		w.b.WriteByte(c)
	}
}

// plain reports whether the characters from an offset on, which a reader takes
// for one, are left as they are.
func (w *speller) plain(i int, cluster string) bool {
	first, _ := utf8.DecodeRuneInString(cluster)
	if first == ' ' || unicode.IsMark(first) || !norm.NFC.IsNormalString(cluster) {
		return false
	}
	for at, r := range cluster {
		if r == utf8.RuneError && !strings.HasPrefix(cluster[at:], "\ufffd") || !w.seen(i+at, r) {
			return false
		}
	}
	return true
}

// seen reports whether a character can be seen, and looks like no other one.
func (w *speller) seen(i int, r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return r >= ' ' && r < 0x7f && r != '\\' && !strings.ContainsRune(w.quotes, r)
	case visible.Hides(w.s, i), unicode.In(r, unicode.Zs, unicode.Zl, unicode.Zp), strings.ContainsRune(looksEmpty+w.quotes, r):
		return false
	case unicode.Is(unicode.Variation_Selector, r):
		return w.selects(i, r)
	case r == keycap: // without the selector, it looks much like the one with it
		return strings.HasSuffix(w.s[:i], string(emoji))
	case r == joiner || r == nonJoiner:
		return w.joins(i, r)
	}
	return unicode.IsGraphic(r) || unicode.Is(unicode.Cf, r) // the rest of Cf is not hidden where it is
}

// looksEmpty are the characters that Unicode takes for symbols or letters, and
// that show nothing: the blank of Braille, an object that is not there, a note
// without a head, and blank hieroglyphs.
const looksEmpty = "\u2800\ufffc\U0001d159\U00013441\U00013442"

const (
	nonJoiner = '\u200c'
	joiner    = '\u200d'
	textStyle = '\ufe0e'
	emoji     = '\ufe0f'
	keycap    = '\u20e3'
)

// selects reports whether a selector changes how the emoji before it looks:
// without a selector, narrow emoji are text and wide ones are in color. A digit
// takes one below a keycap.
func (w *speller) selects(i int, selector rune) bool {
	if strings.HasPrefix(w.s[i:], string(emoji)+string(keycap)) {
		return true // visible.Hides has seen what is in front
	}
	r, _ := utf8.DecodeLastRuneInString(w.s[:i])
	wide := uniseg.StringWidth(string(r)) > 1
	return r >= utf8.RuneSelf && (selector == emoji && !wide || selector == textStyle && wide)
}

// parts reports whether letters of Arabic or Persian would join without the
// non-joiner between them.
func (w *speller) parts(i int) bool {
	before, size := utf8.DecodeLastRuneInString(w.s[:i])
	for n := 0; n < maxCluster && unicode.IsMark(before); n++ {
		if !unicode.Is(unicode.Arabic, before) && !unicode.Is(unicode.Inherited, before) {
			return true
		}
		i -= size
		before, size = utf8.DecodeLastRuneInString(w.s[:i])
	}
	if !unicode.Is(unicode.Arabic, before) {
		return !unicode.In(before, unicode.Syriac, unicode.Nko, unicode.Mandaic, unicode.Mongolian, unicode.Adlam, unicode.Hanifi_Rohingya)
	}
	return before <= 0x6ff && !strings.ContainsRune(joinsNothing, before)
}

// joinsNothing are the letters of Arabic that do not join the next one.
const joinsNothing = "ءآأؤإاةدذرزوٱٲٳٴٵٶٷڈډڊڋڌڍڎڏڐڑڒړڔڕږڗژڙۀۃۄۅۆۇۈۉۊۋۍۏےۓەۮۯ"

func (w *speller) escape(r rune) {
	switch r {
	case '\n':
		w.escaped(`\n`)
	case '\r':
		w.escaped(`\r`)
	case '\t':
		w.escaped(`\t`)
	default:
		if high, low := utf16.EncodeRune(r); high != unicode.ReplacementChar {
			w.escaped(`\u` + hex(high, 4) + `\u` + hex(low, 4))
		} else {
			w.escaped(`\u` + hex(r, 4))
		}
	}
}

func (w *speller) escaped(s string) {
	w.work.Step(8)
	w.work.Hold(2 * len(s))
	w.b.WriteString(s)
}

// hex returns the last digits of a number.
func hex(r rune, digits int) string {
	const all = "0123456789abcdef"
	b := make([]byte, digits)
	for i := digits - 1; i >= 0; i-- {
		b[i] = all[r&0xf]
		r >>= 4
	}
	return string(b)
}
