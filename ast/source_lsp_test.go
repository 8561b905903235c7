package ast_test

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/segc-lang/segc/ast"
)

// lspPlace is a position of the Language Server Protocol: both numbers count from 0, and
// the character counts code units of UTF-16.
type lspPlace struct{ line, character int }

// lspDocument is what an editor makes of a file: it removes a byte order mark, and divides
// the rest at the line ends that the protocol lists, '\n', '\r\n' and '\r'.
func lspDocument(text string) (lines [][]uint16, bytesBefore []int, removed int) {
	document := strings.TrimPrefix(text, "\ufeff")
	removed = len(text) - len(document)
	start := 0
	for i := 0; i < len(document); {
		size := 0
		switch {
		case strings.HasPrefix(document[i:], "\r\n"):
			size = 2
		case document[i] == '\n' || document[i] == '\r':
			size = 1
		}
		if size == 0 {
			i++
			continue
		}
		lines, bytesBefore = append(lines, utf16.Encode([]rune(document[start:i]))), append(bytesBefore, start)
		i += size
		start = i
	}
	return append(lines, utf16.Encode([]rune(document[start:]))), append(bytesBefore, start), removed
}

// TestPositionsOfLSP checks on a table of texts, and on all short texts of what matters,
// that positions are those of an editor that speaks LSP, and that they are read back.
func TestPositionsOfLSP(t *testing.T) {
	t.Parallel()
	texts := []string{
		"", "a", "a\nb", "a\r\nb", "a\rb", "a\r\rb", "a\n\rb", "a\r\n\rb", "a\r\r\nb", "\r", "\n", "\r\n", "a\r", "a\n", "a\r\n", "\r\na",
		"\ufeff", "\ufeffa", "\ufeff\ra", "\ufeff\r\na😀b", "\ufeff\ufeffa", "a\ufeffb", "é😀\r😀é\n五", "a\vb\fc\u0085d\u2028e\u2029f", "# é\rwhere a = \"😀\" and b\r\n",
		strings.Repeat("é😀", 900) + "\r" + strings.Repeat("x\r", 900) + "z",
	}
	parts := []string{"a", "é", "😀", "\n", "\r", "\ufeff"}
	var all func(text string, length int)
	all = func(text string, length int) {
		texts = append(texts, text)
		for _, part := range parts {
			if length > 0 {
				all(text+part, length-1)
			}
		}
	}
	all("", 5)
	for _, text := range texts {
		source := ast.NewSource("t.seg", text)
		lines, starts, removed := lspDocument(text)
		if source.Lines() != len(lines) {
			t.Fatalf("%+q has %d lines, not %d", text, source.Lines(), len(lines))
		}
		for number, line := range lines {
			if got, start := source.Line(number + 1); got != string(utf16.Decode(line)) || start != removed+starts[number] {
				t.Fatalf("line %d of %+q is %+q at %d", number, text, got, start)
			}
			offset := removed + starts[number]
			for character := 0; character <= len(line); {
				want := lspPlace{number, character}
				got := source.Position(offset)
				if (lspPlace{got.Line - 1, got.UTF16 - 1}) != want || source.LineOf(offset) != number+1 {
					t.Fatalf("offset %d of %+q is %+v, not %+v", offset, text, got, want)
				}
				if back := source.OffsetUTF16(number+1, character+1); back != offset {
					t.Fatalf("%+v of %+q is offset %d, not %d", want, text, back, offset)
				}
				if character == len(line) {
					break
				}
				r, size := utf8.DecodeRuneInString(text[offset:])
				offset += size
				character += len(utf16.Encode([]rune{r}))
			}
			// A character past the end of the line is its end.
			if back := source.OffsetUTF16(number+1, len(line)+5); back != offset {
				t.Fatalf("past the end of line %d of %+q is offset %d, not %d", number, text, back, offset)
			}
		}
	}
}
