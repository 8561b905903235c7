package editor_test

import (
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/editor"
	"github.com/segc-lang/segc/internal/test/hostile"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestLargeTextsAreAnswered asks in the middle of hostile texts, and about all of them: with answers that
// are quadratic, it would take many minutes.
func TestLargeTextsAreAnswered(t *testing.T) {
	t.Parallel()
	for i, shape := range hostile.Texts() {
		if i%long.Every(20, 6, 1) != 0 {
			continue
		}
		text := shape.Make(long.Of(1<<15, 1<<18))
		s := editor.Load(t.Context(), text, editor.Options{Name: "in.seg"})
		middle := len(text) / 2
		ask(t, s, middle, 0)
		s.Actions(t.Context(), ast.Span{End: len(text)}, s.Problems())
	}
}
