package theory

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
)

func drawEvents(t *rapid.T, most int, campaigns bool, days []int) []Atom {
	metric := rapid.SampledFrom([]condition.Metric{condition.Open, condition.Bounce}).Draw(t, "metric")
	if campaigns {
		metric = condition.Click
	}
	ops := []condition.Operator{condition.Ever, condition.CountGE, condition.CountLE, condition.CountEQ}
	if condition.Activity(metric) {
		ops = append(ops, condition.Never)
	}
	ids := rapid.SliceOfN(valuesOf(condition.Number, "1", "2", "3"), 1, 2)
	var atoms []Atom
	for range rapid.IntRange(1, most).Draw(t, "atoms") {
		e := condition.Event{Metric: metric, Operator: rapid.SampledFrom(ops).Draw(t, "op")}
		if e.Operator != condition.Ever && e.Operator != condition.Never {
			e.Count = rapid.Int64Range(0, 3).Draw(t, "count")
		}
		switch rapid.IntRange(0, 2).Draw(t, "mode") {
		case 1:
			e.Window = condition.Window{Mode: condition.Last, Days: rapid.SampledFrom(days).Draw(t, "days")}
		case 2:
			e.Window = condition.Window{Mode: condition.MoreThan, Days: rapid.SampledFrom(days).Draw(t, "days")}
		}
		if campaigns {
			switch rapid.IntRange(0, 2).Draw(t, "filter") {
			case 1:
				e.Include = ids.Draw(t, "include")
			case 2:
				e.Exclude = ids.Draw(t, "exclude")
			}
		}
		atoms = append(atoms, Atom{Condition: e})
	}
	return atoms
}

// eventContacts has all numbers up to most of events on each of some days.
func eventContacts(metric condition.Metric, most int, days ...int) []contact.Contact {
	contacts := []contact.Contact{{}}
	for _, day := range days {
		for _, c := range contacts[:len(contacts):len(contacts)] {
			for n := 1; n <= most; n++ {
				list := append([]contact.Event(nil), c.Events...)
				for range n {
					list = append(list, contact.Event{Metric: metric, DaysAgo: day})
				}
				contacts = append(contacts, contact.Contact{Events: list})
			}
		}
	}
	return contacts
}

func TestEvents(t *testing.T) {
	t.Parallel()
	contacts := map[condition.Metric][]contact.Contact{}
	for _, metric := range []condition.Metric{condition.Open, condition.Bounce} {
		contacts[metric] = append(eventContacts(metric, 4, 0, 2, 6), eventContacts(metric, 2, 0, 1, 2, 4)...)
		contacts[metric] = append(contacts[metric], eventContacts(metric, 1, 0, 1, 2, 3, 4, 5)...)
	}
	rapid.Check(t, func(t *rapid.T) {
		atoms := drawEvents(t, 4, false, []int{1, 2, 4})
		check(t, atoms, Column{}, contacts[metricOf(atoms)], true)
	})
}

func TestEventsOfCampaigns(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		atoms := drawEvents(t, 4, true, []int{1, 3})
		contacts := []contact.Contact{{}}
		for range 40 {
			var list []contact.Event
			for range rapid.IntRange(1, 6).Draw(t, "events") {
				list = append(list, contact.Event{
					Metric:   condition.Click,
					DaysAgo:  rapid.IntRange(0, 4).Draw(t, "day"),
					Campaign: rapid.SampledFrom([]string{"", "1", "2", "3", "9"}).Draw(t, "campaign"),
				})
			}
			contacts = append(contacts, contact.Contact{Events: list})
		}
		check(t, atoms, Column{}, contacts, true)
	})
}

// The two ways to find what sums can reach agree where both apply.
func TestBoundsAgreeWithSums(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		atoms := drawEvents(t, 4, false, []int{1, 2, 5, 6})
		m := &events{atoms: atoms, edges: edgeReadings[:]}
		if !m.gather() {
			t.Fatalf("not gathered")
		}
		m.setThresholds(true)
		for r := range edgeReadings {
			places := func(find func(cells []cell, spans []span) bool) map[string]bool {
				m.known, m.index, m.cells = nil, nil, make([][]cell, len(edgeReadings))
				if cells, spans := m.bands(edgeReadings[r]); !find(cells, spans) {
					t.Skip("too many")
				}
				out := map[string]bool{}
				for _, p := range m.known {
					out[placeKey(p.place)] = true
				}
				return out
			}
			bounded := places(func(c []cell, s []span) bool { return m.boundedPoints(r, c, s, 4096) })
			summed := places(func(c []cell, s []span) bool { return m.summedPoints(r, c, s, 4096, 50_000) })
			if len(bounded) != len(summed) {
				t.Fatalf("%d and %d:\n%s", len(bounded), len(summed), describe(atoms))
			}
			for p := range bounded {
				if !summed[p] {
					t.Fatalf("differ:\n%s", describe(atoms))
				}
			}
		}
	})
}

func TestDayBetweenTwoEdges(t *testing.T) {
	t.Parallel()
	event := func(n int64, w condition.Window) Atom {
		return Atom{Condition: condition.Event{Metric: condition.Open, Operator: condition.CountGE, Count: n, Window: w}}
	}
	atoms := []Atom{
		event(1, condition.Window{Mode: condition.Last, Days: 2}), event(2, condition.Window{Mode: condition.MoreThan, Days: 2}), event(2, condition.Window{Mode: condition.Last, Days: 4}),
		event(1, condition.Window{Mode: condition.MoreThan, Days: 2}),
	}
	check(t, atoms, Column{}, eventContacts(condition.Open, 3, 0, 2, 3, 4), true)
}

// TestDays checks the days between and beyond the edges of windows, up to the greatest
// number of days: nothing is before that.
func TestDays(t *testing.T) {
	m := &events{days: []int{1, 2, 9, math.MaxInt}}
	type answer struct {
		day          int
		open, exists bool
	}
	for at, want := range []answer{
		{0, true, true},
		{1, false, true},
		{1, true, false},
		{2, false, true},
		{5, true, true},
		{9, false, true},
		{9 + (math.MaxInt-9)/2, true, true},
		{math.MaxInt, false, true},
	} {
		if day, open, exists := m.day(at); (answer{day, open, exists}) != want {
			t.Errorf("at %d: %d, %v, %v instead of %v", at, day, open, exists, want)
		}
	}
	if _, _, exists := m.day(8); exists {
		t.Error("there is a day before the greatest number of days")
	}
	m.days[3]--
	if day, open, exists := m.day(8); day != math.MaxInt || !open || !exists {
		t.Errorf("the last day is %d, %v, %v", day, open, exists)
	}
}
