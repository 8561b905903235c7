package prove

import (
	"slices"

	"github.com/segc-lang/segc/internal/formula"
)

// component is operands of an `and` or an `or` that have subjects in common, directly or by
// way of others. No two components share a subject.
type component struct {
	operands []int // in rising order
	subjects []int // in rising order; nobody asks for those of a condition alone
}

// componentsOf takes an `and` or an `or` apart, in the order of the first operand of each.
func (p *Prover) componentsOf(f *formula.Formula) []component {
	subjects, n := p.system.Subjects(), len(f.Kids)
	room := make([]int, 2*subjects+3*n)
	take := func(n int) []int {
		taken := room[:n:n]
		room = room[n:]
		return taken
	}
	owner := take(subjects) // by subject: an operand that has it, plus one
	with := take(n)         // by operand: one of its component, itself if it is the first
	first := func(i int) int {
		for with[i] != i {
			with[i] = with[with[i]]
			i = with[i]
		}
		return i
	}
	reader := subjectReader{Prover: p, found: take(subjects)}
	for i, kid := range f.Kids {
		with[i] = i
		reader.read(kid, i+1)
		for _, subject := range reader.subjects {
			if other := owner[subject]; other != 0 {
				a, b := first(i), first(other-1)
				with[max(a, b)] = min(a, b)
			}
			owner[subject] = i + 1
		}
	}
	number, several := take(n), 0
	for i := range f.Kids {
		p.Poll.Step(4)
		if first(i) == i {
			number[i] = several
			several++
		}
	}
	components := make([]component, several)
	if several == n { // mostly: each operand is one
		operands := take(n)
		for i := range operands {
			operands[i] = i
			components[i].operands = operands[i : i+1 : i+1]
		}
	} else {
		for i := range f.Kids {
			c := &components[number[first(i)]]
			c.operands = append(c.operands, i)
		}
	}
	for subject, operand := range owner {
		if operand == 0 {
			continue
		}
		if c := &components[number[first(operand-1)]]; several != n || f.Kids[operand-1].Kind != formula.Literal {
			c.subjects = append(c.subjects, subject)
		}
	}
	return components
}

// subjectReader finds the subjects of formulas.
type subjectReader struct {
	*Prover
	subjects []int
	found    []int // by subject: the last round in which it was met
	round    int
	seen     map[*formula.Formula]int // by part that is in several places: the same
}

// read sets the subjects to those of a formula, each once. Rounds must differ.
func (r *subjectReader) read(f *formula.Formula, round int) {
	r.subjects, r.round = r.subjects[:0], round
	r.add(f)
}

func (r *subjectReader) add(f *formula.Formula) {
	r.Poll.Step(2)
	switch f.Kind {
	case formula.Literal:
		if subject := r.system.SubjectOf(f.Atom.ID); r.found[subject] != r.round {
			r.found[subject] = r.round
			r.subjects = append(r.subjects, subject)
		}
		return
	case formula.True, formula.False:
		return
	}
	if f.Shared {
		if r.seen[f] == r.round {
			return
		}
		if r.seen == nil {
			r.seen = map[*formula.Formula]int{}
		}
		r.seen[f] = r.round
	}
	for _, kid := range f.Kids {
		r.add(kid)
	}
}

// operandsOf returns the formula of some operands: one of them alone, also if it is there
// several times, or several joined as in f.
func operandsOf(f *formula.Formula, operands []int) *formula.Formula {
	first, steps := f.Kids[operands[0]], maxAlike
	if !slices.ContainsFunc(operands[1:], func(operand int) bool { return !alike(f.Kids[operand], first, &steps) }) {
		return first
	}
	kids := make([]*formula.Formula, len(operands))
	for i, operand := range operands {
		kids[i] = f.Kids[operand]
	}
	return &formula.Formula{Kind: f.Kind, Kids: kids, At: f.At}
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
