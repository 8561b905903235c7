package segc_test

import (
	"context"
	"errors"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/sides"
)

// endsAfter is a context that ends when it was asked a number of times.
type endsAfter struct {
	context.Context
	left, asked *atomic.Int64
}

func newEndsAfter(times int64) endsAfter {
	c := endsAfter{context.Background(), new(atomic.Int64), new(atomic.Int64)}
	c.left.Store(times)
	return c
}

func (c endsAfter) Err() error {
	c.asked.Add(1)
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// TestInterrupted ends the work on a hard rule at many moments: nothing but that
// is said, and little is done after it. The work asks all the time that it takes.
func TestInterrupted(t *testing.T) {
	t.Parallel()
	hard := gen.RandomDNF(long.Of(12, 14), long.Of(40, 60), 5)
	plain, list := segc.Compile(context.Background(), gen.RandomDNF(14, 120, 5), segc.Options{Plain: true})
	if plain == nil {
		t.Fatal(list)
	}
	document := sides.Compact(plain)
	for _, c := range []struct {
		name string
		do   func(ctx context.Context) (done bool, list diag.List)
	}{
		{"compile", func(ctx context.Context) (bool, diag.List) {
			result, list := segc.Compile(ctx, hard, segc.Options{})
			return result != nil, list
		}},
		{"check", func(ctx context.Context) (bool, diag.List) {
			list := segc.Check(ctx, "where ("+strings.TrimPrefix(hard, "where ")+") and opened", segc.Options{Enable: segc.OptionalRules()})
			return !list.HasErrors(), list
		}},
		{"diff", func(ctx context.Context) (bool, diag.List) {
			difference, list := sides.Diff(ctx, sides.Rule{Text: hard}, sides.Rule{Text: hard + " and x1 = 5"})
			return difference != nil, list
		}},
		{"explain", func(ctx context.Context) (bool, diag.List) {
			explanation, list := sides.Explain(ctx, sides.Rule{Text: hard}, time.Time{})
			return explanation != nil, list
		}},
		{"decompile", func(ctx context.Context) (bool, diag.List) {
			text, err := segc.Decompile(ctx, document, segc.DecompileOptions{})
			if !errors.Is(err, context.Canceled) {
				return text != "", nil
			}
			return text != "", diag.List{{Code: diag.Interrupted, Message: err.Error(), Cause: err}}
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			whole := newEndsAfter(1 << 40)
			if done, list := c.do(whole); !done {
				t.Fatal(list)
			}
			all := whole.asked.Load()
			if all < 30 {
				t.Fatalf("the context was asked %d times only", all)
			}
			ends := []int64{0, 1, all / 2, all - 1}
			if long.Run() {
				ends = append(ends, 2, 3, 5, 8, 13, 21, all/4, all-2)
			}
			for _, times := range ends {
				ctx := newEndsAfter(times)
				done, list := c.do(ctx)
				if done || len(list) != 1 || list[0].Code != diag.Interrupted || !strings.Contains(list[0].Message, "context canceled") || !errors.Is(list.Err(), context.Canceled) {
					t.Errorf("ended after %d of %d: %v", times, all, list)
				}
				if after := ctx.asked.Load() - times; after > 12 {
					t.Errorf("ended after %d of %d, and asked %d times after that", times, all, after)
				}
			}
		})
	}
}
