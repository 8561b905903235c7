package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/eval"
	"github.com/segc-lang/segc/internal/evaluation"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/match"
)

// write writes the answer, and fails if too few or too many contacts match.
func (e *evaluated) write(answer *evaluation.Answer, clock match.Clock) error {
	var err error
	switch e.flags.format {
	case "count":
		err = e.writeCount(answer)
	case "json":
		err = e.writeJSON(answer, clock)
	case "svg":
		err = e.writePicture(answer)
	default:
		err = e.endList()
	}
	if err != nil {
		return err
	}
	if e.flags.format != "json" && !e.report.quiet {
		if _, err := e.err.Write([]byte(e.notes(answer, clock))); err != nil {
			return cannot("write", "how it was counted", err)
		}
	}
	return e.within(answer)
}

// within fails if --min or --max is missed under some reading.
func (e *evaluated) within(answer *evaluation.Answer) error {
	least, most := boundsOf(answer)
	say := func(format string, args ...any) error { return &exitError{fmt.Errorf(format, args...), exitInput} }
	switch f := e.flags; {
	case f.least >= 0 && least < f.least && most >= f.least:
		return say("perhaps only %s, fewer than --min %s", matchText(least), english.Grouped(f.least))
	case f.least >= 0 && least < f.least:
		return say("%s, fewer than --min %s", matchText(least), english.Grouped(f.least))
	case f.most >= 0 && most > f.most && least <= f.most:
		return say("perhaps %s, more than --max %s", matchText(most), english.Grouped(f.most))
	case f.most >= 0 && most > f.most:
		return say("%s, more than --max %s", matchText(most), english.Grouped(f.most))
	}
	return nil
}

// boundsOf returns the fewest and the most contacts that match.
func boundsOf(answer *evaluation.Answer) (least, most int64) {
	if answer.Bounds != nil {
		return answer.Bounds.Least, answer.Bounds.Most
	}
	return answer.Counts[0].Contacts, answer.Counts[len(answer.Counts)-1].Contacts
}

// contactsText counts contacts.
func contactsText(n int64) string {
	if n == 1 {
		return "1 contact"
	}
	return english.Grouped(n) + " contacts"
}

// matchText says how many contacts match.
func matchText(n int64) string { return contactsText(n) + " " + matchWord(n) }

// writeCount writes how many contacts match.
func (e *evaluated) writeCount(answer *evaluation.Answer) error {
	var b strings.Builder
	of := "of " + e.counted(answer)
	switch {
	case answer.Bounds != nil:
		fmt.Fprintf(&b, "between %s and %s %s match\n", english.Grouped(answer.Bounds.Least), english.Grouped(answer.Bounds.Most), of)
	case len(answer.Counts) == 1:
		fmt.Fprintf(&b, "%s %s %s\n", english.Grouped(answer.Counts[0].Contacts), of, matchWord(answer.Counts[0].Contacts))
	default:
		for i, c := range answer.Counts {
			fmt.Fprintf(&b, "%s %s %s if the platform %s\n", english.Grouped(c.Contacts), of, matchWord(c.Contacts), readingsText(c.Readings))
			if i == 0 {
				of = ""
			}
		}
	}
	text := strings.ReplaceAll(b.String(), "  ", " ")
	if len(answer.Groups) > 0 {
		text += e.groupsText(answer)
	}
	if _, err := e.out.Write([]byte(text)); err != nil {
		return cannot("write", "the number", err)
	}
	return nil
}

// matchWord returns the verb for a number of contacts.
func matchWord(n int64) string {
	if n == 1 {
		return "matches"
	}
	return "match"
}

// counted says what was counted.
func (e *evaluated) counted(answer *evaluation.Answer) string {
	noun := "row"
	if answer.Unique {
		noun = "contact"
	}
	text := english.Grouped(answer.Counted) + " " + noun
	if answer.Counted != 1 {
		text += "s"
	}
	if answer.OnLists {
		text += " on the segment's lists"
	}
	return text
}

// readingsText says under which readings a number holds.
func readingsText(readings []contact.Reading) string {
	words := make([]string, len(readings))
	for i, r := range readings {
		words[i] = r.String()
	}
	return strings.Join(words, ", or ")
}

// notes says how contacts were counted, and what was left out.
func (e *evaluated) notes(answer *evaluation.Answer, clock match.Clock) string {
	var notes []string
	note := func(format string, args ...any) { notes = append(notes, "segc: "+fmt.Sprintf(format, args...)) }
	note("%s", clockText(&clock, e.flags.zone))
	switch {
	case answer.OnLists:
	case len(e.lists) > 0 && !e.flags.allContacts:
		note("it is not known who is on the segment's lists, so all contacts of the files count; --lists names a file that says it")
	}
	if b := answer.Bounds; b != nil {
		note("unknown: %s", english.And(b.Unknown.Words()))
	}
	if answer.Future > 0 {
		note("%s after that and did not count", eventsText(answer.Future))
	}
	if answer.Strangers > 0 {
		note("%s of contacts that are not in the files, and did not count", eventsText(answer.Strangers))
	}
	if len(answer.NoMetrics) > 0 {
		note("%s has no %s, which the rule counts; if the file does not carry them, the number is wrong", named(e.flags.events), english.Or(metricWords(answer.NoMetrics)))
	}
	if len(answer.Ignored) > 0 {
		note("%s has more columns, which were not looked at: %s", named(e.flags.events), strings.Join(someOf(answer.Ignored, 8), ", "))
	}
	for _, id := range someOf(answer.NoLists, 5) {
		note("%s has nobody on the list %s", named(e.flags.lists), e.listName(id))
	}
	if shown := answer.Counts; e.flags.format == "table" && e.flags.sample == 0 && len(shown) == 1 && shown[0].Contacts > usualSample {
		note("these are %d of the %s that match; --sample says how many to show", usualSample, contactsText(shown[0].Contacts))
	}
	for _, name := range e.untyped() {
		note("the column %q is not declared with field, so its values are taken as they are written", name)
	}
	if answer.Twice > 0 {
		note("%s in the file twice, by their ids, and counted once; only metrics of the rule were looked at", eventsText(answer.Twice))
	}
	for _, o := range answer.Outside {
		note("the column %q has %s outside of its choices", o.Column, english.Count(int(o.Values), "value"))
	}
	for i, f := range answer.Skipped {
		if i == 5 {
			note("… and %d more", len(answer.Skipped)-i)
			break
		}
		note("left out: %v", f)
	}
	return strings.Join(notes, "\n") + "\n"
}

// clockText says what the present was, and what a day is.
func clockText(clock *match.Clock, zone string) string {
	days := "days of 24 hours"
	if clock.Calendar {
		days = "days of the calendar in " + zone
	}
	return fmt.Sprintf("counted at %s, in %s", clock.At.In(clock.Zone).Format(time.RFC3339), days)
}

// metricWords returns metrics as many events.
func metricWords(metrics []condition.Metric) (words []string) {
	for _, m := range metrics {
		words = append(words, subjectText(eval.Subject{Kind: eval.EventSubject, Name: string(m)}))
	}
	return words
}

// someOf returns the first few names, safe to show.
func someOf(names []string, most int) (some []string) {
	for i, name := range names {
		if i == most {
			return append(some, "…")
		}
		some = append(some, short(visible(name), 40))
	}
	return some
}

// listName returns what the rule calls a list.
func (e *evaluated) listName(id string) string {
	if name, ok := e.listNames[id]; ok {
		return visible(name)
	}
	return id
}

// untyped returns the columns of the rule whose types are not known.
func (e *evaluated) untyped() (names []string) {
	for _, group := range e.document.Any {
		for _, stated := range group.All {
			if f, ok := stated.(condition.Field); ok && !e.columns[f.Column].Known && !slices.Contains(names, f.Column) {
				names = append(names, f.Column)
			}
		}
	}
	return names
}

func eventsText(n int64) string {
	if n == 1 {
		return "1 event is"
	}
	return english.Grouped(n) + " events are"
}

// answerJSON is the answer as JSON.
type answerJSON struct {
	FormatVersion int              `json:"format_version"`
	Counts        []countJSON      `json:"counts"`
	Bounds        *boundsJSON      `json:"bounds"`
	Counted       int64            `json:"counted"`
	Rows          int64            `json:"rows"`
	Unique        bool             `json:"unique"`
	OnLists       bool             `json:"on_lists"`
	At            string           `json:"at"`
	Timezone      string           `json:"timezone"`
	Days          string           `json:"days"`
	Groups        []groupJSON      `json:"groups,omitempty"`
	Left          leftJSON         `json:"left_out"`
	Outside       map[string]int64 `json:"outside_of_choices"`
	NoMetrics     []string         `json:"metrics_without_events"`
	NoLists       []string         `json:"lists_without_contacts"`
	Ignored       []string         `json:"ignored_columns_of_events"`
}

type countJSON struct {
	Contacts int64             `json:"contacts"`
	Readings []contact.Reading `json:"readings"`
}

type boundsJSON struct {
	Least   int64    `json:"least"`
	Most    int64    `json:"most"`
	Unknown []string `json:"unknown"`
}

type groupJSON struct {
	Sentence   string   `json:"sentence"`
	Contacts   int64    `json:"contacts"`
	Alone      int64    `json:"alone"`
	Conditions []string `json:"conditions"`
	Failing    []int64  `json:"lacking_only"`
}

type leftJSON struct {
	Future    int64 `json:"future_events"`
	Strangers int64 `json:"events_of_strangers"`
	Twice     int64 `json:"repeated_events"`
	Rows      int   `json:"rows"`
}

func (e *evaluated) writeJSON(answer *evaluation.Answer, clock match.Clock) error {
	j := answerJSON{
		FormatVersion: 1, Counts: []countJSON{}, Counted: answer.Counted, Rows: answer.Rows, Unique: answer.Unique, OnLists: answer.OnLists,
		At: clock.At.UTC().Format(time.RFC3339Nano), Timezone: e.flags.zone, Days: e.flags.days,
		Left: leftJSON{answer.Future, answer.Strangers, answer.Twice, len(answer.Skipped)}, Outside: map[string]int64{},
		NoMetrics: []string{}, NoLists: append([]string{}, answer.NoLists...), Ignored: append([]string{}, answer.Ignored...),
	}
	for _, m := range answer.NoMetrics {
		j.NoMetrics = append(j.NoMetrics, string(m))
	}
	for _, c := range answer.Counts {
		readings := c.Readings
		if readings == nil {
			readings = []contact.Reading{}
		}
		j.Counts = append(j.Counts, countJSON{c.Contacts, readings})
	}
	if b := answer.Bounds; b != nil {
		j.Bounds = &boundsJSON{b.Least, b.Most, b.Unknown.Words()}
	}
	if len(answer.Groups) > 0 {
		for i, g := range answer.Groups {
			group := groupJSON{e.explained.Groups[i].Sentence, g.Contacts, g.Alone, nil, g.Failing}
			for k := range g.Failing {
				group.Conditions = append(group.Conditions, e.conditionText(i, k))
			}
			j.Groups = append(j.Groups, group)
		}
	}
	for _, o := range answer.Outside {
		j.Outside[o.Column] = o.Values
	}
	text, err := json.MarshalIndent(j, "", "  ")
	if err != nil {
		return errors.Join(errors.New("segc has a fault: the answer has no JSON"), err)
	}
	if _, err := e.out.Data().Write(append(inert.JSON(text), '\n')); err != nil {
		return cannot("write", "the answer", err)
	}
	return nil
}
