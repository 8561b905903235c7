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
	names, source, err := p.read()
	if err != nil {
		return differs, err
	}
	held := p.poll.Held()
	var rest edges.Rest
	if p.decided {
		rest = (*offering)(p)
	}
	report := edges.Check(p.poll, names, source, p.decoded, rest)
	p.poll.FreeTo(held)
	p.result.SourceCheck = SourceCheck{report.Conditions, report.Compared, report.Deciding, report.Contacts}
	if report.Difference != nil {
		return differs, errors.New("for some contact, the document does not say the same as the text of the rule")
	}
	return proved, nil
}

// offering offers contacts from the diagram of a rule; see [edges.Rest].
type offering prover

func (o *offering) Deciding(subject eval.Subject) []eval.Contact {
	const pairs = 2
	return o.system.Deciding(o.node, subject, pairs)
}

// read returns what the evaluator reads of the rule and of the names in it. The checks
// refuse what it refuses.
func (p *prover) read() (*eval.Names, *eval.Source, error) {
	if p.names == nil && p.unread == nil {
		if p.names, p.unread = eval.NewNamesWithin(p.poll, p.files...); p.unread == nil {
			p.source, p.unread = eval.Read(p.poll, p.names, p.where.Expr)
		}
	}
	return p.names, p.source, p.unread
}
