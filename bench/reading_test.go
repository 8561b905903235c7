package bench_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/bench/internal/workload"
	"github.com/segc-lang/segc/internal/test/sides"
)

// BenchmarkExplain measures what it takes to say in words what a compiled rule means.
func BenchmarkExplain(b *testing.B) {
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	compiled(b, func(b *testing.B, _ string, result *segc.Result) {
		if _, err := result.Explain(context.Background(), at); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkDecompile measures the way from the JSON of a rule to a text that is proved to
// mean the same.
func BenchmarkDecompile(b *testing.B) {
	compiled(b, func(b *testing.B, json string, _ *segc.Result) {
		if _, err := segc.Decompile(context.Background(), []byte(json), segc.DecompileOptions{}); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkDiff measures the comparison of a rule with one in which a value differs.
func BenchmarkDiff(b *testing.B) {
	for _, r := range small() {
		b.Run(r.Name, func(b *testing.B) {
			old, next := resultOf(b, r.Text), resultOf(b, strings.Replace(r.Text, "30d", "60d", 1))
			b.ReportAllocs()
			for b.Loop() {
				if d, err := segc.Diff(context.Background(), old, next); err != nil || d.Verdict == segc.Same {
					b.Fatal(d, err)
				}
			}
		})
	}
}

// compiled measures a function on rules that people write, once they are compiled.
func compiled(b *testing.B, measure func(b *testing.B, json string, result *segc.Result)) {
	b.Helper()
	for _, r := range small() {
		b.Run(r.Name, func(b *testing.B) {
			result := resultOf(b, r.Text)
			json := string(sides.Compact(result))
			b.ReportAllocs()
			for b.Loop() {
				measure(b, json, result)
			}
		})
	}
}

// small returns the rules of the size that people write.
func small() []workload.Rule { return workload.Rules()[:2] }

func resultOf(b *testing.B, text string) *segc.Result {
	b.Helper()
	result, list := segc.Compile(context.Background(), text, segc.Options{})
	if result == nil {
		b.Fatal(list.Err())
	}
	return result
}
