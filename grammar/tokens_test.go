package grammar

import (
	"testing"

	"github.com/alecthomas/participle/v2/lexer"
)

// TestTokensAreLent reads tokens by hand and with the parser library in turn, forward and back.
func TestTokensAreLent(t *testing.T) {
	in := readTokens(&tokenStream{scanner: scanner{text: "a b c d e"}})
	byHand := func(want string) {
		t.Helper()
		if got := in.Next().Value; got != want {
			t.Fatalf("%q comes next, not %q", got, want)
		}
	}
	byLibrary := func(want ...string) {
		t.Helper()
		in.lend(func(library *lexer.PeekingLexer) {
			for _, want := range want {
				if got := library.Next().Value; got != want {
					t.Fatalf("%q comes next for the library, not %q", got, want)
				}
			}
		})
	}
	start := in.MakeCheckpoint()
	byHand("a")
	second := in.MakeCheckpoint()
	byLibrary("b", "c")
	byHand("d")
	in.LoadCheckpoint(second) // where the library began
	byLibrary("b", "c", "d")
	in.LoadCheckpoint(start) // before that
	byLibrary("a")
	in.lend(func(library *lexer.PeekingLexer) {
		err := borrow(library, func(lent *tokens) error {
			here := lent.MakeCheckpoint()
			lent.Next()
			lent.LoadCheckpoint(here)
			if got := lent.Next().Value; got != "b" {
				t.Fatalf("%q comes next for who borrowed, not b", got)
			}
			return nil
		})
		if got := library.Peek().Value; err != nil || got != "c" {
			t.Fatalf("%q comes after what was borrowed, not c", got)
		}
	})
	byLibrary("c", "d", "e", "", "")
	byHand("")
	byHand("") // the end stays
}
