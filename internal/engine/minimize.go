package engine

import (
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/logic"
)

// Builder builds the function of a rule in a diagram in which atom gives the
// functions of the atoms.
type Builder func(d *logic.Diagram, atom func(int) logic.Node) logic.Node

// Minimal is the smallest form of a rule that was found.
type Minimal struct {
	// Conditions are those that a group can have: first the atoms, by their numbers, then
	// others. Not all are in a group.
	Conditions []Condition
	Groups     [][]int32 // the numbers of the conditions of each group
	Stats      Stats
}

// Condition is a condition of a result and the atoms that it represents: the
// one that it is, or those on its subject.
type Condition struct {
	condition.Condition
	Atoms []int
}

// Stats say what is known of a result and what it took.
type Stats struct {
	Groups     int
	Conditions int
	Proved     bool   // no document has fewer groups, and none of as many fewer conditions
	AtLeast    int    // no document has fewer groups
	Method     string // as written, exact, heuristic, partial or plain
	Level      int    // the least level of the vocabulary of any subject, 3 being all of it
	Undecided  bool   // nothing is proved of the rule, not even whether somebody matches it
	Sampled    bool   // that the document says the same was looked at in samples, not proved
	Assumed    bool   // it is right under what is assumed of the platform, and would be larger without that
	Spent      logic.Spent
}

// Minimize returns the smallest form of the rule that build builds, whose
// function here is f. The groups as its author wrote them, if they are known,
// are lists of atoms; they stay as they are when they are minimal.
//
// An error wraps logic.ErrInexpressible when no document says the same, or is a
// *logic.LimitError.
func (s *System) Minimize(f logic.Node, build Builder, written [][]int32) (*Minimal, error) {
	m, _, err := s.minimize(f, build, written, false)
	return m, err
}

// MinimizePart is Minimize for a rule that is beside others on other subjects. It also
// reports whether the result is proved minimal by points, one in each group, so that no
// implicant of the rule has two of them. The conditions of the result are those that no atom
// is, whose numbers come after those of the atoms.
func (s *System) MinimizePart(f logic.Node, build Builder, written [][]int32) (m *Minimal, byPoints bool, err error) {
	return s.minimize(f, build, written, true)
}

func (s *System) minimize(f logic.Node, build Builder, written [][]int32, points bool) (m *Minimal, byPoints bool, err error) {
	if cubes, ok := s.asFree(written); ok && s.AsWritten(f, cubes) {
		m := &Minimal{Groups: written}
		if !points {
			m.Conditions = s.Conditions()
		}
		m.Stats = Stats{Proved: true, AtLeast: len(written), Method: "as written", Level: 3, Spent: s.Spent()}
		if !s.whole {
			m.Stats.Proved, m.Stats.AtLeast, m.Stats.Level = false, 1, 0
		}
		m.count()
		return m, m.Stats.Proved, nil
	}
	v := s.vocabulary(f)
	defer v.close()
	g := build(v.diagram, v.atom)
	if err := v.diagram.Err(); err != nil {
		return nil, false, err
	}
	seed, kept := v.seed(written)
	cover, err := v.diagram.Minimize(g, seed)
	if err != nil {
		return nil, false, err
	}
	m = &Minimal{Stats: Stats{
		Proved: cover.Proved && v.whole, AtLeast: cover.LowerGroups, Method: cover.Method.String(), Level: v.level,
	}}
	byPoints = points && m.Stats.Proved && v.diagram.AsWritten(g, cover.Cubes)
	m.Stats.Spent = v.diagram.Spent()
	if !v.whole {
		m.Stats.AtLeast = 1 // the bound is one of a function with more points
	}
	m.Groups = make([][]int32, len(cover.Cubes))
	for i, cube := range cover.Cubes {
		s.limits.Theory.Poll.Step(4*len(seed) + 32*len(cube))
		m.Groups[i] = v.group(cube, seed, kept)
	}
	if m.Conditions = v.added; !points {
		m.Conditions = append(s.Conditions(), v.added...)
	}
	m.count()
	return m, byPoints, nil
}

func (m *Minimal) count() {
	m.Stats.Groups, m.Stats.Conditions = len(m.Groups), 0
	for _, g := range m.Groups {
		m.Stats.Conditions += len(g)
	}
}

// asFree returns the author's groups as cubes over free subjects, if each takes
// one atom for each subject that it speaks of: then no vocabulary at all could
// say a group with fewer conditions.
func (s *System) asFree(written [][]int32) ([]logic.Cube, bool) {
	if len(written) == 0 {
		return nil, false
	}
	cubes := make([]logic.Cube, len(written))
	for i, atoms := range written {
		s.limits.Theory.Poll.Step(16 * len(atoms))
		cube := make(logic.Cube, 0, len(atoms))
		for _, a := range atoms {
			if s.atoms[a].Negated {
				return nil, false
			}
			h := s.home[a]
			domain, ok := s.DomainOf(h.space, s.spaces[h.space].Atoms[h.member])
			if !ok || domain == 0 {
				return nil, false
			}
			if cube, ok = insert(cube, logic.Choice{Subject: int32(h.space), Domain: int32(domain)}); !ok {
				return nil, false
			}
		}
		cubes[i] = cube
	}
	return cubes, true
}

// insert adds a choice to a cube in the order of the subjects. It reports false
// when the subject has one already.
func insert(cube logic.Cube, c logic.Choice) (logic.Cube, bool) {
	at := len(cube)
	for at > 0 && cube[at-1].Subject >= c.Subject {
		if cube[at-1].Subject == c.Subject {
			return cube, false
		}
		at--
	}
	cube = append(cube, c)
	copy(cube[at+1:], cube[at:])
	cube[at] = c
	return cube, true
}

// Conditions returns the conditions of the atoms, by their numbers.
func (s *System) Conditions() []Condition {
	var conditions []Condition
	var numbers []int
	if n := len(s.atoms); n <= few {
		small := &struct {
			conditions [few]Condition
			numbers    [few]int
		}{}
		conditions, numbers = small.conditions[:n], small.numbers[:n]
	} else {
		conditions, numbers = make([]Condition, n), make([]int, n)
	}
	s.limits.Theory.Poll.Step(4 * len(s.atoms))
	for i, a := range s.atoms {
		numbers[i] = i
		conditions[i] = Condition{a.Condition, numbers[i : i+1 : i+1]}
	}
	return conditions
}

// Plain returns the groups as they were written, unproved.
func (s *System) Plain(written [][]int32) *Minimal {
	m := &Minimal{Conditions: s.Conditions(), Groups: written, Stats: Stats{Method: "plain", AtLeast: 1, Spent: s.Spent()}}
	m.count()
	return m
}
