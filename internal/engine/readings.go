package engine

import (
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
)

// Readings returns the readings under which the rules of the system can give
// different answers about a contact. Most texts are alike in most collations, and
// each reading that is left out is like one that is there.
func (s *System) Readings(c contact.Contact) []eval.Reading {
	var all []eval.Reading
	for _, whole := range s.days(c) {
		for _, r := range s.readings(c) {
			r.DayHasTimes = whole
			all = append(all, r)
		}
	}
	return all
}

// days returns whether dates are whole days: both, if that is open and may make a difference.
func (s *System) days(c contact.Contact) []bool {
	switch s.assumed().WholeDay {
	case contact.Yes:
		return []bool{true}
	case contact.No:
		return []bool{false}
	}
	for _, v := range c.Columns {
		if v.Kind() == contact.DateKind {
			return []bool{false, true}
		}
	}
	return []bool{false}
}

// assumed returns what is known of the platform.
func (s *System) assumed() contact.Reading { return s.limits.Theory.Assumed }

// readings returns those of Readings in which dates are midnights, or would be.
func (s *System) readings(c contact.Contact) []eval.Reading {
	return s.apart(traits{texts: s.textTraits(c), missing: true, last: true, moreThan: true})
}

// traits are what of a contact some readings tell apart: those that answer the same about
// them give the same answers about the contact.
type traits struct {
	texts    collation.Traits
	missing  bool // a column of the rules has no value
	last     bool // something happened on the first day of a window, or
	moreThan bool // on the last day of one that goes back for ever
}

// like returns one reading for all that are alike in view of the traits.
func (t traits) like(r eval.Reading) eval.Reading {
	r.MissingMatchesNegative = r.MissingMatchesNegative && t.missing
	r.EdgeInLast = r.EdgeInLast && t.last
	r.EdgeInMoreThan = r.EdgeInMoreThan && t.moreThan
	return r.Collated(t.texts.Like(r.Collation()))
}

// traitsOf returns the traits of a contact, as far as the rules see them.
func (s *System) traitsOf(c contact.Contact) traits {
	t := traits{texts: s.textTraits(c)}
	for _, a := range s.atoms {
		switch a := a.Condition.(type) {
		case condition.Field:
			t.missing = t.missing || c.Columns[a.Column].Kind() == contact.Missing
		case condition.Event:
			edge := &t.last
			if a.Window.Mode == condition.MoreThan {
				edge = &t.moreThan
			}
			for i := 0; i < len(c.Events) && a.Window.Mode != "" && !*edge; i++ {
				s.limits.Logic.Poll.Step(2)
				*edge = c.Events[i].Metric == a.Metric && c.Events[i].DaysAgo == a.Window.Days
			}
		}
	}
	return t
}

// apart returns the readings that give what is assumed, one for all that are alike in view of
// some traits, as far as they do not say what dates are.
func (s *System) apart(t traits) []eval.Reading {
	all := t.readings()
	if s.assumed() == (contact.Reading{}) {
		return all
	}
	var like readingSet
	for _, r := range s.possible() {
		like.add(t.like(r))
	}
	return slices.DeleteFunc(all, func(r eval.Reading) bool { return !like.has(r) })
}

// readings returns the readings that are not like an earlier one in view of the traits, in the
// order of eval.Readings.
func (t traits) readings() []eval.Reading {
	answers := func(either bool) []bool {
		both := [2]bool{false, true}
		if either {
			return both[:]
		}
		return both[:1]
	}
	collations := t.texts.Apart() // none is like another
	missing, last, moreThan := answers(t.missing), answers(t.last), answers(t.moreThan)
	all := make([]eval.Reading, 0, len(collations)*len(missing)*len(last)*len(moreThan))
	for _, c := range collations {
		for _, more := range moreThan {
			for _, edge := range last {
				for _, matches := range missing {
					all = append(all, eval.Reading{MissingMatchesNegative: matches, EdgeInLast: edge, EdgeInMoreThan: more}.Collated(c))
				}
			}
		}
	}
	return all
}

// possible returns all readings that the assumptions leave, except for the meaning of dates.
func (s *System) possible() []eval.Reading {
	if s.left == nil {
		assumed := s.assumed()
		assumed.WholeDay = contact.Either
		s.left = slices.DeleteFunc(eval.Readings(), func(r eval.Reading) bool { return !r.Gives(assumed) })
	}
	return s.left
}

// alike returns all readings that are possible and, in view of some traits, like one of others.
func (s *System) alike(t traits, apart []eval.Reading) []eval.Reading {
	in := readingSetOf(apart)
	var all []eval.Reading
	for _, r := range s.possible() {
		if in.has(t.like(r)) {
			all = append(all, r)
		}
	}
	return all
}

// readingSet is a set of readings, a bit for each, by the place of its collation.
type readingSet [collation.Count]uint8

func readingSetOf(list []eval.Reading) (s readingSet) {
	for _, r := range list {
		s.add(r)
	}
	return s
}

func (s *readingSet) add(r eval.Reading) { s[r.Collation().Place()] |= 1 << r.PlaceIn() }

func (s *readingSet) has(r eval.Reading) bool { return s[r.Collation().Place()]>>r.PlaceIn()&1 != 0 }

// all reports whether every reading is in the set.
func (s readingSet) all() bool {
	for _, in := range s {
		if in != 1<<8-1 {
			return false
		}
	}
	return true
}

// without returns the readings that are not in another set.
func (s readingSet) without(other readingSet) readingSet {
	for i := range s {
		s[i] &^= other[i]
	}
	return s
}

// with returns the readings that are in one of two sets.
func (s readingSet) with(other readingSet) readingSet {
	for i := range s {
		s[i] |= other[i]
	}
	return s
}

// textTraits returns the traits of the texts of a contact and of the rules.
func (s *System) textTraits(c contact.Contact) collation.Traits {
	if !s.knowsTraits {
		s.knowsTraits = true
		for _, a := range s.atoms {
			f, ok := a.Condition.(condition.Field)
			if !ok {
				continue
			}
			for _, v := range f.Values {
				if v.Kind == condition.String {
					s.traits |= collation.TraitsOf(s.limits.Logic.Poll, v.Text)
				}
			}
		}
	}
	traits := s.traits
	for _, v := range c.Columns {
		switch v.Kind() {
		case contact.TextKind:
			traits |= collation.TraitsOf(s.limits.Logic.Poll, v.Text())
		case contact.SetKind:
			for e := range v.Items() {
				traits |= collation.TraitsOf(s.limits.Logic.Poll, e)
			}
		}
	}
	return traits
}
