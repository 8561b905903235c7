package prove

import (
	"slices"

	"github.com/segc-lang/segc/internal/formula"
)

// component is operands of an `and` or an `or` that have subjects in common, directly or by
// way of others. No two components share a subject.
type component struct {
	operands []int // in rising order
	subjects []int // in rising order
}

// componentsOf takes an `and` or an `or` apart, in the order of the first operand of each.
func (p *Prover) componentsOf(f *formula.Formula) []component {
	c := p.connect(f, nil)
	number, several := c.rest[:len(c.with)], 0 // by first member
	size := c.rest[len(c.with):]               // by component, two each: its operands and its subjects
	clear(c.rest)
	for i := range f.Kids {
		if c.first(i+1) == i+1 {
			number[i+1] = several
			several++
		}
		size[2*number[c.first(i+1)]]++
	}
	for _, member := range c.owner {
		if member > 0 {
			size[2*number[c.first(member)]+1]++
		}
	}
	all := len(f.Kids)
	for i := range several {
		all += size[2*i+1]
	}
	components := pieceOf(&p.components, several, min(p.system.Atoms(), 16))[:several]
	room := pieceOf(&p.numbers, all, min(2*p.system.Atoms(), usual))[:all]
	for i := range components {
		operands, subjects := size[2*i], size[2*i+1]
		components[i].operands, components[i].subjects = room[:0:operands], room[operands:operands:operands+subjects]
		room = room[operands+subjects:]
	}
	for i := range f.Kids {
		one := &components[number[c.first(i+1)]]
		one.operands = append(one.operands, i)
	}
	for subject, member := range c.owner {
		if member > 0 {
			one := &components[number[c.first(member)]]
			one.subjects = append(one.subjects, subject)
		}
	}
	return components
}

// connected tells which members have subjects in common, directly or by way of others: the
// operands of an `and` or an `or` from 1 on, and 0 for what is beside them.
type connected struct {
	*Prover
	with  []int                    // by member: one of the same component, itself if it is the first
	owner []int                    // by subject: a member that has it, or -1
	seen  map[*formula.Formula]int // by part that is in several places: a member that has it
	room  []int                    // for with, owner and rest
	rest  []int                    // three numbers by member
}

// connect returns how the operands of a formula are connected with each other and with some
// subjects beside them. The answer is good until the next question.
func (p *Prover) connect(f *formula.Formula, beside []int) *connected {
	members, subjects := 1+len(f.Kids), p.system.Subjects()
	if p.connected == nil {
		p.connected = &connected{Prover: p}
	}
	c := p.connected
	room := c.room
	if n := members + subjects + 3*members; n > cap(room) {
		room = make([]int, n)
	}
	owners := room[members : members+subjects : members+subjects]
	*c = connected{Prover: p, with: room[:members:members], owner: owners, room: room, rest: room[members+subjects : members+subjects+3*members]}
	for member := range c.with {
		c.with[member] = member
	}
	for subject := range c.owner {
		c.owner[subject] = -1
	}
	for _, subject := range beside {
		c.owner[subject] = 0
	}
	for i, kid := range f.Kids {
		c.add(kid, i+1)
	}
	return c
}

// first returns the first member of the component of a member.
func (c *connected) first(member int) int {
	for c.with[member] != member {
		c.with[member] = c.with[c.with[member]]
		member = c.with[member]
	}
	return member
}

func (c *connected) join(a, b int) {
	a, b = c.first(a), c.first(b)
	c.with[max(a, b)] = min(a, b)
}

// add notes the subjects of a formula, which a member has.
func (c *connected) add(f *formula.Formula, member int) {
	c.Poll.Step(8)
	if f.Kind == formula.Literal {
		subject := c.system.SubjectOf(f.Atom.ID)
		if other := c.owner[subject]; other >= 0 {
			c.join(other, member)
		} else {
			c.owner[subject] = member
		}
		return
	}
	if f.Shared {
		if other, known := c.seen[f]; known {
			c.join(other, member)
			return
		}
		if c.seen == nil {
			c.seen = map[*formula.Formula]int{}
		}
		c.seen[f] = member
	}
	for _, kid := range f.Kids {
		c.add(kid, member)
	}
}

// operandsOf returns the formula of some operands: one of them alone, also if it is there
// several times, or several joined as in f.
func operandsOf(f *formula.Formula, operands []int) *formula.Formula {
	first, steps := f.Kids[operands[0]], maxAlike
	if !slices.ContainsFunc(operands[1:], func(operand int) bool { return !alike(f.Kids[operand], first, &steps) }) {
		return first
	}
	made := &struct {
		formula.Formula
		few [4]*formula.Formula
	}{Formula: formula.Formula{Kind: f.Kind, At: f.At}}
	kids := made.few[:0]
	for _, operand := range operands {
		kids = append(kids, f.Kids[operand])
	}
	made.Kids = kids
	return &made.Formula
}

// maxAlike bounds the parts of formulas that are compared to find out that operands are alike.
const maxAlike = 10_000

// alike reports whether two formulas have the same atoms in the same places: one of them is
// enough. When the steps are used up, it does not know.
func alike(a, b *formula.Formula, steps *int) bool {
	if a == b {
		return true
	}
	if *steps--; *steps < 0 || a.Kind != b.Kind || a.Atom != b.Atom || len(a.Kids) != len(b.Kids) {
		return false
	}
	for i := range a.Kids {
		if !alike(a.Kids[i], b.Kids[i], steps) {
			return false
		}
	}
	return true
}

// mixed reports whether a component begins before another one of the list ends: one after the
// other, they are not in the order of their operands.
func mixed(components []component) bool {
	end := -1
	for _, c := range components {
		if c.operands[0] < end {
			return true
		}
		end = max(end, c.operands[len(c.operands)-1])
	}
	return false
}

// joined returns one component in the place of several.
func joined(components ...component) component {
	var all component
	for _, c := range components {
		all.operands = append(all.operands, c.operands...)
		all.subjects = append(all.subjects, c.subjects...)
	}
	slices.Sort(all.operands)
	slices.Sort(all.subjects)
	return all
}

// usual is how many values a supply has for the operands of a rule.
const usual = 48

// pieceOf returns room for so many values, from a supply that is made anew when it is used up:
// many small things cost less in few pieces.
func pieceOf[T any](supply *[]T, n, least int) []T {
	if len(*supply) < n {
		*supply = make([]T, max(least, 2*n))
	}
	piece := (*supply)[:0:n]
	*supply = (*supply)[n:]
	return piece
}
