//go:build !nonet

package main

import (
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/markdown"
)

// stepMarkdown writes what is to be done about one segment.
func stepMarkdown(s *plan.Step, view planView) string {
	var w markdown.Writer
	w.Words("#### ")
	w.Words(map[plan.Action]markdown.Words{
		plan.Create: "Create ", plan.Update: "Update ", plan.Rolled: "Rolled: ", plan.Unchanged: "Unchanged: ",
		plan.Stuck: "Stuck: ", plan.Conflict: "Conflict: ", plan.Failure: "Error: ",
	}[s.Action])
	w.Text(short(s.Name, markdownValue))
	w.Words(" (")
	w.Code(short(s.File, markdownValue))
	w.Words(")\n\n")
	if s.Reason != "" {
		item(&w, "Reason: ", (*markdown.Writer).Text, short(s.Reason, markdownSentence))
	}
	dayMarkdown(&w, s)
	originMarkdown(&w, s)
	setMarkdown(&w, s)
	if len(s.Assumed) > 0 {
		item(&w, "Assumes that the platform ", (*markdown.Writer).Text, strings.Join(s.Assumed, " and "))
	}
	if s.Rules != nil {
		rulesMarkdown(&w, s.Rules)
	}
	for _, f := range s.Fields {
		fieldMarkdown(&w, s.Action, f)
	}
	if len(s.Uses) > 0 {
		w.Words("- It contains ")
		listMarkdown(&w, s.Uses, markdownListed, func(name string) { w.Code(short(name, markdownValue)) })
		w.Words(", which changes, too\n")
	}
	warningsMarkdown(&w, s.Warnings)
	needsMarkdown(&w, s, view)
	w.Words("\n")
	return w.String()
}

// item writes a line of a list.
func item(w *markdown.Writer, words markdown.Words, write func(*markdown.Writer, string), text string) {
	w.Words("- " + words)
	write(w, text)
	w.Words("\n")
}

// dayMarkdown says how a segment moves with the day.
func dayMarkdown(w *markdown.Writer, s *plan.Step) {
	if s.Roll != nil {
		w.Words("- From ")
		w.Text(s.Roll.From)
		w.Words(" to ")
		w.Text(s.Roll.To)
		w.Words(", and nothing else changes\n")
	}
	if s.Action == plan.Stuck {
		item(w, "Left as of ", (*markdown.Writer).Text, s.Day)
	}
}

// originMarkdown says how the file and its segment found each other.
func originMarkdown(w *markdown.Writer, s *plan.Step) {
	switch {
	case s.RenamedSegment != "":
		w.Words("- It was ")
		w.Code(short(s.RenamedSegment, markdownValue))
		if s.Renamed != "" {
			w.Words(" in ")
			w.Code(short(s.Renamed, markdownValue))
		}
		w.Words(" before\n")
	case s.Renamed != "":
		item(w, "The file was renamed. It was ", (*markdown.Writer).Code, short(s.Renamed, markdownValue))
	}
	if s.Adopted {
		item(w, "The segment was found by its name: ", (*markdown.Writer).Code, short(s.ID, markdownFact))
	}
	if s.Gone != "" {
		item(w, "Its former segment is gone: ", (*markdown.Writer).Code, short(s.Gone, markdownValue))
	}
}

// rulesMarkdown says how the rules change, and for whom.
func rulesMarkdown(w *markdown.Writer, r *plan.Rules) {
	w.Words("- Rules: ")
	switch r.Verdict {
	case plan.NewRules:
	case plan.Undecided:
		w.Words("**segc cannot tell how they compare**; ")
	default:
		w.Words("**")
		w.Text(short(r.Verdict, markdownFact))
		w.Words("**; ")
	}
	if r.Verdict != plan.NewRules {
		sizeMarkdown(w, r.GroupsBefore, r.ConditionsBefore)
		w.Words(" → ")
	}
	sizeMarkdown(w, r.GroupsAfter, r.ConditionsAfter)
	w.Words("\n")
	contactMarkdown(w, "Enters: ", r.Enters)
	contactMarkdown(w, "Leaves: ", r.Leaves)
	if r.Enters == nil && slices.Contains([]string{"wider", "overlapping", "disjoint"}, r.Verdict) {
		w.Words("- Enters: some contacts, but segc found no example to show\n")
	}
}

func sizeMarkdown(w *markdown.Writer, groups, conditions int) {
	w.Words(markdown.Words(english.Count(groups, "group") + " with " + english.Count(conditions, "condition")))
}

func contactMarkdown(w *markdown.Writer, words markdown.Words, c *plan.Contact) {
	if c == nil {
		return
	}
	w.Words("- " + words)
	switch sentence := engine.Sentence(c.Words); {
	case len(c.Words) == 0:
		w.Words("any contact")
	case strings.HasPrefix(sentence, "a contact with "):
		w.Words("a contact with ")
	default: // on a list, or on none
		w.Words("a contact ")
	}
	fact := func(text string) { w.Code(short(text, markdownFact)) }
	listMarkdown(w, c.Words, markdownFacts, fact)
	if len(c.When) > 0 {
		w.Words(", if the platform ")
		listMarkdown(w, c.When, markdownListed, func(text string) { w.Text(short(text, markdownFact)) })
	}
	w.Words("\n")
}

// fieldMarkdown says what a property was and is to be.
func fieldMarkdown(w *markdown.Writer, action plan.Action, f plan.Field) {
	if f.Field != "lists" {
		f.Old, f.New = shortPair(f.Old, f.New)
	}
	w.Words("- ")
	w.Words(map[string]markdown.Words{"name": "Name: ", "color": "Color: ", "lists": "Lists: ", "description": "Description: "}[f.Field])
	switch action {
	case plan.Create:
		valueMarkdown(w, f.Field, f.New)
	case plan.Conflict:
		valueMarkdown(w, f.Field, f.Old)
		w.Words(" in the segment, ")
		valueMarkdown(w, f.Field, f.New)
		w.Words(" in the file")
	default:
		valueMarkdown(w, f.Field, f.Old)
		w.Words(" → ")
		valueMarkdown(w, f.Field, f.New)
	}
	w.Words("\n")
}

func valueMarkdown(w *markdown.Writer, field, value string) {
	switch {
	case strings.TrimSpace(value) == "":
		w.Words("(none)")
	case field == "lists":
		listMarkdown(w, strings.Fields(value), markdownListed, func(id string) { w.Code(short(id, markdownFact)) })
	case field == "color":
		w.Code(short(value, markdownFact))
	default:
		w.Words("“")
		w.Text(short(value, markdownValue))
		w.Words("”")
	}
}

func warningsMarkdown(w *markdown.Writer, warnings []plan.Warning) {
	for i, warning := range warnings {
		if i == markdownListed {
			w.Words("- and ")
			w.Words(markdown.Words(english.Count(len(warnings)-i, "more warning")))
			w.Words("\n")
			return
		}
		w.Words("- **Warning** ")
		w.Code(short(warning.Code, markdownFact))
		if warning.Line > 0 {
			w.Words(" (line ")
			w.Number(warning.Line)
			w.Words(")")
		}
		w.Words(": ")
		w.Text(short(warning.Message, markdownSentence))
		w.Words("\n")
	}
}

// needsMarkdown says which flags apply needs for a step.
func needsMarkdown(w *markdown.Writer, s *plan.Step, view planView) {
	if s.Action == plan.Conflict {
		words, why := conflictText(s, view)
		w.Words(markdown.Words("- " + words)) // no text of others
		w.Text(why)
		w.Words("\n")
	}
	for _, n := range s.Needs {
		if s.Action == plan.Conflict && n.Flag == plan.Overwrite {
			continue
		}
		switch {
		case slices.Contains(view.given, n.Flag):
			w.Words("- With ")
		case s.Action == plan.Conflict:
			w.Words("- To overwrite it also needs ")
		default:
			w.Words("- Needs ")
		}
		w.Code(string(n.Flag))
		w.Words(": ")
		w.Text(short(n.Reason, markdownSentence))
		w.Words("\n")
	}
}
