package editor

import (
	"context"
	"strings"

	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/loading"
	"github.com/segc-lang/segc/internal/poll"
)

// Proof is all that is known of a snapshot.
type Proof struct {
	List  diag.List // what `segc check` says
	Rules []Proved  // by the number of the rule
	Ended error     // of the context, if it ended the work: then the list says nothing else

	results []*compile.Result
	titles  []string // of the lenses
	of      *Snapshot
}

// Proved is what was proved of a rule.
type Proved struct {
	Name       string // of the segment; "" for a rule without a header
	Made       bool   // the rule has a document, whose size follows
	Groups     int
	Conditions int
	Minimal    bool // no document of its meaning is smaller
	Undecided  bool // it is beyond the limits of proof
	Guard      Verdict
	Errors     int    // what is wrong with it, and with the file
	Until      string // the last day that is known to be like the one it was proved for; "" without an end
}

// Verdict says what was proved of the guards of a rule.
type Verdict uint8

// The verdicts.
const (
	Unguarded   Verdict = iota // the rule has no guards
	Holds                      // every contact who matches satisfies them
	Breaks                     // somebody matches whom a guard keeps out
	NotDecided                 // the guards are beyond the limits of proof
	NotLookedAt                // an error keeps segc from looking at them
)

// Prove proves the rules of the snapshot.
func (s *Snapshot) Prove(ctx context.Context) *Proof {
	ctx = poll.Within(ctx, s.options.MaxMemory)
	proof := &Proof{Rules: make([]Proved, s.program.Rules()), of: s}
	proof.results = make([]*compile.Result, len(proof.Rules))
	for i := range proof.Rules {
		proof.Rules[i].Guard = NotLookedAt
	}
	hear := func(rule int, list diag.List) {
		proof.Rules[rule].Guard, proof.Rules[rule].Errors = verdictOf(list), list.Count(diag.Error)
	}
	program := &loading.Program{Program: s.program.Hearing(hear), Fault: s.program.Fault}
	proof.List = program.Said(func() diag.List {
		results, list := program.All(ctx, true)
		copy(proof.results, results)
		return list
	})
	if len(proof.Rules) == 1 {
		hear(0, proof.List)
	}
	for _, d := range proof.List {
		if d.Code == diag.Interrupted {
			return &Proof{List: proof.List, Ended: d.Cause}
		}
	}
	for i, result := range proof.results {
		rule := &proof.Rules[i]
		rule.Name = s.program.MainRules[i].Name()
		if len(s.program.Guards) == 0 {
			rule.Guard = Unguarded
		}
		if result == nil {
			continue
		}
		rule.Made, rule.Until = true, result.Until
		rule.Groups, rule.Conditions = result.Stats.Groups, result.Stats.Conditions
		rule.Minimal, rule.Undecided = result.Stats.Proved, result.Stats.Undecided
	}
	proof.titles = s.lensTitles(proof)
	return proof
}

// verdictOf returns what a list says of the guards of a rule.
func verdictOf(list diag.List) Verdict {
	verdict := Holds
	for _, d := range list {
		switch {
		case d.Code == diag.GuardFails:
			return Breaks
		case d.Code == diag.GuardUndecided:
			verdict = NotDecided
		case d.Severity == diag.Error && verdict == Holds:
			verdict = NotLookedAt
		}
	}
	return verdict
}

// Documents returns the documents of the rules as compact JSON, each on a line. The line of a rule
// that has errors is empty.
func (p *Proof) Documents() string {
	var b strings.Builder
	for _, result := range p.results {
		if result != nil {
			b.Write(result.JSON())
		}
		b.WriteByte('\n')
	}
	return b.String()
}
