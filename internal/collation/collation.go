package collation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/segc-lang/segc/internal/poll"
)

// Collation is one way to compare text values. The zero Collation compares them
// character by character.
type Collation struct {
	FoldCase bool // the case of letters does not count
	Spaces   Spaces
	Letters  Letters
}

// Spaces says what spaces at the ends of a value count.
type Spaces uint8

const (
	// SpacesCount compares spaces like any other character.
	SpacesCount Spaces = iota
	// SpacesPadded ignores the spaces at the end where whole values are compared,
	// as databases with padded text do. A part of a value is looked for as it is.
	SpacesPadded
	// SpacesTrimmed takes blanks of all kinds from both ends of values and parts.
	SpacesTrimmed
)

// Letters says which characters are one letter.
type Letters uint8

const (
	// LettersExact tells all characters apart.
	LettersExact Letters = iota
	// LettersDecomposed ignores how a letter is composed: it compares NFD, so that
	// a letter contains its marks.
	LettersDecomposed
	// LettersComposed ignores that too, but compares NFC, so that a letter does not
	// contain its marks.
	LettersComposed
	// LettersBase ignores accents, widths and characters that cannot be seen.
	LettersBase
)

const (
	cases   = 2
	spaces  = int(SpacesTrimmed) + 1
	letters = int(LettersBase) + 1

	// Count is how many collations there are.
	Count = cases * spaces * letters
)

// All returns all collations, always in the same order: the one that compares
// character by character first, the one that ignores most last.
func All() []Collation {
	all := make([]Collation, Count)
	for i := range all {
		all[i] = at(i)
	}
	return all
}

// at returns the collation at a place of All.
func at(i int) Collation {
	return Collation{FoldCase: i%cases != 0, Spaces: Spaces(i / cases % spaces), Letters: Letters(i / cases / spaces)}
}

// Place returns the place of the collation in All.
func (c Collation) Place() int {
	place := (int(c.Letters)*spaces + int(c.Spaces)) * cases
	if c.FoldCase {
		place++
	}
	return place
}

// Coarsest returns the collation that ignores most: values that differ in it
// differ in every other one.
func Coarsest() Collation {
	return Collation{FoldCase: true, Spaces: SpacesTrimmed, Letters: LettersBase}
}

// Whole returns the key of a value that is compared as a whole. The poll counts
// the work, and may end it; nil never does.
func (c Collation) Whole(p *poll.Poll, text string) string {
	key := c.Part(p, text)
	if c.Spaces == SpacesPadded {
		key = strings.TrimRight(key, " ")
	}
	return key
}

// Equal reports whether two values that are compared as a whole have one key.
// Most values are the same or are ASCII, and need no key then.
func (c Collation) Equal(p *poll.Poll, a, b string) bool {
	p.Step(1 + (len(a)+len(b))/8)
	switch {
	case a == b:
		return true
	case c == (Collation{}):
		return false
	case !isASCII(a) || !isASCII(b):
		return c.Whole(p, a) == c.Whole(p, b)
	}
	switch c.Spaces {
	case SpacesPadded:
		a, b = strings.TrimRight(a, " "), strings.TrimRight(b, " ")
	case SpacesTrimmed:
		a, b = strings.TrimSpace(a), strings.TrimSpace(b)
	}
	return a == b || c.FoldCase && len(a) == len(b) && strings.EqualFold(a, b)
}

// Part returns the key in which, or as which, a part of a value is looked for.
func (c Collation) Part(p *poll.Poll, text string) string {
	if c == (Collation{}) {
		return text
	}
	text = c.fold(p, text)
	if c.Spaces == SpacesTrimmed {
		text = strings.TrimSpace(text)
	}
	return text
}

// fold returns the key, without regard to the rules for spaces.
func (c Collation) fold(p *poll.Poll, text string) string {
	p.Step(1 + len(text)/2)
	if isASCII(text) {
		if c.FoldCase {
			return strings.ToUpper(text) // as foldCase does, and faster
		}
		return text
	}
	return inPieces(p, text, func(text string) string {
		switch c.Letters {
		case LettersDecomposed, LettersComposed:
			text = norm.NFD.String(text)
		case LettersBase:
			text = base(text)
		}
		if c.FoldCase {
			text = foldCase(text)
		}
		if c.Letters == LettersComposed {
			text = norm.NFC.String(text)
		}
		return text
	})
}

// Traits are what of a text some collations ignore. Collations that ignore the
// same of all texts that are compared give the same answers.
type Traits uint8

// The traits of texts.
const (
	HasCase   Traits = 1 << iota // a letter that has a case
	HasSpaces                    // a blank at an end
	HasMarks                     // characters beyond ASCII
)

// TraitsOf returns what of a text some collations ignore.
func TraitsOf(p *poll.Poll, text string) Traits {
	p.Step(1 + len(text)/2)
	var t Traits
	if !isASCII(text) {
		t = HasMarks | HasCase // whose parts may have a case
		if plain := inPieces(p, text, base); strings.TrimSpace(plain) != plain {
			t |= HasSpaces
		}
	}
	if strings.TrimSpace(text) != text {
		t |= HasSpaces
	}
	for i := 0; i < len(text) && t&HasCase == 0; i++ {
		if c := text[i] | 0x20; 'a' <= c && c <= 'z' {
			t |= HasCase
		}
	}
	return t
}

// Like returns one collation for all that ignore the same as c of texts with no
// other traits.
func (t Traits) Like(c Collation) Collation {
	if t&HasCase == 0 {
		c.FoldCase = false
	}
	if t&HasSpaces == 0 {
		c.Spaces = SpacesCount
	}
	if t&HasMarks == 0 {
		c.Letters = LettersExact
	}
	return c
}

// Apart returns the collations that can give different answers about texts with
// no other traits, in the order of All.
func (t Traits) Apart() []Collation {
	apart := make([]Collation, 0, Count)
	for i := range Count {
		c := at(i)
		switch {
		case t&HasMarks == 0 && c.Letters != LettersExact:
			return apart
		case t.Like(c) == c:
			apart = append(apart, c)
		}
	}
	return apart
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// foldCase maps texts that differ in case only to one text. It is the simple
// folding of Unicode, like strings.EqualFold, but a mark is never a letter.
func foldCase(s string) string {
	same := true
	for i := 0; i < len(s) && same; i++ {
		same = s[i] < utf8.RuneSelf && (s[i] < 'a' || s[i] > 'z')
	}
	if same {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z':
			return r - 'a' + 'A'
		case r < utf8.RuneSelf || unicode.IsMark(r):
			return r
		}
		least := r
		for other := unicode.SimpleFold(r); other != r; other = unicode.SimpleFold(other) {
			if !unicode.IsMark(other) {
				least = min(least, other)
			}
		}
		return least
	}, s)
}
