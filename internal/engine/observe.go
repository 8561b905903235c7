package engine

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
)

// allFacts returns all facts of a contact that any atom can see.
func (s *System) allFacts(c contact.Contact) []contact.Fact {
	d := s.newFactSearch(c)
	var facts []contact.Fact
	for g, group := range s.groups {
		facts = append(facts, d.observe(g, group.atoms)...)
	}
	return inOrder(facts)
}

// observe returns what the contact is like, as far as some atoms of a group see it.
func (d *factSearch) observe(g int, atoms []int) []contact.Fact {
	switch key := d.System.groups[g].key; key.kind {
	case 'f':
		return []contact.Fact{{Kind: contact.FactColumn, Column: key.name, Value: d.contact.Columns[key.name]}}
	case 'l':
		return d.observeLists(atoms)
	case 'e':
		return d.observeEvents(condition.Metric(key.name), atoms)
	default:
		if d.contact.ISP == nil {
			return []contact.Fact{{Kind: contact.FactNoISP}}
		}
		return []contact.Fact{{Kind: contact.FactISP, ISP: *d.contact.ISP}}
	}
}

func (d *factSearch) observeLists(atoms []int) []contact.Fact {
	var is, not []contact.Fact
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
				is = append(is, contact.Fact{Kind: contact.FactOnList, List: id})
			default:
				not = append(not, contact.Fact{Kind: contact.FactNotOnList, List: id})
			}
			seen[id] = true
		}
	}
	if len(not) > mostScopes {
		not = []contact.Fact{{Kind: contact.FactNoOtherList}}
	}
	return append(is, not...)
}

func (d *factSearch) observeEvents(metric condition.Metric, atoms []int) []contact.Fact {
	var facts []contact.Fact
	for _, e := range d.contact.Events {
		if e.Metric != metric {
			continue
		}
		same := slices.IndexFunc(facts, func(f contact.Fact) bool { return f.Event.DaysAgo == e.DaysAgo && f.Event.Campaign == e.Campaign })
		if same >= 0 {
			facts[same].Event.Count += e.Times()
			continue
		}
		e.Count = e.Times()
		facts = append(facts, contact.Fact{Kind: contact.FactHappened, Event: e})
	}
	var scopes []contact.Scope
	for _, a := range atoms {
		scope := *d.scope(a, d.atoms[a].Condition.(condition.Event))
		if len(scope.Campaigns) > mostTold || len(scope.Except) > mostTold {
			scope.Campaigns, scope.Except = nil, nil
		}
		if !slices.ContainsFunc(scopes, func(o contact.Scope) bool { return covers(&o, &scope) && covers(&scope, &o) }) {
			scopes = append(scopes, scope)
		}
		if len(scopes) > mostScopes {
			scopes = []contact.Scope{{Metric: metric}}
			break
		}
	}
	// The wider ones come last, where leaving out begins.
	poll.SortStable(nil, scopes, func(a, b contact.Scope) int { return extent(a) - extent(b) })
	for _, s := range scopes {
		facts = append(facts, contact.Fact{Kind: contact.FactNoOther, Scope: s})
	}
	return facts
}

// extent grows with what a scope has.
func extent(s contact.Scope) int {
	n := 0
	if len(s.Campaigns) == 0 {
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
func shorter(facts []contact.Fact) []contact.Fact {
	scopes, off := 0, 0
	for i := range facts {
		switch f := &facts[i]; f.Kind {
		case contact.FactNoOther:
			scopes++
			for j := range facts {
				if o := facts[j]; o.Kind == contact.FactNoOther && meet(f.Scope, o.Scope) {
					f.Scope.Window = condition.Window{}
				}
			}
		case contact.FactNotOnList:
			off++
		}
	}
	kept := facts[:0:0]
	for i, f := range facts {
		switch f.Kind {
		case contact.FactNotOnList:
			if off <= mostTold {
				kept = append(kept, f)
			} else if !slices.ContainsFunc(kept, func(f contact.Fact) bool { return f.Kind == contact.FactNoOtherList }) {
				kept = append(kept, contact.Fact{Kind: contact.FactNoOtherList})
			}
		case contact.FactNoOther:
			if scopes > mostTold {
				f.Scope = contact.Scope{Metric: f.Scope.Metric}
			}
			said := func(o contact.Fact) bool { return o.Kind == contact.FactNoOther && covers(&o.Scope, &f.Scope) }
			if !slices.ContainsFunc(kept, said) && (scopes > mostTold || !slices.ContainsFunc(facts[i+1:], func(o contact.Fact) bool {
				return said(o) && !covers(&f.Scope, &o.Scope)
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
func meet(last, more contact.Scope) bool {
	return last.Window.Mode == condition.Last && more.Window.Mode == condition.MoreThan && more.Window.Days-1 <= last.Window.Days &&
		slices.Equal(last.Campaigns, more.Campaigns) && slices.Equal(last.Except, more.Except)
}

// inOrder returns facts in the order in which they are reported.
func inOrder(facts []contact.Fact) []contact.Fact {
	all := metrics()
	poll.SortStable(nil, facts, func(a, b contact.Fact) int {
		switch {
		case a.Kind < contact.FactHappened || b.Kind < contact.FactHappened:
			if a.Kind == contact.FactColumn && b.Kind == contact.FactColumn {
				return strings.Compare(a.Column, b.Column)
			}
			if a.Kind == b.Kind {
				return strings.Compare(a.List, b.List)
			}
			return int(a.Kind) - int(b.Kind)
		case metricOf(a) != metricOf(b):
			return slices.Index(all, metricOf(a)) - slices.Index(all, metricOf(b))
		default:
			return int(a.Kind) - int(b.Kind)
		}
	})
	return facts
}

// metricOf returns the metric of a fact about events.
func metricOf(f contact.Fact) condition.Metric {
	if f.Kind == contact.FactHappened {
		return f.Event.Metric
	}
	return f.Scope.Metric
}
