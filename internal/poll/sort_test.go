package poll

import (
	"cmp"
	"context"
	"math/rand/v2"
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

// TestSortsAsSlices compares both with those of package slices. Many of the values compare as
// equal.
func TestSortsAsSlices(t *testing.T) {
	type value struct{ key, number int }
	compare := func(a, b value) int { return cmp.Compare(a.key, b.key) }
	random := rand.New(rand.NewPCG(18, 4))
	for range 2000 {
		values := make([]value, random.IntN(60))
		for i := range values {
			values[i] = value{random.IntN(len(values)/2 + 1), i}
		}
		for _, sorts := range [][2]func([]value){
			{func(v []value) { Sort(nil, v, compare) }, func(v []value) { slices.SortFunc(v, compare) }},
			{func(v []value) { SortStable(nil, v, compare) }, func(v []value) { slices.SortStableFunc(v, compare) }},
		} {
			got, want := slices.Clone(values), slices.Clone(values)
			sorts[0](got)
			sorts[1](want)
			if !slices.Equal(got, want) {
				t.Fatalf("%v\nis sorted as\n%v, not\n%v", values, got, want)
			}
		}
	}
}
