package engine

import (
	"maps"
	"math/rand/v2"
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/theory"
)

// maxWitnesses is how many points of a function are tried for one that a
// contact has under a single reading: the regions of two columns may ask for
// readings that exclude each other.
const maxWitnesses = 64

// Question asks whether a contact is what is looked for.
type Question struct {
	// Holds answers by the evaluator, which knows nothing of the engine.
	Holds func(contact.Contact, eval.Reading) bool
	// Typed gives the values of a contact the types with which Holds sees them.
	// It may be nil.
	Typed func(contact.Contact) contact.Contact
	// Weight is how many conditions, and values of conditions, one answer looks
	// at. It does so for every event of the contact.
	Weight int
}

// Example is a contact that was found, and for which readings the answer is yes:
// for them, it is yes for every contact for which the facts are so.
type Example struct {
	Contact  contact.Contact // has what the facts say, and values in the columns that must have one
	Facts    []contact.Fact
	Readings []contact.Reading // as Cubes gives them: at least one
	// Unshown says that there is such a contact, but none was found within the
	// limits: then nothing else is known of it.
	Unshown bool
}

// Data returns the example as data, with words that call ids by names. It is nil for a nil
// example.
func (e *Example) Data(name Name) *contact.Example {
	switch {
	case e == nil:
		return nil
	case e.Unshown:
		return &contact.Example{Readings: []contact.Reading{}, Words: []string{}, Facts: []contact.Fact{}, Unshown: true}
	}
	data := &contact.Example{Contact: &e.Contact, Readings: e.Readings, Words: Describe(e.Facts, name), Facts: slices.Clip(e.Facts)}
	if len(e.Facts) == 0 {
		data.Words, data.Facts = []string{}, []contact.Fact{}
	}
	for i, text := range data.Words {
		data.Words[i] = inert.Words(text)
	}
	return data
}

// Find looks for a contact in a function for whom the answer is yes. It reports
// nil when there is none among the first points: that does not prove that there
// is none at all. Certain says that there is one, whether it was found or not.
func (s *System) Find(n logic.Node, q Question, budget *Budget) (example *Example, certain bool) {
	var second *found // depends on what a date without a time is
	whole := n
search:
	for range maxWitnesses {
		point, ok := s.Sat(n)
		if !ok || s.Err() != nil {
			break
		}
		// What the function does not test does not matter, but a column that always
		// has a value must have one.
		tested, _ := s.Tested(n, func(subject int) int { return point[subject] })
		subjects := s.withAlways(tested)
		for _, c := range s.guesses(s.contactOf(point, subjects), point, subjects) {
			if q.Typed != nil {
				c = q.Typed(c)
			}
			f, within := s.judge(c, q, budget)
			switch {
			case !within:
				certain = s.certain(point, tested)
				break search
			case f != nil && f.whole == contact.Either:
				return s.example(whole, f, q, budget), true
			case f != nil && second == nil:
				second = f
			}
		}
		n = s.Diff(n, s.cube(point, tested))
	}
	if second != nil {
		return s.example(whole, second, q, budget), true
	}
	return nil, certain
}

// found is a contact for whom the answer is yes, and when.
type found struct {
	contact contact.Contact
	traits  traits
	apart   []eval.Reading // those of the readings that the rules can tell apart
	every   bool           // they are all that there are
	whole   contact.Answer // then only if a date beside a time is the whole day, or its midnight
}

// judge asks for a contact under all readings. It returns nil when the answer
// is always no, and false when the budget does not suffice.
func (s *System) judge(c contact.Contact, q Question, budget *Budget) (*found, bool) {
	cost := q.Weight * looks(c)
	days := s.days(c)
	var both [2][]eval.Reading
	yes := both[:len(days)]   // for each meaning of a date
	var always []eval.Reading // in all of them
	traits := s.traitsOf(c)
	apart := s.apart(traits)
	for _, r := range apart {
		n := 0
		for i, whole := range days {
			if !budget.take(cost, s.limits.Logic.Poll) {
				return nil, false
			}
			day := r
			day.DayHasTimes = whole
			if q.Holds(c, day) {
				yes[i] = append(yes[i], r)
				n++
			}
		}
		if n == len(days) {
			always = append(always, r)
		}
	}
	if len(always) > 0 { // as all are that give what is assumed
		return &found{contact: c, traits: traits, apart: always, every: len(always) == len(apart)}, true
	}
	for i, whole := range days {
		if len(yes[i]) > 0 {
			return &found{contact: c, traits: traits, apart: yes[i], every: len(yes[i]) == len(apart), whole: answerOf(whole)}, true
		}
	}
	return nil, true
}

func answerOf(yes bool) contact.Answer {
	if yes {
		return contact.Yes
	}
	return contact.No
}

// all returns the readings under which the answer is yes, as far as the rules tell
// them apart.
func (f *found) all(s *System) []eval.Reading {
	var all []eval.Reading
	for _, whole := range s.days(f.contact) {
		if f.whole != contact.Either && f.whole != answerOf(whole) {
			continue
		}
		for _, r := range f.apart {
			r.DayHasTimes = whole
			all = append(all, r)
		}
	}
	return all
}

// looks says how often a condition looks at a contact: at all its events, and
// faster at its lists.
func looks(c contact.Contact) int {
	return 1 + len(c.Lists)/16 + len(c.Events)
}

// example says what decides of a contact that was found. Once more, the
// evaluator has the last word.
func (s *System) example(n logic.Node, f *found, q Question, budget *Budget) *Example {
	facts, sure := s.sufficientFacts(n, f)
	e := &Example{Contact: s.withValues(contactOfFacts(facts), f.contact), Facts: facts, Readings: []contact.Reading{{}}}
	if !f.every {
		e.Readings = CubesIn(s.alike(f.traits, f.apart), s.possible())
	}
	for i := range e.Readings {
		e.Readings[i].WholeDay = f.whole
	}
	for _, r := range f.all(s) {
		sure = sure && budget.take(q.Weight*looks(e.Contact), s.limits.Logic.Poll) && q.Holds(e.Contact, r)
	}
	if !sure {
		e.Facts = s.allFacts(f.contact)
		e.Contact = s.withValues(contactOfFacts(e.Facts), f.contact)
	}
	return e
}

// withAlways adds to subjects those of the columns that always have a value.
func (s *System) withAlways(subjects []int) []int {
	all := subjects[:len(subjects):len(subjects)]
	for i, g := range s.owner {
		if s.groups[g].key.kind == 'f' && s.column(int(g)).NotNull && !slices.Contains(subjects, i) {
			all = append(all, i)
		}
	}
	return all
}

// withValues gives a contact the values of another one in the columns that
// always have one.
func (s *System) withValues(c, of contact.Contact) contact.Contact {
	for g := range s.groups {
		name := s.groups[g].key.name
		if _, has := c.Columns[name]; !has && s.groups[g].key.kind == 'f' && s.column(g).NotNull && of.Columns[name].Kind() != contact.Missing {
			c.Columns[name] = of.Columns[name]
		}
	}
	return c
}

// certain reports whether a contact has a point for sure: nothing of it is
// open, and there is a reading for all of it.
func (s *System) certain(point, tested []int) bool {
	if !s.whole {
		return false
	}
	all := s.limits.Theory.AssumedReading()
	texts := all.Collations
	same := func(a *theory.Flag, b theory.Flag) bool {
		if *a == theory.Either {
			*a = b
		}
		return b == theory.Either || *a == b
	}
	for _, i := range tested {
		w := s.witness(i, point[i])
		r := w.Reading
		if r.Collations != 0 {
			texts &= r.Collations
		}
		if !w.Known || texts == 0 || !same(&all.MissingMatchesNegative, r.MissingMatchesNegative) ||
			!same(&all.EdgeInLast, r.EdgeInLast) || !same(&all.EdgeInMoreThan, r.EdgeInMoreThan) || !same(&all.WholeDay, r.WholeDay) {
			return false
		}
	}
	return true
}

// witness returns the witness of a region of a space. Those of atoms that are
// alone are dear, and points that are tried differ in a few regions only.
func (s *System) witness(space, region int) theory.Witness {
	at := [2]int{space, region}
	w, known := s.witnesses[at]
	if !known {
		if s.witnesses == nil {
			s.witnesses = map[[2]int]theory.Witness{}
		}
		w = s.spaces[space].Witness(region)
		s.witnesses[at] = w
	}
	return w
}

// Sample returns a number of contacts of all sorts, the same for the same
// system. It needs no diagram, so it serves where one would be too large.
func (s *System) Sample(n int) []contact.Contact {
	random := rand.New(rand.NewPCG(1, 2))
	contacts := make([]contact.Contact, n)
	point, all := make([]int, len(s.spaces)), make([]int, len(s.spaces))
	for i := range contacts {
		for j, space := range s.spaces {
			point[j], all[j] = random.IntN(space.Regions), j
		}
		contacts[i] = s.contactOf(point, all)
	}
	return contacts
}

// guesses returns the contact of a point and, where conditions whose meaning is
// not certain have left a column of it open, some values that the rule names
// there: the evaluator knows whether one of them does.
func (s *System) guesses(who contact.Contact, point, tested []int) []contact.Contact {
	contacts := []contact.Contact{who}
	open := map[string][]contact.Value{}
	most := 0
	for _, i := range tested {
		key := s.groups[s.owner[i]].key
		if _, known := who.Columns[key.name]; key.kind != 'f' || known || open[key.name] != nil || s.witness(i, point[i]).Known {
			continue
		}
		open[key.name] = s.named(int(s.owner[i]))
		most = max(most, len(open[key.name]))
	}
	for i := range most {
		c := who
		c.Columns = maps.Clone(who.Columns)
		for name, values := range open {
			if len(values) > 0 {
				c.Columns[name] = values[i%len(values)]
			}
		}
		contacts = append(contacts, c)
	}
	return contacts
}

// maxNamed is up to how many values of a column are tried.
const maxNamed = 16

// named returns values that the atoms of a column name, and some beside them.
func (s *System) named(g int) []contact.Value {
	var values []contact.Value
	add := func(v contact.Value, err error) {
		if err == nil { // otherwise no contact has it
			values = append(values, v)
		}
	}
	for _, a := range s.pick(g) {
		f := a.Condition.(condition.Field)
		for _, v := range f.Values {
			switch {
			case len(values) >= maxNamed:
				return values
			case v.Kind == condition.Number:
				add(contact.Number(v.Text))
			case v.Kind == condition.Boolean:
				add(contact.Boolean(v.Text == "true"), nil)
			case s.column(g).Type == column.Date:
				add(contact.Date(v.Text))
				add(contact.Date("1900-01-01"))
				add(contact.Date("2100-01-01"))
			default:
				values = append(values, contact.Text(v.Text), contact.Text(v.Text+"~"), contact.Text(""))
			}
		}
	}
	return values
}

// cube returns the points that are like one in the tested subjects.
func (s *System) cube(point, tested []int) logic.Node {
	cube := logic.True
	for _, i := range slices.Backward(tested) {
		cube = s.And(s.Literal(i, logic.SetOf(s.spaces[i].Regions, point[i])), cube)
	}
	return cube
}

// contactOf returns a contact at a point, as far as some subjects say.
func (s *System) contactOf(point, subjects []int) contact.Contact {
	who := emptyContact()
	for _, i := range subjects {
		w := s.witness(i, point[i])
		if !w.Known {
			continue
		}
		switch key := s.groups[s.owner[i]].key; key.kind {
		case 'f':
			who.Columns[key.name] = w.Value
		case 'e':
			for _, e := range w.Events {
				e.Count = min(e.Count, contact.MaxCount)
				who.Events = append(who.Events, e)
			}
		case 'l':
			for _, l := range w.Lists {
				who.Lists = append(who.Lists, canonical(l))
			}
		default:
			who.ISP = w.ISP
		}
	}
	slices.Sort(who.Lists)
	who.Lists = slices.Compact(who.Lists)
	return who
}
