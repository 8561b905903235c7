package editor_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/editor"
	"github.com/segc-lang/segc/internal/test/corpus"
)

// TestTablesOfferWhatIsWritten checks that each fixed word of right statements is offered at its second
// letter with a few words about it: with all of the statement, and with nothing after the letter.
func TestTablesOfferWhatIsWritten(t *testing.T) {
	texts := corpus.Tables()
	for _, story := range stories(t) {
		if strings.HasPrefix(story.name, "tables/") {
			texts = append(texts, story.text)
		}
	}
	words := map[string]bool{}
	for _, text := range texts {
		for n := range editor.Load(t.Context(), text, editor.Options{}).Files()[0].All() {
			clause, is := n.(ast.TablesClause)
			if !is {
				continue
			}
			word := strings.Fields(clause.Word.Text)[0]
			words[word] = true
			if word == "provider" && strings.Count(text, word) > 1 {
				continue // the second one is refused
			}
			offset := clause.Word.At.Start + 1
			for _, text := range []string{text, text[:offset]} {
				done := editor.Load(t.Context(), text, editor.Options{}).Complete(t.Context(), offset)
				i := slices.IndexFunc(done.Items, func(i editor.Item) bool { return i.Text == word })
				if i < 0 || done.Items[i].Detail == "" || done.Span.Start != offset-1 {
					t.Errorf("%q is not offered after %q: %v", word, text[:offset-1], done.Items)
				}
			}
		}
	}
	if len(words) < 30 {
		t.Errorf("the texts have only %d words: %v", len(words), words)
	}
}

// TestTablesLookAtFewFiles offers columns beside thousands of files, and beside some that are too long.
func TestTablesLookAtFewFiles(t *testing.T) {
	files := segc.Files{"long.seg": "field long: text #" + strings.Repeat("x", 2<<20), "a.seg": "field near: text"}
	for i := range 3000 {
		files["z"+strings.Repeat("z", i%50)+string(rune('a'+i/50))+".seg"] = "field a_field: text"
	}
	s := editor.Load(t.Context(), "tables postgres\n  column ", editor.Options{Name: "in.seg", Files: files})
	var offered []string
	for _, item := range s.Complete(t.Context(), len("tables postgres\n  column ")).Items {
		offered = append(offered, item.Text)
	}
	if !slices.Contains(offered, "near") || slices.Contains(offered, "long") {
		t.Errorf("it offers %v", offered)
	}
}
