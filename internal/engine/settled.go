package engine

import (
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
)

// settled reports whether an atom says the same of all contacts for which facts
// on its subject are so, under a reading.
func (d *factSearch) settled(atom int, facts []contact.Fact, r eval.Reading) bool {
	switch c := d.atoms[atom].Condition.(type) {
	case condition.Field, condition.ISP:
		return len(facts) > 0
	case condition.Membership:
		return listsSettled(c, facts)
	case condition.Event:
		return countSettled(c, d.scope(atom, c), facts, r)
	default:
		return false
	}
}

// listsSettled looks for a list that the contact is on, or all that it is not on.
func listsSettled(c condition.Membership, facts []contact.Fact) bool {
	all := true
	for _, id := range c.Lists {
		id = canonical(id)
		off := false
		for _, f := range facts {
			if f.Kind == contact.FactOnList && f.List == id {
				return true
			}
			off = off || f.Kind == contact.FactNoOtherList || f.Kind == contact.FactNotOnList && f.List == id
		}
		all = all && off
	}
	return all
}

// countSettled looks whether the count cannot grow, or has grown so far that
// more makes no difference.
func countSettled(c condition.Event, scope *contact.Scope, facts []contact.Fact, r eval.Reading) bool {
	least := int64(0)
	for i := range facts {
		switch f := &facts[i]; f.Kind {
		case contact.FactNoOther:
			if covers(&f.Scope, scope) {
				return true
			}
		case contact.FactHappened:
			if counted(c.Window, f.Event.DaysAgo, r) && hasCampaign(scope, f.Event.Campaign) {
				least += f.Event.Times()
			}
		}
	}
	switch c.Operator {
	case condition.Ever, condition.Never:
		return least > 0
	case condition.CountGE:
		return least >= c.Count
	default:
		return least > c.Count
	}
}

// counted reports whether a day is in a window under a reading.
func counted(w condition.Window, day int, r eval.Reading) bool {
	switch w.Mode {
	case condition.Last:
		return day < w.Days || day == w.Days && r.EdgeInLast
	case condition.MoreThan:
		return day > w.Days || day == w.Days && r.EdgeInMoreThan
	default:
		return true
	}
}

func hasCampaign(s *contact.Scope, id string) bool {
	return (len(s.Campaigns) == 0 || slices.Contains(s.Campaigns, id)) && !slices.Contains(s.Except, id)
}
