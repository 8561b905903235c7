package segc_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math"
	"runtime"
	"testing"
	"time"
	"weak"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

// lived is a context. A test can tell whether somebody still holds it.
type lived struct{ context.Context }

// heldBy does something with a context, and reports whether what that returns holds the
// context.
func heldBy(t *testing.T, do func(ctx context.Context) any) bool {
	t.Helper()
	ctx := &lived{t.Context()}
	pointer := weak.Make(ctx)
	kept := do(ctx)
	if kept == nil {
		t.Fatal("there is nothing that could hold it")
	}
	ctx = nil
	for range 2 {
		runtime.GC()
	}
	held := pointer.Value() != nil
	runtime.KeepAlive(kept)
	return held
}

// TestCallsKeepNothing checks that nothing that a call works with lives as long as what it
// returns. A diagram counts its work on the poll of the call, and the poll looks at the
// context: who holds the one holds the other.
func TestCallsKeepNothing(t *testing.T) {
	if !heldBy(t, func(ctx context.Context) any {
		return logic.NewDiagram(nil, logic.Limits{Poll: poll.New(ctx)})
	}) {
		t.Fatal("a diagram does not hold the context, so the test sees nothing")
	}
	const text = "use \"catalog.seg\"\nwhere (engaged or plan = \"team\") and (plan = \"pro\" or plan = \"team\") and not (age > 5 or age is null)"
	options := segc.Options{Files: segc.Files{"catalog.seg": "let engaged = opened >= 1 in last 30d # segc:ignore SEG501 why\n"}, Cache: new(segc.Cache)}
	load := func(ctx context.Context) *segc.Program {
		p, list := segc.Load(ctx, text, options)
		if list.HasErrors() {
			t.Fatal(list.Err())
		}
		return p
	}
	program := load(t.Context())
	result, list := program.Rules()[0].Compile(t.Context())
	if result == nil {
		t.Fatal(list.Err())
	}
	type both struct{ value, said any }
	for name, do := range map[string]func(ctx context.Context) any{
		"Load": func(ctx context.Context) any { return load(ctx) },
		"Load of a broken text": func(ctx context.Context) any {
			p, list := segc.Load(ctx, text+" and or", options)
			return both{p, list}
		},
		"Load and Compile": func(ctx context.Context) any {
			results, list := load(ctx).Compile(ctx)
			return both{results[0], list}
		},
		"Rule.Compile": func(ctx context.Context) any {
			r, list := program.Rules()[0].Compile(ctx)
			return both{r, list}
		},
		"Rule.Check": func(ctx context.Context) any {
			r, list := program.Rules()[0].Check(ctx)
			return both{r, list}
		},
		"a refused rule": func(ctx context.Context) any {
			return segc.Check(ctx, "require plan = \"pro\" because \"x\"\nwhere plan = \"team\"", segc.Options{})
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
			r, err := segc.FromJSON(ctx, result.RulesJSON(), program)
			return both{r, err}
		},
		"compile.Compile": func(ctx context.Context) any {
			file, _ := grammar.Parse(ast.NewSource("a.seg", "where a = 1 or b = 1 and (c = 1 or d = 1)"), grammar.Options{Context: ctx})
			p, _ := compile.Load(ctx, file, compile.Options{})
			r, list := compile.Compile(ctx, p, 0)
			return both{p, both{r, list}}
		},
	} {
		if heldBy(t, do) {
			t.Errorf("%s: what it returned holds its context, and so may hold its proofs", name)
		}
	}
	runtime.KeepAlive(options)
}

// heap returns the bytes that are in use.
func heap() int64 {
	var stats runtime.MemStats
	for range 2 {
		runtime.GC()
	}
	runtime.ReadMemStats(&stats)
	return int64(stats.HeapAlloc)
}

// TestMemoryOfResults checks that a result takes at most four times the bytes of its JSON
// beside its program, which many results share, and some for each place of a text that
// repeats itself.
func TestMemoryOfResults(t *testing.T) {
	options := segc.Options{
		Files: segc.Files{
			"catalog.seg": "let engaged = opened >= 1 in last 30d or clicked in last 90d\nfield plan: text\nfield age: number\nlet paying = plan = \"pro\" or plan = \"team\"\n" + lines(200, "field f#: number\n"),
			"parts.seg":   lines(200, "let p# = isp = 1\n"),
		},
		Cache: new(segc.Cache),
	}
	// There are fewer of those that take longer.
	for _, c := range []struct {
		name, text string
		n          int
		places     int64 // bytes for them
	}{
		{"the smallest", "where isp = 1", 100_000, 0},
		{"small", "where status = \"subscribed\"", 20_000, 0},
		{"with a catalog", "use \"catalog.seg\"\nwhere engaged and not paying", 10_000, 0},
		{"one condition, many times", "where isp = 1" + lines(300, " or isp = 1"), 1_000, 4 * (301 + 300)},
		{"one value, many times in two files", "use \"parts.seg\"\nwhere isp = 1" + lines(200, " or p# or isp = 1"), 1_000, 7 * 401},
		{"medium", "where status = \"subscribed\" and (plan = \"pro\" or plan = \"team\") and opened >= 1 in last 30d and not clicked in last 7d", 20_000, 0},
		{"large", gen.RandomDNF(8, 20, 4), 200, 0},
		{"many values", "where a in (\"x\"" + lines(300, ", \"value #\"") + ")", 1_000, 0},
		{"many numbers", "where a in (1" + lines(300, ", 1#") + ")", 1_000, 0},
		{"many values, each from a place of its own", "where a = 1" + lines(300, " or a = 1#"), 200, 0},
		{"many values in some groups", "where (a = 1" + lines(100, " or a = 1#") + ") and (x = 1 or y = 1) and (z = 1 or v = 1)", 200, 0},
		{"many groups", "where z = 1" + lines(100, " or a# = 1 and b# = 1 and c# = 1"), 200, 0},
		{"parts that change nothing", "where z = 1 and (z = 1" + lines(20, " or a# = 1") + ")", 10_000, 0},
	} {
		program, list := segc.Load(t.Context(), c.text, options)
		rules := program.Rules()
		if list.HasErrors() || len(rules) != 1 {
			t.Fatalf("%s: %v", c.name, list.Err())
		}
		first, list := rules[0].Compile(t.Context())
		if first == nil {
			t.Fatalf("%s: %v", c.name, list.Err())
		}
		document := first.Document()
		size := int64(len(document.AppendJSON(nil, true)))
		n := max(20, c.n/long.Every(100, 5, 1))
		each := func(n int, what string, made func() any) {
			made() // and what is made once
			per := int64(math.MaxInt64)
			for range 3 { // what else runs can only add to a measurement
				kept := make([]any, n)
				before := heap()
				for i := range kept {
					kept[i] = made()
				}
				per = min(per, (heap()-before)/int64(n))
				runtime.KeepAlive(kept)
				if per <= 4*size+c.places {
					return
				}
			}
			t.Errorf("%s: %s takes %d bytes, and its JSON %d", c.name, what, per, size)
		}
		each(n, "a result", func() any {
			r, _ := rules[0].Compile(t.Context())
			return r
		})
		each(max(20, n/10), "a result that Check returns", func() any {
			r, _ := rules[0].Check(t.Context())
			return r
		})
		each(n, "a result of a document", func() any {
			r, err := segc.FromDocument(document, program)
			if err != nil {
				t.Fatal(err)
			}
			return r
		})
	}
}

// TestMemoryOfTrees checks that what package compile returns does not hold the conditions
// that a rule was made of.
func TestMemoryOfTrees(t *testing.T) {
	file, _ := grammar.Parse(ast.NewSource("a.seg", "where status = \"subscribed\""), grammar.Options{})
	program, _ := compile.Load(t.Context(), file, compile.Options{})
	kept := make([]any, long.Most(1000, 20_000, 100_000))
	before := heap()
	for i := range kept {
		kept[i], _ = compile.Compile(t.Context(), program, 0)
	}
	if per := (heap() - before) / int64(len(kept)); per > 700 {
		t.Errorf("a result takes %d bytes", per)
	}
	runtime.KeepAlive(kept)
}

// TestMemoryOfManyCalls checks that nothing is left of calls: neither memory nor
// goroutines grow over a million of them that share a cache.
func TestMemoryOfManyCalls(t *testing.T) {
	options := segc.Options{Files: segc.Files{"catalog.seg": "let engaged = opened >= 1 in last 30d\n"}, Cache: new(segc.Cache)}
	ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
	defer cancel()
	call := func(i int) {
		text := fmt.Sprintf("use \"catalog.seg\"\nwhere engaged and c%d = \"v%d\"", i, i)
		result, list := segc.Compile(ctx, text, options)
		if result == nil {
			t.Fatal(list.Err())
		}
		var err error
		switch i % 40 {
		case 1:
			if list = segc.Check(ctx, text+" and or", options); !hasCode(list, diag.SyntaxError) {
				t.Fatal(text)
			}
		case 2:
			list = segc.Check(ctx, text, options)
			err = diag.WriteText(io.Discard, list, diag.Style{})
		case 3:
			_, err = segc.Diff(ctx, result, result)
		case 4:
			_, err = result.Explain(ctx, time.Time{})
		case 5:
			_, err = result.Decompile(ctx, segc.DecompileOptions{})
		case 6:
			_, err = segc.FromJSON(ctx, result.RulesJSON(), nil)
		case 7:
			ended, cancel := context.WithCancel(ctx)
			cancel()
			_, list = segc.Compile(ended, text, options)
			if err = list.Err(); errors.Is(err, context.Canceled) {
				err = nil
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	const warm = 10_000
	var before int64
	var goroutines int
	for i := range max(2*warm, long.Most(0, 60_000, 1_000_000)) {
		if i == warm {
			before, goroutines = heap(), runtime.NumGoroutine()
		}
		call(i)
	}
	if grown := heap() - before; grown > 64<<10 {
		t.Errorf("the calls have left %d bytes", grown)
	}
	if now := runtime.NumGoroutine(); now > goroutines {
		t.Errorf("the calls have left %d goroutines", now-goroutines)
	}
	runtime.KeepAlive(options)
}
