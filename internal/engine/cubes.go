package engine

import (
	"cmp"
	"math/bits"
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/lazy"
	"github.com/segc-lang/segc/internal/poll"
)

// Cubes returns readings as answers to questions: a reading is one of them if and only if
// it gives the answers of one of the cubes. Each cube leaves open as much as it can, and
// none is needless. The first one has the first of the readings, and the same readings
// give the same cubes in the same order. What a date covers is left open, and all readings
// are the one zero cube.
func Cubes(readings []eval.Reading) []contact.Reading { return CubesIn(readings, eval.Readings()) }

// CubesIn is Cubes where only some readings are possible. The cubes say nothing of the others, so
// the questions that these readings answer alike are left open.
func CubesIn(readings, possible []eval.Reading) []contact.Reading {
	some, others := readingSetOf(readings), readingSetOf(eval.Readings()).without(readingSetOf(possible))
	in := some.with(others)
	if in.all() { // as most are
		return []contact.Reading{{}}
	}
	all := aspects.Get()
	var cubes []contact.Reading
	var sets []readingSet
	left := some
	for _, r := range eval.Readings() {
		if left.has(r) {
			cube, set := widest(all, r, in)
			cubes, sets = append(cubes, cube), append(sets, set)
			left = left.without(set)
		}
	}
	for i := 1; i < len(cubes); i++ {
		rest := sets[i].without(others)
		for j, other := range sets {
			if i != j {
				rest = rest.without(other)
			}
		}
		if rest == (readingSet{}) { // the others have all of it
			cubes, sets = slices.Delete(cubes, i, i+1), slices.Delete(sets, i, i+1)
			i--
		}
	}
	return cubes
}

// widest returns a cube that has a reading, lies in a set, and is in no other such cube:
// aspect by aspect it takes the most answers that will do.
func widest(all []aspect, r eval.Reading, in readingSet) (contact.Reading, readingSet) {
	block := make([]*answers, len(all))
	for i, a := range all {
		block[i] = a.only(r)
	}
	set := readingSet{}
	for i, a := range all {
		only := block[i]
		for k := range a.sets {
			if a.sets[k].set&only.set == 0 {
				continue
			}
			block[i] = &a.sets[k]
			if set = together(block); set.without(in) == (readingSet{}) {
				break
			}
		}
	}
	var cube contact.Reading
	for _, a := range block {
		a.say(&cube)
	}
	return cube, set
}

// together returns the readings that give such answers.
func together(block []*answers) readingSet {
	set := block[0].readings
	for _, a := range block[1:] {
		for i := range set {
			set[i] &= a.readings[i]
		}
	}
	return set
}

// aspect is what a reading says of one thing.
type aspect struct {
	of   func(eval.Reading) int
	sets []answers // those that a contact.Reading can name, larger ones first
}

// answers are some of the answers of an aspect, a bit for each.
type answers struct {
	set      uint8
	say      func(*contact.Reading)
	readings readingSet // that give one of them
}

// only returns the answer of a reading alone. A contact.Reading can name each.
func (a *aspect) only(r eval.Reading) *answers {
	last := slices.IndexFunc(a.sets, func(s answers) bool { return s.set == 1<<a.of(r) })
	return &a.sets[last]
}

func newAspect(of func(eval.Reading) int, sets map[uint8]func(*contact.Reading)) aspect {
	a := aspect{of: of}
	for set, say := range sets {
		some := answers{set: set, say: say}
		for _, r := range eval.Readings() {
			if set>>of(r)&1 != 0 {
				some.readings.add(r)
			}
		}
		a.sets = append(a.sets, some)
	}
	poll.Sort(nil, a.sets, func(x, y answers) int {
		return cmp.Or(bits.OnesCount8(y.set)-bits.OnesCount8(x.set), cmp.Compare(y.set, x.set))
	})
	return a
}

// aspects returns what a reading is about, in the order in which it is described. It is
// made once, since it looks at every reading many times.
var aspects = lazy.Value[[]aspect]{Make: func() []aspect {
	return []aspect{
		yesOrNo(func(r eval.Reading) bool { return r.MissingMatchesNegative }, func(r *contact.Reading) *contact.Answer { return &r.MissingMatches }),
		yesOrNo(func(r eval.Reading) bool { return r.FoldCase }, func(r *contact.Reading) *contact.Answer { return &r.FoldCase }),
		spaces(),
		letters(),
		yesOrNo(func(r eval.Reading) bool { return r.EdgeInLast }, func(r *contact.Reading) *contact.Answer { return &r.EdgeInLast }),
		yesOrNo(func(r eval.Reading) bool { return r.EdgeInMoreThan }, func(r *contact.Reading) *contact.Answer { return &r.EdgeInMoreThan }),
	}
}}

func nothing(*contact.Reading) {}

func yesOrNo(of func(eval.Reading) bool, question func(*contact.Reading) *contact.Answer) aspect {
	return newAspect(func(r eval.Reading) int {
		if of(r) {
			return 1
		}
		return 0
	}, map[uint8]func(*contact.Reading){
		3: nothing,
		2: func(r *contact.Reading) { *question(r) = contact.Yes },
		1: func(r *contact.Reading) { *question(r) = contact.No },
	})
}

func spaces() aspect {
	const (
		count  = 1 << collation.SpacesCount
		padded = 1 << collation.SpacesPadded
		trim   = 1 << collation.SpacesTrimmed
	)
	say := func(trailing, trim contact.Answer) func(*contact.Reading) {
		return func(r *contact.Reading) { r.IgnoreTrailingSpaces, r.TrimSpaces = trailing, trim }
	}
	return newAspect(func(r eval.Reading) int { return int(r.Spaces) }, map[uint8]func(*contact.Reading){
		count | padded | trim: nothing,
		count:                 say(contact.No, contact.No),
		padded | trim:         say(contact.Yes, contact.Either),
		count | padded:        say(contact.Either, contact.No),
		trim:                  say(contact.Yes, contact.Yes),
		padded:                say(contact.Yes, contact.No),
	})
}

func letters() aspect {
	const (
		exact      = 1 << collation.LettersExact
		decomposed = 1 << collation.LettersDecomposed
		composed   = 1 << collation.LettersComposed
		canonical  = decomposed | composed
		base       = 1 << collation.LettersBase
	)
	say := func(form, accents, nfc contact.Answer) func(*contact.Reading) {
		return func(r *contact.Reading) { r.IgnoreUnicodeForm, r.IgnoreAccents, r.CompareNFC = form, accents, nfc }
	}
	return newAspect(func(r eval.Reading) int { return int(r.Letters) }, map[uint8]func(*contact.Reading){
		exact | canonical | base: nothing,
		exact:                    say(contact.No, contact.No, contact.Either),
		canonical | base:         say(contact.Yes, contact.Either, contact.Either),
		exact | canonical:        say(contact.Either, contact.No, contact.Either),
		base:                     say(contact.Yes, contact.Yes, contact.Either),
		canonical:                say(contact.Yes, contact.No, contact.Either),
		decomposed:               say(contact.Yes, contact.No, contact.No),
		composed:                 say(contact.Yes, contact.No, contact.Yes),
	})
}
