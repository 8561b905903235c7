package compiler_test

import (
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestBrokenTextsHaveNoDocument gives the compiler trees of texts with syntax errors: what
// is left of one is not the rule that its author means.
func TestBrokenTextsHaveNoDocument(t *testing.T) {
	texts := []string{
		"age > 1e", "opened >= 30d", "opened bet", "bounced from campaigns (12) in last 30d in",
		"field tags: tags(\"a\")\nwhere tags has any (\"a\") and tags has all (", "where a = 1 where", "a = 1 )",
		"let fade(n) = opened in last n\nwhere fade(", "let fade(n) = opened in last n\nwhere fade((", "let fade(n) = opened >= n\nwhere a = 1 and fade((",
	}
	for i, text := range corpus.Sources(t) {
		if i%long.Of(9, 1) == 0 && len(text) < 400 {
			for cut := range text {
				texts = append(texts, text[:cut], text[cut:])
			}
		}
	}
	broken := 0
	for _, text := range texts {
		file, list := grammar.Parse(ast.NewSource("x.seg", text), grammar.Options{})
		if file.Broken != list.HasErrors() {
			t.Errorf("%q: broken is %v, and the list has %v", text, file.Broken, list)
		}
		if !list.HasErrors() {
			continue
		}
		broken++
		if _, result, _ := compiler.Compile(t.Context(), file, compiler.Options{}); result.Document(nil) != nil {
			t.Errorf("%q has a document", text)
		}
	}
	if broken < 100 {
		t.Errorf("only %d texts have syntax errors", broken)
	}
}
