package visible_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/visible"
)

func TestApart(t *testing.T) {
	for _, c := range []struct{ in, want []string }{
		{[]string{"M\u00fcnchen", "Mu\u0308nchen"}, []string{`M\u00fcnchen`, `Mu\u0308nchen`}},
		{[]string{"pro", "pro "}, []string{"pro", `pro\u0020`}},
		{[]string{"a b", "a  b"}, []string{"a b", `a \u0020b`}},
		{[]string{"a b", "a\u00a0b"}, []string{`a\u0020b`, `a\u00a0b`}},
		{[]string{"pro", "p\u200bro"}, []string{"pro", `p\u200bro`}},
		{[]string{"pro", "pr\u202eo"}, []string{"pro", `pr\u202eo`}},
		{[]string{"pro", "pr\u043e"}, []string{"pro", `pr\u043e`}},
		{[]string{"pro", "pr\u03bf"}, []string{"pro", `pr\u03bf`}},
		{[]string{"a", "a\U000e0041"}, []string{"a", `a\udb40\udc41`}},
		{[]string{"pro", "free", "Pro"}, []string{"pro", "free", "Pro"}},
		{[]string{"Привет", "Привет"}, []string{"Привет", "Привет"}},
		{[]string{"M\u00fcnchen", "Munchen"}, []string{"M\u00fcnchen", "Munchen"}},
		{[]string{"\u00e1", "a\ufe0e\u0301"}, []string{`\u00e1`, `a\ufe0e\u0301`}},
		{[]string{"x", "\u00e9", "e\u0301", "e\u0301 "}, []string{"x", `\u00e9`, `e\u0301`, `e\u0301\u0020`}},
		{nil, nil},
	} {
		if got := visible.Apart(c.in...); !slices.Equal(got, c.want) {
			t.Errorf("%+q becomes %+q, not %+q", c.in, got, c.want)
		}
	}
}

// TestApartTexts checks on random texts that those that differ are shown as
// different texts, and that what is shown has a look of its own.
func TestApartTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := texts().Draw(t, "a"), texts().Draw(t, "b")
		if rapid.Bool().Draw(t, "near") {
			b = a + rapid.SampledFrom([]string{" ", "\u0301", "\u200b", "о", "\u2066"}).Draw(t, "end")
		}
		got := visible.Apart(a, b)
		if a != b && visible.Look(a) == visible.Look(b) && visible.Look(got[0]) == visible.Look(got[1]) {
			t.Fatalf("%+q and %+q are shown as %+q", a, b, got)
		}
		if visible.Look(a) != visible.Look(b) && (got[0] != a || got[1] != b) {
			t.Fatalf("%+q and %+q are shown as %+q", a, b, got)
		}
		if look := visible.Look(a); visible.Look(look) != look {
			t.Fatalf("%+q looks like %+q, and that like %+q", a, look, visible.Look(look))
		}
	})
}

func TestName(t *testing.T) {
	for _, name := range []string{"M\u00fcnchen", "Mu\u0308nchen", " Mu\u0308nchen\t"} {
		if got := visible.Name(name); got != "M\u00fcnchen" {
			t.Errorf("%+q is called %+q", name, got)
		}
	}
}
