package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/segc-lang/segc/internal/plan"
)

// existsBeside reports whether a file that a lock names is there.
func existsBeside(lock string) func(string) bool {
	return func(file string) bool {
		_, err := os.Stat(filepath.Join(filepath.Dir(lock), filepath.FromSlash(file)))
		return err == nil
	}
}

// planText writes a plan for people.
func planText(p *plan.Plan) string {
	var b strings.Builder
	for i := range p.Steps {
		if s := &p.Steps[i]; s.Action != plan.Unchanged || s.Adopted || s.Renamed != "" {
			stepText(&b, s)
		}
	}
	if len(p.Unmanaged) > 0 {
		fmt.Fprintf(&b, "%s without a file, left alone:\n", plural(len(p.Unmanaged), "segment"))
		for _, u := range p.Unmanaged {
			fmt.Fprintf(&b, "    %s  %s\n", u.ID, u.Name)
		}
	}
	fmt.Fprintf(&b, "%d to create, %d to update, %d unchanged", p.Count(plan.Create), p.Count(plan.Update), p.Count(plan.Unchanged))
	if n := p.Count(plan.Conflict); n > 0 {
		fmt.Fprintf(&b, ", %s", plural(n, "conflict"))
	}
	if n := p.Count(plan.Failure); n > 0 {
		fmt.Fprintf(&b, ", %s", plural(n, "error"))
	}
	b.WriteString("\n")
	return b.String()
}

func stepText(b *strings.Builder, s *plan.Step) {
	sign := map[plan.Action]string{plan.Create: "+", plan.Update: "~", plan.Unchanged: "=", plan.Conflict: "!", plan.Failure: "!"}[s.Action]
	fmt.Fprintf(b, "%s %s %q (%s)\n", sign, s.Action, s.Name, s.File)
	if s.Renamed != "" {
		fmt.Fprintf(b, "    was %s before\n", s.Renamed)
	}
	if s.Adopted {
		fmt.Fprintf(b, "    the segment of this name is taken over: %s\n", s.ID)
	}
	if s.Reason != "" {
		fmt.Fprintf(b, "    %s\n", s.Reason)
	}
	sides := "→"
	if s.Action == plan.Conflict {
		sides = "there; the file says"
	}
	for _, f := range s.Fields {
		fmt.Fprintf(b, "    %s: %q %s %q\n", f.Field, f.Old, sides, f.New)
	}
	if s.Rules != nil {
		rulesText(b, s.Rules)
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
		fmt.Fprintf(b, "      %s: a contact with %s", c.word, strings.Join(c.contact.Words, ", "))
		if len(c.contact.When) > 0 {
			fmt.Fprintf(b, ", if the platform %s", strings.Join(c.contact.When, " and "))
		}
		b.WriteString("\n")
	}
	for line := range strings.Lines(r.Diff) {
		b.WriteString("      " + line)
	}
}
