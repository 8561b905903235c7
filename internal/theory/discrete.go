package theory

import (
	"math/bits"

	"github.com/segc-lang/segc/internal/collation"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/logic"
)

// discrete models a column whose values are in no order: texts, choices and
// booleans. A present value equals a constant or is another value; all that
// matters about another value is which parts it contains or starts with
// (text.go).
type discrete struct {
	fields
	constants[string]
	values  []condition.Value     // per constant, as first written
	ways    []collation.Collation // that texts of the column tell apart, character by character first
	traits  collation.Traits      // of the texts of the column
	size    []int                 // per class: its constants
	lists   []set                 // per atom: the classes that it lists, or nil
	parts   []part
	part    []int32 // per atom: its part, or -1
	known   []discretePoint
	present int   // how many of them are no missing value
	meet    []set // per class: the points that equal one of its constants
	// collided says that some constants of different classes are equal in some
	// collation.
	collided  bool
	patterns  logic.SetIndex // of the points before the missing values
	room      set            // for patterns
	few       [6]discretePoint
	fewSets   [6]set
	clusters  clusters
	separator string // in no part and no constant
}

// discretePoint is a value in some collations.
type discretePoint struct {
	constant int32  // that the value equals; -1 if it is another one or missing
	text     string // the value, if it equals a constant
	ways     uint32 // the collations, by their places in the ways of the column
	equals   set    // the classes of the constants that it equals
	parts    set    // the parts that it has
	prefix   int32  // of another value: the longest part that it starts with, or -1
	missing  bool
}

// textSpaces models texts, choices, booleans and columns that are only asked
// for their presence.
func (b *builder) textSpaces(members []int, t columnType) []*Space {
	m := &discrete{fields: b.fields(members, t)}
	m.poll = b.limits.Poll
	m.gather()
	if m.constants.parts > b.limits.Regions {
		return b.singles(members)
	}
	if !m.constantPoints() || !m.otherPoints(min(partsLimit, b.limits.Regions)) {
		var rest, parted []int
		for i, member := range members {
			if m.part[i] < 0 {
				rest = append(rest, member)
			} else {
				parted = append(parted, member)
			}
		}
		spaces := b.singles(parted)
		if len(rest) > 0 {
			spaces = append(spaces, b.textSpaces(rest, t)...)
		}
		return spaces
	}
	if m.nullable {
		nothing := logic.NewSets(2, max(m.constants.parts, len(m.parts)))
		missing := discretePoint{constant: -1, equals: nothing[0], parts: nothing[1], prefix: -1, missing: true}
		m.known = append(m.known, missing, missing)
	}
	if len(m.known) > b.limits.Regions {
		return b.singles(members)
	}
	m.present = len(m.known)
	if m.nullable {
		m.present -= 2
	}
	m.meet = logic.NewSets(m.constants.parts, len(m.known))
	for p := range m.present {
		equals := m.known[p].equals
		for k := equals.Next(0); k >= 0; k = equals.Next(k + 1) {
			m.meet[k].Add(p)
		}
	}
	holds := logic.NewSets(len(members), len(m.known))
	for i, a := range m.atoms {
		m.hold(holds[i], i, a.Negated)
		m.withMissing(a, holds[i], len(m.known))
	}
	return []*Space{b.newSpace(members, m, len(m.known), holds, 3)}
}

// put adds a point, and reports false if there is one of that pattern. Of two
// values of one pattern it keeps the one that has it in more collations.
func (m *discrete) put(p discretePoint) bool {
	n := len(p.equals)
	size := n + len(p.parts)
	if len(m.room) < size {
		m.room = make(set, max(size, min(8*size, 64)))
	}
	pattern := m.room[:size:size]
	m.poll.Step(8 + 2*len(pattern))
	copy(pattern, p.equals)
	copy(pattern[n:], p.parts)
	p.equals, p.parts = pattern[:n:n], pattern[n:]
	if at := m.patterns.Find(pattern); at >= 0 {
		if old := &m.known[at]; bits.OnesCount32(p.ways) > bits.OnesCount32(old.ways) {
			p.equals, p.parts = old.equals, old.parts // which have room of their own
			*old = p
		}
		return false
	}
	m.room = m.room[size:]
	m.patterns.Add(pattern)
	m.known = append(m.known, p)
	return true
}

// hold adds the present values for which an atom holds.
func (m *discrete) hold(to set, i int, negated bool) {
	op := m.field(i).Operator
	switch positive := op.Negative() == negated; {
	case nulling(op):
		if (op == condition.IsNotNull) != negated {
			to.AddRange(0, m.present)
		}
	case m.lists[i] != nil:
		m.listPoints(to, m.lists[i], positive)
	default:
		m.partPoints(to, m.part[i], positive)
	}
}

// listPoints adds the present values that equal, or do not, a constant of some classes.
func (m *discrete) listPoints(to, classes set, positive bool) {
	for k := classes.Next(0); k >= 0; k = classes.Next(k + 1) {
		m.poll.Step(4 + len(to))
		to.Unite(m.meet[k])
	}
	if !positive {
		to.Complement(m.present)
	}
}

// partPoints adds the present values that have, or do not have, a part.
func (m *discrete) partPoints(to set, part int32, positive bool) {
	m.poll.Step(m.present)
	for p := range m.present {
		if m.known[p].parts.Has(int(part)) == positive {
			to.Add(p)
		}
	}
}

// gather collects constants and parts, and finds the classes of the constants.
func (m *discrete) gather() {
	n := listedIn(m.atoms)
	room := make([]int32, len(m.atoms)+n)
	numbers := make([][]int32, len(m.atoms))
	m.part, room = room[:len(m.atoms):len(m.atoms)], room[len(m.atoms):]
	m.grow(n)
	m.values = make([]condition.Value, 0, n)
	m.known, m.patterns.Sets = m.few[:0], m.fewSets[:0]
	for i := range m.atoms {
		f := m.field(i)
		m.part[i] = -1
		switch {
		case listing(f.Operator):
			n := len(f.Values)
			numbers[i], room = room[:n:n], room[n:]
			for j, v := range f.Values {
				n, fresh := m.add(v.Text)
				if fresh {
					m.values = append(m.values, v)
				}
				numbers[i][j] = n
			}
		case !nulling(f.Operator):
			m.part[i] = m.addPart(f.Values[0].Text, f.Operator == condition.StartsWith)
		}
	}
	if m.typ == Boolean && m.declared && len(m.keys) > 0 {
		for _, text := range []string{"true", "false"} { // there are no others
			if _, fresh := m.add(text); fresh {
				m.values = append(m.values, condition.Value{Kind: condition.Boolean, Text: text})
			}
		}
	}
	for _, list := range numbers {
		if list != nil {
			m.split(list)
		}
	}
	m.collate()
	m.splitByParts()
	m.tidy()
	m.size = m.sizes()
	m.lists = m.classLists(numbers)
}

// splitByParts separates constants that have different parts in some collation.
func (m *discrete) splitByParts() {
	if len(m.parts) == 0 {
		return
	}
	keys := make([]string, len(m.keys))
	var with []int32
	for way, c := range m.ways {
		for n, key := range m.keys {
			m.poll.Step(len(key))
			keys[n] = c.Part(m.poll, key)
		}
		for i := range m.parts {
			m.poll.Step(8 * len(m.keys))
			with = with[:0]
			for n := range keys {
				if m.parts[i].in(keys[n], way) {
					with = append(with, int32(n))
				}
			}
			m.split(with)
		}
	}
}
