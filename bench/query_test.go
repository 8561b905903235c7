package bench_test

import (
	"context"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/bench/internal/workload"
)

// BenchmarkSQL measures what a query of a compiled rule takes, and reports how many times that is
// of its compilation: at most 2.
func BenchmarkSQL(b *testing.B) {
	const fields = "field plan: text\nfield country: text\nfield language: text\nfield source: text\nfield interests: tags\nfield orders: number\nfield revenue: number\n" +
		"field city: text\nfield age: number\nfield last_order_at: date\nwhere "
	for _, r := range workload.Rules() {
		text := fields + r.Text
		for _, dialect := range []segc.Dialect{segc.Postgres, segc.DuckDB, segc.ClickHouse, segc.SQLite} {
			options := segc.SQLOptions{Dialect: dialect, Plain: true}
			result := compiledRule(b, text)
			if _, list := segc.SQL(context.Background(), []*segc.Result{result}, options); list.HasErrors() {
				b.Log(list.Err()) // the limit of a database
				continue
			}
			b.Run(r.Name+"/"+string(dialect), func(b *testing.B) {
				b.ReportAllocs()
				compiling, writing := time.Duration(0), time.Duration(0)
				for b.Loop() {
					started := time.Now()
					result = compiledRule(b, text)
					made := time.Now()
					if query, list := segc.SQL(context.Background(), []*segc.Result{result}, options); query == nil {
						b.Fatal(list.Err())
					}
					compiling, writing = compiling+made.Sub(started), writing+time.Since(made)
				}
				b.ReportMetric(writing.Seconds()/compiling.Seconds(), "÷compile")
			})
		}
	}
}

func compiledRule(b testing.TB, text string) *segc.Result {
	b.Helper()
	result, list := segc.Compile(context.Background(), text, segc.Options{})
	if result == nil {
		b.Fatal(list.Err())
	}
	return result
}
