package bench_test

import (
	"context"
	"runtime"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/sides"
)

// BenchmarkWorst measures rules that are made to be hard, each of up to 64 KiB:
// the time of one compilation and the most memory that it takes from the system
// (which never goes down again, so a shape only shows what it adds).
func BenchmarkWorst(b *testing.B) {
	for _, shape := range gen.Shapes() {
		b.Run(shape.Name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				segc.Compile(context.Background(), shape.Text, segc.Options{})
			}
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/op")
			b.ReportMetric(float64(m.Sys>>20), "MB-sys")
		})
	}
}

// BenchmarkWorstContacts measures what has to find a contact to show, on rules
// that make this hard: a comparison, the proof of a guard, and the check whom a
// rule reaches.
func BenchmarkWorstContacts(b *testing.B) {
	options := segc.Options{Enable: segc.OptionalRules()}
	for _, pair := range gen.Pairs() {
		for verb, do := range map[string]func(){
			"diff": func() {
				sides.Diff(context.Background(), sides.Rule{Text: pair.Old, Options: options}, sides.Rule{Text: pair.New, Options: options})
			},
			"guard": func() { segc.Compile(context.Background(), "require "+pair.Old+"\nwhere "+pair.New, options) },
			"check": func() { segc.Check(context.Background(), pair.New, options) },
		} {
			b.Run(pair.Name+"/"+verb, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					do()
				}
				b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(b.N), "ms/op")
			})
		}
	}
}
