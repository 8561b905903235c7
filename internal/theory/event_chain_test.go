package theory

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/test/polltest"
)

// drawChain returns conditions on windows that all begin, or all end, together.
func drawChain(t *rapid.T) []Atom {
	mode := rapid.SampledFrom([]condition.WindowMode{condition.Last, condition.MoreThan}).Draw(t, "mode of all")
	atoms := drawEvents(t, 5, false, []int{1, 2, 3, 5})
	for i, a := range atoms {
		e := a.Condition.(condition.Event)
		if e.Window.Mode != "" {
			e.Window.Mode = mode
			atoms[i].Condition = e
		}
	}
	return atoms
}

// bounded finds the points of the sums with the matrix.
func bounded(m *events, cells []cell, spans []span, limit int) bool {
	s := newBoundedSearch(m, 0, cells, spans, limit)
	return s.visit(0)
}

// gathered returns the sums of some conditions, with the cells of one reading of the edges.
func gathered(t *rapid.T, atoms []Atom) (m *events, cells []cell, spans []span) {
	m = &events{atoms: atoms, edges: edgeReadings[:]}
	if !m.gather() {
		t.Fatalf("not gathered")
	}
	m.setThresholds(rapid.Bool().Draw(t, "all thresholds"))
	m.cells = make([][]cell, len(m.edges))
	cells, spans = m.bands(rapid.SampledFrom(edgeReadings[:]).Draw(t, "edges"))
	return m, cells, spans
}

// reached returns the places that sums have for all small numbers of events in each cell.
func reached(m *events, cells int, spans []span) map[string]bool {
	most := int64(0)
	for _, s := range m.sums {
		if n := len(s.thresholds); n > 0 {
			most = max(most, s.thresholds[n-1])
		}
	}
	out := map[string]bool{}
	counts, place := make([]int64, cells), make([]uint16, len(m.sums))
	var fill func(at int)
	fill = func(at int) {
		if at < cells {
			for counts[at] = 0; counts[at] <= most; counts[at]++ {
				fill(at + 1)
			}
			return
		}
		for i, s := range m.sums {
			sum, n := int64(0), 0
			for _, c := range counts[spans[i].from:spans[i].to] {
				sum += c
			}
			for n < len(s.thresholds) && s.thresholds[n] <= sum {
				n++
			}
			place[i] = uint16(n)
		}
		out[placeKey(place)] = true
	}
	fill(0)
	return out
}

// TestChains compares the points of windows that begin or end together with those that
// the matrix finds, one by one and in their order, and with all numbers of events.
func TestChains(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		m, cells, spans := gathered(t, drawChain(t))
		all := reached(m, len(cells), spans)
		c := m.chainOf(m.allSums(), spans, len(cells))
		if c == nil {
			t.Fatalf("no chain:\n%s", describe(m.atoms))
		}
		if n := c.count(4096); n != len(all) {
			t.Fatalf("%d points are counted, and there are %d:\n%s", n, len(all), describe(m.atoms))
		}
		if !bounded(m, cells, spans, 4096) {
			t.Fatalf("too many:\n%s", describe(m.atoms))
		}
		want := m.known
		m.known, m.index = nil, nil
		if !c.points(0, 4096) || len(m.known) != len(want) {
			t.Fatalf("%d points instead of %d:\n%s", len(m.known), len(want), describe(m.atoms))
		}
		for i, p := range m.known {
			if !slices.Equal(p.place, want[i].place) || !slices.Equal(p.counts, want[i].counts) {
				t.Fatalf("point %d is %v instead of %v:\n%s", i, p, want[i], describe(m.atoms))
			}
			if !all[placeKey(p.place)] {
				t.Fatalf("point %d cannot be:\n%s", i, describe(m.atoms))
			}
		}
		// With a limit, both end at the same number.
		for limit := max(1, len(want)-1); limit <= len(want); limit++ {
			m.known, m.index = nil, nil
			chained := c.points(0, limit)
			m.known, m.index = nil, nil
			if chained != bounded(m, cells, spans, limit) {
				t.Fatalf("chained is %v at a limit of %d:\n%s", chained, limit, describe(m.atoms))
			}
		}
	})
}

// TestBeyond checks that what is counted ahead is never more than there is.
func TestBeyond(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		campaigns := rapid.Bool().Draw(t, "campaigns")
		m, cells, spans := gathered(t, drawEvents(t, 5, campaigns, []int{1, 2, 5}))
		if !m.summedPoints(0, cells, spans, 4096, 50_000) {
			t.Skip("too many")
		}
		points := len(m.known)
		for len(m.sums) < manySums { // too few to be counted
			m.sums = append(m.sums, m.sums[0])
			spans = append(spans, spans[0])
		}
		if m.beyond(spans, len(cells), points) {
			t.Fatalf("more than %d are counted:\n%s", points, describe(m.atoms))
		}
	})
}

// TestManyWindowsAreCounted checks that windows with far too many points are not searched,
// and that those with few have all of them.
func TestManyWindowsAreCounted(t *testing.T) {
	t.Parallel()
	for _, mode := range []condition.WindowMode{condition.Last, condition.MoreThan} {
		atoms := func(n, counts int) []Atom {
			return manyEvents(n, func(i int, e *condition.Event) {
				e.Operator, e.Count, e.Window = condition.CountGE, int64(1+i%counts), condition.Window{Mode: mode, Days: 1 + i}
			})
		}
		if spaces := Spaces(atoms(300, 1), Column{}, DefaultLimits()); len(spaces) != 1 || spaces[0].Regions != 301 {
			t.Errorf("%s: %s instead of 301 regions", mode, regions(spaces))
		}
		if spaces := Spaces(atoms(300, 5), Column{}, DefaultLimits()); len(spaces) != 300 {
			t.Errorf("%s: %s instead of one for each window", mode, regions(spaces))
		}
		if spaces := Spaces(atoms(800, 1), Column{}, DefaultLimits()); len(spaces) != 800 {
			t.Errorf("%s: %s instead of one for each of too many windows", mode, regions(spaces))
		}
	}
}

func regions(spaces []*Space) string {
	return fmt.Sprintf("%d spaces, the first with %d regions", len(spaces), spaces[0].Regions)
}

// TestManySumsAreCounted checks that sums on both sides of time, and of several campaigns,
// are not searched if those of one side and one filter have too many points.
func TestManySumsAreCounted(t *testing.T) {
	t.Parallel()
	const most = 40 // looks
	for _, n := range []int{90, 300} {
		campaigns := n == 300
		ctx := polltest.New(context.Background())
		limits := DefaultLimits()
		limits.Poll = poll.New(ctx)
		spaces := Spaces(manyEvents(n, func(i int, e *condition.Event) {
			e.Operator, e.Count, e.Window = condition.CountGE, int64(1+i%7), condition.Window{Mode: condition.Last, Days: 1 + i/2}
			if i%2 == 1 {
				e.Window.Mode = condition.MoreThan
			}
			if campaigns {
				e.Window.Mode, e.Include = condition.Last, ids(i%2)
			}
		}), Column{}, limits)
		if len(spaces) != n {
			t.Errorf("%s instead of one for each", regions(spaces))
		}
		if ctx.Count > most {
			t.Errorf("with campaigns %v: %d looks", campaigns, ctx.Count)
		}
		t.Log(ctx.Count)
	}
}
