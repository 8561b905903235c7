//go:build unix

package bench_test

import (
	"context"
	"fmt"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/sides"
)

// BenchmarkCancel measures the processor time that each verb takes after its
// context has ended, in the worst of many moments: `go test -run - -bench Cancel
// -benchtime 1x ./bench`. The collector's work is in it.
func BenchmarkCancel(b *testing.B) {
	var ors []string
	for i := range 60 {
		ors = append(ors, fmt.Sprintf(`(c = "a%d" or d > %d or opened >= %d in last %dd)`, i, i, i+1, i+1))
	}
	texts := []gen.Shape{
		{Name: "60 ors of different kinds, or", Text: strings.Join(ors, " or ")},
		{Name: "60 ors of different kinds, and", Text: strings.Join(ors, " and ")},
	}
	for _, verb := range []struct {
		name string
		do   func(ctx context.Context, text string)
	}{
		{"compile", func(ctx context.Context, text string) { segc.Compile(ctx, text, segc.Options{}) }},
		{"plain", func(ctx context.Context, text string) { segc.Compile(ctx, text, segc.Options{Plain: true}) }},
		{"check", func(ctx context.Context, text string) {
			segc.Check(ctx, text, segc.Options{Enable: segc.OptionalRules()})
		}},
		{"diff", func(ctx context.Context, text string) {
			sides.Diff(ctx, sides.Rule{Text: text}, sides.Rule{Text: "opened"})
		}},
		{"explain", func(ctx context.Context, text string) { sides.Explain(ctx, sides.Rule{Text: text}, time.Time{}) }},
	} {
		for _, shape := range append(texts, gen.Shapes()...) {
			b.Run(verb.name+"/"+shape.Name, func(b *testing.B) {
				worst := time.Duration(0)
				for b.Loop() {
					whole := &ending{Context: context.Background(), after: 1 << 40}
					verb.do(whole, shape.Text)
					for i := range int64(12) {
						ctx := &ending{Context: context.Background(), after: whole.asked * i / 12}
						verb.do(ctx, shape.Text)
						if ctx.ended > 0 {
							worst = max(worst, processorTime()-ctx.ended)
						}
					}
				}
				b.ReportMetric(float64(worst.Microseconds())/1000, "ms-after-end")
			})
		}
	}
}

// ending is a context that ends when it was asked a number of times, and notes when.
type ending struct {
	context.Context
	after, asked int64
	ended        time.Duration
}

func (c *ending) Err() error {
	if c.asked++; c.asked <= c.after {
		return nil
	}
	if c.ended == 0 {
		c.ended = processorTime()
	}
	return context.Canceled
}

func processorTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
