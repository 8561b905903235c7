package engine

import (
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/theory"
)

// Builder builds the function of a rule in a diagram in which atom gives the
// functions of the atoms.
type Builder func(d *logic.Diagram, atom func(int) logic.Node) logic.Node

// Minimal is the smallest form of a rule that was found.
type Minimal struct {
	Groups [][]Condition
	Stats  Stats
}

// Condition is a condition of the result and the atoms that it stands for: the
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
	Spent      logic.Spent
}

// Minimize returns the smallest form of the rule that build builds, whose
// function here is f. The groups as its author wrote them, if they are known,
// are lists of atoms; they come out as they are when they are minimal.
//
// An error wraps logic.ErrInexpressible when no document says the same, or is a
// *logic.LimitError.
func (s *System) Minimize(f logic.Node, build Builder, written [][]int32) (*Minimal, error) {
	if cubes, ok := s.asFree(written); ok && s.AsWritten(f, cubes) {
		m := &Minimal{Groups: s.verbatim(written)}
		m.Stats = Stats{Proved: true, AtLeast: len(written), Method: "as written", Level: 3, Spent: s.Spent()}
		if !s.whole {
			m.Stats.Proved, m.Stats.AtLeast, m.Stats.Level = false, 1, 0
		}
		m.count()
		return m, nil
	}
	w := s.words(f)
	defer w.close()
	g := build(w.diagram, w.atom)
	if err := w.diagram.Err(); err != nil {
		return nil, err
	}
	seed, kept := w.seed(written)
	cover, err := w.diagram.Minimize(g, seed)
	if err != nil {
		return nil, err
	}
	m := &Minimal{Stats: Stats{
		Proved: cover.Proved && w.whole, AtLeast: cover.LowerGroups, Method: cover.Method.String(), Level: w.level, Spent: w.diagram.Spent(),
	}}
	if !w.whole {
		m.Stats.AtLeast = 1 // the bound is one of a function with more points
	}
	for _, cube := range cover.Cubes {
		s.limits.Theory.Poll.Step(4*len(seed) + 32*len(cube))
		m.Groups = append(m.Groups, w.group(cube, seed, kept))
	}
	m.count()
	return m, nil
}

func (m *Minimal) count() {
	m.Stats.Groups, m.Stats.Conditions = len(m.Groups), 0
	for _, g := range m.Groups {
		m.Stats.Conditions += len(g)
	}
}

// asFree returns the author's groups as cubes over free subjects, if each takes
// one atom for each subject that it speaks of: then no vocabulary whatever
// could say a group with fewer conditions.
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

// verbatim returns groups as they were written.
func (s *System) verbatim(written [][]int32) [][]Condition {
	groups := make([][]Condition, len(written))
	for i, atoms := range written {
		s.limits.Theory.Poll.Step(8 * len(atoms))
		groups[i] = s.group(atoms)
	}
	return groups
}

func (s *System) group(atoms []int32) []Condition {
	group := make([]Condition, len(atoms))
	numbers := make([]int, len(atoms))
	for j, a := range atoms {
		numbers[j] = int(a)
		group[j] = Condition{s.atoms[a].Condition, numbers[j : j+1 : j+1]}
	}
	return group
}

// Plain returns the groups as they were written, unproved.
func (s *System) Plain(written [][]int32) *Minimal {
	m := &Minimal{Groups: s.verbatim(written), Stats: Stats{Method: "plain", AtLeast: 1, Spent: s.Spent()}}
	m.count()
	return m
}

// words is a system with what can be said about its subjects.
type words struct {
	system   *System
	diagram  *logic.Diagram
	subjects []*theory.Subject
	owner    []int            // per subject: its group of atoms
	home     []home           // per atom
	index    *condition.Index // of the conditions of the atoms, once it is needed
	level    int
	whole    bool // no subject had to be taken apart
	held     int  // bytes that are counted for the subjects
}

// close gives back what is counted.
func (w *words) close() {
	w.system.limits.Theory.Poll.Free(w.held)
	if w.index != nil {
		w.index.Free(w.system.limits.Theory.Poll)
	}
	w.diagram.Close()
}

// words returns the vocabulary that can be of use for f.
func (s *System) words(f logic.Node) *words {
	w := &words{system: s, home: make([]home, len(s.atoms)), level: 3, whole: s.whole}
	classes := s.Classes(f)
	before := s.limits.Theory.Poll.Held()
	for i, space := range s.spaces {
		s.limits.Theory.Poll.Step(64)
		subjects := space.Subjects(classes[i])
		w.whole = w.whole && len(subjects) == 1
		for _, subject := range subjects {
			if len(s.groups[s.owner[i]].atoms) > 1 { // of an atom alone there is no more to say
				w.level = min(w.level, subject.Level)
			}
			for m, member := range subject.Members {
				w.home[s.groups[s.owner[i]].atoms[member]] = home{len(w.subjects), m}
			}
			w.subjects = append(w.subjects, subject)
			w.owner = append(w.owner, s.owner[i])
		}
	}
	w.held = int(s.limits.Theory.Poll.Held() - before)
	logical := make([]logic.Subject, len(w.subjects))
	for i, subject := range w.subjects {
		logical[i] = subject.Logic()
	}
	w.diagram = logic.NewDiagram(logical, s.limits.Logic)
	return w
}

func (w *words) atom(i int) logic.Node {
	h := w.home[i]
	return w.diagram.Literal(h.space, w.subjects[h.space].Atoms[h.member])
}

// seed returns the author's groups as cubes, without those that hold for
// nobody, and which groups they are; nil when one of them is no cube.
func (w *words) seed(written [][]int32) (cubes []logic.Cube, kept [][]int32) {
next:
	for _, atoms := range written {
		w.system.limits.Theory.Poll.Step(16 * len(atoms))
		var regions []logic.Set
		var subjects []int
		for _, a := range atoms {
			h := w.home[a]
			set := w.subjects[h.space].Atoms[h.member]
			at := -1
			for i, subject := range subjects {
				if subject == h.space {
					at = i
				}
			}
			if at < 0 {
				regions, subjects = append(regions, set), append(subjects, h.space)
				continue
			}
			if regions[at] = regions[at].And(set); regions[at].Empty() {
				continue next
			}
		}
		cube := logic.Cube{}
		for i, subject := range subjects {
			domain, ok := w.diagram.DomainOf(subject, regions[i])
			if !ok {
				return nil, nil
			}
			if domain != 0 {
				cube, _ = insert(cube, logic.Choice{Subject: int32(subject), Domain: int32(domain)})
			}
		}
		cubes, kept = append(cubes, cube), append(kept, atoms)
	}
	return cubes, kept
}
