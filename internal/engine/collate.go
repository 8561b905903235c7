package engine

import (
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/rule"
)

// Readings returns the readings under which the rules of the system can give
// different answers about a contact. Most texts are alike in most collations, and
// each reading that is left out is like one that is there.
func (s *System) Readings(c eval.Contact) []eval.Reading {
	traits := s.textTraits(c)
	var apart []eval.Reading
	for _, r := range eval.Readings() {
		if traits.Like(r.Collation()) == r.Collation() {
			apart = append(apart, r)
		}
	}
	return apart
}

// alike returns all readings that are like some of those of Readings.
func (s *System) alike(c eval.Contact, apart []eval.Reading) []eval.Reading {
	traits := s.textTraits(c)
	in := make(map[eval.Reading]bool, len(apart))
	for _, r := range apart {
		in[r] = true
	}
	var all []eval.Reading
	for _, r := range eval.Readings() {
		if in[r.Collated(traits.Like(r.Collation()))] {
			all = append(all, r)
		}
	}
	return all
}

// textTraits returns the traits of the texts of a contact and of the rules.
func (s *System) textTraits(c eval.Contact) collation.Traits {
	if !s.knowsTraits {
		s.knowsTraits = true
		for _, a := range s.atoms {
			f, ok := a.Condition.(rule.Field)
			if !ok {
				continue
			}
			for _, v := range f.Values {
				if v.Kind == rule.String {
					s.traits |= collation.TraitsOf(s.limits.Logic.Poll, v.Text)
				}
			}
		}
	}
	traits := s.traits
	for _, v := range c.Columns {
		switch v.Kind {
		case eval.Text:
			traits |= collation.TraitsOf(s.limits.Logic.Poll, v.Text)
		case eval.Set:
			for _, e := range v.Elements {
				traits |= collation.TraitsOf(s.limits.Logic.Poll, e)
			}
		}
	}
	return traits
}
