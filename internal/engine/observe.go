package engine

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
)

// allFacts returns all facts of a contact that any atom can see.
func (s *System) allFacts(c contact.Contact) []Fact {
	d := &factSearch{System: s, contact: c, events: byMetric(c.Events), scopes: map[int]Scope{}}
	var facts []Fact
	for g, group := range s.groups {
		facts = append(facts, d.observe(g, group.atoms)...)
	}
	return inOrder(facts)
}

// observe returns what the contact is like, as far as some atoms of a group see it.
func (d *factSearch) observe(g int, atoms []int) []Fact {
	switch key := d.System.groups[g].key; key.kind {
	case 'f':
		return []Fact{{Kind: ColumnIs, Column: key.name, Value: d.contact.Columns[key.name]}}
	case 'l':
		return d.observeLists(atoms)
	case 'e':
		return d.observeEvents(condition.Metric(key.name), atoms)
	default:
		if d.contact.ISP == nil {
			return []Fact{{Kind: NoISP}}
		}
		return []Fact{{Kind: ISPIs, ISP: *d.contact.ISP}}
	}
}

func (d *factSearch) observeLists(atoms []int) []Fact {
	var is, not []Fact
	seen, on := map[string]bool{}, map[string]bool{}
	for _, id := range d.contact.Lists {
		on[id] = true
	}
	for _, a := range atoms {
		for _, id := range d.atoms[a].Condition.(condition.Membership).Lists {
			id = canonical(id)
			switch {
			case seen[id]:
			case on[id]:
				is = append(is, Fact{Kind: OnList, List: id})
			default:
				not = append(not, Fact{Kind: NotOnList, List: id})
			}
			seen[id] = true
		}
	}
	if len(not) > mostScopes {
		not = []Fact{{Kind: NoOtherList}}
	}
	return append(is, not...)
}

func (d *factSearch) observeEvents(metric condition.Metric, atoms []int) []Fact {
	var facts []Fact
	for _, e := range d.events[metric] {
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

// byMetric divides events by their metrics.
func byMetric(events []contact.Event) map[condition.Metric][]contact.Event {
	of := map[condition.Metric][]contact.Event{}
	for _, e := range events {
		of[e.Metric] = append(of[e.Metric], e)
	}
	return of
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
