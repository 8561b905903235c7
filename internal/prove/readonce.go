package prove

import (
	"slices"

	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/logic"
)

// readOnce returns the form of InParts for a rule that has each condition in one place and none that
// has to do with another, as most small rules: then each `and` and each `or` is made of its operands.
// It returns nil for other rules.
func (p *Prover) readOnce(most int) *Form {
	f := p.rule.Formula
	if !p.decided || f.Kind == formula.Literal || !p.system.Independent() {
		return nil
	}
	atoms := len(p.rule.Set.Atoms)
	small := &smallOnce{}
	r := onceReader{Prover: p, ids: slices.Grow(small.ids[:0], atoms)[:atoms], single: slices.Grow(small.single[:0], atoms)[:atoms]}
	kids, ok := r.count(f, 0)
	if !ok {
		return nil
	}
	r.kids, r.operands = make([]Parts, kids), slices.Grow(small.operands[:0], r.widest)[:r.widest]
	for i := range r.operands {
		r.operands[i] = i
	}
	found := solved{stats: engine.Stats{Proved: true, Method: "as written", Level: 3}}
	found.parts, found.groups, found.conditions = r.parts(f)
	found.stats.AtLeast = found.groups
	s := solver{Prover: p, most: most, conditions: p.system.Conditions()}
	return s.form(found)
}

// onceReader reads such a rule.
type onceReader struct {
	*Prover
	ids    []int32   // by atom: its number, once it was met
	single [][]int32 // by atom: the group that it is alone
	widest int       // how many operands an `and` or an `or` has at most

	kids     []Parts // room for what is left to be read
	operands []int   // 0, 1, 2 and so on
}

// smallOnce has room for what is read of most rules.
type smallOnce struct {
	ids      [4]int32
	single   [4][]int32
	operands [4]int
}

// count returns how many parts are below a part. It reports false if a condition is in two places,
// or holds for everybody or for nobody, or is the opposite of one, or if parts are nested deep.
func (r *onceReader) count(f *formula.Formula, depth int) (kids int, ok bool) {
	r.Poll.Step(16)
	switch {
	case f.Kind == formula.Literal:
		id := f.Atom.ID
		if n := r.system.Atom(id); r.single[id] != nil || f.Atom.Negated || n == logic.True || n == logic.False {
			return 0, false
		}
		r.ids[id] = int32(id)
		r.single[id] = r.ids[id : id+1 : id+1]
		return 0, true
	case f.Kind != formula.And && f.Kind != formula.Or || depth > maxDepth:
		return 0, false
	}
	r.widest = max(r.widest, len(f.Kids))
	kids = len(f.Kids)
	for _, kid := range f.Kids {
		n, ok := r.count(kid, depth+1)
		if !ok {
			return 0, false
		}
		kids += n
	}
	return kids, true
}

// parts returns a part with those that it is made of, and its groups and conditions.
func (r *onceReader) parts(f *formula.Formula) (whole Parts, groups, conditions int) {
	if f.Kind == formula.Literal {
		id := f.Atom.ID
		return Parts{groups: r.single[id : id+1 : id+1]}, 1, 1
	}
	n := len(f.Kids)
	whole.or, whole.kids, r.kids = f.Kind == formula.Or, r.kids[:n:n], r.kids[n:]
	if !whole.or {
		groups = 1
	}
	for i, kid := range f.Kids {
		part, g, c := r.parts(kid)
		part.operands = r.operands[i : i+1 : i+1]
		whole.kids[i] = part
		if whole.or {
			groups, conditions = plus(groups, g), plus(conditions, c)
		} else {
			groups, conditions = times(groups, g), plus(times(groups, c), times(conditions, g))
		}
	}
	return whole, groups, conditions
}
