package main

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/plan"
)

// planText writes a plan for people. The summary says in the end how much there is
// to do; warnings go with it. With force, what somebody may have changed elsewhere
// is about to be overwritten.
func planText(p *plan.Plan, summary, force bool) string {
	var b strings.Builder
	for i := range p.Steps {
		if s := &p.Steps[i]; s.Action != plan.Unchanged || s.Adopted || s.Renamed != "" {
			stepText(&b, s, summary, force)
		}
	}
	if len(p.Unmanaged) > 0 {
		fmt.Fprintf(&b, "%s without a file, left alone:\n", plural(len(p.Unmanaged), "segment"))
		for _, u := range p.Unmanaged {
			fmt.Fprintf(&b, "    %s  %s\n", u.ID, visible(u.Name))
		}
		goneText(&b, p)
	}
	if summary {
		planSummary(&b, p)
		if p.Changes() {
			fmt.Fprintf(&b, "SHA-256 of this plan: %s\n", p.SHA256)
		}
	}
	return visibleLines(b.String())
}

// goneText says which new files may be files that are gone, under another name.
func goneText(b *strings.Builder, p *plan.Plan) {
	var made []string
	for i := range p.Steps {
		if s := &p.Steps[i]; s.Action == plan.Create {
			made = append(made, s.File)
		}
	}
	if len(made) == 0 {
		return
	}
	which := visible(made[0])
	if len(made) > 1 {
		which = fmt.Sprintf("one of the %d new files", len(made))
	}
	for _, u := range p.Unmanaged {
		if u.Gone != "" {
			fmt.Fprintf(b, "%s is gone and its segment %q has no file; if %s is it, write id %q into the header\n", visible(u.Gone), u.Name, which, u.ID)
		}
	}
}

// planSummary counts what there is to do.
func planSummary(b *strings.Builder, p *plan.Plan) {
	fmt.Fprintf(b, "%d to create, %d to update, %d unchanged", p.Count(plan.Create), p.Count(plan.Update), p.Count(plan.Unchanged))
	if n := p.Count(plan.Conflict); n > 0 {
		fmt.Fprintf(b, ", %s", plural(n, "conflict"))
	}
	if n := p.Count(plan.Failure); n > 0 {
		fmt.Fprintf(b, ", %s", plural(n, "error"))
	}
	b.WriteString("\n")
}

func stepText(b *strings.Builder, s *plan.Step, warnings, force bool) {
	sign := map[plan.Action]string{plan.Create: "+", plan.Update: "~", plan.Unchanged: "=", plan.Conflict: "!", plan.Failure: "!"}[s.Action]
	fmt.Fprintf(b, "%s %s %q (%s)\n", sign, s.Action, s.Name, visible(s.File))
	if s.Renamed != "" {
		fmt.Fprintf(b, "    was %s before\n", visible(s.Renamed))
	}
	switch {
	case s.Adopted && s.Overwrites == plan.Unknown:
		fmt.Fprintf(b, "    its segment was found by its name, %s, and differs; nobody can tell which side changed\n", s.ID)
	case s.Adopted:
		fmt.Fprintf(b, "    its segment was found by its name, %s; apply ties the two together\n", s.ID)
	case s.Overwrites == plan.Unknown:
		b.WriteString("    the lock does not know its segment, which differs; nobody can tell which side changed\n")
	}
	if s.Gone != "" {
		fmt.Fprintf(b, "    its segment is no longer there: %s\n", visible(s.Gone))
	}
	if s.Reason != "" {
		fmt.Fprintf(b, "    %s\n", visible(s.Reason))
	}
	for _, f := range s.Fields {
		switch s.Action {
		case plan.Create:
			fmt.Fprintf(b, "    %s: %q\n", f.Field, f.New)
		case plan.Conflict:
			old, changed := f.Shown()
			fmt.Fprintf(b, "    %s: %s in the segment, %s in the file\n", f.Field, old, changed)
		default:
			old, changed := f.Shown()
			fmt.Fprintf(b, "    %s: %s → %s\n", f.Field, old, changed)
		}
	}
	if s.Rules != nil {
		rulesText(b, s.Rules)
	}
	for _, w := range s.Warnings {
		if warnings {
			fmt.Fprintf(b, "    warning[%s]: %s\n", visible(w.Code), visible(w.Message))
		}
	}
	if text := waysText(s, force); text != "" {
		b.WriteString("    " + text + "\n")
	}
}

// waysText says what to do about what somebody changed elsewhere.
func waysText(s *plan.Step, force bool) string {
	switch {
	case s.Action == plan.Conflict && len(s.Both) == 0:
		return "`segc pull` merges the segment's changes into the file, `segc apply --force` overwrites them"
	case s.Action == plan.Conflict:
		return fmt.Sprintf("both sides changed %s; edit the file, or take one side: `segc pull --force` the segment's, `segc apply --force` the file's", listed(s.Both))
	case s.Overwrites == plan.Changed:
		return "overwrites what somebody changed elsewhere"
	case s.Overwrites == plan.Unknown && force:
		return "overwrites what somebody may have changed elsewhere"
	case s.Overwrites == plan.Unknown:
		return "`segc apply` will require --force, which overwrites the segment; `segc pull --force` takes its side"
	}
	return ""
}

func rulesText(b *strings.Builder, r *plan.Rules) {
	after := plural(r.GroupsAfter, "group") + " with " + plural(r.ConditionsAfter, "condition")
	if r.Verdict == plan.NewRules {
		fmt.Fprintf(b, "    rules: %s\n", after)
	} else {
		fmt.Fprintf(b, "    rules: %s; %s with %s → %s\n", visible(r.Verdict), plural(r.GroupsBefore, "group"), plural(r.ConditionsBefore, "condition"), after)
	}
	for _, c := range []struct {
		word    string
		contact *plan.Contact
	}{{"enters", r.Enters}, {"leaves", r.Leaves}} {
		if c.contact == nil {
			continue
		}
		fmt.Fprintf(b, "      %s: %s", c.word, visible(engine.Sentence(c.contact.Words)))
		if len(c.contact.When) > 0 {
			fmt.Fprintf(b, ", if the platform %s", visible(strings.Join(c.contact.When, " and ")))
		}
		b.WriteString("\n")
	}
	lines := strings.Split(strings.TrimSuffix(r.Diff, "\n"), "\n")
	if r.Verdict == plan.NewRules {
		lines = lines[min(headOfDiff, len(lines)):] // there is nothing that it differs from
	}
	for _, line := range lines {
		b.WriteString("      " + visible(line) + "\n")
	}
}

// headOfDiff is how many lines say what a difference is about.
const headOfDiff = 3
