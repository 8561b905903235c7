package plan_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/rulesjson"
)

// TestCopies checks which segments of other files are named: those that contain a rule of the plan
// and are not as they were applied, on the day and with the params of then.
func TestCopies(t *testing.T) {
	entry := func(n int, file string, provider int) lock.Entry {
		name := fmt.Sprintf("S%d", n)
		return lock.Entry{File: file, ID: id(n), Name: name, Hash: plan.Hashes(body(name, provider))}
	}
	day := entry(6, "day.seg", 6)
	day.Day = "2026-06-01"
	params := entry(7, "params.seg", 7)
	params.Set = map[string]string{"n": "7"}
	several := entry(8, "several.seg", 8)
	several.Segment = "S{n}"
	several.Values = map[string]string{"n": "8"}
	gone := entry(9, "several.seg", 9)
	gone.Segment = "S9"
	left := entry(10, "several.seg", 10)
	left.Left = true
	entries := []lock.Entry{
		entry(1, "x.seg", 1), entry(2, "same.seg", 2), entry(3, "changed.seg", 3), entry(4, "broken.seg", 4), entry(5, "alone.seg", 5),
		day, params, several, gone, left,
	}
	x := []plan.Contained{{File: "x.seg"}}
	local := func(n, provider int, file string) plan.Local {
		return plan.Local{File: file, Body: body(fmt.Sprintf("S%d", n), provider), Contains: x}
	}
	moving := local(6, 60, "day.seg")
	moving.On = func(g plan.Given) *rulesjson.Segment {
		if g.Day == "2026-06-01" {
			return body("S6", 6)
		}
		return body("S6", 60)
	}
	given := local(7, 70, "params.seg")
	given.On = func(g plan.Given) *rulesjson.Segment {
		if g.Set["n"] == "7" {
			return body("S7", 71)
		}
		return body("S7", 70)
	}
	one := local(8, 8, "several.seg")
	one.Segment, one.Values = several.Segment, several.Values
	changed, alone := local(3, 33, "changed.seg"), local(5, 55, "alone.seg")
	changed.Contains = []plan.Contained{{File: "y.seg"}, {File: "x.seg", Segment: "X"}, {File: "x.seg"}}
	alone.Contains = []plan.Contained{{File: "y.seg"}, {File: "x.seg", Segment: "Other"}}
	all := map[string]plan.Using{
		"same.seg":    {Locals: []plan.Local{local(2, 2, "same.seg")}, Contains: x},
		"changed.seg": {Locals: []plan.Local{changed}, Contains: changed.Contains},
		"broken.seg":  {Contains: x},
		"alone.seg":   {Locals: []plan.Local{alone}, Contains: alone.Contains},
		"day.seg":     {Locals: []plan.Local{moving}, Contains: x},
		"params.seg":  {Locals: []plan.Local{given}, Contains: x},
		"several.seg": {Locals: []plan.Local{one}, Contains: x},
	}
	p := &plan.Plan{Steps: []plan.Step{{File: "x.seg", Name: "X"}}}
	var asked []string
	got := p.CopiesIn(entries, func(files []string) map[string]plan.Using {
		asked = files
		return all
	})
	uses := []string{"x.seg"}
	want := []plan.Copy{
		{File: "broken.seg", Name: "S4", ID: id(4), Uses: uses, Broken: true},
		{File: "changed.seg", Name: "S3", ID: id(3), Uses: uses},
		{File: "params.seg", Name: "S7", ID: id(7), Uses: uses},
		{File: "several.seg", Segment: "S9", Name: "S9", ID: id(9), Uses: uses},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
	if diff := cmp.Diff([]string{"alone.seg", "broken.seg", "changed.seg", "day.seg", "params.seg", "same.seg", "several.seg"}, asked); diff != "" {
		t.Errorf("it asks for (-want +got)\n%s", diff)
	}
}
