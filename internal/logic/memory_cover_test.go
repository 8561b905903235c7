package logic

import (
	"testing"

	"github.com/segc-lang/segc/internal/poll"
)

// manyRows returns a covering problem: each row has three of the columns.
func manyRows(rows, columns int) []Set {
	out := make([]Set, rows)
	for i := range out {
		out[i] = SetOf(columns, i%columns, (i*7+1)%columns, (i*13+5)%columns)
	}
	return out
}

// TestCoverMemory checks that a covering problem which does not fit into memory gets
// a cover all the same, without a proof, and that nothing stays counted.
func TestCoverMemory(t *testing.T) {
	const rows, columns = 2000, 60
	for _, c := range []struct {
		name   string
		memory int64
		proved bool
	}{
		{"enough", 64 << 20, true},
		{"too little", 100_000, false},
	} {
		p := poll.New(poll.Within(t.Context(), c.memory))
		limits := DefaultLimits()
		limits.Poll = p
		d := NewDiagram([]Subject{{Regions: 2, Free: true}}, limits)
		before := p.Held()
		cubes := make([]Cube, columns)
		s := d.newSolver(cubes)
		s.stop = 1 << 40
		branches := 0
		problem := manyRows(rows, columns)
		solved := s.solve(problem, &branches)
		chosen := SetOf(columns, solved.columns...)
		for i, row := range problem {
			if !row.Meets(chosen) {
				t.Fatalf("%s: row %d is not covered", c.name, i)
			}
		}
		quick := SetOf(columns, s.quick(problem)...)
		for i, row := range problem {
			if !row.Meets(quick) {
				t.Fatalf("%s: row %d is not covered quickly", c.name, i)
			}
		}
		if solved.proved && !c.proved || c.proved && solved.lowerGroups == 0 {
			t.Errorf("%s: proved %v, at least %d", c.name, solved.proved, solved.lowerGroups)
		}
		if p.Held() != before {
			t.Errorf("%s: %d bytes stay counted", c.name, p.Held()-before)
		}
	}
}

// TestRowsAreHeld checks that rows are counted while they are found, and that there
// are none if they do not fit.
func TestRowsAreHeld(t *testing.T) {
	for _, memory := range []int64{64 << 20, 20_000} {
		p := poll.New(poll.Within(t.Context(), memory))
		limits := DefaultLimits()
		limits.Poll = p
		held := heldRows{limits: limits}
		fits := true
		for _, row := range manyRows(2000, 60) {
			fits = fits && held.hold(row)
		}
		if fits != (memory > 1<<20) || p.Held() != int64(held.bytes) || held.bytes < 5_000 {
			t.Errorf("with %d bytes: fits %v, %d bytes are counted", memory, fits, held.bytes)
		}
		if held.free(); p.Held() != 0 {
			t.Errorf("%d bytes stay counted", p.Held())
		}
	}
}
