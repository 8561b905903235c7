package engine

import (
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
		for _, r := range eval.ReadingsIn(s.textTraits(c).Apart()) {
			r.DayHasTimes = whole
			all = append(all, r)
		}
	}
	return all
}

// days returns whether dates are whole days: both, if that may make a difference.
func (s *System) days(c contact.Contact) []bool {
	for _, v := range c.Columns {
		if v.Kind() == contact.DateKind {
			return []bool{false, true}
		}
	}
	return []bool{false}
}

// alike returns all readings that are like some of those of Readings.
func (s *System) alike(c contact.Contact, apart []eval.Reading) []eval.Reading {
	traits := s.textTraits(c)
	in := readingSetOf(apart)
	var all []eval.Reading
	for _, c := range collation.All() {
		like := in[traits.Like(c).Place()]
		if like == 0 {
			continue
		}
		for i, r := range eval.ReadingsIn([]collation.Collation{c}) {
			if like>>i&1 != 0 {
				all = append(all, r)
			}
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
