package segc_test

import (
	"context"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/logic"
)

// diagrams returns how many objects live that were allocated to make a diagram. The
// profile of memory knows every one of them, no matter who holds it.
func diagrams(t *testing.T) (live int64) {
	t.Helper()
	for range 3 { // the profile is as of the last but one
		runtime.GC()
	}
	var records []runtime.MemProfileRecord
	for {
		n, ok := runtime.MemProfile(records, false)
		if ok {
			records = records[:n]
			break
		}
		records = make([]runtime.MemProfileRecord, n+100)
	}
	for _, record := range records {
		frames := runtime.CallersFrames(record.Stack())
		for more := true; more; {
			var frame runtime.Frame
			if frame, more = frames.Next(); strings.HasSuffix(frame.Function, "internal/logic.NewDiagram") {
				live += record.InUseObjects()
				break
			}
		}
	}
	return live
}

// TestResultsHoldNoDiagram checks that the diagrams of proofs are gone when a call has
// returned, while what it returned lives. The test is not parallel, so nobody else makes
// diagrams.
func TestResultsHoldNoDiagram(t *testing.T) {
	defer func(rate int) { runtime.MemProfileRate = rate }(runtime.MemProfileRate)
	runtime.MemProfileRate = 1 // every object is in the profile
	before := diagrams(t)
	held := logic.NewDiagram(nil, logic.Limits{})
	if diagrams(t) == before {
		t.Fatal("a diagram that lives is not in the profile, so the test sees nothing")
	}
	runtime.KeepAlive(held)
	held = nil

	const text = "where (opened or plan = \"team\") and (plan = \"pro\" or plan = \"team\") and not (age > 5 or age is null)"
	result, list := segc.Compile(t.Context(), text, segc.Options{})
	if result == nil {
		t.Fatal(list.Err())
	}
	type both struct{ value, said any }
	for name, do := range map[string]func(ctx context.Context) any{
		"Compile": func(ctx context.Context) any {
			r, list := segc.Compile(ctx, text, segc.Options{})
			return both{r, list}
		},
		"Program.Check": func(ctx context.Context) any {
			p, _ := segc.Load(ctx, text, segc.Options{})
			results, list := p.Check(ctx)
			return both{both{p, results}, list}
		},
		"Diff": func(ctx context.Context) any {
			d, err := segc.Diff(ctx, result, result)
			return both{d, err}
		},
		"Explain": func(ctx context.Context) any {
			e, err := result.Explain(ctx, time.Time{})
			return both{e, err}
		},
		"FromJSON": func(ctx context.Context) any {
			r, err := segc.FromJSON(ctx, result.RulesJSON(), nil)
			return both{r, err}
		},
		"a guard that fails": func(ctx context.Context) any {
			return segc.Check(ctx, "require plan = \"pro\" because \"x\"\n"+text, segc.Options{})
		},
		"compile.Compile": func(ctx context.Context) any {
			file, _ := grammar.Parse(ast.NewSource("a.seg", text), grammar.Options{})
			p, _ := compile.Load(ctx, file, compile.Options{})
			r, list := compile.Compile(ctx, p, 0)
			return both{p, both{r, list}}
		},
	} {
		before := diagrams(t)
		kept := slices.Repeat([]any{nil}, 10)
		for i := range kept {
			kept[i] = do(t.Context())
		}
		// The frame of a goroutine that was just preempted is not scanned exactly, and may keep one.
		if now := diagrams(t); now > before+1 {
			t.Errorf("%s: what it returned ten times holds %d objects of diagrams", name, now-before)
		}
		runtime.KeepAlive(kept)
	}
}
