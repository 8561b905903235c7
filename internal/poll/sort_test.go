package poll

import (
	"cmp"
	"context"
	"slices"
	"testing"
)

// TestSort checks that values are sorted, and that the work ends with the context.
func TestSort(t *testing.T) {
	const n = 50_000
	values := make([]int, n)
	for i := range values {
		values[i] = i * 7919 % n
	}
	ctx := &counting{t.Context(), 0, 1 << 30}
	Sort(New(ctx), values, cmp.Compare)
	if !slices.IsSorted(values) || ctx.looks < n/1000 {
		t.Errorf("sorted %v, with %d looks", slices.IsSorted(values), ctx.looks)
	}
	over, cancel := context.WithCancel(t.Context())
	cancel()
	p := New(over)
	defer func() {
		if !p.Catch(recover()) {
			t.Error("the work did not end")
		}
	}()
	Sort(p, []int{2, 1}, cmp.Compare)
}
