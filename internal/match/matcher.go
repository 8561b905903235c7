package match

import (
	"fmt"
	"maps"
	"slices"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/formula"
)

// Matcher is a compiled formula. It does not change, and may be used by many goroutines.
type Matcher struct {
	questions questions
	atoms     []atom
	nodes     []node // each after those that it joins; the last is the formula
	columns   []string
	slots     map[string]int
	events    condition.Index // of counters
	counters  []counter
	byMetric  [6][]int32         // counters
	lists     map[string][]int32 // conditions, by list

	needsLists, needsISP bool
}

// node is a part of the formula.
type node struct {
	kind formula.Kind
	atom int32
	kids []int32
}

// New compiles a formula. What is known of the platform leaves out readings.
func New(f *formula.Formula, assumed contact.Reading) *Matcher {
	m := &Matcher{questions: questionsOf(assumed), slots: map[string]int{}, lists: map[string][]int32{}}
	b := builder{Matcher: m, nodes: map[*formula.Formula]int32{}, atoms: map[*formula.Atom]int32{}}
	b.node(f)
	return m
}

// OfDocument compiles a document.
func OfDocument(d *condition.Document, assumed contact.Reading) *Matcher {
	return New(documentFormula(d, nil), assumed)
}

// Bounds compiles a document of whose conditions some cannot be answered: one matcher for the
// contacts that match if none of these holds, and one for those that match if all of them do. A
// group has no opposites of conditions, so the first matches the fewest and the second the most.
func Bounds(d *condition.Document, assumed contact.Reading, unknown func(condition.Condition) bool) (least, most *Matcher) {
	with := func(kind formula.Kind) *Matcher {
		return New(documentFormula(d, func(c condition.Condition) (formula.Kind, bool) { return kind, unknown(c) }), assumed)
	}
	return with(formula.False), with(formula.True)
}

// documentFormula returns the document as a formula: identical conditions are one atom, and
// some may be constants.
func documentFormula(d *condition.Document, constant func(condition.Condition) (formula.Kind, bool)) *formula.Formula {
	var conditions condition.Index
	var atoms []*formula.Formula
	any := &formula.Formula{Kind: formula.Or}
	for _, group := range d.Any {
		together := &formula.Formula{Kind: formula.And}
		for _, c := range group.All {
			number, isNew := conditions.Number(nil, c)
			if isNew {
				atom := &formula.Formula{Kind: formula.Literal, Atom: &formula.Atom{ID: number, Condition: c}}
				if constant != nil {
					if kind, is := constant(c); is {
						atom = &formula.Formula{Kind: kind}
					}
				}
				atoms = append(atoms, atom)
			}
			together.Kids = append(together.Kids, atoms[number])
		}
		any.Kids = append(any.Kids, together)
	}
	return any
}

// Columns returns the columns that the rule looks at, each once: the number of a column
// for Judge.Value is its place.
func (m *Matcher) Columns() []string { return m.columns }

// Lists returns the lists that the rule looks at, in their order.
func (m *Matcher) Lists() []string { return slices.Sorted(maps.Keys(m.lists)) }

// NeedsEvents reports whether the rule looks at events.
func (m *Matcher) NeedsEvents() bool { return len(m.counters) > 0 }

// NeedsLists reports whether the rule looks at the lists of a contact.
func (m *Matcher) NeedsLists() bool { return m.needsLists }

// NeedsISP reports whether the rule looks at the ISP of a contact.
func (m *Matcher) NeedsISP() bool { return m.needsISP }

// Allowed returns the readings that what is known of the platform leaves.
func (m *Matcher) Allowed() Readings { return m.questions.allowed }

// slot returns the number of a column.
func (m *Matcher) slot(column string) int {
	slot, known := m.slots[column]
	if !known {
		slot = len(m.columns)
		m.slots[column] = slot
		m.columns = append(m.columns, column)
	}
	return slot
}

// builder makes the nodes of a matcher: formulas share parts, and so do nodes.
type builder struct {
	*Matcher
	nodes map[*formula.Formula]int32
	atoms map[*formula.Atom]int32
}

func (b *builder) node(f *formula.Formula) int32 {
	if number, known := b.nodes[f]; known {
		return number
	}
	made := node{kind: f.Kind}
	switch f.Kind {
	case formula.False, formula.True:
	case formula.Literal:
		made.atom = b.atom(f.Atom)
	case formula.And, formula.Or:
		made.kids = make([]int32, len(f.Kids))
		for i, kid := range f.Kids {
			made.kids[i] = b.node(kid)
		}
	default:
		panic(fmt.Sprintf("match: unexpected formula %d", f.Kind))
	}
	number := int32(len(b.Matcher.nodes))
	b.Matcher.nodes = append(b.Matcher.nodes, made)
	b.nodes[f] = number
	return number
}

func (b *builder) atom(a *formula.Atom) int32 {
	number, known := b.atoms[a]
	if !known {
		number = int32(len(b.Matcher.atoms))
		b.atoms[a] = number
		b.Matcher.atoms = append(b.Matcher.atoms, b.compileAtom(a, int(number)))
	}
	return number
}
