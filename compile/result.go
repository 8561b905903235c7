package compile

import (
	"fmt"
	"slices"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/compiler"
	"github.com/segc-lang/segc/rulesjson"
)

// Result is a document and where it comes from. Nothing in it holds the proof.
type Result struct {
	// Origins has the places that each condition comes from, one or more, by group and
	// condition of the document.
	Origins [][][]diag.Location
	Stats   Stats

	// Today is the day for which a rule that says today was compiled, such as 2026-06-01, and
	// Until the last day for which what was proved of it is known to hold: that somebody
	// matches it, and not everybody, and that it keeps to its guards. Until is "" if that
	// holds on every day after Today. Both are "" for every other rule.
	Today, Until string

	json []byte
}

// JSON returns the document as compact JSON: the bytes that were proved.
func (r *Result) JSON() []byte { return slices.Clone(r.json) }

// Document returns a copy of the document, read from the bytes that were proved; nil for a
// zero Result.
func (r *Result) Document() *rulesjson.Document {
	if len(r.json) == 0 {
		return nil
	}
	document, err := rulesjson.Parse(r.json)
	if err != nil {
		panic(fmt.Errorf("compile: a document that was proved cannot be read: %w", err))
	}
	return document
}

// Stats say how small a document is, what is known of that, and what it took to find out.
// The work is counted in steps, not in time: the same rule has the same stats on every
// machine, with the same limits and the same version of segc. Another version may find a
// smaller document, prove more, and count its work differently.
type Stats struct {
	Groups     int `json:"groups"`     // of the document
	Conditions int `json:"conditions"` // in all groups together

	// Proved says that no document of the same meaning has fewer groups, and none of as
	// many groups has fewer conditions, among those that can be made of what was
	// considered (see Level). AtLeast is the number of groups that every such document
	// has.
	Proved  bool `json:"proved"`
	AtLeast int  `json:"at_least"`

	Method   Method   `json:"method"`   // how the document was found
	Verified Verified `json:"verified"` // how it was compared with the rule

	// Level is how much of what can be said was considered, from 3 for all of it to 0
	// for the conditions of the rule alone. Experimental: another version may have other
	// levels.
	Level int `json:"level"`
	// Undecided says that the rule is beyond the limits of proof: it is not known whether
	// somebody matches it, nor which of its parts change nothing.
	Undecided bool `json:"undecided"`
	// Assumed says that the document is smaller than it could be without what is assumed of
	// the platform: it may be wrong if that is wrong.
	Assumed bool `json:"assumed,omitempty"`

	// Source says how the document was compared with the text of the rule. This check is
	// separate from the proof, which starts after names are resolved.
	Source SourceStats `json:"source"`

	// Work is the steps of proof, which a limit may bound. What a step is may change from
	// version to version; for now it is the sum of Spent.Operations, Spent.Branches and
	// Spent.Steps.
	Work int `json:"work"`
	// Spent is the work in detail. Experimental: another version may work in another way,
	// and count other things.
	Spent Spent `json:"spent"`
}

// SourceStats say how a document was compared with the text of its rule: on contacts at
// the edges of the conditions of the text, each in the readings that may differ.
type SourceStats struct {
	Conditions int `json:"conditions"` // of the text, those of a `let` once
	Compared   int `json:"compared"`   // those tested with contacts at their edges
	Deciding   int `json:"deciding"`   // of these, those that changed whether such a contact matches
	Contacts   int `json:"contacts"`   // counted once for each reading
}

// Spent is what the proofs of a rule took, in counts of this version of segc. Experimental.
type Spent struct {
	Nodes      int `json:"nodes"`      // of the decision diagram
	Operations int `json:"operations"` // on it
	Primes     int `json:"primes"`     // prime implicants
	Branches   int `json:"branches"`   // of the covering search
	Steps      int `json:"steps"`      // of covering, in machine words looked at
}

// Method is how a document was found.
type Method string

// The methods.
const (
	MethodAsWritten Method = "as written" // nothing could be left out of what was considered
	MethodExact     Method = "exact"
	MethodHeuristic Method = "heuristic"
	MethodPartial   Method = "partial" // a limit ended the heuristic
	MethodPlain     Method = "plain"   // the plain expansion
	MethodStored    Method = "stored"  // it was there already: segc.FromDocument
)

// Verified is how a document was compared with its rule.
type Verified string

// The ways to compare.
const (
	VerifiedProven  Verified = "proven"  // they are equivalent for all contacts
	VerifiedSampled Verified = "sampled" // on a fixed sample of contacts, for rules beyond the limits of proof
	VerifiedNot     Verified = "no"      // there is no rule: segc.FromDocument
)

func resultOf(r *compiler.Result) *Result {
	s := r.Stats
	verified := VerifiedProven
	if s.Sampled {
		verified = VerifiedSampled
	}
	return &Result{
		Origins: r.Origins, json: r.JSON,
		Today: r.Ahead.From, Until: r.Ahead.Until,
		Stats: Stats{
			Groups: s.Groups, Conditions: s.Conditions, Proved: s.Proved, AtLeast: s.AtLeast, Method: Method(s.Method), Verified: verified,
			Level: s.Level, Undecided: s.Undecided, Assumed: s.Assumed, Source: SourceStats(r.SourceCheck),
			Work: s.Spent.Work(),
			Spent: Spent{
				Nodes: s.Spent.Nodes, Operations: s.Spent.Operations, Primes: s.Spent.Primes, Branches: s.Spent.Branches, Steps: s.Spent.Steps,
			},
		},
	}
}
