package main

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/internal/english"
)

// statsText says the stats of a document in words, on three lines without a newline at the end.
func statsText(s segc.Stats) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s: ", english.Count(s.Groups, "group"), english.Count(s.Conditions, "condition"))
	switch {
	case s.Method == compile.MethodPlain && s.Undecided:
		b.WriteString("the plain expansion, nothing is proved")
	case s.Method == compile.MethodPlain:
		b.WriteString("the plain expansion, not simplified")
	case s.Proved && s.Method == compile.MethodAsWritten:
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
	if s.Level < 3 && s.Method != compile.MethodPlain {
		fmt.Fprintf(&b, ", vocabulary level %d of 3", s.Level)
	}
	if s.Verified == compile.VerifiedSampled {
		b.WriteString(", compared with the rule in samples")
	}
	if s.Assumed {
		b.WriteString(", larger without what is assumed")
	}
	fmt.Fprintf(&b, "\nagrees with the text on %s at the edges of ", english.Count(s.Source.Contacts, "contact"))
	if s.Source.Compared < s.Source.Conditions {
		fmt.Fprintf(&b, "%d of ", s.Source.Compared)
	}
	fmt.Fprintf(&b, "%s; %s", english.Count(s.Source.Conditions, "condition"), decided(s.Source))
	fmt.Fprintf(&b, "\nspent: %s, %s, %s, %s, %s", english.Count(s.Spent.Nodes, "diagram node"), english.Count(s.Spent.Operations, "operation"),
		english.Count(s.Spent.Primes, "prime"), english.Count(s.Spent.Branches, "branch"), english.Count(s.Spent.Steps, "step"))
	return b.String()
}

// decided says how many of the conditions decided whether a contact matches. The others
// were compared too, but the rest of the rule had the same answer for each contact without
// them, so a mistake in one of these may not show.
func decided(s compile.SourceStats) string {
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
