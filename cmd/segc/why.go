package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/evaluation"
	"github.com/segc-lang/segc/internal/match"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/reason"
)

const whyLong = `Why says why one contact of a file matches a rule, or what would have to change.

For a contact that matches, it shows the group of the document with the fewest
conditions that holds. For one that does not, it shows the nearest group: the one
where the fewest things about the contact have to change, such as a column or its
opens. What nobody can change counts as far away: an id, an address, the day on
which the contact was made, and what has happened. The changes are tried out: with
them, the contact matches.

Files and flags are those of ` + "`segc eval`" + `. The address of a contact is shown only
with --show-values.`

const whyExample = `  segc why rule.seg contacts.csv --events events.csv --id 4711
  segc why rule.seg contacts.ndjson --id anna@example.com --key email`

func (a *app) whyCommand() *cobra.Command {
	flags := evalFlags{memory: 1 << 30, format: "count", by: "all", unknown: "error", least: -1, most: -1, why: true}
	var id string
	cmd := &cobra.Command{
		Use:     "why [flags] RULE CONTACTS... --id ID",
		Short:   "Say why a contact matches a rule, or what would have to change",
		Long:    whyLong,
		Example: whyExample,
		Args: func(cmd *cobra.Command, args []string) error {
			flags.pointIsSure = cmd.Flags().Changed("decimal")
			switch {
			case len(args) < 2:
				return errors.New("`segc why` takes a rule and one or more files of contacts")
			case strings.TrimSpace(id) == "":
				return errors.New("say which contact it is with --id")
			case flags.stdins(args) > 1:
				return errOneStdin
			}
			return nil
		},
		ValidArgsFunction: contactFiles,
		RunE:              func(cmd *cobra.Command, args []string) error { return a.why(cmd.Context(), args, &flags, id) },
	}
	cmd.Flags().SortFlags = false
	cmd.Flags().StringVar(&id, "id", "", "the contact with this `ID` in the column of --key")
	complete(cmd, "id")
	flags.addFiles(cmd)
	a.addInputFlags(cmd, &flags.inputFlags)
	a.addReportFlags(cmd)
	return cmd
}

func (a *app) why(ctx context.Context, args []string, flags *evalFlags, id string) error {
	e, job, err := a.evaluated(ctx, args, flags)
	if e == nil {
		return err
	}
	defer e.close()
	id = strings.TrimSpace(id)
	if flags.key == "email" {
		id = strings.ToLower(id)
	}
	a.limitMemory(job.Memory)
	found, err := evaluation.Find(ctx, job, id)
	switch {
	case errors.Is(err, evaluation.ErrNotThere):
		return &exitError{fmt.Errorf("no row of %s has this in the column %s", strings.Join(namedAll(args[1:]), ", "), flags.key), exitInput}
	case err != nil:
		return e.refused(err)
	}
	text, err := e.whyText(ctx, found)
	if err != nil {
		return err
	}
	if _, err := a.out.Write([]byte(text)); err != nil {
		return cannot("write", "the answer", err)
	}
	if a.report.quiet {
		return nil
	}
	if _, err := a.err.Write([]byte(e.whyNotes(found, &job))); err != nil {
		return cannot("write", "how it was judged", err)
	}
	return nil
}

// whyNotes says how the contact was judged, and what no file has of it.
func (e *evaluated) whyNotes(found *evaluation.Found, job *evaluation.Job) string {
	notes := "segc: " + clockText(&job.Clock, e.flags.zone) + "\n"
	if job.Events != nil && e.looksAtEvents() && len(found.Contact.Events) == 0 {
		notes += fmt.Sprintf("segc: %s has no event of this contact that the rule looks at; contact_id there is compared with the column %s\n", named(e.flags.events), visible(e.flags.key))
	}
	if job.Memberships != nil && len(found.Contact.Lists) == 0 {
		notes += fmt.Sprintf("segc: %s has this contact on no list; contact_id there is compared with the column %s\n", named(e.flags.lists), visible(e.flags.key))
	}
	return notes
}

// looksAtEvents reports whether the rule counts events.
func (e *evaluated) looksAtEvents() bool {
	return slices.ContainsFunc(e.document.Any, func(g condition.Group) bool {
		return slices.ContainsFunc(g.All, func(c condition.Condition) bool { _, is := c.(condition.Event); return is })
	})
}

func namedAll(names []string) (all []string) {
	for _, name := range names {
		all = append(all, named(name))
	}
	return all
}

// contactFiles completes a rule, and then files of contacts.
func contactFiles(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return []string{"seg", "json"}, cobra.ShellCompDirectiveFilterFileExt
	}
	return []string{"csv", "ndjson", "jsonl", "gz", "tsv", "txt"}, cobra.ShellCompDirectiveFilterFileExt
}

// whyText says why, under each of the readings that make a difference.
func (e *evaluated) whyText(ctx context.Context, found *evaluation.Found) (string, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, line %d", visible(found.File), found.Line)
	if found.Again > 0 {
		fmt.Fprintf(&b, ", and %s about the same contact", english.Count(int(found.Again), "other row"))
	}
	b.WriteString("\n")
	if found.Known && !found.OnLists {
		b.WriteString("The contact is on none of the segment's lists, so it is not in the segment. Of the rule alone:\n")
	}
	matcher := match.OfDocument(e.document, e.assumed)
	judge := matcher.Judge()
	judge.Contact(&found.Contact, match.Clock{})
	matches, under := judge.Decide()
	allowed := matcher.Allowed()
	if matches {
		under = allowed
	}
	for _, yes := range []bool{true, false} {
		readings := under.List()
		if !yes {
			readings = slices.DeleteFunc(allowed.List(), func(r eval.Reading) bool { return under.Has(r) })
		}
		answers, err := e.whyAnswers(ctx, found, readings, matcher)
		if err != nil {
			return "", err
		}
		for _, one := range answers {
			if one.under.Len() < allowed.Len() {
				fmt.Fprintf(&b, "\nIf the platform %s:\n", readingsText(one.under.Cubes(&allowed)))
			}
			b.WriteString(one.text)
		}
	}
	return b.String(), nil
}

// whyAnswer is what is to be said under some readings.
type whyAnswer struct {
	under match.Readings
	text  string
}

// whyAnswers says why under each of some readings. Those with the same answer are together.
func (e *evaluated) whyAnswers(ctx context.Context, found *evaluation.Found, readings []eval.Reading, matcher *match.Matcher) (answers []*whyAnswer, err error) {
	by := map[string]*whyAnswer{}
	for _, r := range readings {
		var b strings.Builder
		if err := e.whyUnder(ctx, &b, found, r, matcher); err != nil {
			return nil, err
		}
		one := by[b.String()]
		if one == nil {
			one = &whyAnswer{text: b.String()}
			by[one.text] = one
			answers = append(answers, one)
		}
		one.under.AddAll([]eval.Reading{r})
	}
	return answers, nil
}

// whyUnder says why under one reading.
func (e *evaluated) whyUnder(ctx context.Context, b *strings.Builder, found *evaluation.Found, r eval.Reading, matcher *match.Matcher) (err error) {
	within := poll.Within(ctx, 0)
	work := poll.New(within)
	defer func() {
		if fault := recover(); work.Catch(fault) {
			err = fmt.Errorf("stopped before the work was done: %w", within.Err())
		}
	}()
	answer, err := reason.Ask(reason.Question{Document: e.document, Contact: found.Contact, Reading: r, Columns: e.typeOf, Poll: work})
	switch {
	case errors.Is(err, reason.ErrNobody), errors.Is(err, reason.ErrUndecided):
		fmt.Fprintf(b, "The contact does not match, and %v.\n", err)
		return nil
	case err != nil:
		return err
	}
	group := e.document.Any[answer.Group].All
	of := ""
	if n := len(e.document.Any); n > 1 {
		of = fmt.Sprintf(", group %d of %d", answer.Group+1, n)
	}
	if answer.Matches {
		fmt.Fprintf(b, "The contact matches%s:\n", of)
	} else {
		fmt.Fprintf(b, "The contact does not match. It is nearest to this%s:\n", of)
	}
	for i := range group {
		at := slices.Index(answer.Failing, i)
		if at < 0 {
			fmt.Fprintf(b, "  ✓ %s\n", visible(e.conditionText(answer.Group, i)))
			continue
		}
		fmt.Fprintf(b, "  ✗ %s%s\n", visible(e.conditionText(answer.Group, i)), e.has(group[i], &found.Contact, answer.Counted[at]))
	}
	if answer.Matches {
		return nil
	}
	e.writeChanges(b, answer)
	judge := matcher.Judge()
	judge.Contact(&answer.Changed, match.Clock{})
	if matches, under := judge.Decide(); !matches {
		allowed := matcher.Allowed()
		fmt.Fprintf(b, "Then it matches if the platform %s.\n", readingsText(under.Cubes(&allowed)))
	}
	return nil
}

// has says what a contact has of what a condition looks at.
func (e *evaluated) has(stated condition.Condition, c *contact.Contact, counted int64) string {
	switch stated := stated.(type) {
	case condition.Field:
		if stated.Column == "email" && !e.flags.showValues {
			return ""
		}
		v := c.Columns[stated.Column]
		if strings.Contains(v.String(), "@") && !e.flags.showValues {
			return "" // an address, perhaps
		}
		return "  (it has " + short(visible(v.String()), textValue) + ")"
	case condition.Event:
		if counted == 1 {
			return "  (there is 1)"
		}
		return fmt.Sprintf("  (there are %s)", english.Grouped(counted))
	case condition.ISP:
		if c.ISP == nil {
			return "  (it has no ISP)"
		}
		return fmt.Sprintf("  (it has %d)", *c.ISP)
	default:
		return ""
	}
}

// writeChanges says what would make the contact match.
func (e *evaluated) writeChanges(b *strings.Builder, answer *reason.Answer) {
	noun := "this"
	if len(answer.Changes) > 1 {
		noun = fmt.Sprintf("these %d things", len(answer.Changes))
	}
	fmt.Fprintf(b, "To match, %s would have to change; for example:\n", noun)
	for _, c := range answer.Changes {
		to := "nothing in " + subjectText(c.Subject)
		if len(c.To) > 0 {
			to = strings.Join(c.To, ", and ")
		}
		switch {
		case c.More:
			to += ", beside what has happened"
		case c.Fixed:
			to += "; nobody can change that"
		}
		fmt.Fprintf(b, "  - %s\n", visible(to))
	}
}

// subjectText says what of a contact has to change.
func subjectText(s eval.Subject) string {
	switch s.Kind {
	case eval.ColumnSubject:
		return "the column " + visible(s.Name)
	case eval.EventSubject:
		return map[string]string{
			"open": "opens", "click": "clicks", "bounce": "bounces", "complaint": "complaints", "delivered": "deliveries", "unsubscribe": "unsubscriptions",
		}[s.Name]
	case eval.ListSubject:
		return "the lists"
	default:
		return "the ISP"
	}
}

// typeOf returns what is known of a column, for the engine.
func (e *evaluated) typeOf(name string) column.Column {
	known := e.column(name)
	c := column.Column{Type: known.Type, NotNull: known.NotNull}
	for choice := range known.Choices {
		c.Choices = append(c.Choices, choice)
	}
	slices.Sort(c.Choices)
	return c
}
