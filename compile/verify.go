package compile

import (
	"bytes"
	"errors"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/prove"
	"github.com/segc-lang/segc/internal/rule"
)

// agreement is what a comparison of a document with its rule found.
type agreement uint8

const (
	differs agreement = iota
	sampled           // nothing speaks against it, of what could be looked at
	proved
)

// maxPlainProof bounds the steps of the proof that a plain expansion says the
// same as its rule: a diagram takes about as many for a thousand groups. Above
// this, its terms are compared one by one.
const maxPlainProof = 1_000_000

// verified reads the document back through the strict decoder and compares it
// with the rule. A difference is a fault of the compiler, and no document is
// better than a wrong one.
func (p *prover) verified() bool {
	found, err := p.agreement()
	p.result.Stats.Sampled = found == sampled
	if found != differs {
		if found, err = p.sourceCheck(); found == proved {
			p.result.encoded = p.encoded
			return true
		}
	}
	at := place(p.main.Source, p.main.Statements[0])
	message := "segc has a fault: the document would not say the same as the rule"
	if err != nil {
		message = "segc cannot check its own document: " + err.Error()
	}
	p.Fail(diag.Internal, at, message).Notes = []string{"please report it with the rule; --simplify none may do in the meantime"}
	p.result.Document, p.result.encoded = nil, nil
	return false
}

// agreement compares the document with the rule: by proof, or as well as it can
// be done where that is beyond the limits. The error says what is wrong with the
// document beside its meaning.
func (p *prover) agreement() (agreement, error) {
	if p.checked != p.result.Document {
		p.checked = p.result.Document
		p.found, p.foundErr = p.compare()
	}
	return p.found, p.foundErr
}

func (p *prover) compare() (agreement, error) {
	document, err := p.readBack()
	if err != nil {
		return differs, err
	}
	p.decoded = document
	plain := p.result.Document == p.expanded
	if p.decided {
		limit := 0
		if plain {
			limit = maxPlainProof
		}
		same, err := p.system.Verify(p.node, prove.Build(p.rule), document, limit)
		switch {
		case err == nil && same:
			return proved, nil
		case err == nil:
			return differs, nil
		}
	}
	if plain {
		return p.simulated(document), nil
	}
	return p.tried(document), nil
}

// readBack returns the document as the strict decoder reads its JSON.
func (p *prover) readBack() (*condition.Document, error) {
	encoded := rule.Encode(p.poll, make([]byte, 0, 1024), p.result.Document)
	p.poll.Hold(2 * len(encoded))
	defer p.poll.Free(len(encoded)) // the result keeps the other
	document, err := rule.DecodeWithin(p.poll, encoded)
	if err != nil {
		return nil, err
	}
	if !condition.Equal(p.poll, document, p.result.Document) || !bytes.Equal(rule.Encode(p.poll, make([]byte, 0, len(encoded)), document), encoded) {
		return nil, errors.New("it reads differently than it was written")
	}
	p.poll.Free(len(p.encoded)) // of another document
	p.encoded = encoded
	return document, nil
}

// How many contacts a rule and its document are compared on when nothing better
// can be done: fewer for large rules, since each is judged under every reading.
const (
	leastTried = 64
	mostTried  = 256
	triedWork  = 60_000 // conditions under one reading
)

// tried compares a document with the rule on contacts that the conditions of
// both tell apart, as the evaluator judges them.
func (p *prover) tried(document *condition.Document) agreement {
	names, source, err := p.read()
	if err != nil {
		return differs // the checks refuse whatever the evaluator refuses
	}
	atoms, _ := prove.Unite(p.poll, p.theoryAtoms(), prove.DocumentSide(p.poll, document).Atoms)
	system := engine.New(atoms, p.knownColumn, engine.LimitsOf(p.poll))
	defer system.Close()
	_, conditions := document.Size()
	for _, c := range system.Sample(min(mostTried, max(leastTried, triedWork/(len(atoms)+conditions)))) {
		if !p.possible(c) {
			continue
		}
		c = names.Typed(c)
		for _, r := range system.Readings(c) {
			if source.Holds(p.poll, c, r) != eval.DocumentWithin(p.poll, document, c, r) {
				return differs
			}
		}
	}
	return sampled
}

// possible reports whether a contact has all that no contact is without.
func (p *prover) possible(c eval.Contact) bool {
	for _, a := range p.set.Atoms {
		f, ok := a.Condition.(condition.Field)
		if v, has := c.Columns[f.Column]; ok && (!has || v.Kind == eval.Null) && p.knownColumn(f.Column).NotNull {
			return false
		}
	}
	return true
}
