package bench_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/bench/internal/workload"
)

// editor measures what an editor asks for at a key, beside a Check without a cache, in turn: each
// text has one number that no other has.
type editor struct {
	files               segc.Files
	cache               segc.Cache
	keys                int
	check, whole, quick []time.Duration
}

func newEditor() *editor { return &editor{files: segc.Files{"catalog.seg": workload.Catalog()}} }

// key measures each of the three once.
func (e *editor) key(tb testing.TB) {
	tb.Helper()
	cached, plain := segc.Options{Files: e.files, Cache: &e.cache}, segc.Options{Files: e.files}
	timed := func(call func(text string) error) time.Duration {
		e.keys++
		text := workload.Edited(e.keys)
		began := time.Now()
		if err := call(text); err != nil {
			tb.Fatal(err)
		}
		return time.Since(began)
	}
	check := func(options segc.Options) func(string) error {
		return func(text string) error { return segc.Check(tb.Context(), text, options).Err() }
	}
	quick := func(text string) error {
		_, list := segc.Load(context.Background(), text, cached)
		return list.Err()
	}
	e.check = append(e.check, timed(check(plain)))
	e.quick = append(e.quick, timed(quick))
	e.whole = append(e.whole, timed(check(cached)))
}

// ratios returns the medians beside that of Check.
func (e *editor) ratios() (quick, whole float64) {
	median := func(all []time.Duration) float64 {
		sorted := slices.Sorted(slices.Values(all))
		return float64(sorted[len(sorted)/2])
	}
	return median(e.quick) / median(e.check), median(e.whole) / median(e.check)
}

// BenchmarkEditor measures a key: a Check without a cache, the same with one, and what is said
// at once of syntax, names and types. It reports the ratios of the medians.
func BenchmarkEditor(b *testing.B) {
	e := newEditor()
	for b.Loop() {
		e.key(b)
	}
	quick, whole := e.ratios()
	b.ReportMetric(quick, "quick/Check")
	b.ReportMetric(whole, "cached/Check")
}

// BenchmarkQuick measures what an editor asks for on every key.
func BenchmarkQuick(b *testing.B) {
	files, cache := segc.Files{"catalog.seg": workload.Catalog()}, new(segc.Cache)
	b.ReportAllocs()
	for key := 0; b.Loop(); key++ {
		if _, list := segc.Load(b.Context(), workload.Edited(key), segc.Options{Files: files, Cache: cache}); list.HasErrors() {
			b.Fatal(list.Err())
		}
	}
}

// BenchmarkWhole measures a whole check with a cache, as when a text has been left alone for a while.
func BenchmarkWhole(b *testing.B) {
	files, cache := segc.Files{"catalog.seg": workload.Catalog()}, new(segc.Cache)
	b.ReportAllocs()
	for key := 0; b.Loop(); key++ {
		if list := segc.Check(b.Context(), workload.Edited(key), segc.Options{Files: files, Cache: cache}); list.HasErrors() {
			b.Fatal(list.Err())
		}
	}
}

// TestEditor checks that the files are as large as they are said to be, that nothing is wrong with
// them, and that a key costs a small part of a Check.
func TestEditor(t *testing.T) {
	if lines := strings.Count(workload.Edited(1), "\n"); lines != workload.EditedLines {
		t.Errorf("the rule has %d lines", lines)
	}
	files := segc.Files{"catalog.seg": workload.Catalog()}
	program, list := segc.Load(t.Context(), workload.Edited(1), segc.Options{Files: files})
	if len(list) > 0 {
		t.Error(list)
	}
	names := 0
	for name := range program.Names() {
		if name.Definition.Source != nil && name.Definition.Source.Name() == "catalog.seg" {
			names++
		}
	}
	if names != workload.CatalogNames {
		t.Errorf("the catalog has %d names", names)
	}
	e := newEditor()
	for range 15 {
		e.key(t)
	}
	quick, whole := e.ratios()
	t.Logf("quick %.3f, with a cache %.3f of a Check", quick, whole)
	if quick > 0.2 { // it is to be 0.1, on a machine without other work
		t.Errorf("a key costs %.2f of a Check", quick)
	}
}
