package engine

import "github.com/segc-lang/segc/internal/logic"

// Atoms returns how many atoms the system has.
func (s *System) Atoms() int { return len(s.atoms) }

// Subjects returns how many subjects the diagram has.
func (s *System) Subjects() int { return len(s.spaces) }

// SubjectOf returns the number of the subject of an atom in the diagram.
func (s *System) SubjectOf(atom int) int { return s.home[atom].space }

// Whole reports whether each subject is one space, so that no connection of the atoms is
// lost.
func (s *System) Whole() bool { return s.whole }

// Part returns the system of some subjects, which decides their atoms only. The atoms keep
// their numbers. The work of the part may take what is left of the limits after some that
// was spent, and a little of each in any case. It must be closed.
func (s *System) Part(subjects []int, spent logic.Spent) *System {
	p := &System{
		atoms: s.atoms, columns: s.columns, limits: s.limits, groups: s.groups, whole: s.whole,
		home: make([]home, len(s.atoms)), nodes: make([]logic.Node, len(s.atoms)),
	}
	s.limits.Theory.Poll.Step(len(s.atoms) / 4)
	for i := range p.nodes {
		p.nodes[i] = -1
	}
	logical := make([]logic.Subject, 0, len(subjects))
	for _, i := range subjects {
		space := s.spaces[i]
		s.limits.Theory.Poll.Step(8 + len(space.Members))
		for m, member := range space.Members {
			p.home[s.groups[s.owner[i]].atoms[member]] = home{len(p.spaces), m}
		}
		p.spaces, p.owner = append(p.spaces, space), append(p.owner, s.owner[i])
		logical = append(logical, logic.Subject{Regions: space.Regions, Free: true})
	}
	p.limits.Logic = s.limits.Logic.Less(spent)
	p.Diagram = logic.NewDiagram(logical, p.limits.Logic)
	return p
}
