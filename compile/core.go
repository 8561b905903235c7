package compile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/prove"
)

// constantRule refuses a rule of which the lowering sees that it holds for
// everybody or for nobody.
func (l *lowering) constantRule(holds bool, at diag.Location) {
	d := l.refuseCertain(holds, at, "")
	for _, part := range l.constants {
		text := "this holds for nobody"
		if part.holds {
			text = "this holds for everybody"
		}
		if part.at != at {
			d.Related = append(d.Related, diag.Label{Location: part.at, Text: text})
		}
	}
}

func (l *lowering) refuseCertain(holds bool, at diag.Location, why string) *diag.Diagnostic {
	if holds {
		d := l.Fail(diag.AlwaysTrue, at, "everybody matches this rule"+why)
		d.Notes = []string{"the platform cannot express a rule without a condition; its segments name contact lists beside the rule"}
		return d
	}
	return l.Fail(diag.NeverTrue, at, "nobody can match this rule"+why)
}

// certain refuses a rule that holds for everybody or for nobody, and says which
// of its conditions are responsible: a smallest set of them.
func (p *prover) certain(at diag.Location) {
	holds := p.node == logic.True
	parts := distinctPlaces(p.responsible(p.rule, holds))
	if len(parts) == 0 {
		p.refuseCertain(holds, at, "")
		return
	}
	words := make([]string, len(parts))
	for i, part := range parts {
		words[i] = "`" + p.words(part) + "`"
	}
	why := ""
	switch {
	case len(words) == 1 && holds:
		why = ": " + words[0] + " holds for everybody"
	case len(words) == 1:
		why = ": " + words[0] + " holds for nobody"
	case len(words) == 2 && holds:
		why = fmt.Sprintf(": either %s or %s holds for each contact", words[0], words[1])
	case len(words) == 2:
		why = fmt.Sprintf(": %s cannot hold beside %s", words[0], words[1])
	case holds:
		why = ": one of these holds for each contact: " + enumerate(words, 5)
	default:
		why = ": these cannot hold together: " + enumerate(words, 5)
	}
	d := p.refuseCertain(holds, parts[0].At, why)
	for _, part := range parts[1:] {
		label := "beside this"
		if holds {
			label = "or this"
		}
		d.Related = append(d.Related, diag.Label{Location: part.At, Text: label})
	}
}

// warnUnproved says of a rule beyond the limits of proof that nothing is known of
// it: not whether somebody matches it, and not which parts change nothing.
func (l *lowering) warnUnproved(at diag.Location) {
	d := l.Warn(diag.Unproved, at, "this rule is too large to prove anything about it")
	d.Notes = []string{"it may match nobody or everybody, and parts of it may change nothing"}
}

// distinctPlaces leaves out the parts that stand where one before them does: a
// range became two of them.
func distinctPlaces(parts []*formula.Formula) []*formula.Formula {
	seen := map[diag.Location]bool{}
	return slices.DeleteFunc(parts, func(f *formula.Formula) bool {
		again := seen[f.At]
		seen[f.At] = true
		return again
	})
}

// responsible returns a smallest set of parts of a formula that make it hold
// for everybody, or for nobody: few if few do, else such that each is needed.
func (p *prover) responsible(f *formula.Formula, holds bool) []*formula.Formula {
	b := prove.Builder{Diagram: p.system.Diagram, Atom: p.system.Atom}
	joint, dual := formula.And, formula.Or
	if holds {
		joint, dual = formula.Or, formula.And
	}
	constant := logic.False
	if holds {
		constant = logic.True
	}
	for f.Kind == dual {
		f = f.Kids[0] // all of them are constant; the first one stands for the others
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
func (p *prover) needed(parts []*formula.Formula, nodes []logic.Node, join func(...logic.Node) logic.Node, constant logic.Node) []*formula.Formula {
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

// words returns a part as its author wrote it, on one line and not too long. What
// stands below a `not` is shown with it.
func (p *prover) words(f *formula.Formula) string {
	switch text := excerpt(f.At); {
	case f.Opposite && f.Places != nil:
		return "not (" + text + ")"
	case f.Opposite:
		return "not " + text
	default:
		return text
	}
}

// excerpt returns the text of a place on one line, cut when it is long.
func excerpt(at diag.Location) string {
	const most = 60
	span := at.Span // the beginning is enough, unless that is all blanks
	rest := ""
	if far := span.Start + 100*most; far < span.End {
		span.End, rest = far, "…"
	}
	text := strings.Join(strings.Fields(strings.ToValidUTF8(at.Source.Slice(span), "")), " ")
	count := 0
	for i := range text {
		if count++; count > most {
			return text[:i] + "…"
		}
	}
	return text + rest
}
