package engine

import (
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/theory"
)

// Columns tells what is known of a column by its name.
type Columns func(name string) column.Column

// Limits bound the work of an engine. They count steps and read no clock, so
// that the same rule gives the same result on every machine.
type Limits struct {
	Theory theory.Limits
	Logic  logic.Limits
	// Judged bounds the conditions that the evaluator looks at in the search for
	// contacts to show.
	Judged int
}

// DefaultLimits returns the limits meant for one rule.
func DefaultLimits() Limits {
	return Limits{Theory: theory.DefaultLimits(), Logic: logic.DefaultLimits(), Judged: DefaultJudged}
}

// LimitsOf returns the limits meant for one rule, with a poll that ends the work
// early.
func LimitsOf(p *poll.Poll) Limits {
	limits := DefaultLimits()
	limits.Logic.Poll, limits.Theory.Poll = p, p
	return limits
}

// share is how many times the work of a rule can spend the limit of a counter: it is
// built once and minimized up to three times, with a part of one more.
const share = 8

// Assuming returns the limits with something that is known of the platform: readings that contradict
// it do not count.
func (l Limits) Assuming(assumed contact.Reading) Limits {
	l.Theory.Assumed = assumed
	return l
}

// AtMost returns the limits lowered so that the work of a rule is not above a number of
// steps; 0 or less leaves them.
func (l Limits) AtMost(work int) Limits {
	if work <= 0 {
		return l
	}
	for _, limit := range []*int{&l.Logic.Operations, &l.Logic.Steps, &l.Logic.Branches} {
		*limit = min(*limit, work/share)
	}
	return l
}

// System is a diagram over the regions that a list of atoms tells apart. It is
// not safe for concurrent use.
type System struct {
	*logic.Diagram
	atoms   []theory.Atom
	columns Columns
	limits  Limits
	groups  []group
	spaces  []*theory.Space
	owner   []int32 // per space: its group
	home    []home
	nodes   []logic.Node // per atom; unset if nobody has asked
	parts   *parts       // what Part has made
	// witnesses has those that were asked for, by space and region.
	witnesses map[[2]int]theory.Witness
	// whole says that every subject of the rule is one space. Where it is not,
	// some connections of the atoms are lost, and nothing is proved minimal.
	whole bool
	// traits are those of the texts of all atoms, once somebody has asked.
	traits      collation.Traits
	knowsTraits bool
	left        []eval.Reading // those of eval.Readings that are possible, once somebody has asked
	held        int            // bytes that are counted for the spaces
}

// group is the atoms on one subject of the rule.
type group struct {
	key   subjectKey
	size  int   // how many atoms
	atoms []int // by their numbers in the system
}

// subjectKey names a subject: a column, the events of a metric, the lists, the ISP.
type subjectKey struct {
	kind byte
	name string
}

func keyOf(c condition.Condition) subjectKey {
	switch c := c.(type) {
	case condition.Field:
		return subjectKey{'f', c.Column}
	case condition.Event:
		return subjectKey{'e', string(c.Metric)}
	case condition.Membership:
		return subjectKey{'l', ""}
	default:
		return subjectKey{'i', ""}
	}
}

// unset is the node of an atom that nobody has asked for.
const unset logic.Node = -1

// home is where the regions of an atom are found.
type home struct{ space, member int }

// New returns the system of some atoms, which are distinct.
func New(atoms []theory.Atom, columns Columns, limits Limits) *System {
	s, room := emptySystem(len(atoms))
	s.atoms, s.columns, s.limits = atoms, columns, limits
	s.groups = groupAtoms(limits.Theory.Poll, s.groups, room, atoms)
	for i := range s.nodes {
		s.nodes[i] = unset
	}
	before := limits.Theory.Poll.Held()
	s.spaces, s.owner = slices.Grow(s.spaces, len(s.groups)), slices.Grow(s.owner, len(s.groups)) // one each, mostly
	alone := theory.LoneSpaces(alone(s.groups))
	for g := range s.groups {
		limits.Theory.Poll.Step(64)
		if one := s.groups[g].atoms; len(one) == 1 {
			s.home[one[0]] = home{space: len(s.spaces)}
			s.spaces, s.owner = append(s.spaces, alone.Space(atoms[one[0]], s.column(g), limits.Theory)), append(s.owner, int32(g))
			continue
		}
		for _, space := range theory.Spaces(s.pick(g), s.column(g), limits.Theory) {
			for m, member := range space.Members {
				s.home[s.groups[g].atoms[member]] = home{len(s.spaces), m}
			}
			s.spaces = append(s.spaces, space)
			s.owner = append(s.owner, int32(g))
		}
	}
	s.held = int(limits.Theory.Poll.Held() - before)
	s.whole = len(s.spaces) == len(s.groups)
	var few [few]logic.Subject
	subjects := few[:0]
	for _, space := range s.spaces {
		subjects = append(subjects, logic.Subject{Regions: space.Regions, Free: true})
	}
	s.Diagram = logic.NewDiagram(subjects, limits.Logic)
	return s
}

// few is how many atoms a small system has: most have no more.
const few = 4

// smallSystem is a system with its tables, all in one piece.
type smallSystem struct {
	System
	home    [few]home
	nodes   [few]logic.Node
	groups  [few]group
	spaces  [few]*theory.Space
	owner   [few]int32
	numbers [few]int
}

// emptySystem returns a system with room for so many atoms, and room for the numbers of these.
func emptySystem(atoms int) (*System, []int) {
	if atoms > few {
		return &System{home: make([]home, atoms), nodes: make([]logic.Node, atoms)}, make([]int, atoms)
	}
	s := &smallSystem{}
	one := &s.System
	one.home, one.nodes, one.groups, one.spaces, one.owner = s.home[:atoms], s.nodes[:atoms], s.groups[:0], s.spaces[:0], s.owner[:0]
	return one, s.numbers[:atoms]
}

// Close gives back what is counted for the spaces and the diagram. The system is of
// no use then.
func (s *System) Close() {
	s.limits.Theory.Poll.Free(s.held)
	s.held = 0
	s.Diagram.Close()
}

// groupAtoms collects the atoms of each subject, in the order of their first
// appearance. There may be room for the groups, and there is for the numbers of the atoms.
func groupAtoms(p *poll.Poll, groups []group, room []int, atoms []theory.Atom) []group {
	const few = 32 // up to which looking through the groups beats a map
	if cap(groups) == 0 {
		groups = make([]group, 0, min(len(atoms), few))
	}
	var number [few]int // by atom: its group
	of := number[:0]
	if len(atoms) > few {
		of = make([]int, 0, len(atoms))
	}
	var index map[subjectKey]int
	if len(atoms) > few {
		index = map[subjectKey]int{}
	}
	find := func(key subjectKey) int {
		if index != nil {
			if g, ok := index[key]; ok {
				return g
			}
			index[key] = len(groups)
		} else {
			for g := range groups {
				if groups[g].key == key {
					return g
				}
			}
		}
		groups = append(groups, group{key: key})
		return len(groups) - 1
	}
	for _, a := range atoms {
		p.Step(16)
		g := find(keyOf(a.Condition))
		groups[g].size++
		of = append(of, g)
	}
	for g := range groups {
		n := groups[g].size
		groups[g].atoms, room = room[:0:n], room[n:]
	}
	for i, g := range of {
		groups[g].atoms = append(groups[g].atoms, i)
	}
	return groups
}

// alone returns how many groups have one atom.
func alone(groups []group) int {
	n := 0
	for _, g := range groups {
		if g.size == 1 {
			n++
		}
	}
	return n
}

func (s *System) pick(g int) []theory.Atom {
	numbers := s.groups[g].atoms
	out := make([]theory.Atom, len(numbers))
	for i, n := range numbers {
		out[i] = s.atoms[n]
	}
	return out
}

// column returns what is known of the column that a group speaks of.
func (s *System) column(g int) theory.Column { return s.columnOf(s.groups[g].key) }

// columnOf returns what is known of the column of a subject.
func (s *System) columnOf(key subjectKey) theory.Column {
	if key.kind != 'f' || s.columns == nil {
		return theory.Column{}
	}
	c := s.columns(key.name)
	return theory.Column{Type: c.Type, NotNull: c.NotNull, Choices: c.Choices, Mixed: c.Mixed}
}

// Atom returns the function of an atom by its number.
func (s *System) Atom(i int) logic.Node {
	if s.nodes[i] < 0 {
		h := s.home[i]
		s.nodes[i] = s.Literal(h.space, s.spaces[h.space].Atoms[h.member])
	}
	return s.nodes[i]
}

// Place returns where the regions of an atom are found.
func (s *System) Place(atom int) logic.Literal {
	h := s.home[atom]
	return logic.Literal{Subject: h.space, Regions: s.spaces[h.space].Atoms[h.member]}
}

// Alone reports whether each atom is looked at alone.
func (s *System) Alone() bool {
	for _, space := range s.spaces {
		if len(space.Members) > 1 {
			return false
		}
	}
	return true
}

// Independent reports whether each atom is independent of all others, and none holds for everybody
// or for nobody.
func (s *System) Independent() bool {
	return s.whole && s.Alone() && !slices.ContainsFunc(s.spaces, func(space *theory.Space) bool { return space.Regions < 2 })
}

// MissingMatches returns what contacts can be like when negative operators match
// a missing value, or do not.
func (s *System) MissingMatches(yes bool) logic.Node {
	possible := make([]logic.Node, len(s.spaces))
	for i, space := range s.spaces {
		possible[i] = s.Literal(i, space.Under(yes))
	}
	return s.And(possible...)
}
