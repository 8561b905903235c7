package diag

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"
)

// TestFrameFits holds for any line and marks that what is shown fits in the
// columns, and that the underline lies under the line or one column after it.
func TestFrameFits(t *testing.T) {
	parts := rapid.SampledFrom([]string{
		"a", "b ", "xyzxyzxyzxyzxyzxyz", "\t", "五", "é", "e\u0301", "\u0301", "👩‍👩‍👧", "🇩🇪", "🇩", "\u200d", "\x00", "\x1b[2J", "\xff", "\u202e", "❤️", "한글",
	})
	rapid.Check(t, func(t *rapid.T) {
		line := strings.Join(rapid.SliceOfN(parts, 0, 80).Draw(t, "line"), "")
		start := rapid.IntRange(0, len(line)).Draw(t, "start")
		end := rapid.IntRange(start, len(line)).Draw(t, "end")
		columns := rapid.IntRange(minColumns, 90).Draw(t, "columns")
		text, under := frame(line, []mark{{start, end, '^'}}, columns)
		shown := uniseg.StringWidth(text)
		if shown > columns || len(under) > columns {
			t.Fatalf("%d and %d columns of %d:\n%s\n%s", shown, len(under), columns, text, under)
		}
		if !strings.Contains(under, "^") || strings.Trim(under, " ^") != "" {
			t.Fatalf("underline %q", under)
		}
		if before := len(under) - len(strings.TrimLeft(under, " ")); before > shown && strings.TrimSpace(line[start:]) != "" {
			t.Fatalf("the underline starts after the line:\n%s\n%s", text, under)
		}
		if printable(text) != text {
			t.Fatalf("unprintable %q", text)
		}
	})
}

// TestLayoutFits checks for any line and marks that what is shown fits in the columns, that each mark
// lies under what it marks, and that a line is not laid out only if there is no room.
func TestLayoutFits(t *testing.T) {
	oneWord := rapid.SampledFrom([]string{"a", "xyzxyz", "五", "e\u0301", "👩‍👩‍👧", "🇩🇪", "한글"})
	words := rapid.OneOf(oneWord, rapid.SampledFrom([]string{"b ", " and ", "\t"}))
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SampledFrom([]*rapid.Generator[string]{oneWord, words}).Draw(t, "parts")
		var b strings.Builder
		var marks []mark
		var marked []string
		marksWidth := 0
		for range rapid.IntRange(1, 5).Draw(t, "marks") {
			b.WriteString(strings.Join(rapid.SliceOfN(parts, 0, 40).Draw(t, "before"), "") + "|")
			text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"M", "N ", "五", "💌", "mark"}), 1, 5).Draw(t, "marked"), "") + "!"
			marks = append(marks, mark{start: b.Len(), end: b.Len() + len(text), with: rapid.SampledFrom([]byte("+~-")).Draw(t, "with")})
			marked = append(marked, text)
			marksWidth += uniseg.StringWidth(text)
			b.WriteString(text)
		}
		b.WriteString(rapid.StringMatching("[a-z ]{0,40}").Draw(t, "after"))
		columns := rapid.IntRange(minColumns, 130).Draw(t, "columns")
		text, under, ok := layout(b.String(), marks, columns)
		const around = 6 + 2 + 1 // columns on one side of a mark: least, a cut wide character, an ellipsis
		if !ok {
			if marksWidth+2*around*len(marks) <= columns {
				t.Fatalf("%q does not fit in %d columns", b.String(), columns)
			}
			return
		}
		if uniseg.StringWidth(text) > columns || len(under) > columns {
			t.Fatalf("%d and %d columns of %d:\n%s\n%s", uniseg.StringWidth(text), len(under), columns, text, under)
		}
		column := 0
		for i, want := range marked {
			first := strings.IndexByte(under[column:], marks[i].with) + column
			last := first + uniseg.StringWidth(want)
			if first < column || last > len(under) || strings.Trim(under[first:last], string(marks[i].with)) != "" || cut(text, first, last) != want {
				t.Fatalf("%q is not underlined:\n%s\n%s", want, text, under)
			}
			if first == 0 || strings.TrimSpace(cut(text, first-1, first)) == "" {
				t.Fatalf("%q has nothing before it:\n%s\n%s", want, text, under)
			}
			column = last
		}
		if rest := strings.TrimSpace(under[column:]); rest != "" {
			t.Fatalf("%q underlines nothing:\n%s\n%s", rest, text, under)
		}
	})
}

// TestLayout checks where a line is cut.
func TestLayout(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ line, text, under string }{
		{"五五五五五五五五五五五五五五五M五五五五五五五五五五五五五五五五五五五M五", "… 五五五五M五五五五 … 五五五五M五", "          +                   +"},
		{"a five four three two one M one two three four five six seven eight M nine", "… one M one … eight M nine", "      +             +"},
		{"M aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa M", "M aaaaaaaaaaaaaa…aaaaaaaaaaaaaa M", "+                               +"},
		{"MaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaM", "MaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaM", "+                               +"},
	} {
		var marks []mark
		for i, r := range c.line {
			if r == 'M' {
				marks = append(marks, mark{start: i, end: i + 1, with: '+'})
			}
		}
		text, under, ok := layout(c.line, marks, 34)
		if !ok || text != c.text || under != c.under {
			t.Errorf("%q is, %t,\n%s|\n%s|\nexpected\n%s|\n%s|", c.line, ok, text, under, c.text, c.under)
		}
	}
}
