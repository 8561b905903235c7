package theory

import (
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/poll"
)

// Atom is a condition of the rule, or the negation of one for which the API has
// no operator. The negation of a field condition matches a missing value when
// the negative operators do.
type Atom struct {
	Condition condition.Condition
	Negated   bool
}

// Column is what is known of the column that field conditions speak of. A date
// that was written unquoted makes its column a Date.
type Column struct {
	Type    Type
	NotNull bool
	// Mixed says that the column may have values of several types, regardless
	// of the literals. Its Type is Any.
	Mixed bool
	// Choices make for better witnesses. A contact may hold other values: a
	// declaration can be out of date.
	Choices []string
}

// What the limits are by default.
const (
	// DefaultRegions bounds the regions of a subject. A set of them is 64 words
	// then, and a rule that needs more is not minimized in any case.
	DefaultRegions = 4096
	// DefaultDomains bounds the domains of a subject, which are enumerated.
	DefaultDomains = 5000
	// DefaultStates bounds the states of the sums of events of several campaigns.
	DefaultStates = 50_000
)

// Limits bound the work on a subject. What does not fit lowers the level.
type Limits struct {
	Regions int
	Domains int
	States  int

	// Assumed is what is known of the platform: readings that contradict it do not count.
	Assumed contact.Reading

	// Poll counts the steps of the work, and may end it; nil never does.
	Poll *poll.Poll
}

// DefaultLimits returns the limits meant for one rule.
func DefaultLimits() Limits {
	return Limits{Regions: DefaultRegions, Domains: DefaultDomains, States: DefaultStates}
}

// Subject is what logic needs to know of some of the atoms.
type Subject struct {
	// Members are the numbers of the atoms that this subject decides, and
	// Atoms says for each in which regions it holds.
	Members []int
	Atoms   []logic.Set

	// Regions, Domains and Free are as in logic.Subject.
	Regions int
	Domains []logic.Domain
	Free    bool

	// Level is that of the vocabulary, from 3 for all of it to 0 for an atom alone.
	Level int

	space  *Space
	points []int32 // region → a point of the space; nil for an atom alone
	words  *vocabulary
	picks  []int32 // the bases of all domains
	ends   []int32 // where those of each domain end
}

// Analyze returns the subjects that the atoms, all on one subject of the rule,
// make up: one as a rule, several where their connection is too complex or not
// certain. The column is that of field conditions. The atoms are distinct.
func Analyze(atoms []Atom, column Column, limits Limits) []*Subject {
	var subjects []*Subject
	for _, s := range Spaces(atoms, column, limits) {
		subjects = append(subjects, s.Subjects(nil)...)
	}
	return subjects
}

// Spaces is Analyze without domains, for callers that know the classes of their
// rule only when they have its regions. The members of the spaces are all
// atoms, each once.
func Spaces(atoms []Atom, column Column, limits Limits) []*Space {
	if len(atoms) == 1 {
		return []*Space{Alone(atoms[0], column, limits)}
	}
	made := &struct {
		builder
		few [4]int
	}{builder: builder{atoms: atoms, column: column, limits: limits}}
	b, members := &made.builder, made.few[:0]
	for i := range atoms {
		members = append(members, i)
	}
	b.assumed = b.relevant()
	return b.spaces(members)
}

// Alone returns the space of an atom that is the only one on its subject.
func Alone(atom Atom, column Column, limits Limits) *Space {
	var one Lone
	return one.Space(atom, column, limits)
}

// Lone makes spaces of atoms that are the only ones on their subjects.
type Lone struct{ room []lone }

type lone struct {
	single
	builder builder
	atom    [1]Atom
}

// LoneSpaces returns room for so many.
func LoneSpaces(n int) Lone { return Lone{make([]lone, 0, n)} }

// Space is Alone.
func (l *Lone) Space(atom Atom, column Column, limits Limits) *Space {
	if len(l.room) == cap(l.room) {
		l.room = make([]lone, 0, 1)
	}
	l.room = l.room[:len(l.room)+1]
	one := &l.room[len(l.room)-1]
	one.atom[0] = atom
	one.builder.atoms, one.builder.column, one.builder.limits = one.atom[:], column, limits
	one.builder.assumed = one.builder.relevant()
	return one.single.of(&one.builder, 0)
}

// builder makes the spaces of one subject of the rule.
type builder struct {
	atoms  []Atom
	column Column
	limits Limits

	assumed contact.Reading // what of it the conditions depend on
}

// spaces returns spaces for the atoms with the given numbers.
func (b *builder) spaces(members []int) []*Space {
	if len(members) == 0 {
		return nil
	}
	switch b.atoms[members[0]].Condition.(type) {
	case condition.Field:
		return b.columnSpaces(members)
	case condition.Membership:
		return b.listSpaces(members)
	case condition.ISP:
		return b.ispSpaces(members)
	case condition.Event:
		return b.eventSpaces(members)
	default:
		panic("theory: unexpected condition")
	}
}

// pick returns the atoms with the given numbers.
func (b *builder) pick(members []int) []Atom {
	if len(members) == len(b.atoms) {
		return b.atoms
	}
	out := make([]Atom, len(members))
	for i, m := range members {
		out[i] = b.atoms[m]
	}
	return out
}

// Logic returns the subject as logic takes it.
func (s *Subject) Logic() logic.Subject {
	return logic.Subject{Regions: s.Regions, Domains: s.Domains, Free: s.Free}
}

// Conditions returns the conditions of a domain by its number in Domains, in
// the order of their first appearance in the rule.
func (s *Subject) Conditions(domain int) []condition.Condition {
	from := int32(0)
	if domain > 0 {
		from = s.ends[domain-1]
	}
	var terms []term
	for _, i := range slices.Backward(s.picks[from:s.ends[domain]]) { // the last pick comes first
		terms = append(terms, s.words.termsOf(int(i))...)
	}
	return s.conditions(terms)
}

// Express returns the conditions of a nonempty set of regions of a free subject.
func (s *Subject) Express(regions logic.Set) []condition.Condition {
	if regions.Len() == s.Regions {
		return nil
	}
	for i, atom := range s.Atoms {
		if atom.Equal(regions) && !s.space.atoms[i].Negated {
			return []condition.Condition{s.space.atoms[i].Condition}
		}
	}
	points := logic.NewSet(s.space.points)
	for p, r := range s.space.region {
		if regions.Has(int(r)) {
			points.Add(p)
		}
	}
	return s.conditions([]term{s.space.model.(freeModel).express(points)})
}

func (s *Subject) conditions(terms []term) []condition.Condition {
	place := func(t term) int {
		if t.atom >= 0 {
			return int(t.atom)
		}
		return len(s.Members)
	}
	for i := 1; i < len(terms); i++ { // stable, and the list is short
		for j := i; j > 0 && place(terms[j]) < place(terms[j-1]); j-- {
			terms[j], terms[j-1] = terms[j-1], terms[j]
		}
	}
	out := make([]condition.Condition, len(terms))
	for i, t := range terms {
		if t.atom >= 0 {
			out[i] = s.space.atoms[t.atom].Condition
		} else {
			out[i] = s.space.model.condition(t)
		}
	}
	return out
}

// Witness returns a part of a contact that lies in the region.
func (s *Subject) Witness(region int) Witness {
	if s.points == nil {
		return s.space.Witness(region)
	}
	return s.space.model.witness(int(s.points[region]))
}
