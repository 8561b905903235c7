package engine

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/contact"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/logic"
)

const (
	// maxDeciding bounds the steps in which facts are left out that do not
	// matter: past it, more is said than need be, which is as true.
	maxDeciding = 4_000_000
	// mostScopes is up to how many scopes of a metric are looked at one by one;
	// for more, nothing at all may happen beside what is said.
	mostScopes = 64
	// mostTold is how many scopes of a metric, lists that the contact is not on,
	// or campaigns of a scope are told: one that says more in fewer words takes
	// the place of several.
	mostTold = 3
)

// decision looks for the facts on which the value of a function depends.
type decision struct {
	*System
	node     logic.Node
	contact  contact.Contact
	readings []eval.Reading
	spaces   []int               // those that matter under some reading
	values   []map[int]bool      // per reading: what atoms say of the contact
	possible []map[int]logic.Set // per reading: regions of the spaces, given the facts
	groups   map[int][]int       // the spaces that matter, by group
	facts    map[int][]Fact      // by group
	order    []int               // of the groups
	scopes   map[int]Scope       // by atom
	budget   int
}

// deciding returns facts of a contact that was found in a function such that
// every contact for which they are so is in it, under each of its readings.
// They say no more than need be, as far as that is easily found out. It reports
// false when it cannot tell what matters; then the facts say too little.
func (s *System) deciding(n logic.Node, f *found) ([]Fact, bool) {
	d := &decision{
		System: s, node: n, contact: f.contact, readings: f.all(), budget: maxDeciding,
		groups: map[int][]int{}, facts: map[int][]Fact{}, scopes: map[int]Scope{},
	}
	if !d.walk() {
		return nil, false
	}
	d.distinct()
	for _, g := range d.order {
		d.facts[g] = d.know(g, d.members(g))
		d.settle(g)
	}
	if !d.suffices() {
		return nil, false
	}
	for _, g := range slices.Backward(d.order) {
		d.reduce(g)
	}
	var facts []Fact
	for _, g := range d.order {
		facts = append(facts, d.facts[g]...)
	}
	return inOrder(facts), true
}

// everything returns all facts of a contact that any atom can see.
func (s *System) everything(c contact.Contact) []Fact {
	d := &decision{System: s, contact: c, scopes: map[int]Scope{}}
	var facts []Fact
	for g, group := range s.groups {
		facts = append(facts, d.know(g, group.atoms)...)
	}
	return inOrder(facts)
}

// walk finds the spaces on which the value of the function depends.
func (d *decision) walk() bool {
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
func (d *decision) distinct() {
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
					d.spend(len(d.contact.Events[e.Metric]))
					edge = edge || slices.ContainsFunc(d.contact.Events[e.Metric], func(o contact.Event) bool { return o.DaysAgo == e.Window.Days })
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
func (d *decision) spend(steps int) {
	d.budget -= steps
	d.limits.Logic.Poll.Step(16 * steps)
}

// scope returns what an atom counts.
func (d *decision) scope(atom int, c condition.Event) *Scope {
	s, known := d.scopes[atom]
	if !known {
		s = scopeOf(c)
		d.scopes[atom] = s
	}
	return &s
}

// region returns the region of a space that the contact is in under a reading,
// or -1.
func (d *decision) region(reading, space int) int {
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
func (d *decision) atomOf(space, member int) int {
	return d.System.groups[d.owner[space]].atoms[d.System.spaces[space].Members[member]]
}

// members returns the atoms of the spaces of a group that matter.
func (d *decision) members(g int) []int {
	var atoms []int
	for _, space := range d.groups[g] {
		for m := range d.System.spaces[space].Members {
			atoms = append(atoms, d.atomOf(space, m))
		}
	}
	return atoms
}

// value returns what an atom says of the contact.
func (d *decision) value(reading, atom int) bool {
	v, known := d.values[reading][atom]
	if !known {
		d.spend(4)
		a := d.atoms[atom]
		v = eval.DocumentWithin(d.limits.Logic.Poll, &condition.Document{Any: []condition.Group{{All: []condition.Condition{a.Condition}}}}, d.contact, d.readings[reading])
		if e, ok := a.Condition.(condition.Event); ok {
			d.spend(len(d.contact.Events[e.Metric]))
		}
		if f, ok := a.Condition.(condition.Field); ok && a.Negated && d.contact.Columns[f.Column].Kind == contact.Null {
			v = d.readings[reading].MissingMatchesNegative
		} else if a.Negated {
			v = !v
		}
		d.values[reading][atom] = v
	}
	return v
}

// settle finds which regions of the spaces of a group are possible, given its facts.
func (d *decision) settle(g int) {
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
func (d *decision) suffices() bool {
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
func (d *decision) likeBefore(reading int) bool {
	return slices.ContainsFunc(d.possible[:reading], func(other map[int]logic.Set) bool {
		return !slices.ContainsFunc(d.spaces, func(space int) bool {
			d.spend(1)
			return !other[space].Equal(d.possible[reading][space])
		})
	})
}

// reduce leaves out the facts of a group that do not matter, those that say what
// is not first.
func (d *decision) reduce(g int) {
	for i := len(d.facts[g]) - 1; i >= 0 && d.budget > 0; i-- {
		before := d.facts[g]
		if before[i].Kind == Happened && slices.ContainsFunc(before, func(f Fact) bool { return f.Kind == NoOther && f.Scope.Has(before[i].Event) }) {
			continue // it is what nothing else happened beside
		}
		if before[i].Kind == OnList && slices.ContainsFunc(before, func(f Fact) bool { return f.Kind == NoOtherList }) {
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

// know returns what the contact is like, as far as some atoms of a group see it.
func (d *decision) know(g int, atoms []int) []Fact {
	switch key := d.System.groups[g].key; key.kind {
	case 'f':
		return []Fact{{Kind: ColumnIs, Column: key.name, Value: d.contact.Columns[key.name]}}
	case 'l':
		return d.knowLists(atoms)
	case 'e':
		return d.knowEvents(condition.Metric(key.name), atoms)
	default:
		if !d.contact.HasISP {
			return []Fact{{Kind: NoISP}}
		}
		return []Fact{{Kind: ISPIs, ISP: d.contact.ISP}}
	}
}

func (d *decision) knowLists(atoms []int) []Fact {
	var on, off []Fact
	seen := map[string]bool{}
	for _, a := range atoms {
		for _, id := range d.atoms[a].Condition.(condition.Membership).Lists {
			id = canonical(id)
			switch {
			case seen[id]:
			case d.contact.Lists[id]:
				on = append(on, Fact{Kind: OnList, List: id})
			default:
				off = append(off, Fact{Kind: NotOnList, List: id})
			}
			seen[id] = true
		}
	}
	if len(off) > mostScopes {
		off = []Fact{{Kind: NoOtherList}}
	}
	return append(on, off...)
}

func (d *decision) knowEvents(metric condition.Metric, atoms []int) []Fact {
	var facts []Fact
	for _, e := range d.contact.Events[metric] {
		same := slices.IndexFunc(facts, func(f Fact) bool { return f.Event.DaysAgo == e.DaysAgo && f.Event.Campaign == e.Campaign })
		if same >= 0 {
			facts[same].Event.Count += e.Times()
			continue
		}
		e.Count = e.Times()
		facts = append(facts, Fact{Kind: Happened, Metric: metric, Event: e})
	}
	var scopes []Scope
	for _, a := range atoms {
		scope := *d.scope(a, d.atoms[a].Condition.(condition.Event))
		if len(scope.Include) > mostTold || len(scope.Exclude) > mostTold {
			scope.Include, scope.Exclude = nil, nil
		}
		if !slices.ContainsFunc(scopes, func(o Scope) bool { return o.covers(&scope) && scope.covers(&o) }) {
			scopes = append(scopes, scope)
		}
		if len(scopes) > mostScopes {
			scopes = []Scope{{}}
			break
		}
	}
	// The wider ones come last, where leaving out begins.
	slices.SortStableFunc(scopes, func(a, b Scope) int { return extent(a) - extent(b) })
	for _, s := range scopes {
		facts = append(facts, Fact{Kind: NoOther, Metric: metric, Scope: s})
	}
	return facts
}

// extent grows with what a scope has.
func extent(s Scope) int {
	n := 0
	if len(s.Include) == 0 {
		n = 2
	}
	switch s.Window.Mode {
	case condition.Last:
		return n<<32 + min(s.Window.Days, 1<<31-1)
	case condition.MoreThan:
		return n<<32 + 1<<31 - min(s.Window.Days, 1<<31-1)
	default:
		return (n + 1) << 32
	}
}

// shorter replaces facts by fewer that say at least as much.
func shorter(facts []Fact) []Fact {
	scopes, off := 0, 0
	for i := range facts {
		switch f := &facts[i]; f.Kind {
		case NoOther:
			scopes++
			for j := range facts {
				if o := facts[j]; o.Kind == NoOther && meet(f.Scope, o.Scope) {
					f.Scope.Window = condition.Window{}
				}
			}
		case NotOnList:
			off++
		}
	}
	kept := facts[:0:0]
	for i, f := range facts {
		switch f.Kind {
		case NotOnList:
			if off <= mostTold {
				kept = append(kept, f)
			} else if !slices.ContainsFunc(kept, func(f Fact) bool { return f.Kind == NoOtherList }) {
				kept = append(kept, Fact{Kind: NoOtherList})
			}
		case NoOther:
			if scopes > mostTold {
				f.Scope = Scope{}
			}
			said := func(o Fact) bool { return o.Kind == NoOther && o.Scope.covers(&f.Scope) }
			if !slices.ContainsFunc(kept, said) && (scopes > mostTold || !slices.ContainsFunc(facts[i+1:], func(o Fact) bool {
				return said(o) && !f.Scope.covers(&o.Scope)
			})) {
				kept = append(kept, f)
			}
		default:
			kept = append(kept, f)
		}
	}
	return kept
}

// meet reports whether two scopes are what is recent and what is long ago, with
// nothing between.
func meet(last, more Scope) bool {
	return last.Window.Mode == condition.Last && more.Window.Mode == condition.MoreThan && more.Window.Days <= last.Window.Days+1 &&
		slices.Equal(last.Include, more.Include) && slices.Equal(last.Exclude, more.Exclude)
}

// inOrder returns facts in the order in which they are told.
func inOrder(facts []Fact) []Fact {
	all := metrics()
	slices.SortStableFunc(facts, func(a, b Fact) int {
		switch {
		case a.Kind < Happened || b.Kind < Happened:
			if a.Kind == ColumnIs && b.Kind == ColumnIs {
				return strings.Compare(a.Column, b.Column)
			}
			if a.Kind == b.Kind {
				return strings.Compare(a.List, b.List)
			}
			return int(a.Kind) - int(b.Kind)
		case a.Metric != b.Metric:
			return slices.Index(all, a.Metric) - slices.Index(all, b.Metric)
		default:
			return int(a.Kind) - int(b.Kind)
		}
	})
	return facts
}
