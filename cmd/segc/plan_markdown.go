//go:build !nonet

package main

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/markdown"
	"github.com/segc-lang/segc/internal/poll"
)

// The limits of a plan in Markdown. A comment on GitHub has at most 65,536
// characters. Whole segments are left out, never the end of one, so each has to be
// short by itself.
const (
	markdownSize     = 60_000 // bytes, which are at least as many as characters
	markdownValue    = 300    // characters of a name, a description and the like
	markdownSentence = 600    // characters of a reason
	markdownFact     = 120    // characters of a list's id, or of what is said about a contact
	markdownFacts    = 10     // of these for one contact
	markdownListed   = 5      // names, lists or warnings in a row
	markdownRest     = 1_000  // bytes for what is said about segments that are left out
	markdownSet      = 2_000  // bytes of the values of params in a command
)

// planMarkdown writes a plan for a comment on a pull request. The segments about
// which somebody has to decide come first, so that others cannot push them out. The
// flags that apply needs, the counts and the hash are always there.
//
// Each part is a document that ends with an empty line, so that no part changes what
// another one means.
func planMarkdown(p *plan.Plan, view planView) string {
	steps := stepsByWeight(p)
	if len(steps) == 0 {
		return nothingMarkdown(p)
	}
	head, tail := headMarkdown(p, view), tailMarkdown(p, view)
	left := markdownSize - len(head) - len(tail) - markdownRest
	var b strings.Builder
	b.WriteString(head)
	var rest []*plan.Step
	for _, s := range steps {
		section := stepMarkdown(s, view)
		if len(section) > left {
			rest = append(rest, s)
			continue
		}
		left -= len(section)
		b.WriteString(section)
	}
	if len(rest) > 0 {
		b.WriteString(restMarkdown(rest))
	}
	return b.String() + tail
}

// stepsByWeight returns the steps that are worth showing. Those that need a decision
// come first.
func stepsByWeight(p *plan.Plan) []*plan.Step {
	var steps []*plan.Step
	for i := range p.Steps {
		if s := &p.Steps[i]; worthShowing(s) {
			steps = append(steps, s)
		}
	}
	weight := func(s *plan.Step) int {
		switch {
		case s.Action == plan.Failure:
			return 0
		case s.Action == plan.Conflict, s.Action == plan.Stuck:
			return 1
		case len(s.Needs) > 0:
			return 2
		case len(s.Warnings) > 0:
			return 3
		case s.Action == plan.Update:
			return 4
		case s.Action == plan.Create:
			return 5
		case s.Action == plan.Rolled:
			return 6
		}
		return 7
	}
	poll.SortStable(nil, steps, func(a, b *plan.Step) int { return weight(a) - weight(b) })
	return steps
}

// nothingMarkdown says that there is nothing to do.
func nothingMarkdown(p *plan.Plan) string {
	var w markdown.Writer
	w.Words("### segc plan: nothing to change\n\n")
	switch n := p.Count(plan.Unchanged); n {
	case 0:
		w.Words("No file here belongs to a segment.\n")
	case 1:
		w.Words("The segment already matches its file.\n")
	default:
		w.Words("All ")
		w.Number(n)
		w.Words(" segments already match their files.\n")
	}
	if _, left := unmanaged(p); len(left) > 0 {
		w.Words("\n")
		leftBehindMarkdown(&w, left)
	}
	if len(p.Copies) > 0 {
		w.Words("\n")
		copiesMarkdown(&w, p.Copies)
	}
	return w.String()
}

// headMarkdown counts what there is to do, and says which flags that needs.
func headMarkdown(p *plan.Plan, view planView) string {
	var w markdown.Writer
	w.Words("### segc plan: ")
	countsMarkdown(&w, func(a plan.Action) int { return p.Count(a) })
	w.Words("\n\n")
	for _, n := range p.Needs {
		w.Words("- ")
		if slices.Contains(view.given, n.Flag) {
			w.Code(string(n.Flag))
			w.Words(" was given: ")
		} else {
			w.Words("`segc apply` needs ")
			w.Code(string(n.Flag))
			w.Words(": ")
		}
		w.Text(short(n.Reason, markdownSentence))
		w.Words("\n")
	}
	if len(p.Needs) > 0 {
		w.Words("\n")
	}
	return w.String()
}

// countsMarkdown counts steps by what is to be done.
func countsMarkdown(w *markdown.Writer, count func(plan.Action) int) {
	first := true
	for _, a := range []struct {
		action plan.Action
		words  markdown.Words
	}{
		{plan.Failure, " with an error"},
		{plan.Conflict, " in conflict"},
		{plan.Stuck, " stuck"},
		{plan.Create, " to create"},
		{plan.Update, " to update"},
		{plan.Rolled, " rolled"},
		{plan.Unchanged, " unchanged"},
	} {
		n := count(a.action)
		if n == 0 {
			continue
		}
		if !first {
			w.Words(", ")
		}
		first = false
		w.Number(n)
		w.Words(a.words)
	}
}

// restMarkdown says what is left out.
func restMarkdown(steps []*plan.Step) string {
	var w markdown.Writer
	w.Words("**And ")
	w.Number(len(steps))
	w.Words(" more**, too many or too large to show here: ")
	countsMarkdown(&w, func(a plan.Action) int {
		n := 0
		for _, s := range steps {
			if s.Action == a {
				n++
			}
		}
		return n
	})
	flagged := 0
	for _, s := range steps {
		if len(s.Needs) > 0 {
			flagged++
		}
	}
	if flagged > 0 {
		w.Words("; ")
		w.Number(flagged)
		w.Words(" of these need a flag")
	}
	w.Words(". `segc plan` shows all of them.\n\n")
	return w.String()
}

// tailMarkdown says what is left alone, and how to apply just this plan.
func tailMarkdown(p *plan.Plan, view planView) string {
	var w markdown.Writer
	leftMarkdown(&w, p)
	agedMarkdown(&w, p.Aged)
	copiesMarkdown(&w, p.Copies)
	if !p.Changes() {
		return w.String()
	}
	w.Words("Hash of this plan: ")
	w.Code(p.SHA256)
	w.Words("\n\n")
	if !view.applying {
		command := append([]string{"segc apply --expect-plan", p.SHA256}, flagWords(plan.FlagsOf(p.Needs))...)
		set := view.set
		if text := strings.Join(set, " "); len(text) > markdownSet || visible(text) != text {
			set = nil
		}
		command = append(append(command, set...), view.words...)
		w.Words("To apply it after the review, and nothing that differs from it: ")
		w.Code(strings.Join(command, " "))
		if len(set) < len(view.set) {
			w.Words(" with each `--set` that `segc plan` was given")
		}
		w.Words("\n\n")
	}
	return w.String()
}

// agedMarkdown names segments that stay as of a day that is gone.
func agedMarkdown(w *markdown.Writer, aged []plan.Aged) {
	for i, a := range aged {
		if i == markdownListed {
			w.Words("- and ")
			w.Words(markdown.Words(english.Count(len(aged)-i, "more segment")))
			w.Words(" as of days that are gone\n")
			break
		}
		w.Words("- ")
		w.Code(short(a.File, markdownValue))
		w.Words(" is not planned, and its segment is as of ")
		w.Text(a.Day)
		w.Words(markdown.Words(", " + english.Count(a.Days, "day") + " ago\n"))
	}
	if len(aged) > 0 {
		w.Words("\n")
	}
}

// listMarkdown writes some texts and how many more there are.
func listMarkdown(w *markdown.Writer, texts []string, most int, write func(string)) {
	for i, text := range texts {
		if i > 0 {
			w.Words(", ")
		}
		if i == most {
			w.Words("and ")
			w.Number(len(texts) - i)
			w.Words(" more")
			return
		}
		if text == "" {
			w.Words("(no name)")
			continue
		}
		write(text)
	}
}
