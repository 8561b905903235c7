package bench_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
)

// BenchmarkSegments compares 1,000 segments that `for` makes in one file with as many files of one
// segment, in one process: interleaved, so that both see the same machine. All use the catalog of
// the examples, which a cache keeps parsed. The ratio is what counts.
func BenchmarkSegments(b *testing.B) {
	const n = 1000
	var values []string
	for i := range n {
		values = append(values, fmt.Sprintf("%q", fmt.Sprintf("C%03d", i)))
	}
	const rule = "where mailable and country = %s and (opened in last 90d or clicked in last 90d)\n"
	many := "use \"mailing.seg\"\nsegment \"Readers in {market}\"\n  for market in (" + strings.Join(values, ", ") + ")\n" + fmt.Sprintf(rule, "market")
	var files []string
	for _, v := range values {
		files = append(files, fmt.Sprintf("use \"mailing.seg\"\nsegment \"Readers in %s\"\n"+rule, strings.Trim(v, `"`), v))
	}
	var cache segc.Cache
	options := segc.Options{Files: os.DirFS("../examples"), Cache: &cache, Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}
	var one, each time.Duration
	for b.Loop() {
		start := time.Now()
		program, _ := segc.Load(context.Background(), many, options)
		results, list := program.Compile(context.Background())
		if len(results) != n || list.HasErrors() {
			b.Fatal(len(results), list.Err())
		}
		one += time.Since(start)
		start = time.Now()
		for i, text := range files {
			result, list := segc.Compile(context.Background(), text, options)
			if result == nil || string(result.Compact()) != string(results[i].Compact()) {
				b.Fatal(list.Err())
			}
		}
		each += time.Since(start)
	}
	b.ReportMetric(float64(one)/float64(each), "for/files")
}
