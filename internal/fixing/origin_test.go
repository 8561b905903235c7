package fixing

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// TestOriginOf checks that places are those of the text before all fixes, by
// removing and writing letters in random rounds.
func TestOriginOf(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 1))
	for range 500 {
		text := "abcdefghijklmnopqrstuvwxyz"
		origin := text
		var past []round
		for range 1 + random.IntN(4) {
			source := ast.NewSource("", text)
			var edits round
			for at := random.IntN(5); at < len(text); at += 1 + random.IntN(6) {
				end := min(at+random.IntN(3), len(text))
				new := strings.Repeat("+", random.IntN(3))
				edits = append(edits, diag.Edit{Location: diag.Location{Source: source, Span: ast.Span{Start: at, End: end}}, Text: new})
				at = end
			}
			after, err := diag.Apply(source, diag.Fix{Edits: edits})
			if err != nil {
				t.Fatal(err)
			}
			past = append(past, edits)
			text = after
		}
		for i := range len(text) {
			if got := originOf(past, i); text[i] != '+' && (got >= len(origin) || origin[got] != text[i]) {
				t.Fatalf("%q: the place of %q is %d", text, text[i], got)
			}
		}
	}
}
