package compile

import (
	"errors"

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

// sourceCheck compares the document, as it was read back, with the tree that the
// author wrote. What proves the document begins at the formula, so a mistake on the
// way there shows here only.
func (p *prover) sourceCheck() (agreement, error) {
	held := p.poll.Held()
	defer p.poll.FreeTo(held)
	names, err := eval.NewNamesWithin(p.poll, p.files...)
	if err != nil {
		return differs, err // the checks refuse what the evaluator refuses
	}
	source, err := eval.Read(p.poll, names, p.where.Expr)
	if err != nil {
		return differs, err
	}
	report := edges.Check(p.poll, names, source, p.decoded)
	p.result.SourceCheck = SourceCheck{report.Conditions, report.Compared, report.Deciding, report.Contacts}
	if report.Difference != nil {
		return differs, errors.New("a contact was found of whom the document does not say the same as the text of the rule")
	}
	return proved, nil
}
