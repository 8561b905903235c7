//go:build !nonet

package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/describe"
	"github.com/segc-lang/segc/internal/english"
)

// planView is how a plan is shown.
type planView struct {
	// summary says in the end how much there is to do; warnings go with it.
	summary bool
	// applying is set by apply: given are the flags that it has.
	applying bool
	given    []plan.Flag
	// saved says that the plan is or was saved in a file: its conflicts stay conflicts,
	// no matter which flags apply gets.
	saved bool
	// words are what apply must be given beside flags of this plan to make it again.
	words []string
	// set are those for the values of params, and for what is assumed.
	set []string
}

// worthShowing reports whether there is something to say about a step.
func worthShowing(s *plan.Step) bool {
	return s.Action != plan.Unchanged || s.Adopted || s.Renamed != "" || s.RenamedSegment != ""
}

// planText writes a plan for people.
func planText(p *plan.Plan, view planView) string {
	var b strings.Builder
	for i := range p.Steps {
		if s := &p.Steps[i]; worthShowing(s) {
			stepText(&b, s, view)
		}
	}
	leftText(&b, p)
	agedText(&b, p.Aged)
	copiesText(&b, p.Copies)
	if view.summary {
		planSummary(&b, p)
	}
	if !view.applying { // apply itself says what is missing
		for _, n := range p.Needs {
			fmt.Fprintf(&b, "`segc apply` needs %s: %s\n", n.Flag, visible(short(n.Reason, textSentence)))
		}
	}
	if view.summary {
		if p.Changes() {
			fmt.Fprintf(&b, "SHA-256 of this plan: %s\n", p.SHA256)
		}
	}
	return visibleLines(b.String())
}

// agedText says which segments stay as of a day that is gone.
func agedText(b *strings.Builder, aged []plan.Aged) {
	if len(aged) == 0 {
		return
	}
	fmt.Fprintf(b, "%s of files that are not planned, as of a day that is gone:\n", english.Count(len(aged), "segment"))
	for _, a := range aged {
		fmt.Fprintf(b, "    %s  %q, %s old (%s)\n", a.Day, short(a.Name, textValue), english.Count(a.Days, "day"), visible(short(a.File, textValue)))
	}
}

// planSummary counts what there is to do.
func planSummary(b *strings.Builder, p *plan.Plan) {
	fmt.Fprintf(b, "%d to create, %d to update, ", p.Count(plan.Create), p.Count(plan.Update))
	if n := p.Count(plan.Rolled); n > 0 {
		fmt.Fprintf(b, "%d rolled, ", n)
	}
	fmt.Fprintf(b, "%d unchanged", p.Count(plan.Unchanged))
	if n := p.Count(plan.Conflict); n > 0 {
		fmt.Fprintf(b, ", %s", english.Count(n, "conflict"))
	}
	if n := p.Count(plan.Stuck); n > 0 {
		fmt.Fprintf(b, ", %d stuck", n)
	}
	if n := p.Count(plan.Failure); n > 0 {
		fmt.Fprintf(b, ", %s", english.Count(n, "error"))
	}
	b.WriteString("\n")
}

func stepText(b *strings.Builder, s *plan.Step, view planView) {
	sign := map[plan.Action]string{plan.Create: "+", plan.Update: "~", plan.Rolled: ">", plan.Unchanged: "=", plan.Stuck: "!", plan.Conflict: "!", plan.Failure: "!"}[s.Action]
	fmt.Fprintf(b, "%s %s %q (%s)\n", sign, s.Action, short(s.Name, textValue), visible(s.File))
	if was := wasText(s); was != "" {
		b.WriteString("    " + was + "\n")
	}
	if s.Adopted {
		fmt.Fprintf(b, "    its segment was found by its name, %s; apply ties the two together\n", short(s.ID, textValue))
	}
	if s.Gone != "" {
		fmt.Fprintf(b, "    its segment is gone: %s\n", visible(short(s.Gone, textValue)))
	}
	if s.Roll != nil {
		fmt.Fprintf(b, "    from %s to %s, and nothing else changes\n", s.Roll.From, s.Roll.To)
	}
	if s.Action == plan.Stuck {
		fmt.Fprintf(b, "    left as of %s\n", s.Day)
	}
	if s.Reason != "" {
		fmt.Fprintf(b, "    %s\n", visible(short(s.Reason, textSentence)))
	}
	if uses := usesText(s); uses != "" {
		fmt.Fprintf(b, "    %s\n", visible(uses))
	}
	setText(b, s)
	if len(s.Assumed) > 0 {
		fmt.Fprintf(b, "    assumes that the platform %s\n", strings.Join(s.Assumed, " and "))
	}
	for _, f := range s.Fields {
		switch s.Action {
		case plan.Create:
			fmt.Fprintf(b, "    %s: %q\n", f.Field, short(f.New, textValue))
		case plan.Conflict:
			old, changed := shownPair(f)
			fmt.Fprintf(b, "    %s: %s in the segment, %s in the file\n", f.Field, old, changed)
		default:
			old, changed := shownPair(f)
			fmt.Fprintf(b, "    %s: %s → %s\n", f.Field, old, changed)
		}
	}
	if s.Rules != nil {
		rulesText(b, s.Rules)
	}
	for _, w := range s.Warnings {
		if view.summary {
			fmt.Fprintf(b, "    warning[%s]: %s\n", visible(w.Code), visible(short(w.Message, textSentence)))
		}
	}
	for _, line := range needsText(s, view) {
		b.WriteString("    " + line + "\n")
	}
}

// shownPair returns what a property was and is to be, in quotes.
func shownPair(f plan.Field) (old, changed string) {
	f.Old, f.New = shortPair(f.Old, f.New)
	return f.Shown(strconv.Quote)
}

// needsText says which flags apply needs for a step, and what to do about a change
// that somebody made elsewhere.
func needsText(s *plan.Step, view planView) []string {
	var lines []string
	if s.Action == plan.Conflict {
		words, why := conflictText(s, view)
		lines = append(lines, words+visible(why))
	}
	for _, n := range s.Needs {
		switch {
		case slices.Contains(view.given, n.Flag):
			lines = append(lines, fmt.Sprintf("allowed by %s: %s", n.Flag, short(n.Reason, textSentence)))
		case s.Action == plan.Conflict && n.Flag == plan.Overwrite: // conflictText says it
		case s.Action == plan.Conflict:
			lines = append(lines, fmt.Sprintf("to overwrite it also needs %s: %s", n.Flag, short(n.Reason, textSentence)))
		case s.Overwrites == plan.Unknown && n.Flag == plan.Overwrite:
			lines = append(lines, fmt.Sprintf("needs %s: %s; `segc pull --force` takes the segment's side", n.Flag, short(n.Reason, textSentence)))
		default:
			lines = append(lines, fmt.Sprintf("needs %s: %s", n.Flag, short(n.Reason, textSentence)))
		}
	}
	return lines
}

// conflictText says how to settle a conflict, and, if pull cannot do it, at the end why: that
// has text of others in it. A plan in a file keeps its conflicts, so another plan is needed there.
func conflictText(s *plan.Step, view planView) (words, why string) {
	overwrite := "`segc apply " + strings.Join(flagWords(plan.FlagsOf(s.Needs)), " ") + "`"
	if view.saved {
		overwrite = "a plan of `segc plan --overwrite`"
	}
	const leaves, byHand = "; `segc pull` leaves the file alone: ", "bring the segment's changes into the file, or "
	why = short(s.Bound, textSentence)
	switch {
	case s.Bound != "" && len(s.Both) == 0:
		return byHand + overwrite + " overwrites them" + leaves, why
	case s.Bound != "":
		return "both sides changed " + listed(s.Both) + "; " + byHand + overwrite + " takes the file's side" + leaves, why
	case len(s.Both) == 0:
		return "`segc pull` merges the segment's changes into the file, " + overwrite + " overwrites them", ""
	}
	return fmt.Sprintf("both sides changed %s; edit the file, or take one side: `segc pull --force` the segment's, %s the file's", listed(s.Both), overwrite), ""
}

func rulesText(b *strings.Builder, r *plan.Rules) {
	after := english.Count(r.GroupsAfter, "group") + " with " + english.Count(r.ConditionsAfter, "condition")
	if r.Verdict == plan.NewRules {
		fmt.Fprintf(b, "    rules: %s\n", after)
	} else {
		fmt.Fprintf(b, "    rules: %s; %s with %s → %s\n", visible(r.Verdict), english.Count(r.GroupsBefore, "group"), english.Count(r.ConditionsBefore, "condition"), after)
	}
	for _, c := range []struct {
		word    string
		contact *plan.Contact
	}{{"enters", r.Enters}, {"leaves", r.Leaves}} {
		if c.contact == nil {
			continue
		}
		fmt.Fprintf(b, "      %s: %s", c.word, visible(describe.Sentence(c.contact.Words)))
		if len(c.contact.When) > 0 {
			fmt.Fprintf(b, ", if the platform %s", visible(describe.Readings(c.contact.When, " and ")))
		}
		b.WriteString("\n")
	}
	lines := strings.Split(strings.TrimSuffix(r.Diff, "\n"), "\n")
	if r.Verdict == plan.NewRules {
		lines = lines[min(headOfDiff, len(lines)):] // there is nothing that it differs from
	}
	for _, line := range shortLines(lines) {
		b.WriteString("      " + visible(line) + "\n")
	}
}

// headOfDiff is how many lines say what a difference is about.
const headOfDiff = 3
