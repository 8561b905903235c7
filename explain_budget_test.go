package segc_test

import (
	"bytes"
	"errors"
	"runtime"
	"testing"
	"time"

	shapes "github.com/segc-lang/segc/internal/test/hostile"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/sides"
)

// TestExplanationOfLongLists explains rules of 300 KB that leave out lists of
// values, in all formats: between two looks at the context, there is at most the
// work that a call may do after its end. How often each step looks is checked in
// internal/explain, without a clock.
func TestExplanationOfLongLists(t *testing.T) {
	margin := time.Duration(6)
	if *manyHostile > 0 {
		margin = 1
	}
	tried := 0
	for _, s := range shapes.Texts() {
		if s.Name != "lists that are left out, and" && s.Name != "text values that are left out, and" {
			continue
		}
		tried++
		e, list := sides.Explain(t.Context(), sides.Rule{Text: s.Make(long.Of(100_000, 300_000))}, time.Time{})
		if e == nil {
			t.Fatalf("%s: %v", s.Name, list.Err())
		}
		for _, format := range sides.Formats() {
			func() {
				runtime.LockOSThread()
				defer runtime.UnlockOSThread()
				l := newLooks()
				var b bytes.Buffer
				err := e.WriteContext(l, &b, format)
				l.end()
				if err != nil || l.longest > margin*late {
					t.Errorf("%s, %s: %v between two looks at the context, %d in all: %s %v", s.Name, format, l.longest, l.count, l.within, err)
				}
				t.Logf("%s, %s: %v, %d looks, %d bytes", s.Name, format, l.longest, l.count, b.Len())
			}()
		}
	}
	if tried != 2 {
		t.Error(errors.New("the shapes have other names"))
	}
}
