package main

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestPlanOfSeveral checks what a plan says about the segments of a file with several of them.
func TestPlanOfSeveral(t *testing.T) {
	id := func(digit string) string { return strings.Repeat(digit, 8) + "-0000-4000-8000-000000000000" }
	at := map[string]string{"market": "AT"}
	p := &plan.Plan{
		Steps: []plan.Step{
			{Action: plan.Create, File: "a.seg", Segment: "New", Name: "New"},
			{Action: plan.Update, File: "a.seg", Segment: "In {market}", Values: at, Name: "In Austria", ID: id("1"), RenamedSegment: "Of {market}"},
			{Action: plan.Unchanged, File: "b.seg", Name: "B", ID: id("2"), Renamed: "a.seg", RenamedSegment: "B"},
			{Action: plan.Unchanged, File: "c.seg", Name: "C", ID: id("3"), Renamed: "d.seg"},
		},
		Unmanaged: []plan.Unmanaged{
			{ID: id("4"), Name: "D"},
			{ID: id("5"), Name: "E", Gone: "e.seg"},
			{ID: id("6"), Name: "F", File: "a.seg", Segment: "F", Missing: plan.MissingSegment},
			{ID: id("7"), Name: "In DE", File: "a.seg", Segment: "In {market}", Values: map[string]string{"market": "DE", "day": "3"}, Missing: plan.MissingValue},
		},
	}
	nothing := &plan.Plan{Steps: []plan.Step{{Action: plan.Unchanged}}, Unmanaged: p.Unmanaged[1:2]}
	texts := prose.Open(t, "plan-of-several")
	for name, text := range map[string]string{
		"text": planText(p, planView{}), "Markdown": planMarkdown(p, planView{}), "nothing to do, Markdown": planMarkdown(nothing, planView{}),
	} {
		texts.Add(t, name, text)
		for _, u := range p.Unmanaged[1:] {
			if (u.Gone != "" || name != "nothing to do, Markdown") && !prose.Names(text, u.ID, u.Name, u.Gone, u.File) {
				t.Errorf("%s does not name %+v:\n%s", name, u, text)
			}
		}
	}
}

// TestPlanOfGone checks what a plan says of new segments that may be some that were left behind: how
// to say so depends on whether a `for` makes them.
func TestPlanOfGone(t *testing.T) {
	id := func(digit string) string { return strings.Repeat(digit, 8) + "-0000-4000-8000-000000000000" }
	at, de := map[string]string{"m": "AT"}, map[string]string{"m": "DE"}
	plain := plan.Step{Action: plan.Create, File: "a.seg", Segment: "New", Name: "New"}
	loop := func(file string, values map[string]string) plan.Step {
		return plan.Step{Action: plan.Create, File: file, Segment: "In {m}", Values: values, Name: "In it"}
	}
	gone := plan.Unmanaged{ID: id("1"), Name: "E", Gone: "e.seg"}
	less := plan.Unmanaged{ID: id("2"), Name: "F", File: "a.seg", Segment: "F", Missing: plan.MissingSegment}
	template := plan.Unmanaged{ID: id("3"), Name: "Of AT", File: "a.seg", Segment: "Of {m}", Values: at, Missing: plan.MissingSegment}
	value := plan.Unmanaged{ID: id("4"), Name: "In AT", File: "a.seg", Segment: "In {m}", Values: at, Missing: plan.MissingValue}
	other := plan.Unmanaged{ID: id("5"), Name: "Z"}
	texts := prose.Open(t, "plan-of-gone")
	for _, c := range []struct {
		name  string
		steps []plan.Step
		left  []plan.Unmanaged
		names []string // what is said names; nil if nothing is said
	}{
		{"nothing is new", []plan.Step{{Action: plan.Unchanged, File: "a.seg"}}, []plan.Unmanaged{gone, less}, nil},
		{"nothing was left", []plan.Step{plain, loop("a.seg", at)}, []plan.Unmanaged{other}, nil},
		{
			"one of each",
			[]plan.Step{plain},
			[]plan.Unmanaged{gone, other},
			[]string{"e.seg", `"E"`, "a.seg", `"New"`, `"` + id("1") + `"`},
		},
		{
			"of the same file",
			[]plan.Step{plain},
			[]plan.Unmanaged{less, value},
			[]string{"a.seg", `"F"`, `"New"`, `"` + id("2") + `"`},
		},
		{
			"several",
			[]plan.Step{plain, plain},
			[]plan.Unmanaged{gone, less, template},
			[]string{"2"},
		},
		{"a value for another one", []plan.Step{loop("a.seg", de)}, []plan.Unmanaged{value}, nil},
		{"another name, and another value", []plan.Step{loop("a.seg", de)}, []plan.Unmanaged{template}, nil},
		{
			"another name",
			[]plan.Step{loop("a.seg", de), loop("a.seg", at)},
			[]plan.Unmanaged{template},
			[]string{"a.seg", "`was`", "`for`"},
		},
		{
			"files that became one",
			[]plan.Step{loop("a.seg", de), loop("b.seg", at)},
			[]plan.Unmanaged{gone},
			[]string{"`was`", "`for`"},
		},
	} {
		var text strings.Builder
		p := &plan.Plan{Steps: c.steps, Unmanaged: c.left}
		goneText(&text, p)
		if (text.Len() > 0) != (c.names != nil) || !prose.Names(text.String(), c.names...) {
			t.Fatalf("%s: the text is\n%s\nwithout %q", c.name, text.String(), c.names)
		}
		markdown := planMarkdown(p, planView{})
		if strings.Contains(markdown, "header") != (c.names != nil) {
			t.Errorf("%s: as Markdown, it is\n%s", c.name, markdown)
		}
		if c.names != nil {
			texts.Add(t, c.name, text.String())
			texts.Add(t, c.name+", Markdown", markdown)
		}
	}
}
