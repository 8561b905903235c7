package visible

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/bidi"
	"pgregory.net/rapid"
)

// shownIsolates writes isolates so that they can be read here.
var shownIsolates = strings.NewReplacer(isolate, "⟦", endIsolate, "⟧")

func TestIsolated(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		cuts []int
		want string
	}{
		{"", nil, ""},
		{"plan = \"pro\" … 東京都 é", nil, "plan = \"pro\" … 東京都 é"},
		{"a = \"שלום\", 12", nil, "a = \"⟦שלום⟧\", 12"},
		{"a in (\"שלום\", \"עולם\")", nil, "a in (\"⟦שלום⟧\", \"⟦עולם⟧\")"},
		{"\"שלום, עולם 12!\"", nil, "\"⟦שלום, עולם⟧ 12!\""},
		{"שלום and עולם", nil, "⟦שלום⟧ and ⟦עולם⟧"},
		{"דואר/כללים.seg:3:7:", nil, "⟦דואר⟧/⟦כללים⟧.seg:3:7:"},
		{"…שלום…עולם", nil, "…⟦שלום⟧…⟦עולם⟧"},
		{"שלום\nעולם", nil, "⟦שלום⟧\n⟦עולם⟧"},
		{"שָׁלוֹם x", nil, "⟦שָׁלוֹם⟧ x"},
		{"می\u200cخواهم ٣٤", nil, "⟦می\u200cخواهم ٣٤⟧"},
		{"אבגד", []int{0, 4, 8}, "⟦אב⟧⟦גד⟧"},
		{"אב גד", []int{5, 99}, "⟦אב⟧ ⟦גד⟧"},
		{"\xffא\xff", nil, "\xff⟦א⟧\xff"},
	} {
		if got := shownIsolates.Replace(Isolated(c.text, c.cuts...)); got != c.want {
			t.Errorf("%q is %q, expected %q", c.text, got, c.want)
		}
	}
}

// TestIsolatedKeepsOrder checks that isolates are in pairs and change nothing else, and that outside of
// them and across a cut nothing is written from right to left.
func TestIsolatedKeepsOrder(t *testing.T) {
	t.Parallel()
	pieces := rapid.SampledFrom([]string{"a", " ", "12", "\"", ", ", "(", "א", "בג", "\u05b8", "ت", "\u200c", "٣", "五", "…", "/", "\n", "\xff", "\u0301"})
	rapid.Check(t, func(t *rapid.T) {
		var text string
		var cuts []int
		for range rapid.IntRange(0, 30).Draw(t, "pieces") {
			text += pieces.Draw(t, "piece")
			if rapid.IntRange(0, 4).Draw(t, "cut") == 0 {
				cuts = append(cuts, len(text))
			}
		}
		got := Isolated(text, cuts...)
		if plain := strings.NewReplacer(isolate, "", endIsolate, "").Replace(got); plain != text {
			t.Fatalf("%q is %q", text, got)
		}
		open, at := false, 0
		for i, r := range got {
			switch class := classOf(got[i:]); {
			case string(r) == isolate:
				if open {
					t.Fatalf("an isolate in an isolate: %q", got)
				}
				open = true
				continue
			case string(r) == endIsolate:
				if !open {
					t.Fatalf("an end without a start: %q", got)
				}
				open = false
				continue
			case rightToLeft(class) != open && (rightToLeft(class) || class == bidi.L || class == bidi.B):
				t.Fatalf("%q at %d of %q", r, i, got)
			case open && slices.Contains(cuts, at) && !strings.HasSuffix(got[:i], isolate):
				t.Fatalf("an isolate goes over the cut at %d: %q", at, got)
			}
			at += len(string(r))
			if r == '\ufffd' {
				at -= 2 // it is one byte of the text
			}
		}
		if open {
			t.Fatalf("an isolate is open: %q", got)
		}
	})
}

func classOf(s string) bidi.Class {
	p, _ := bidi.LookupString(s)
	return p.Class()
}
