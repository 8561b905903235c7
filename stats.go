package segc

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/internal/english"
)

// Stats say how small a document is, what is known of that, and what it took to
// find out. The work is counted in steps, not in time: the same rule has the
// same stats on every machine.
type Stats struct {
	Groups     int `json:"groups"`
	Conditions int `json:"conditions"` // in all groups together

	// Proved says that no document of the same meaning has fewer groups, and
	// none of as many groups has fewer conditions, among those that can be made
	// of what was considered (see Level). AtLeast is the number of groups that
	// every such document has.
	Proved  bool `json:"proved"`
	AtLeast int  `json:"at_least"`

	// Method is how the document was found: "as written" when nothing could be
	// left out of what was considered (see Level), "exact", "heuristic", "partial" when a limit ended the
	// heuristic, or "plain" for the plain expansion.
	Method string `json:"method"`
	// Level is how much of what can be said was considered, from 3 for all of
	// it to 0 for the conditions of the rule alone.
	Level int `json:"level"`

	// Undecided says that the rule is beyond the limits of proof: it is not known
	// whether somebody matches it, nor which of its parts change nothing. Sampled
	// says that the document was compared with the rule in samples only.
	Undecided bool `json:"undecided"`
	Sampled   bool `json:"sampled"`

	// Source says on what the document was compared with the text of the rule, which
	// is beside the proof: that begins where names have been looked up.
	Source SourceStats `json:"source"`

	Nodes      int `json:"nodes"`      // of the decision diagram
	Operations int `json:"operations"` // on it
	Primes     int `json:"primes"`     // prime implicants
	Branches   int `json:"branches"`   // of the covering search
	Steps      int `json:"steps"`      // of covering, in machine words looked at
}

// SourceStats say how a document was compared with the text of its rule: on contacts
// at the edges of the conditions of the text, each in the readings that may differ.
type SourceStats struct {
	Conditions int `json:"conditions"` // of the text, those of a `let` once
	Compared   int `json:"compared"`   // those at whose edges there were contacts
	Deciding   int `json:"deciding"`   // of these, those that decided of such a contact
	Contacts   int `json:"contacts"`   // counted once for each reading
}

// Stats returns what is known of the document's size.
func (r *Result) Stats() Stats {
	s := r.result.Stats
	return Stats{
		Groups: s.Groups, Conditions: s.Conditions, Proved: s.Proved, AtLeast: s.AtLeast, Method: s.Method, Level: s.Level,
		Undecided: s.Undecided, Sampled: s.Sampled, Source: SourceStats(r.result.SourceCheck),
		Nodes: s.Spent.Nodes, Operations: s.Spent.Operations, Primes: s.Spent.Primes, Branches: s.Spent.Branches, Steps: s.Spent.Steps,
	}
}

// String says the stats in words, on three lines without a newline at the end.
func (s Stats) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s: ", english.Count(s.Groups, "group"), english.Count(s.Conditions, "condition"))
	switch {
	case s.Method == "plain" && s.Undecided:
		b.WriteString("the plain expansion, nothing is proved")
	case s.Method == "plain":
		b.WriteString("the plain expansion, not simplified")
	case s.Proved && s.Method == "as written":
		b.WriteString("proved minimal, as written")
	case s.Proved:
		b.WriteString("proved minimal")
	case s.AtLeast <= 1:
		fmt.Fprintf(&b, "not proved minimal (%s)", s.Method)
	case s.AtLeast == s.Groups:
		fmt.Fprintf(&b, "no fewer groups are possible, fewer conditions may be (%s)", s.Method)
	default:
		fmt.Fprintf(&b, "not proved minimal, at least %s are needed (%s)", english.Count(s.AtLeast, "group"), s.Method)
	}
	if s.Level < 3 && s.Method != "plain" {
		fmt.Fprintf(&b, ", vocabulary level %d of 3", s.Level)
	}
	if s.Sampled {
		b.WriteString(", compared with the rule in samples")
	}
	fmt.Fprintf(&b, "\nagrees with the text on %s at the edges of ", english.Count(s.Source.Contacts, "contact"))
	if s.Source.Compared < s.Source.Conditions {
		fmt.Fprintf(&b, "%d of ", s.Source.Compared)
	}
	fmt.Fprintf(&b, "%s; %s", english.Count(s.Source.Conditions, "condition"), s.Source.decided())
	fmt.Fprintf(&b, "\nspent: %s, %s, %s, %s, %s", english.Count(s.Nodes, "diagram node"), english.Count(s.Operations, "operation"),
		english.Count(s.Primes, "prime"), english.Count(s.Branches, "branch"), english.Count(s.Steps, "step"))
	return b.String()
}

// decided says how many of the conditions decided of a contact. The others were
// compared, but for each contact the rest of the rule had the same answer without them:
// a mistake in one of these need not show.
func (s SourceStats) decided() string {
	n := fmt.Sprint(s.Deciding)
	switch {
	case s.Deciding == s.Compared && s.Compared == 1:
		return "it decided whether a contact matches"
	case s.Deciding == s.Compared && s.Compared > 0:
		return "each of them decided whether a contact matches"
	case s.Compared == 1:
		return "it did not decide whether a contact matches"
	case s.Deciding == 0:
		n = "none"
	}
	return n + " of them decided whether a contact matches"
}
