package collation_test

import (
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/test/long"
)

// texts have what collations ignore, in many places.
func texts() *rapid.Generator[string] {
	pieces := []string{
		"a", "A", "pro", "Pro", " ", "  ", "\t", "\u00a0", "\u3000", "ò", "o\u0300", "o", "ß", "ẞ", "ss", "SS", "ÅNGSTRÖM", "\u212b", "K", "\u212a", "ﬁ", "fi", "Ａ", "\u200b", "\u00ad",
		"\u0301", "\u0323", "\u0345", "ι", "Ι", "ς", "σ", "Σ", "ﾊﾟ", "パ", "İ", "i", "ı", "æ", "œ", "ø", "đ", "ł", "1", "²", "\u00b4", "-", "日", "한", "\u1112\u1161\u11ab",
	}
	return rapid.Map(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pieces), rapid.StringN(0, 2, 8)), 0, 5), func(s []string) string { return strings.Join(s, "") })
}

// TestCollationsAreOrdered checks that the first collation tells all texts apart,
// and that texts that are equal in any one are equal in the last.
func TestCollationsAreOrdered(t *testing.T) {
	all := collation.All()
	if len(all) != collation.Count || all[0] != (collation.Collation{}) || all[len(all)-1] != collation.Coarsest() {
		t.Fatalf("%v", all)
	}
	rapid.Check(t, func(t *rapid.T) {
		x, y := texts().Draw(t, "x"), texts().Draw(t, "y")
		if all[0].Whole(nil, x) != x || all[0].Part(nil, x) != x {
			t.Fatalf("%+q", x)
		}
		for _, c := range all {
			key := c.Whole(nil, x)
			if got, want := c.Equal(nil, x, y), key == c.Whole(nil, y); got != want || !c.Equal(nil, x, key) && c.Whole(nil, key) == key {
				t.Fatalf("%+v: %+q and %+q are equal: %t", c, x, y, got)
			}
			if c.Whole(nil, key) != key {
				t.Fatalf("%+v: %+q has the key %+q, and that %+q", c, x, key, c.Whole(nil, key))
			}
			if coarse := collation.Coarsest(); coarse.Whole(nil, key) != coarse.Whole(nil, x) || c.Whole(nil, x) == c.Whole(nil, y) && coarse.Whole(nil, x) != coarse.Whole(nil, y) {
				t.Fatalf("%+v: %+q and %+q", c, x, y)
			}
		}
	})
}

// TestTraits checks that collations that are alike for the traits of texts have
// the same answers about them.
func TestTraits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x, y := texts().Draw(t, "x"), texts().Draw(t, "y")
		traits := collation.TraitsOf(nil, x) | collation.TraitsOf(nil, y)
		apart := traits.Apart()
		for _, c := range collation.All() {
			like := traits.Like(c)
			if !slices.Contains(apart, like) {
				t.Fatalf("%+v is like %+v, which is not among %v", c, like, apart)
			}
			if (c.Whole(nil, x) == c.Whole(nil, y)) != (like.Whole(nil, x) == like.Whole(nil, y)) ||
				strings.Contains(c.Part(nil, x), c.Part(nil, y)) != strings.Contains(like.Part(nil, x), like.Part(nil, y)) ||
				strings.HasPrefix(c.Part(nil, x), c.Part(nil, y)) != strings.HasPrefix(like.Part(nil, x), like.Part(nil, y)) {
				t.Fatalf("%+v and %+v differ about %+q and %+q", c, like, x, y)
			}
		}
	})
}

func TestEqual(t *testing.T) {
	all := collation.All()
	for _, c := range []struct {
		x, y string
		in   func(collation.Collation) bool
	}{
		{"pro", "Pro", func(c collation.Collation) bool { return c.FoldCase }},
		{"pro", "pro ", func(c collation.Collation) bool { return c.Spaces != collation.SpacesCount }},
		{"pro", " pro", func(c collation.Collation) bool { return c.Spaces == collation.SpacesTrimmed }},
		{"pro", "prò", func(c collation.Collation) bool { return c.Letters == collation.LettersBase }},
		{"pr\u00f2", "pro\u0300", func(c collation.Collation) bool { return c.Letters != collation.LettersExact }},
		{"pro", "ｐｒｏ", func(c collation.Collation) bool { return c.Letters == collation.LettersBase }},
		{"pro", "p\u200bro", func(c collation.Collation) bool { return c.Letters == collation.LettersBase }},
		{"Straße", "strasse", func(c collation.Collation) bool { return c.FoldCase && c.Letters == collation.LettersBase }},
		{"pro", "prä", func(collation.Collation) bool { return false }},
		{"pro", "pro plus", func(collation.Collation) bool { return false }},
		{"pro\u00a0", "PRÒ", func(c collation.Collation) bool {
			return c.FoldCase && c.Letters == collation.LettersBase && c.Spaces != collation.SpacesCount
		}},
	} {
		for _, way := range all {
			if got := way.Whole(nil, c.x) == way.Whole(nil, c.y); got != c.in(way) {
				t.Errorf("%+q and %+q in %+v: %t", c.x, c.y, way, got)
			}
		}
	}
}

// TestLettersOfDatabases checks with the collation algorithm of Unicode that no
// letter of the scripts of Europe equals other letters there that it does not
// equal here.
func TestLettersOfDatabases(t *testing.T) {
	loose := collate.New(language.Und, collate.Loose)
	var buffer collate.Buffer
	key := func(text string) string {
		defer buffer.Reset()
		return string(loose.KeyFromString(&buffer, text))
	}
	plain := map[string]string{}
	for _, first := range "abcdefghijklmnopqrstuvwxyz" {
		plain[key(string(first))] = string(first)
		for _, second := range "abcdefghijklmnopqrstuvwxyz" {
			plain[key(string([]rune{first, second}))] = string([]rune{first, second})
		}
	}
	coarse := collation.Coarsest()
	for r := rune(0x80); r < 0x2100; r++ {
		if !unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic) || !unicode.IsLetter(r) {
			continue
		}
		if r >= 0x180 && r < 0x370 || r >= 0x1d00 && r < 0x1e00 || r == 'Ŀ' || r == 'ŀ' {
			continue // letters of phonetic alphabets, and one that has a dot of its own
		}
		if ascii, ok := plain[key(string(r))]; ok && coarse.Whole(nil, string(r)) != coarse.Whole(nil, ascii) {
			t.Errorf("%c (U+%04X) equals %s for the algorithm", r, r, ascii)
		}
		if decomposed := norm.NFD.String(string(r)); coarse.Whole(nil, decomposed) != coarse.Whole(nil, string(r)) {
			t.Errorf("%c (U+%04X) and its parts", r, r)
		}
	}
}

// TestLongTexts checks that the pieces of a long text have the key of the whole.
func TestLongTexts(t *testing.T) {
	for _, unit := range []string{"é", "e\u0323\u0301", "aé", "ﾊﾟ", "a\u200b", "한", "\u1112\u1161\u11ab"} {
		for shift := range long.Of(2, 8) {
			text := strings.Repeat("x", shift) + strings.Repeat(unit, 9000)
			for _, c := range collation.All() {
				want := strings.Repeat("x", shift)
				if c.FoldCase {
					want = strings.ToUpper(want)
				}
				want += strings.Repeat(c.Part(nil, unit), 9000)
				if got := c.Part(nil, text); got != want {
					t.Fatalf("%+q in %+v, moved by %d", unit, c, shift)
				}
			}
		}
	}
}
