package match

import (
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/eval"
)

// Cubes returns a set of readings as answers to questions, where only some are possible. A
// possible reading is in the set if and only if it gives the answers of one of the cubes.
func (s *Readings) Cubes(possible *Readings) (cubes []contact.Reading) {
	moment, whole := s.halves()
	mayMoment, mayWhole := possible.halves()
	add := func(readings, possible Readings, day contact.Answer) {
		if readings.Empty() {
			return
		}
		for _, cube := range engine.CubesIn(readings.midnights(), possible.midnights()) {
			cube.WholeDay = day
			cubes = append(cubes, cube)
		}
	}
	switch {
	case mayWhole.Empty():
		add(moment, mayMoment, contact.Either)
	case mayMoment.Empty():
		add(whole, mayWhole, contact.Either)
	case moment == whole:
		add(moment, mayMoment, contact.Either)
	default:
		add(moment, mayMoment, contact.No)
		add(whole, mayWhole, contact.Yes)
	}
	return cubes
}

// halves returns the readings in which a date is a midnight, and those in which it is the
// whole day, as the former have them.
func (s *Readings) halves() (moment, whole Readings) {
	for at := range places {
		switch {
		case !s.has(at):
		case at&dayBit == 0:
			moment.add(at)
		default:
			whole.add(at &^ dayBit)
		}
	}
	return moment, whole
}

// midnights returns the readings of a half.
func (s *Readings) midnights() (list []eval.Reading) { return s.List() }
