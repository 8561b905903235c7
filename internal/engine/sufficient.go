package engine

import (
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/logic"
)

const (
	// maxFactSteps bounds the steps in which facts are left out that do not
	// matter: past it, more is said than need be, which is as true.
	maxFactSteps = 4_000_000
	// mostScopes is up to how many scopes of a metric are looked at one by one;
	// for more, nothing at all may happen beside what is said.
	mostScopes = 64
	// mostTold is how many scopes of a metric, lists that the contact is not on,
	// or campaigns of a scope are reported: one fact that says more in fewer
	// words replaces several.
	mostTold = 3
)

// factSearch looks for the facts on which the value of a function depends.
type factSearch struct {
	*System
	node     logic.Node
	contact  contact.Contact
	events   map[condition.Metric][]contact.Event // of the contact
	readings []eval.Reading
	spaces   []int                  // those that matter under some reading
	values   []map[int]bool         // per reading: what atoms say of the contact
	possible []map[int]logic.Set    // per reading: regions of the spaces, given the facts
	groups   map[int][]int          // the spaces that matter, by group
	facts    map[int][]contact.Fact // by group
	order    []int                  // of the groups
	scopes   map[int]contact.Scope  // by atom
	budget   int
}

// sufficientFacts returns facts of a contact that was found in a function such that
// every contact for which they are so is in it, under each of its readings.
// They say no more than need be, as far as that is easily found out. It reports
// false when it cannot tell what matters; then the facts say too little.
func (s *System) sufficientFacts(n logic.Node, f *found) ([]contact.Fact, bool) {
	d := &factSearch{
		System: s, node: n, contact: f.contact, events: byMetric(f.contact.Events), readings: f.all(s), budget: maxFactSteps,
		groups: map[int][]int{}, facts: map[int][]contact.Fact{}, scopes: map[int]contact.Scope{},
	}
	if !d.walk() {
		return nil, false
	}
	d.distinct()
	for _, g := range d.order {
		d.facts[g] = d.observe(g, d.members(g))
		d.settle(g)
	}
	if !d.suffices() {
		return nil, false
	}
	for _, g := range slices.Backward(d.order) {
		d.reduce(g)
	}
	var facts []contact.Fact
	for _, g := range d.order {
		facts = append(facts, d.facts[g]...)
	}
	return inOrder(facts), true
}

// walk finds the spaces on which the value of the function depends.
func (d *factSearch) walk() bool {
	seen := map[int]bool{}
	for i := range d.readings {
		d.values = append(d.values, map[int]bool{})
		d.possible = append(d.possible, map[int]logic.Set{})
		tested, holds := d.Tested(d.node, func(space int) int { return d.region(i, space) })
		if !holds || d.budget < 0 {
			return false
		}
		for _, space := range tested {
			if !seen[space] {
				seen[space] = true
				d.spaces = append(d.spaces, space)
			}
		}
	}
	slices.Sort(d.spaces)
	for _, space := range d.spaces {
		g := d.owner[space]
		if d.groups[g] == nil {
			d.order = append(d.order, g)
		}
		d.groups[g] = append(d.groups[g], space)
	}
	return true
}

// distinct drops the readings that are like an earlier one for all that matters
// here.
func (d *factSearch) distinct() {
	kept := 0
	seen := map[string]bool{}
	for i, r := range d.readings {
		var key []byte
		edge := false
		for _, g := range d.order {
			for _, a := range d.members(g) {
				key = append(key, '0')
				if d.value(i, a) {
					key[len(key)-1] = '1'
				}
				if e, ok := d.atoms[a].Condition.(condition.Event); ok && e.Window.Mode != "" {
					d.spend(len(d.events[e.Metric]))
					edge = edge || slices.ContainsFunc(d.events[e.Metric], func(o contact.Event) bool { return o.DaysAgo == e.Window.Days })
				}
			}
		}
		if edge {
			key = append(key, r.String()...)
		}
		if !seen[string(key)] {
			seen[string(key)] = true
			d.readings[kept], d.values[kept], d.possible[kept] = r, d.values[i], d.possible[i]
			kept++
		}
	}
	d.readings, d.values, d.possible = d.readings[:kept], d.values[:kept], d.possible[:kept]
}

// spend takes steps from the budget.
func (d *factSearch) spend(steps int) {
	d.budget -= steps
	d.limits.Logic.Poll.Step(16 * steps)
}

// scope returns what an atom counts.
func (d *factSearch) scope(atom int, c condition.Event) *contact.Scope {
	s, known := d.scopes[atom]
	if !known {
		s = scopeOf(c)
		d.scopes[atom] = s
	}
	return &s
}

// region returns the region of a space that the contact is in under a reading,
// or -1.
func (d *factSearch) region(reading, space int) int {
	regions := logic.FullSet(d.System.spaces[space].Regions)
	for m, holds := range d.System.spaces[space].Atoms {
		d.limits.Logic.Poll.Step(8 + len(holds))
		if d.value(reading, d.atomOf(space, m)) {
			regions = regions.And(holds)
		} else {
			regions = regions.AndNot(holds)
		}
	}
	return regions.Next(0)
}

// atomOf returns the number of a member of a space.
func (d *factSearch) atomOf(space, member int) int {
	return d.System.groups[d.owner[space]].atoms[d.System.spaces[space].Members[member]]
}

// members returns the atoms of the spaces of a group that matter.
func (d *factSearch) members(g int) []int {
	var atoms []int
	for _, space := range d.groups[g] {
		for m := range d.System.spaces[space].Members {
			atoms = append(atoms, d.atomOf(space, m))
		}
	}
	return atoms
}

// value returns what an atom says of the contact.
func (d *factSearch) value(reading, atom int) bool {
	v, known := d.values[reading][atom]
	if !known {
		d.spend(4)
		a := d.atoms[atom]
		v = eval.DocumentWithin(d.limits.Logic.Poll, &condition.Document{Any: []condition.Group{{All: []condition.Condition{a.Condition}}}}, d.contact, d.readings[reading])
		if e, ok := a.Condition.(condition.Event); ok {
			d.spend(len(d.events[e.Metric]))
		}
		if f, ok := a.Condition.(condition.Field); ok && a.Negated && d.contact.Columns[f.Column].Kind() == contact.Missing {
			v = d.readings[reading].MissingMatchesNegative
		} else if a.Negated {
			v = !v
		}
		d.values[reading][atom] = v
	}
	return v
}

// settle finds which regions of the spaces of a group are possible, given its facts.
func (d *factSearch) settle(g int) {
	for i := range d.readings {
		for _, space := range d.groups[g] {
			regions := logic.FullSet(d.System.spaces[space].Regions)
			for m, holds := range d.System.spaces[space].Atoms {
				atom := d.atomOf(space, m)
				d.spend(1 + len(d.facts[g]))
				d.limits.Logic.Poll.Step(len(holds))
				switch {
				case !d.settled(atom, d.facts[g], d.readings[i]):
				case d.value(i, atom):
					regions = regions.And(holds)
				default:
					regions = regions.AndNot(holds)
				}
			}
			d.possible[i][space] = regions
		}
	}
}

// suffices reports whether every contact for which the facts are so is in the
// function.
func (d *factSearch) suffices() bool {
	for i := range d.readings {
		if i > 0 && d.likeBefore(i) {
			continue
		}
		if !d.Within(d.node, func(space int) logic.Set { return d.possible[i][space] }, &d.budget) {
			return false
		}
	}
	return true
}

// likeBefore reports whether a reading makes the same possible as an earlier one.
func (d *factSearch) likeBefore(reading int) bool {
	return slices.ContainsFunc(d.possible[:reading], func(other map[int]logic.Set) bool {
		return !slices.ContainsFunc(d.spaces, func(space int) bool {
			d.spend(1)
			return !other[space].Equal(d.possible[reading][space])
		})
	})
}

// reduce leaves out the facts of a group that do not matter, those that say what
// is not first.
func (d *factSearch) reduce(g int) {
	for i := len(d.facts[g]) - 1; i >= 0 && d.budget > 0; i-- {
		before := d.facts[g]
		if before[i].Kind == contact.FactHappened && slices.ContainsFunc(before, func(f contact.Fact) bool { return f.Kind == contact.FactNoOther && f.Scope.Has(before[i].Event) }) {
			continue // it is what nothing else happened beside
		}
		if before[i].Kind == contact.FactOnList && slices.ContainsFunc(before, func(f contact.Fact) bool { return f.Kind == contact.FactNoOtherList }) {
			continue
		}
		d.facts[g] = slices.Delete(slices.Clone(before), i, i+1)
		d.settle(g)
		if !d.suffices() {
			d.facts[g] = before
			d.settle(g)
		}
	}
	d.facts[g] = shorter(d.facts[g])
}
