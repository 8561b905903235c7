package main

import (
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// TestFoldedName compares the folding of names with that of the library for languages, for every
// character and for texts of those that are special.
func TestFoldedName(t *testing.T) {
	library := func(name string) string { return cases.Fold().String(norm.NFC.String(name)) }
	var special []string
	for r := range unicode.MaxRune + 1 {
		one := string(r)
		folded := library(one)
		if got, want := foldedName(folded), foldedName(one); got != want {
			t.Errorf("%U folds to %+q in the library, and we have %+q for it and %+q for the character", r, folded, got, want)
		}
		if folded != one {
			special = append(special, one)
		}
		// We take nothing else for one. In Cherokee, the library differs from Unicode.
		if ours := foldedName(one); !unicode.Is(unicode.Cherokee, r) && norm.NFC.String(library(ours)) != norm.NFC.String(folded) {
			t.Errorf("%U becomes %+q, which the library folds to %+q and not to %+q", r, ours, library(ours), folded)
		}
	}
	if len(special) < 1400 {
		t.Errorf("only %d characters fold", len(special))
	}
	special = append(special, "a", "S", "̓", "ͅ", "ί", "ι", "̈", "́", "İ", "i̇")
	rapid.Check(t, func(t *rapid.T) {
		name := strings.Join(rapid.SliceOfN(rapid.SampledFrom(special), 0, 6).Draw(t, "name"), "")
		if got, want := foldedName(library(name)), foldedName(name); got != want {
			t.Errorf("%+q folds to %+q in the library, and we have %+q for it and %+q for the name", name, library(name), got, want)
		}
	})
	for a, b := range map[string]string{"Straße": "STRASSE", "a.json": "A.JSON", "ﬁn": "FIN", "é": "E\u0301"} {
		if foldedName(a) != foldedName(b) {
			t.Errorf("%q and %q are two names", a, b)
		}
	}
	for a, b := range map[string]string{"a": "b", "ı": "i", "é": "e", "": "a"} {
		if foldedName(a) == foldedName(b) {
			t.Errorf("%q and %q are one name", a, b)
		}
	}
}
