package plan_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/prose"
)

// reasonsOf writes needs for a golden file: a flag and its reason each.
func reasonsOf(needs []plan.Need) string {
	var all []string
	for _, n := range needs {
		all = append(all, string(n.Flag)+" "+n.Reason)
	}
	return strings.Join(all, "\n")
}

// stepNeeds writes the flags of each step that needs any.
func stepNeeds(p *plan.Plan) string {
	var all []string
	for _, s := range p.Steps {
		if len(s.Needs) > 0 {
			all = append(all, fmt.Sprintf("%s %v", s.Name, plan.FlagsOf(s.Needs)))
		}
	}
	slices.Sort(all)
	return strings.Join(all, "; ")
}

// TestNeeds checks which flags a plan needs, and which step needs them, also when
// the plan was saved: a flag for each kind of change, and none in place of another.
func TestNeeds(t *testing.T) {
	words := prose.Open(t, "needs")
	theirs := func(t *testing.T, w *world) { w.api.edit(t, id(1), isp(7)) }
	lists := func(w *world, ids ...string) { w.files["a.seg"].Body.Lists = ids }
	lose := func(w *world) { w.lock = lock.New() }
	for _, c := range []struct {
		name      string
		overwrite bool // of the options
		verdict   string
		do        func(t *testing.T, w *world)
		plan      string // the flags of the plan
		steps     string // of the steps
	}{
		{"nothing changes", false, "wider", func(*testing.T, *world) {}, "[]", ""},
		{"narrower", false, "narrower", func(_ *testing.T, w *world) { w.write("a.seg", "A", 2) }, "[]", ""},
		{"wider", false, "wider", func(_ *testing.T, w *world) { w.write("a.seg", "A", 2) }, "[--allow-wider]", "A [--allow-wider]"},
		{"undecided", false, "unknown", func(_ *testing.T, w *world) { w.write("a.seg", "A", 2) }, "[--allow-wider]", "A [--allow-wider]"},
		{"one more list", false, "same", func(_ *testing.T, w *world) { lists(w, listID, other) }, "[--allow-wider]", "A [--allow-wider]"},
		{"other lists", false, "same", func(_ *testing.T, w *world) { lists(w, other, id(8)) }, "[--allow-wider]", "A [--allow-wider]"},
		{"a list less", false, "same", func(t *testing.T, w *world) { lists(w, listID, other); w.mustApply(); lists(w, other) }, "[]", ""},
		{"wider and one more list", false, "wider", func(_ *testing.T, w *world) { w.write("a.seg", "A", 2); lists(w, listID, other) }, "[--allow-wider]", "A [--allow-wider]"},
		{"new", false, "wider", func(_ *testing.T, w *world) { w.write("b.seg", "B", 2) }, "[]", ""},
		{"new, since the old one is gone", false, "wider", func(_ *testing.T, w *world) { w.api.segments = nil }, "[]", ""},
		{"a file that is gone", false, "wider", func(_ *testing.T, w *world) { delete(w.files, "a.seg") }, "[]", ""},
		{"a conflict", false, "narrower", theirs, "[]", "A [--overwrite]"},
		{"a conflict that would widen", false, "wider", theirs, "[]", "A [--allow-wider --overwrite]"},
		{"a conflict and another that widens", false, "wider", func(t *testing.T, w *world) {
			w.write("b.seg", "B", 1)
			w.mustApply()
			theirs(t, w)
			w.write("b.seg", "B", 2)
		}, "[--allow-wider]", "A [--allow-wider --overwrite]; B [--allow-wider]"},
		{"overwritten", true, "narrower", theirs, "[--overwrite]", "A [--overwrite]"},
		{"overwritten and wider", true, "wider", theirs, "[--allow-wider --overwrite]", "A [--allow-wider --overwrite]"},
		{"found by its name, and narrower", false, "narrower", func(t *testing.T, w *world) { theirs(t, w); lose(w) }, "[--overwrite]", "A [--overwrite]"},
		{"found by its name, and wider", false, "wider", func(t *testing.T, w *world) { theirs(t, w); lose(w) }, "[--allow-wider --overwrite]", "A [--allow-wider --overwrite]"},
		{"found by its name, and the same", false, "wider", func(_ *testing.T, w *world) { lose(w) }, "[]", ""},
		{"found by its id", false, "narrower", func(t *testing.T, w *world) { w.withID("a.seg", id(1)); theirs(t, w); lose(w) }, "[--overwrite]", "A [--overwrite]"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.write("a.seg", "A", 1)
			w.mustApply()
			w.verdict = c.verdict
			c.do(t, w)
			options := w.options()
			options.Overwrite = c.overwrite
			p := w.plan(options)
			for i, p := range []*plan.Plan{p, w.resaved(p)} {
				if got := fmt.Sprint(plan.FlagsOf(p.Needs)); got != c.plan {
					t.Errorf("saved %d: the plan needs %s, not %s", i, got, c.plan)
				}
				if got := stepNeeds(p); got != c.steps {
					t.Errorf("saved %d: the steps need %q, not %q", i, got, c.steps)
				}
				if len(p.Steps) > 0 && len(p.Steps[0].Needs) > 0 {
					words.Add(t, c.name, reasonsOf(p.Steps[0].Needs)) // the same when it was saved
				}
				for _, f := range plan.Flags() {
					given := slices.DeleteFunc(plan.Flags(), func(one plan.Flag) bool { return one == f })
					if left := len(p.Missing(given)) > 0; left != strings.Contains(c.plan, string(f)) {
						t.Errorf("saved %d: without %s, something is missing: %t", i, f, left)
					}
				}
				if missing := p.Missing(plan.Flags()); len(missing) > 0 {
					t.Errorf("saved %d: with all flags, it needs %v", i, missing)
				}
			}
		})
	}
}

// TestManyConflicts checks that conflicts say when overwriting all of them would
// change many segments at once.
func TestManyConflicts(t *testing.T) {
	for conflicts, want := range map[int]bool{2: false, 3: true} {
		w := newWorld(t)
		for i := range 10 {
			w.write(fmt.Sprintf("%d.seg", i), fmt.Sprintf("S%d", i), 1)
		}
		w.mustApply()
		w.write("9.seg", "S9", 2)
		for i := range conflicts {
			w.api.edit(t, w.idOf(fmt.Sprintf("S%d", i)), isp(7))
		}
		p := w.plan(w.options())
		if got := strings.Contains(stepNeeds(p), "--allow-many"); got != want || len(p.Needs) > 0 {
			t.Errorf("%d conflicts: many %t, the plan needs %v\n%s", conflicts, got, p.Needs, stepNeeds(p))
		}
		options := w.options()
		options.Overwrite = true
		if p := w.plan(options); slices.Contains(plan.FlagsOf(p.Needs), plan.AllowMany) != want {
			t.Errorf("%d conflicts overwritten: the plan needs %v", conflicts, p.Needs)
		}
	}
}

func (w *world) idOf(name string) string {
	w.t.Helper()
	for _, s := range w.api.segments {
		if s.Name == name {
			return s.ID
		}
	}
	w.t.Fatalf("no segment is called %s", name)
	return ""
}
