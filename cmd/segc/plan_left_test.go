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
e.seg is gone and its segment "E" has no file; if a.seg, "New" is it, write id "55555555-0000-4000-8000-000000000000" into the header
a.seg no longer has the segment "F"; if a.seg, "New" is it, write id "66666666-0000-4000-8000-000000000000" into the header
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
		"- `a.seg` has one segment less. If a new one is that, write `id \"66666666-0000-4000-8000-000000000000\"` into its header.\n",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("there is no %q in\n%s", want, got)
		}
	}
}
