package prove

import (
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/eval"
)

// Agreement is what a comparison of a document with its rule found.
type Agreement uint8

// The agreements.
const (
	Differs Agreement = iota
	Sampled           // nothing speaks against it, of what could be looked at
	Proved
)

// maxPlainProof bounds the steps of the proof that a plain expansion says the
// same as its rule: a diagram takes about as many for a thousand groups. Above
// this, its terms are compared one by one.
const maxPlainProof = 1_000_000

// proofLimit returns how many operations the proof of a document takes at most; 0 means as many
// as the limits of the rule allow.
func proofLimit(plain bool) int {
	if plain {
		return maxPlainProof
	}
	return 0
}

// Agrees compares a document, as it was read back, with the formula of the rule: by
// proof, or as well as it can be done where that is beyond the limits. Plain says that
// the document is the plain expansion.
func (p *Prover) Agrees(document *condition.Table, plain bool) Agreement {
	if p.decided {
		same, err := p.system.VerifyTable(p.node, build(p.rule.Formula), document, proofLimit(plain))
		switch {
		case err == nil && same:
			return Proved
		case err == nil:
			return Differs
		}
	}
	if plain {
		return p.simulated(document)
	}
	return p.tried(document.Document(p.Poll))
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
func (p *Prover) tried(document *condition.Document) Agreement {
	names, source, err := p.read()
	if err != nil {
		return Differs // the checks refuse what the evaluator refuses
	}
	atoms, _ := unite(p.Poll, atomsOf(&p.rule.Set), DocumentSide(p.Poll, document).atoms)
	system := engine.New(atoms, p.columns, engine.LimitsOf(p.Poll).Assuming(p.program.Assumed))
	defer system.Close()
	_, conditions := document.Size()
	for _, c := range system.Sample(min(mostTried, max(leastTried, triedWork/(len(atoms)+conditions)))) {
		if !p.possible(c) {
			continue
		}
		c = names.Typed(c)
		for _, r := range system.Readings(c) {
			if source.Holds(p.Poll, c, r) != eval.DocumentWithin(p.Poll, document, c, r) {
				return Differs
			}
		}
	}
	return Sampled
}

// possible reports whether a contact has all that no contact is without.
func (p *Prover) possible(c contact.Contact) bool {
	for _, a := range p.rule.Set.Atoms {
		f, ok := a.Condition.(condition.Field)
		if v, has := c.Columns[f.Column]; ok && (!has || v.Kind() == contact.Missing) && p.columns(f.Column).NotNull {
			return false
		}
	}
	return true
}
