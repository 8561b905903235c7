package editor_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/editor"
	"github.com/segc-lang/segc/internal/poll"
)

// looked is a context that counts how often somebody looks at it, and ends at one of the looks.
type looked struct {
	context.Context
	looks, last int
}

func (l *looked) Err() error {
	if l.looks++; l.last > 0 && l.looks >= l.last {
		return context.Canceled
	}
	return nil
}

// longTexts has texts of any length where much must be looked through, with a place in each.
func longTexts(n int) map[string]string {
	var uses, segments, files strings.Builder
	for i := range n {
		fmt.Fprintf(&uses, "use \"x%d.seg\"\n", i)
		fmt.Fprintf(&segments, "segment \"s%d\"\nwhere a = %d\n", i, i)
		fmt.Fprintf(&files, "where missing%d = 1\n", i)
	}
	items := strings.Repeat(" column a b\n", n)
	return map[string]string{
		"a dialect":          "tables ‸postgres\n" + items,
		"a column":           "tables postgres\n column ‸\n" + items,
		"a column's column":  "tables postgres\n column a ‸\n" + items,
		"an item":            "tables postgres\n" + items + "‸",
		"a relation":         "tables postgres\n contacts ‸\n" + items + strings.Repeat(" events e\n", n),
		"files":              "‸" + uses.String(),
		"a path":             uses.String() + "use \"‸\"",
		"open texts":         "where x in (" + strings.Repeat(`"`, n) + "‸",
		"segments":           segments.String() + "where ‸",
		"a condition":        files.String() + "where ‸",
		"comments":           strings.Repeat("# x\n", n) + "# ‸",
		"braces":             segments.String() + "segment \"{‸}\" for m in (1) where a = 1",
		"columns to declare": "field y: text\n" + files.String() + "field ‸",
	}
}

// answersAt are what is asked at a place, and whether there is an answer.
func answersAt() map[string]func(context.Context, *editor.Snapshot, int) bool {
	return map[string]func(context.Context, *editor.Snapshot, int) bool{
		"complete": func(ctx context.Context, s *editor.Snapshot, offset int) bool {
			return len(s.Complete(ctx, offset).Items) > 0
		},
		"actions": func(ctx context.Context, s *editor.Snapshot, offset int) bool {
			return len(s.Actions(ctx, ast.Span{Start: offset, End: len(s.Source().Text())}, s.Problems())) > 0
		},
	}
}

// TestAnswersEnd asks in long texts: the work grows as the text does, and has no answer once its context has
// ended, at whichever look that is.
func TestAnswersEnd(t *testing.T) {
	t.Parallel()
	const n = 1000
	longer := longTexts(2 * n)
	for name, marked := range longTexts(n) {
		for asked, answer := range answersAt() {
			looks := func(marked string) (int, *editor.Snapshot, int) {
				text, offset := strings.Replace(marked, cursor, "", 1), strings.Index(marked, cursor)
				s := editor.Load(t.Context(), text, editor.Options{Name: "in.seg", Files: segc.Files{"a.seg": "field a: text"}})
				ctx := &looked{Context: t.Context()}
				answer(poll.Closely(ctx), s, offset)
				return ctx.looks, s, offset
			}
			count, s, offset := looks(marked)
			if twice, _, _ := looks(longer[name]); twice > 2*count+count/2+100 {
				t.Errorf("%s of %s: %d steps become %d in a text twice as long", asked, name, count, twice)
			}
			for _, last := range []int{1, 2, count / 2, count - 1, count} {
				ctx := &looked{Context: t.Context(), last: max(last, 1)}
				if answer(poll.Closely(ctx), s, offset) {
					t.Errorf("%s of %s: there is an answer, though its context ended at look %d of %d", asked, name, last, count)
				}
				if ctx.looks > max(last, 1)+100 {
					t.Errorf("%s of %s: after the end at look %d, there are %d", asked, name, last, ctx.looks)
				}
			}
			if count < 2 {
				t.Errorf("%s of %s: nobody looks at the context", asked, name)
			}
		}
	}
}
