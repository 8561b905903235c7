package main

import (
	"fmt"
	"strings"

	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/plan"
)

// planText writes a plan for people. The summary says in the end how much there is
// to do; warnings go with it.
func planText(p *plan.Plan, summary bool) string {
	var b strings.Builder
	for i := range p.Steps {
		if s := &p.Steps[i]; s.Action != plan.Unchanged || s.Adopted || s.Renamed != "" {
			stepText(&b, s, summary)
		}
	}
	if len(p.Unmanaged) > 0 {
		fmt.Fprintf(&b, "%s without a file, left alone:\n", plural(len(p.Unmanaged), "segment"))
		for _, u := range p.Unmanaged {
			fmt.Fprintf(&b, "    %s  %s\n", u.ID, visible(u.Name))
		}
	}
	if summary {
		planSummary(&b, p)
	}
	return b.String()
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

func stepText(b *strings.Builder, s *plan.Step, warnings bool) {
	sign := map[plan.Action]string{plan.Create: "+", plan.Update: "~", plan.Unchanged: "=", plan.Conflict: "!", plan.Failure: "!"}[s.Action]
	fmt.Fprintf(b, "%s %s %q (%s)\n", sign, s.Action, s.Name, s.File)
	if s.Renamed != "" {
		fmt.Fprintf(b, "    was %s before\n", s.Renamed)
	}
	if s.Adopted {
		fmt.Fprintf(b, "    its segment was found by its name, %s; apply ties the two together\n", s.ID)
	}
	if s.Gone != "" {
		fmt.Fprintf(b, "    its segment is no longer there: %s\n", s.Gone)
	}
	if s.Reason != "" {
		fmt.Fprintf(b, "    %s\n", s.Reason)
	}
	for _, f := range s.Fields {
		if s.Action == plan.Conflict {
			fmt.Fprintf(b, "    %s: %q in the segment, %q in the file\n", f.Field, f.Old, f.New)
		} else {
			fmt.Fprintf(b, "    %s: %q → %q\n", f.Field, f.Old, f.New)
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
	if s.Action == plan.Conflict {
		b.WriteString("    `segc pull` merges the segment's changes into the file, `segc apply --force` overwrites them\n")
	}
}

func rulesText(b *strings.Builder, r *plan.Rules) {
	fmt.Fprintf(b, "    rules: %s; %s with %s → %s with %s\n", r.Verdict,
		plural(r.GroupsBefore, "group"), plural(r.ConditionsBefore, "condition"), plural(r.GroupsAfter, "group"), plural(r.ConditionsAfter, "condition"))
	for _, c := range []struct {
		word    string
		contact *plan.Contact
	}{{"enters", r.Enters}, {"leaves", r.Leaves}} {
		if c.contact == nil {
			continue
		}
		fmt.Fprintf(b, "      %s: %s", c.word, visible(engine.Sentence(c.contact.Words)))
		if len(c.contact.When) > 0 {
			fmt.Fprintf(b, ", if the platform %s", strings.Join(c.contact.When, " and "))
		}
		b.WriteString("\n")
	}
	for line := range strings.Lines(r.Diff) {
		b.WriteString("      " + visible(strings.TrimSuffix(line, "\n")) + "\n")
	}
}
