package engine

import (
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/theory"
)

// Atoms returns how many atoms the system has.
func (s *System) Atoms() int { return len(s.atoms) }

// Subjects returns how many subjects the diagram has.
func (s *System) Subjects() int { return len(s.spaces) }

// SubjectOf returns the number of the subject of an atom in the diagram.
func (s *System) SubjectOf(atom int) int { return s.home[atom].space }

// Whole reports whether each subject is one space, so that no connection of the atoms is
// lost.
func (s *System) Whole() bool { return s.whole }

// foreign is the node of an atom that a part does not decide.
const foreign logic.Node = -2

// Part returns the system of some subjects, which decides their atoms only. The atoms keep
// their numbers. The work of the part may take what is left of the limits after some that
// was spent, and a little of each in any case. It must be closed before the next part is asked
// for, which has the same memory.
func (s *System) Part(subjects []int, spent logic.Spent) *System {
	if s.parts == nil || s.isPart() {
		s.parts = s.newParts()
	}
	p := &s.parts.last
	for i, space := range p.spaces { // of the part before
		p.setNodes(i, space, foreign)
	}
	*p = System{
		atoms: s.atoms, columns: s.columns, limits: s.limits, groups: s.groups, whole: s.whole,
		home: p.home, nodes: p.nodes, parts: s.parts, spaces: p.spaces[:0], owner: p.owner[:0],
	}
	var few [few]logic.Subject
	logical := few[:0]
	for _, i := range subjects {
		space := s.spaces[i]
		s.limits.Theory.Poll.Step(8 + len(space.Members))
		for m, member := range space.Members {
			p.home[s.groups[s.owner[i]].atoms[member]] = home{len(p.spaces), m}
		}
		p.spaces, p.owner = append(p.spaces, space), append(p.owner, s.owner[i])
		p.setNodes(len(p.spaces)-1, space, unset)
		logical = append(logical, logic.Subject{Regions: space.Regions, Free: true})
	}
	p.limits.Logic = s.limits.Logic.Less(spent)
	p.Diagram = logic.NewDiagram(logical, p.limits.Logic)
	return p
}

// parts are the memory of the parts of a system, one after the other.
type parts struct {
	last   System
	said   []home // for the vocabulary of a part: per atom
	spaces [few]*theory.Space
	owner  [few]int32
}

func (s *System) newParts() *parts {
	n := len(s.atoms)
	s.limits.Theory.Poll.Step(n / 4)
	homes, made := make([]home, 2*n), &parts{}
	made.said = homes[n:]
	p := &made.last
	p.home, p.nodes, p.spaces, p.owner = homes[:n:n], make([]logic.Node, n), made.spaces[:0], made.owner[:0]
	for i := range p.nodes {
		p.nodes[i] = foreign
	}
	return made
}

// homes returns room for a place of each atom. A part has one that all parts use.
func (s *System) homes() []home {
	if s.isPart() {
		return s.parts.said
	}
	return make([]home, len(s.atoms))
}

func (s *System) isPart() bool { return s.parts != nil && s == &s.parts.last }

// setNodes sets the nodes of the atoms of a space.
func (s *System) setNodes(i int, space *theory.Space, to logic.Node) {
	for _, member := range space.Members {
		s.nodes[s.groups[s.owner[i]].atoms[member]] = to
	}
}
