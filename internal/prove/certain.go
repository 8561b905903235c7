package prove

import (
	"fmt"
	"slices"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/problems"
)

// RefuseConstant refuses a rule whose formula says that it holds for everybody or for
// nobody. The place is that of the rule.
func RefuseConstant(list *problems.List, rule *formula.Rule, at diag.Location) {
	d := refuseCertain(list, rule.Formula.Kind == formula.True, at, "")
	for _, part := range rule.Constants {
		text := "nobody matches this"
		if part.Holds {
			text = "everybody matches this"
		}
		if part.At != at {
			d.Related = append(d.Related, diag.Label{Location: part.At, Text: text})
		}
	}
}

// WarnConstants warns of the conditions of a rule that hold for everybody or for nobody,
// and so change nothing.
func WarnConstants(list *problems.List, rule *formula.Rule) {
	for i, part := range Constants(rule) {
		code := diag.PartNeverTrue
		if rule.Constants[i].Holds {
			code = diag.PartAlwaysTrue
		}
		list.Warn(code, part.At, sentence(part.Why))
	}
}

// Constants returns the conditions of a rule that hold for everybody or for nobody.
func Constants(rule *formula.Rule) []Pointless {
	all := make([]Pointless, len(rule.Constants))
	for i, part := range rule.Constants {
		why := "nobody matches this"
		if part.Holds {
			why = "everybody matches this"
		}
		all[i] = Pointless{At: part.At, Why: []Word{own(why)}}
	}
	return all
}

func refuseCertain(list *problems.List, holds bool, at diag.Location, why string) *diag.Diagnostic {
	if holds {
		d := list.Fail(diag.AlwaysTrue, at, "everybody matches this rule"+why)
		d.Notes = []string{"the platform needs at least one condition; the contact lists of a segment already limit who it reaches"}
		return d
	}
	return list.Fail(diag.NeverTrue, at, "nobody can match this rule"+why)
}

// RefuseConstant refuses a rule that is proved to hold for everybody or for
// nobody, and says which of its conditions are responsible: a smallest set of them.
func (p *Prover) RefuseConstant() {
	holds := p.node == logic.True
	all := p.responsible(p.rule.Formula, holds)
	several := len(all) > 1
	parts := distinctPlaces(all)
	if len(parts) == 0 {
		refuseCertain(p.List, holds, p.at(), "")
		return
	}
	words := make([]string, len(parts))
	for i, part := range parts {
		words[i] = "`" + p.words(part) + "`"
	}
	why := ""
	switch {
	case len(words) == 1 && several && len(p.program.UsesOf(p.Poll, parts[0].At)) > 1 && holds:
		why = ": one of the uses of " + words[0] + " is always true"
	case len(words) == 1 && several && len(p.program.UsesOf(p.Poll, parts[0].At)) > 1:
		why = ": the uses of " + words[0] + " cannot all be true"
	case len(words) == 1 && holds:
		why = ": " + words[0] + " is always true"
	case len(words) == 1:
		why = ": " + words[0] + " is never true"
	case len(words) == 2 && holds:
		why = fmt.Sprintf(": either %s or %s is true for every contact", words[0], words[1])
	case len(words) == 2:
		why = fmt.Sprintf(": %s and %s cannot both be true", words[0], words[1])
	case holds:
		why = ": at least one of these is true for every contact: " + english.Some(words, 5)
	default:
		why = ": these cannot all be true: " + english.Some(words, 5)
	}
	d := refuseCertain(p.List, holds, parts[0].At, why)
	for _, part := range parts[1:] {
		label := "and this"
		if holds {
			label = "or this"
		}
		d.Related = append(d.Related, diag.Label{Location: part.At, Text: label})
	}
}

// WarnUnproved says of a rule beyond the limits of proof that nothing is known of
// it: not whether somebody matches it, and not which parts change nothing.
func (p *Prover) WarnUnproved() {
	d := p.Warn(diag.Unproved, p.at(), "this rule is too large for segc to prove anything about it")
	d.Notes = []string{"it may match nobody or everybody, and some of its parts may change nothing"}
}

// distinctPlaces leaves out the parts that have the same place as one before them, since a
// range becomes two parts.
func distinctPlaces(parts []*formula.Formula) []*formula.Formula {
	seen := map[diag.Location]bool{}
	return slices.DeleteFunc(parts, func(f *formula.Formula) bool {
		again := seen[f.At]
		seen[f.At] = true
		return again
	})
}

// responsible returns a smallest set of parts of a formula that make it hold for everybody,
// or for nobody: a few if a few are enough, otherwise a set in which each part is needed.
func (p *Prover) responsible(f *formula.Formula, holds bool) []*formula.Formula {
	b := builder{Diagram: p.system.Diagram, Atom: p.system.Atom}
	joint, dual := formula.And, formula.Or
	if holds {
		joint, dual = formula.Or, formula.And
	}
	constant := logic.False
	if holds {
		constant = logic.True
	}
	for f.Kind == dual {
		f = f.Kids[0] // all of them are constant; the first one represents the others
	}
	if f.Kind == formula.Literal {
		return []*formula.Formula{f}
	}
	parts := flatten(f, joint)
	nodes := make([]logic.Node, len(parts))
	for i, part := range parts {
		nodes[i] = b.Build(part)
		if nodes[i] == constant {
			return p.responsible(part, holds)
		}
	}
	join := func(nodes ...logic.Node) logic.Node {
		if holds {
			return p.system.Or(nodes...)
		}
		return p.system.And(nodes...)
	}
	const most = 200 // pairs are tried up to so many parts
	if len(parts) <= most {
		for i := range parts {
			for j := range i {
				if join(nodes[j], nodes[i]) == constant {
					return []*formula.Formula{parts[j], parts[i]}
				}
			}
		}
	}
	return p.needed(parts, nodes, join, constant)
}

// needed drops the parts without which the others are constant all the same.
func (p *Prover) needed(parts []*formula.Formula, nodes []logic.Node, join func(...logic.Node) logic.Node, constant logic.Node) []*formula.Formula {
	for i := len(parts) - 1; i >= 0 && p.system.Err() == nil; i-- {
		rest := make([]logic.Node, 0, len(nodes)-1)
		rest = append(append(rest, nodes[:i]...), nodes[i+1:]...)
		if len(rest) > 0 && join(rest...) == constant {
			nodes = rest
			parts = append(parts[:i:i], parts[i+1:]...)
		}
	}
	return parts
}

// flatten returns the operands of nested ands, or ors.
func flatten(f *formula.Formula, kind formula.Kind) []*formula.Formula {
	if f.Kind != kind {
		return []*formula.Formula{f}
	}
	var parts []*formula.Formula
	for _, kid := range f.Kids {
		parts = append(parts, flatten(kid, kind)...)
	}
	return parts
}
