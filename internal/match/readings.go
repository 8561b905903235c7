package match

import (
	"math/bits"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/eval"
)

// Readings is a set of readings: all of eval.Readings, each with both ways to read dates.
type Readings [words]uint64

// A place of a reading is that of its collation, times perCollation, and its other answers.
const (
	perCollation = 16
	places       = collation.Count * perCollation
	words        = (places + 63) / 64
)

// The bits of the other answers.
const (
	missingBit = 1 << iota
	lastBit
	moreThanBit
	dayBit
)

// place returns the bit of a reading.
func place(r eval.Reading) int {
	n := r.PlaceIn()
	if r.DayHasTimes {
		n |= dayBit
	}
	return r.Collation().Place()*perCollation + n
}

// all yields every reading with its place.
func all(yield func(at int, r eval.Reading) bool) {
	for _, r := range eval.Readings() {
		for _, day := range [...]bool{false, true} {
			r.DayHasTimes = day
			if !yield(place(r), r) {
				return
			}
		}
	}
}

// Giving returns the readings that give some answers.
func Giving(answers contact.Reading) Readings {
	return where(func(r eval.Reading) bool { return r.Gives(answers) })
}

// where returns the readings for which a test holds.
func where(test func(eval.Reading) bool) (s Readings) {
	all(func(at int, r eval.Reading) bool {
		if test(r) {
			s.add(at)
		}
		return true
	})
	return s
}

// AddAll adds readings to the set.
func (s *Readings) AddAll(readings []eval.Reading) {
	for _, r := range readings {
		s.add(place(r))
	}
}

// List returns the readings of a set, in the order of eval.Readings.
func (s *Readings) List() (list []eval.Reading) {
	all(func(at int, r eval.Reading) bool {
		if s.has(at) {
			list = append(list, r)
		}
		return true
	})
	return list
}

// Has reports whether a reading is in the set.
func (s *Readings) Has(r eval.Reading) bool { return s.has(place(r)) }

func (s *Readings) add(at int)      { s[at/64] |= 1 << (at % 64) }
func (s *Readings) has(at int) bool { return s[at/64]>>(at%64)&1 != 0 }

// Empty reports whether no reading is in the set.
func (s *Readings) Empty() bool { return *s == Readings{} }

// Len returns how many readings the set has.
func (s *Readings) Len() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

func (s Readings) and(other *Readings) Readings {
	for i := range s {
		s[i] &= other[i]
	}
	return s
}

func (s Readings) or(other *Readings) Readings {
	for i := range s {
		s[i] |= other[i]
	}
	return s
}

func (s Readings) without(other *Readings) Readings {
	for i := range s {
		s[i] &^= other[i]
	}
	return s
}

// questions has the readings that say yes to each question.
type questions struct {
	allowed                      Readings // by what is known of the platform
	missing, last, moreThan, day Readings
	collations                   [collation.Count]Readings
}

// questionsOf returns the questions where some answers are known.
func questionsOf(answers contact.Reading) questions {
	q := questions{
		allowed:  Giving(answers),
		missing:  where(func(r eval.Reading) bool { return r.MissingMatchesNegative }),
		last:     where(func(r eval.Reading) bool { return r.EdgeInLast }),
		moreThan: where(func(r eval.Reading) bool { return r.EdgeInMoreThan }),
		day:      where(func(r eval.Reading) bool { return r.DayHasTimes }),
	}
	for i, c := range collation.All() {
		q.collations[i] = where(func(r eval.Reading) bool { return r.Collation() == c })
	}
	return q
}

// answer is what a condition answers about one contact.
type answer struct {
	state state
	open  Readings // those under which it holds, if the readings differ
}

// state says whether the readings agree.
type state uint8

const (
	unknown state = iota // not asked yet
	no
	yes
	open
)

// stateOf returns the state of a condition that holds or not under all readings.
func stateOf(holds bool) state {
	if holds {
		return yes
	}
	return no
}

// under returns the answer that holds under some readings.
func (q *questions) under(s Readings) answer {
	switch s = s.and(&q.allowed); s {
	case Readings{}:
		return answer{state: no}
	case q.allowed:
		return answer{state: yes}
	default:
		return answer{open, s}
	}
}

// either returns an answer that depends on one question.
func (q *questions) either(question *Readings, ifYes, ifNo bool) answer {
	switch {
	case ifYes == ifNo:
		return answer{state: stateOf(ifYes)}
	case ifYes:
		return q.under(*question)
	default:
		return q.under(q.allowed.without(question))
	}
}

// opposite returns the opposite answer.
func (q *questions) opposite(a answer) answer {
	switch a.state {
	case no:
		return answer{state: yes}
	case yes:
		return answer{state: no}
	default:
		return answer{open, q.allowed.without(&a.open)}
	}
}
