package shape_test

import (
	"context"
	"slices"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/shape"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/hostile"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestTreesOfTextsHaveTheShape checks that every tree that the grammar makes passes: of
// whole texts, of texts that end anywhere, and of hostile ones.
func TestTreesOfTextsHaveTheShape(t *testing.T) {
	texts := []string{"", "\ufeff# a\r\nwhere a = 1 # b\r\n", "where a = \"\\u0000\"", "where `` = 1", "where ``", "where list in (``)", "where opened from campaigns (``)", "where a = ``", "where a in ()", "list a = ()", "where a > 1e99999999999"}
	for i, text := range slices.Concat(corpus.Sources(t), corpus.Named(), corpus.Tables()) {
		texts = append(texts, text)
		if i%long.Of(9, 1) == 0 && len(text) < 400 {
			for cut := range text {
				texts = append(texts, text[:cut], text[cut:])
			}
		}
	}
	for _, s := range hostile.Texts() {
		texts = append(texts, s.Make(long.Of(1000, 100_000)))
	}
	for _, text := range texts {
		file, _ := grammar.Parse(ast.NewSource("x.seg", text), grammar.Options{})
		if list := shape.Check(nil, file); len(list) > 0 {
			t.Errorf("%.200q: %v", text, list)
		}
	}
}

// looks is a context that counts how often it is looked at.
type looks struct {
	context.Context
	count *int
}

func (l looks) Err() error {
	*l.count++
	return nil
}

// TestCheckLooksAtItsContext checks that the check looks at its context for each node.
func TestCheckLooksAtItsContext(t *testing.T) {
	count := 0
	file, _ := grammar.Parse(ast.NewSource("x.seg", "where a in (1, 2, 3, 4, 5, 6, 7, 8)"), grammar.Options{})
	if list := shape.Check(poll.New(poll.Closely(looks{t.Context(), &count})), file); len(list) > 0 || count < 10 {
		t.Errorf("%d looks, %v", count, list)
	}
}
