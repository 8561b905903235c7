package theory

import (
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/condition"
)

// What is assumed of the platform leaves fewer readings, and so fewer points: those that need
// another reading are left out, or are like others.
//
// It is used for subjects whose conditions depend on it, and for no others: where no condition
// asks what is not so, it must not become one that does, since that would be wrong if the
// assumption is. So an assumption that a rule does not depend on does not change its document.

// relevant returns what of the assumed answers the conditions of the subject depend on.
func (b *builder) relevant() contact.Reading {
	assumed := b.limits.Assumed
	if assumed == (contact.Reading{}) {
		return assumed
	}
	negative, days := false, false
	for _, a := range b.atoms {
		f, ok := a.Condition.(condition.Field)
		if !ok {
			return assumed
		}
		negative = negative || a.Negated || f.Operator.Negative()
		days = days || !nulling(f.Operator) && f.Operator != condition.GreaterEq && f.Operator != condition.Less
	}
	if !negative || b.column.NotNull {
		assumed.MissingMatches = contact.Either
	}
	if !days && !b.mixedDates(b.everyAtom()) {
		assumed.WholeDay = contact.Either // a time is on the same side of both meanings of a date
	}
	return assumed
}

// everyAtom returns the numbers of all atoms.
func (b *builder) everyAtom() []int {
	all := make([]int, len(b.atoms))
	for i := range all {
		all[i] = i
	}
	return all
}

// allows reports whether texts may compare in such a way.
func allows(assumed contact.Reading, c collation.Collation) bool {
	is := func(a contact.Answer, yes bool) bool { return a == contact.Either || (a == contact.Yes) == yes }
	letters := func(a contact.Answer) bool {
		switch a {
		case contact.Yes:
			return c.Letters == collation.LettersComposed
		case contact.No:
			return c.Letters == collation.LettersDecomposed
		default:
			return true
		}
	}
	return is(assumed.FoldCase, c.FoldCase) && is(assumed.IgnoreTrailingSpaces, c.Spaces != collation.SpacesCount) &&
		is(assumed.TrimSpaces, c.Spaces == collation.SpacesTrimmed) && is(assumed.IgnoreUnicodeForm, c.Letters != collation.LettersExact) &&
		is(assumed.IgnoreAccents, c.Letters == collation.LettersBase) && letters(assumed.CompareNFC)
}

// collationsOf returns the collations that are possible, in the order of collation.All. There is
// one, unless the answers contradict each other.
func collationsOf(assumed contact.Reading) []collation.Collation {
	return slices.DeleteFunc(collation.All(), func(c collation.Collation) bool { return !allows(assumed, c) })
}

// apart returns the collations that are possible and tell texts with some traits apart.
func apart(assumed contact.Reading, traits collation.Traits) []collation.Collation {
	all := traits.Apart()
	if !aboutText(assumed) {
		return all
	}
	possible := collationsOf(assumed)
	return slices.DeleteFunc(all, func(c collation.Collation) bool {
		return !slices.ContainsFunc(possible, func(p collation.Collation) bool { return traits.Like(p) == c })
	})
}

// aboutText reports whether something is assumed of how texts compare.
func aboutText(assumed contact.Reading) bool {
	assumed.MissingMatches, assumed.EdgeInLast, assumed.EdgeInMoreThan, assumed.WholeDay = 0, 0, 0, 0
	return assumed != contact.Reading{}
}

// AssumedReading returns what is assumed as the reading of a witness, with all collations that are
// possible.
func (l *Limits) AssumedReading() Reading {
	of := func(a contact.Answer) Flag {
		switch a {
		case contact.Yes:
			return Yes
		case contact.No:
			return No
		default:
			return Either
		}
	}
	r := Reading{
		MissingMatchesNegative: of(l.Assumed.MissingMatches), EdgeInLast: of(l.Assumed.EdgeInLast), EdgeInMoreThan: of(l.Assumed.EdgeInMoreThan),
		WholeDay: of(l.Assumed.WholeDay),
	}
	for i, c := range collation.All() {
		if allows(l.Assumed, c) {
			r.Collations |= 1 << i
		}
	}
	return r
}

// edges returns the ways to treat the edge of a window that are possible.
func (l *Limits) edges() []edgeReading {
	is := func(a contact.Answer, yes bool) bool { return a == contact.Either || (a == contact.Yes) == yes }
	all := edgeReadings
	return slices.DeleteFunc(all[:], func(r edgeReading) bool {
		return !is(l.Assumed.EdgeInLast, r.last) || !is(l.Assumed.EdgeInMoreThan, r.more)
	})
}

// addMissing adds the missing values that a negative operator matches, of the two that are the
// last points.
func (f *fields) addMissing(to set, points int) {
	if f.nullable && f.assumed.MissingMatches != contact.No {
		to.Add(points - 2)
	}
	if f.nullable && f.assumed.MissingMatches == contact.Yes {
		to.Add(points - 1)
	}
}

// missingWitness returns the witness of a missing value that negative operators match, or do not
// match. If that is assumed, the two are one.
func (f *fields) missingWitness(matches bool) Witness {
	if f.answer != contact.Either {
		matches = f.answer == contact.Yes
	}
	return Witness{Known: true, Reading: Reading{MissingMatchesNegative: flag(matches)}}
}
