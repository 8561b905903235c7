package prove

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/test/gen"
)

// everyTermPlainly looks at each group for each term, without an index.
func (s *simulation) everyTermPlainly(total int) bool {
	for number := range total {
		clear(s.values)
		s.term(s.rule.Formula, number, 1)
		s.marked = s.marked[:0]
		if s.document64()&1 == 0 {
			return false
		}
	}
	return true
}

// TestTermsByIndex compares the index of groups with the plain loop over all of
// them, on right documents and on those that lack a group or a condition, or that
// have a group without conditions.
func TestTermsByIndex(t *testing.T) {
	missing, empty := 0, 0
	rapid.Check(t, func(t *rapid.T) {
		s := gen.Rapid(t)
		p, document := proving(t, "where "+gen.Rule(s, gen.Options{Size: 2 + s.Intn(14), NoNegatedStartsWith: true}))
		if p == nil {
			return
		}
		groups, ok := p.groupsOf(condition.TableOf(nil, document))
		if !ok {
			t.Fatal("the document has conditions that the rule lacks")
		}
		documents := [][][]int{groups}
		for i, g := range groups {
			documents = append(documents, append(append([][]int{}, groups[:i]...), groups[i+1:]...))
			for _, other := range [][]int{g[1:], nil} {
				changed := append([][]int{}, groups...)
				changed[i] = other
				documents = append(documents, changed)
			}
			if extra := rapid.IntRange(0, len(p.rule.Set.Atoms)-1).Draw(t, "extra"); true {
				changed := append([][]int{}, groups...)
				changed[i] = append(append([]int{}, g...), extra)
				documents = append(documents, changed)
			}
		}
		for _, d := range documents {
			work := simulation{Prover: p, program: newProgram(p.Poll, p.rule.Formula), groups: d, values: make([]uint64, len(p.rule.Set.Atoms))}
			size, counts := formula.SizesOf(p.Poll, p.rule.Formula)
			total := int(size.Groups)
			if total > 2000 {
				return
			}
			work.counts, work.ends = counts, map[*formula.Formula][]int{}
			want := work.everyTermPlainly(total)
			if got := work.everyTermHolds(total); got != want {
				t.Fatalf("the index says %v, the plain loop %v, of the groups %v", got, want, d)
			}
			if !want {
				missing++
			}
			for _, g := range d {
				if len(g) == 0 {
					empty++
				}
			}
		}
	})
	if !t.Failed() && (missing == 0 || empty == 0) {
		t.Errorf("%d documents lacked something, %d had an empty group", missing, empty)
	}
}
