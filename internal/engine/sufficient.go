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
	readings []eval.Reading
	spaces   []int                 // those that matter under some reading
	values   [][]answer            // per reading and atom: what it says of the contact
	possible [][]logic.Set         // per reading: regions of the spaces, given the facts
	groups   []subjectFacts        // those with spaces that matter
	scopes   []*contact.Scope      // per atom, once asked for
	asked    []*condition.Document // per atom: a document with it alone, once asked for
	room     logic.Set             // for region
	budget   int
}

// subjectFacts are the facts of a group.
type subjectFacts struct {
	group  int
	spaces []int // that matter, by their places among all that do
	atoms  []int // of these spaces
	facts  []contact.Fact
}

// answer is what an atom says of a contact, once asked.
type answer uint8

const (
	unasked answer = iota
	no
	yes
)

// sufficientFacts returns facts of a contact that was found in a function such that
// every contact for which they are so is in it, under each of its readings.
// They say no more than need be, as far as that is easily found out. It reports
// false when it cannot tell what matters; then the facts say too little.
func (s *System) sufficientFacts(n logic.Node, f *found) ([]contact.Fact, bool) {
	d := s.newFactSearch(f.contact)
	d.node, d.readings = n, f.all(s)
	held := len(d.readings) * len(s.atoms)
	s.limits.Logic.Poll.Hold(held)
	defer s.limits.Logic.Poll.Free(held)
	if !d.walk() {
		return nil, false
	}
	d.distinct()
	for i := range d.groups {
		g := &d.groups[i]
		g.facts = d.observe(g.group, g.atoms)
		d.settle(g)
	}
	if !d.suffices() {
		return nil, false
	}
	for i := range slices.Backward(d.groups) {
		d.reduce(&d.groups[i])
	}
	var facts []contact.Fact
	for i := range d.groups {
		facts = append(facts, d.groups[i].facts...)
	}
	return inOrder(facts), true
}

// newFactSearch returns a search that knows no readings yet.
func (s *System) newFactSearch(c contact.Contact) *factSearch {
	return &factSearch{System: s, contact: c, budget: maxFactSteps}
}

// walk finds the spaces on which the value of the function depends, and their groups.
func (d *factSearch) walk() bool {
	said := make([]answer, len(d.readings)*len(d.atoms))
	d.values = make([][]answer, len(d.readings))
	for i := range d.readings {
		d.values[i], said = said[:len(d.atoms)], said[len(d.atoms):]
		tested, holds := d.Tested(d.node, func(space int) int { return d.region(i, space) })
		if !holds || d.budget < 0 {
			return false
		}
		d.spaces = append(d.spaces, tested...)
	}
	slices.Sort(d.spaces)
	d.spaces = slices.Compact(d.spaces)
	for at, space := range d.spaces {
		n := int(d.owner[space])
		i := slices.IndexFunc(d.groups, func(g subjectFacts) bool { return g.group == n })
		if i < 0 {
			i = len(d.groups)
			d.groups = append(d.groups, subjectFacts{group: n})
		}
		g := &d.groups[i]
		g.spaces = append(g.spaces, at)
		for m := range d.System.spaces[space].Members {
			g.atoms = append(g.atoms, d.atomOf(space, m))
		}
	}
	return true
}

// distinct drops the readings that are like an earlier one for all that matters
// here.
func (d *factSearch) distinct() {
	kept := 0
	var seen map[string]bool // of one reading, nothing is known twice
	if len(d.readings) > 1 {
		seen = make(map[string]bool, len(d.readings))
	}
	for i, r := range d.readings {
		var key []byte
		edge := false
		for _, g := range d.groups {
			for _, a := range g.atoms {
				key = append(key, '0')
				if d.value(i, a) {
					key[len(key)-1] = '1'
				}
				if e, ok := d.atoms[a].Condition.(condition.Event); ok && e.Window.Mode != "" {
					d.spend(len(d.contact.Events))
					edge = edge || slices.ContainsFunc(d.contact.Events, func(o contact.Event) bool { return o.Metric == e.Metric && o.DaysAgo == e.Window.Days })
				}
			}
		}
		if edge {
			key = append(key, r.String()...)
		}
		if seen == nil || !seen[string(key)] {
			if seen != nil {
				seen[string(key)] = true
			}
			d.readings[kept], d.values[kept] = r, d.values[i]
			kept++
		}
	}
	d.readings, d.values = d.readings[:kept], d.values[:kept]
	all := make([]logic.Set, kept*len(d.spaces))
	d.possible = make([][]logic.Set, kept)
	for i := range d.possible {
		d.possible[i], all = all[:len(d.spaces)], all[len(d.spaces):]
	}
}

// spend takes steps from the budget.
func (d *factSearch) spend(steps int) {
	d.budget -= steps
	d.limits.Logic.Poll.Step(16 * steps)
}

// scope returns what an atom counts.
func (d *factSearch) scope(atom int, c condition.Event) *contact.Scope {
	if d.scopes == nil {
		d.scopes = make([]*contact.Scope, len(d.atoms))
	}
	if d.scopes[atom] == nil {
		scope := scopeOf(c)
		d.scopes[atom] = &scope
	}
	return d.scopes[atom]
}

// region returns the region of a space that the contact is in under a reading,
// or -1.
func (d *factSearch) region(reading, space int) int {
	n := d.System.spaces[space].Regions
	if words := len(d.System.spaces[space].Atoms[0]); cap(d.room) < words {
		d.room = make(logic.Set, words)
	} else {
		d.room = d.room[:words]
		clear(d.room)
	}
	d.room.AddRange(0, n)
	for m := range d.System.spaces[space].Atoms {
		d.narrow(d.room, space, m, d.value(reading, d.atomOf(space, m)))
	}
	return d.room.Next(0)
}

// narrow takes the regions of a space out of some in which a member does not say what it is
// said to.
func (d *factSearch) narrow(regions logic.Set, space, member int, says bool) {
	holds := d.System.spaces[space].Atoms[member]
	d.limits.Logic.Poll.Step(8 + len(holds))
	for i, in := range holds {
		if says {
			regions[i] &= in
		} else {
			regions[i] &^= in
		}
	}
}

// atomOf returns the number of a member of a space.
func (d *factSearch) atomOf(space, member int) int {
	return d.System.groups[d.owner[space]].atoms[d.System.spaces[space].Members[member]]
}

// value returns what an atom says of the contact.
func (d *factSearch) value(reading, atom int) bool {
	said := &d.values[reading][atom]
	if *said != unasked {
		return *said == yes
	}
	d.spend(4)
	r, a := d.readings[reading], d.atoms[atom]
	v := eval.DocumentWithin(d.limits.Logic.Poll, d.alone(atom), d.contact, r)
	if _, ok := a.Condition.(condition.Event); ok {
		d.spend(len(d.contact.Events))
	}
	if f, ok := a.Condition.(condition.Field); ok && a.Negated && d.contact.Columns[f.Column].Kind() == contact.Missing {
		v = r.MissingMatchesNegative
	} else if a.Negated {
		v = !v
	}
	*said = no
	if v {
		*said = yes
	}
	return v
}

// alone returns a document with the condition of an atom alone.
func (d *factSearch) alone(atom int) *condition.Document {
	if d.asked == nil {
		d.asked = make([]*condition.Document, len(d.atoms))
	}
	if d.asked[atom] == nil {
		one := struct {
			document  condition.Document
			group     [1]condition.Group
			condition [1]condition.Condition
		}{}
		one.condition[0] = d.atoms[atom].Condition
		one.group[0].All = one.condition[:]
		one.document.Any = one.group[:]
		d.asked[atom] = &one.document
	}
	return d.asked[atom]
}

// settle finds which regions of the spaces of a group are possible, given its facts.
func (d *factSearch) settle(g *subjectFacts) {
	for i, possible := range d.possible {
		for _, at := range g.spaces {
			space := d.spaces[at]
			regions := logic.FullSet(d.System.spaces[space].Regions)
			for m := range d.System.spaces[space].Atoms {
				atom := d.atomOf(space, m)
				d.spend(1 + len(g.facts))
				if d.settled(atom, g.facts, d.readings[i]) {
					d.narrow(regions, space, m, d.value(i, atom))
				}
			}
			possible[at] = regions
		}
	}
}

// suffices reports whether every contact for which the facts are so is in the
// function.
func (d *factSearch) suffices() bool {
	for i, possible := range d.possible {
		if i > 0 && d.likeBefore(i) {
			continue
		}
		within := d.Within(d.node, func(space int) logic.Set {
			if at, ok := slices.BinarySearch(d.spaces, space); ok {
				return possible[at]
			}
			return nil
		}, &d.budget)
		if !within {
			return false
		}
	}
	return true
}

// likeBefore reports whether a reading makes the same possible as an earlier one.
func (d *factSearch) likeBefore(reading int) bool {
	return slices.ContainsFunc(d.possible[:reading], func(other []logic.Set) bool {
		for at, regions := range d.possible[reading] {
			d.spend(1)
			if !other[at].Equal(regions) {
				return false
			}
		}
		return true
	})
}

// reduce leaves out the facts of a group that do not matter, those that say what
// is not first.
func (d *factSearch) reduce(g *subjectFacts) {
	for i := len(g.facts) - 1; i >= 0 && d.budget > 0; i-- {
		before := g.facts
		if before[i].Kind == contact.FactHappened && slices.ContainsFunc(before, func(f contact.Fact) bool { return f.Kind == contact.FactNoOther && f.Scope.Has(before[i].Event) }) {
			continue // it is what nothing else happened beside
		}
		if before[i].Kind == contact.FactOnList && slices.ContainsFunc(before, func(f contact.Fact) bool { return f.Kind == contact.FactNoOtherList }) {
			continue
		}
		g.facts = slices.Delete(slices.Clone(before), i, i+1)
		d.settle(g)
		if !d.suffices() {
			g.facts = before
			d.settle(g)
		}
	}
	g.facts = shorter(g.facts)
}
