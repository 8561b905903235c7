package theory

import (
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/logic"
)

// Space has the regions that the atoms of a subject tell apart, and no more. It
// is not safe for concurrent use, and neither are the subjects made from it.
type Space struct {
	// Members are the numbers of the atoms that this space decides, and Atoms
	// says for each in which regions it holds.
	Members []int
	Atoms   []logic.Set
	Regions int

	builder *builder
	atoms   []Atom
	level   int // the highest that the points are good for

	// A point is a region of the full vocabulary, before it is known which part
	// of it is needed. The space of a single atom has none until it is asked
	// for a witness.
	model  model
	points int
	holds  []set   // per atom
	region []int32 // per point
	first  []int32 // per region: its first point
}

// model is what a kind knows of the points of a space.
type model interface {
	// bases adds the conditions of a level to the vocabulary.
	bases(v *vocabulary, level int)
	// condition returns the condition of a term that is not an atom.
	condition(t term) condition.Condition
	// witness returns a witness of the point.
	witness(point int) Witness
}

// freeModel is a model that can express any set of regions in one condition.
type freeModel interface {
	model
	// free reports whether it can.
	free() bool
	// express returns the condition for a set of points, made of whole regions.
	express(points set) term
}

// newSpace merges the points on which all atoms agree. The regions are numbered
// by their first points.
func (b *builder) newSpace(members []int, m model, points int, holds []set, level int) *Space {
	s := &Space{
		Members: members, builder: b, atoms: b.pick(members), level: level,
		model: m, points: points, holds: holds,
	}
	b.limits.Poll.Hold(3*len(members)*(points/8+32) + 16*points)
	var few fewRoom
	p := newPartition(points, &few, b.limits.Poll)
	for _, h := range holds {
		p.split(h)
	}
	s.first = p.firsts()
	s.region, s.Regions = p.label, p.parts
	s.Atoms = logic.NewSets(len(members), s.Regions)
	for i, h := range holds {
		p.project(s.Atoms[i], h)
	}
	return s
}

// single returns the space of an atom alone.
func (b *builder) single(member int) *Space { return (&single{}).of(b, member) }

// single is the space of an atom alone, with what it has in one piece.
type single struct {
	Space
	member [1]int
	sets   [1]logic.Set
	words  [1]uint64
}

// of makes the space that of an atom.
func (one *single) of(b *builder, member int) *Space {
	one.member[0], one.sets[0] = member, one.words[:]
	s := &one.Space
	s.Members, s.Atoms, s.Regions, s.builder, s.atoms = one.member[:], one.sets[:], 2, b, b.atoms[member:member+1]
	switch value, constant := b.constant(b.atoms[member]); {
	case constant && value:
		s.Regions = 1
		s.Atoms[0].Add(0)
	case constant:
		s.Regions = 1
	default:
		s.Atoms[0].Add(1)
	}
	return s
}

func (b *builder) singles(members []int) []*Space {
	out := make([]*Space, len(members))
	for i, m := range members {
		out[i] = b.single(m)
	}
	return out
}

// constant returns the value of an atom that has the same one on every contact.
func (b *builder) constant(a Atom) (value, constant bool) {
	switch c := a.Condition.(type) {
	case condition.Field:
		if !b.column.NotNull {
			return false, false
		}
		switch c.Operator {
		case condition.IsNull:
			return a.Negated, true
		case condition.IsNotNull:
			return !a.Negated, true
		case condition.Contains, condition.StartsWith:
			if b.column.Type == Text && c.Values[0].Kind == condition.String && c.Values[0].Text == "" {
				return !a.Negated, true
			}
		case condition.NotContains:
			if b.column.Type == Text && c.Values[0].Kind == condition.String && c.Values[0].Text == "" {
				return a.Negated, true
			}
		}
	case condition.Event:
		if c.Operator == condition.CountGE && c.Count == 0 {
			return !a.Negated, true
		}
	}
	return false, false
}

// Witness returns a part of a contact that lies in the region.
func (s *Space) Witness(region int) Witness {
	if s.first != nil {
		return s.model.witness(int(s.first[region]))
	}
	want := s.Atoms[0].Has(region)
	if w, known := s.lone(want); known {
		return w
	}
	return s.modeled(want)
}

// modeled returns a witness of an atom alone: its model may have been left out, or may not exist.
func (s *Space) modeled(want bool) Witness {
	alone := builder{atoms: s.atoms, column: s.builder.column, limits: s.builder.limits, assumed: s.builder.limits.Assumed}
	for _, full := range alone.spaces([]int{0}) {
		for p := 0; p < full.points; p++ {
			if full.holds[0].Has(p) == want {
				return full.model.witness(p)
			}
		}
	}
	return Witness{}
}

// Under returns the regions that a contact can lie in when negative operators
// match a missing value, or do not. Of what else is open it knows nothing.
func (s *Space) Under(matches bool) logic.Set {
	regions := logic.FullSet(s.Regions)
	if s.first == nil {
		return regions // an atom alone holds for some value and does not for another
	}
	other := Yes
	if matches {
		other = No
	}
	possible := logic.NewSet(s.Regions)
	for p, r := range s.region {
		s.builder.limits.Poll.Step(256 + 4*len(s.region))
		if w := s.model.witness(p); !w.Known || w.Reading.MissingMatchesNegative != other {
			possible.Add(int(r))
		}
	}
	return possible
}

// Subjects returns the subjects of the space for a rule that makes no difference
// between regions of one class: class has a number for each region, from 0.
// Without classes, every region is its own. The rule is monotone in the atoms;
// for another one the domains would still be true, but some that it needs could
// be missing. There are several subjects, one for each atom, if there would be
// too many domains.
func (s *Space) Subjects(class []int32) []*Subject {
	if s.first == nil {
		return []*Subject{s.alone()}
	}
	if f, ok := s.model.(freeModel); ok && f.free() {
		return []*Subject{{
			Members: s.Members, Atoms: s.Atoms, Regions: s.Regions, Free: true, Level: s.level,
			space: s, points: s.first,
		}}
	}
	if class == nil {
		class = make([]int32, s.Regions)
		for r := range class {
			class[r] = int32(r)
		}
	}
	c := newClasses(s, class)
	work := s.builder.limits.Poll
	for level := s.level; level > 0; level-- {
		held := work.Held()
		v := newVocabulary(s, c)
		s.model.bases(v, level)
		if subject := v.subject(level); subject != nil {
			return []*Subject{subject}
		}
		work.FreeTo(held)
	}
	var subjects []*Subject
	for _, single := range s.builder.singles(s.Members) {
		subjects = append(subjects, single.alone())
	}
	return subjects
}

// alone returns the subject of a single atom: since the rule is monotone in it,
// no condition but itself can be of use.
func (s *Space) alone() *Subject {
	t := &Subject{
		Members: s.Members, Atoms: s.Atoms, Regions: s.Regions, space: s, ends: []int32{0},
		Domains: []logic.Domain{{Regions: logic.FullSet(s.Regions)}},
	}
	if s.Regions == 2 && !s.atoms[0].Negated {
		v := &vocabulary{space: s}
		v.terms = []term{{atom: 0}}
		v.bases = []base{{last: 1}}
		t.words, t.picks, t.ends = v, []int32{0}, []int32{0, 1}
		t.Domains = append(t.Domains, logic.Domain{Regions: s.Atoms[0], Cost: 1, Weight: values(s.atoms[0].Condition)})
	}
	return t
}

// values returns the number of values that a condition lists, at least 1.
func values(c condition.Condition) int {
	return max(condition.Values(c), 1)
}
