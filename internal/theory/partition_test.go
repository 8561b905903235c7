package theory

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/logic"
)

// TestPartition compares with the definition: numbers are in one part if the same sets have
// them. Parts are numbered by their first members.
func TestPartition(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.SampledFrom([]int{1, 2, 5, 63, 64, 65, 130}).Draw(t, "numbers")
		sets := make([]set, rapid.IntRange(0, 6).Draw(t, "sets"))
		for i := range sets {
			sets[i] = logic.NewSet(n)
			members := rapid.SliceOfN(rapid.IntRange(0, n-1), 0, 8).Draw(t, "members")
			for _, m := range members {
				sets[i].Add(m)
			}
			if rapid.Bool().Draw(t, "most") {
				sets[i].Complement(n)
			}
		}
		// Some split at once, and the others after the first have been numbered.
		half := rapid.IntRange(0, len(sets)).Draw(t, "half")
		before := newPartition(n, &fewRoom{}, nil)
		for _, s := range sets[:half] {
			before.split(s)
		}
		before.firsts()
		p := partitionOf(slices.Clone(before.label), before.parts, &fewRoom{}, nil)
		for _, s := range sets[half:] {
			p.split(s)
		}
		firsts := p.firsts()
		want, numbers := make([]int32, n), map[string]int32{}
		var wantFirsts []int32
		for i := range n {
			key := ""
			for _, s := range sets {
				key += map[bool]string{true: "1", false: "0"}[s.Has(i)]
			}
			if _, known := numbers[key]; !known {
				numbers[key] = int32(len(numbers))
				wantFirsts = append(wantFirsts, int32(i))
			}
			want[i] = numbers[key]
		}
		if !slices.Equal(p.label, want) || !slices.Equal(firsts, wantFirsts) || p.parts != len(wantFirsts) {
			t.Fatalf("%v with %v of %d instead of %v with %v", p.label, firsts, p.parts, want, wantFirsts)
		}
		for _, s := range sets {
			parts := logic.NewSet(p.parts)
			p.project(parts, s)
			for part, first := range firsts {
				if parts.Has(part) != s.Has(int(first)) {
					t.Fatalf("part %d of %v is missing", part, s)
				}
			}
		}
	})
}
