package prove

import (
	"errors"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/edges"
	"github.com/segc-lang/segc/internal/eval"
)

// SourceCheck says on what the document was compared with the text of its rule, which
// is apart from the proof that it says the same as the rule's formula.
type SourceCheck struct {
	Conditions int // that the rule has, those of a `let` once
	Compared   int // those at whose edges contacts were made
	Deciding   int // of these, those that decided whether such a contact matches
	Contacts   int // each as often as there were readings
}

// SourceCheck compares the document, as it was read back, with the tree that the
// author wrote. What proves the document begins at the formula, so a mistake on the
// way there shows here only. The error says that they differ, or that the evaluator
// refuses the tree.
func (p *Prover) SourceCheck(document *condition.Table) (SourceCheck, error) {
	_, source, err := p.read()
	if err != nil {
		return SourceCheck{}, err
	}
	held := p.Poll.Held()
	var rest edges.Rest
	if p.decided {
		rest = (*offering)(p)
	}
	report := edges.Check(p.Poll, p.ruled, source, document, edges.Options{Rest: rest, Assumed: p.program.Assumed})
	p.Poll.FreeTo(held)
	if report.Difference != nil {
		err = errors.New("for some contact, the document and the text of the rule differ")
	}
	return SourceCheck{report.Conditions, report.Compared, report.Deciding, report.Contacts}, err
}

// Lists returns the lists that the header of a segment names, as the evaluator reads them.
func (p *Prover) Lists(values []ast.Value) ([]string, error) {
	if _, _, err := p.read(); err != nil {
		return nil, err
	}
	return p.ruled.Lists(p.Poll, values)
}

// offering offers contacts from the diagram of a rule; see [edges.Rest].
type offering Prover

// Deciding implements edges.Rest.
func (o *offering) Deciding(subject eval.Subject) []contact.Contact {
	const pairs = 2
	return o.system.Deciding(o.node, subject, pairs)
}
