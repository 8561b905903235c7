package main

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/plan"
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
	const text = `+ create "New" (a.seg)
~ update "In Austria" (a.seg)
    was "Of {market}" before
= unchanged "B" (b.seg)
    was "B" in a.seg before
= unchanged "C" (c.seg)
    was d.seg before
1 segment without a file, left alone:
    44444444-0000-4000-8000-000000000000  D
3 segments left behind, which segc does not delete:
    55555555-0000-4000-8000-000000000000  "E", whose file e.seg is gone
    66666666-0000-4000-8000-000000000000  "F", which a.seg no longer has
    77777777-0000-4000-8000-000000000000  "In DE", with day "3" and market "DE", which the ` + "`for`" + ` of a.seg no longer has
if a.seg, "New" is one of the segments left behind, write its id into the header
`
	if got := planText(p, planView{}); got != text {
		t.Errorf("the plan is\n%s\nnot\n%s", got, text)
	}
	nothing := planMarkdown(&plan.Plan{Steps: []plan.Step{{Action: plan.Unchanged}}, Unmanaged: p.Unmanaged[1:2]}, planView{})
	if want := "already matches its file.\n\n- Left behind: E (`55555555-0000-4000-8000-000000000000`), whose file `e.seg` is gone\n\n"; !strings.HasSuffix(nothing, want) {
		t.Errorf("without changes, it is\n%s", nothing)
	}
	got := planMarkdown(p, planView{})
	for _, want := range []string{
		"#### Update In Austria (`a.seg`)\n\n- It was `Of {market}` before\n",
		"#### Unchanged: B (`b.seg`)\n\n- It was `B` in `a.seg` before\n",
		"- The file was renamed. It was `d.seg`\n",
		"1 segment without a file is left alone: D.\n",
		"- Left behind: E (`55555555-0000-4000-8000-000000000000`), whose file `e.seg` is gone\n",
		"- Left behind: F (`66666666-0000-4000-8000-000000000000`), which `a.seg` no longer has\n",
		"- Left behind: In DE (`77777777-0000-4000-8000-000000000000`), with `day \"3\" and market \"DE\"`, which the `for` of `a.seg` no longer has\n",
		"- If a new segment is one of those left behind, write its `id` into its header.\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %q in\n%s", want, got)
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
	const was = " is one that was left behind, write `was` with its old name, or first apply it with its old name or rules"
	for _, c := range []struct {
		name           string
		steps          []plan.Step
		left           []plan.Unmanaged
		text, markdown string // "" for nothing
	}{
		{"nothing is new", []plan.Step{{Action: plan.Unchanged, File: "a.seg"}}, []plan.Unmanaged{gone, less}, "", ""},
		{"nothing was left", []plan.Step{plain, loop("a.seg", at)}, []plan.Unmanaged{other}, "", ""},
		{
			"one of each",
			[]plan.Step{plain},
			[]plan.Unmanaged{gone, other},
			`e.seg is gone and its segment "E" has no file; if a.seg, "New" is it, write id "` + id("1") + "\" into the header\n",
			"- `e.seg` is gone. If a new file is the old one, write `id \"" + id("1") + "\"` into its header.\n",
		},
		{
			"of the same file",
			[]plan.Step{plain},
			[]plan.Unmanaged{less, value},
			`a.seg no longer has the segment "F"; if a.seg, "New" is it, write id "` + id("2") + "\" into the header\n",
			"- `a.seg` has one segment less. If a new one is that, write `id \"" + id("2") + "\"` into its header.\n",
		},
		{
			"several",
			[]plan.Step{plain, plain},
			[]plan.Unmanaged{gone, less, template},
			"if one of the 2 new segments is one of the segments left behind, write its id into the header\n",
			"- If a new segment is one of those left behind, write its `id` into its header.\n",
		},
		{"a value for another one", []plan.Step{loop("a.seg", de)}, []plan.Unmanaged{value}, "", ""},
		{"another name, and another value", []plan.Step{loop("a.seg", de)}, []plan.Unmanaged{template}, "", ""},
		{
			"another name",
			[]plan.Step{loop("a.seg", de), loop("a.seg", at)},
			[]plan.Unmanaged{template},
			"if a new segment of a.seg" + was + ": a header with `for` takes no id\n",
			"- If a new segment of a `for`" + was + ". A header with `for` takes no `id`.\n",
		},
		{
			"files that became one",
			[]plan.Step{loop("a.seg", de), loop("b.seg", at)},
			[]plan.Unmanaged{gone},
			"if one of the new segments" + was + ": a header with `for` takes no id\n",
			"- If a new segment of a `for`" + was + ". A header with `for` takes no `id`.\n",
		},
	} {
		var text strings.Builder
		p := &plan.Plan{Steps: c.steps, Unmanaged: c.left}
		goneText(&text, p)
		if text.String() != c.text {
			t.Errorf("%s: the text is\n%s\nnot\n%s", c.name, text.String(), c.text)
		}
		if got := planMarkdown(p, planView{}); !strings.Contains(got, c.markdown) || strings.Contains(got, "header") != (c.markdown != "") {
			t.Errorf("%s: as Markdown, it is\n%s\nwithout\n%s", c.name, got, c.markdown)
		}
	}
}
