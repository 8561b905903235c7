package plan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/rulesjson"
)

// resaved returns the plan as it is made again after Save and Load.
func (w *world) resaved(p *plan.Plan) *plan.Plan {
	w.t.Helper()
	p, err := w.resavedIn(p)
	if err != nil {
		w.t.Fatal(err)
	}
	return p
}

func (w *world) resavedIn(p *plan.Plan) (*plan.Plan, error) {
	w.t.Helper()
	data, err := p.Save()
	if err != nil {
		w.t.Fatal(err)
	}
	k, err := plan.Load(data)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.again(k)
}

// again makes a saved plan again, with the files at hand where they say the same.
func (w *world) again(k *plan.Saved) (*plan.Plan, error) {
	return k.Make(w.t.Context(), w.api, w.lock, w.options(), func(saved plan.Local) plan.Local {
		for _, l := range w.files {
			if l.Place().Key() == saved.Place().Key() && plan.Same(l.Body, saved.Body) {
				return l
			}
		}
		return plan.Local{File: saved.File, Segment: saved.Segment, Values: saved.Values, Body: saved.Body, Compare: func(*rulesjson.Document) plan.Comparison {
			return plan.Comparison{Verdict: w.verdict}
		}}
	})
}

// TestTakeoverBrakes checks that a segment that the lock does not know and that
// differs from its file counts in the brake, also in a saved plan, and that
// one that does not differ is free.
func TestTakeoverBrakes(t *testing.T) {
	words := prose.Open(t, "takeovers")
	lose := func(w *world) { w.lock = lock.New() }
	for _, c := range []struct {
		name string
		do   func(t *testing.T, w *world)
		want string // the segments for which --overwrite is needed
	}{
		{"nothing lost", func(*testing.T, *world) {}, ""},
		{"the lock is lost", func(_ *testing.T, w *world) { lose(w) }, ""},
		{"lost, and the segment changed", func(t *testing.T, w *world) { w.api.edit(t, id(1), isp(7)); lose(w) }, "A"},
		{"lost, and the file changed", func(_ *testing.T, w *world) { w.write("a.seg", "A", 2); lose(w) }, "A"},
		{"lost, and both changed alike", func(t *testing.T, w *world) {
			w.write("a.seg", "A", 2)
			w.api.edit(t, id(1), isp(2))
			lose(w)
		}, ""},
		{"lost, and the description changed", func(t *testing.T, w *world) { w.api.segments[0].Description = "theirs"; lose(w) }, "A"},
		{"lost, and the description went", func(t *testing.T, w *world) {
			w.files["a.seg"].Body.Description = "mine"
			lose(w)
		}, "A"},
		{"lost, and the API tells no color", func(_ *testing.T, w *world) { w.api.segments[0].Color = ""; lose(w) }, ""},
		{"the section of another address", func(t *testing.T, w *world) {
			w.lock.Remotes = map[string][]lock.Entry{"https://localhost.example": w.lock.Remotes[base]}
			w.api.edit(t, id(1), isp(7))
		}, "A"},
		{"found by the id of the header", func(t *testing.T, w *world) {
			w.withID("a.seg", id(1))
			w.api.edit(t, id(1), isp(7))
			lose(w)
		}, "A"},
		{"found by the id of the header, and known to the lock", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 2)
			w.withID("a.seg", id(1))
		}, ""},
		{"a new segment of the name, since the known one is gone", func(t *testing.T, w *world) {
			w.api.segments = w.api.segments[1:]
			w.api.put(t, body("A", 7)) // gets the id of the other
			w.api.segments[1].ID = id(8)
		}, "A"},
		{"two", func(t *testing.T, w *world) {
			w.api.edit(t, id(1), isp(7))
			w.api.edit(t, id(2), isp(7))
			lose(w)
		}, "A B"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.write("a.seg", "A", 1)
			w.write("b.seg", "B", 1)
			w.mustApply()
			c.do(t, w)
			for _, force := range []bool{false, true} {
				options := w.options()
				options.Overwrite = force
				p := w.plan(options)
				for i, p := range []*plan.Plan{p, w.resaved(p)} {
					var want []plan.Flag
					if c.want != "" {
						want = []plan.Flag{plan.Overwrite}
					}
					got := reasonsOf(p.Needs)
					if !slices.Equal(plan.FlagsOf(p.Needs), want) || len(p.Needs) > 1 || !prose.Names(got, strings.Fields(c.want)...) {
						t.Fatalf("saved %d, overwrite %t: it needs %q for %q\n%s", i, force, got, c.want, summary(p))
					}
					if want != nil {
						words.Add(t, c.name, got)
					}
				}
			}
		})
	}
}

// TestTakeoverDone checks that a saved plan does not brake once the step was done.
func TestTakeoverDone(t *testing.T) {
	w := newWorld(t)
	w.api.put(t, body("A", 1))
	w.write("a.seg", "A", 2)
	p := w.plan(w.options())
	w.api.edit(t, id(1), isp(2))
	if p = w.resaved(p); len(p.Needs) > 0 || len(p.Steps[0].Needs) > 0 || p.Steps[0].Overwrites != "" {
		t.Error(p.Needs, p.Steps[0].Needs, p.Steps[0].Overwrites)
	}
}

// TestConflictSides checks that a conflict says which properties changed on both
// sides, and that forcing it says whether it overwrites anything.
func TestConflictSides(t *testing.T) {
	changes := mergeChanges(t)
	for _, c := range []struct {
		name         string
		mine, theirs []string
		alike        bool
		both         string
		overwrites   bool
	}{
		{"theirs", nil, []string{"rules"}, false, "", true},
		{"each its own", []string{"rules"}, []string{"description"}, false, "", true},
		{"both", []string{"rules"}, []string{"rules"}, false, "rules", true},
		{"both, and each its own", []string{"rules", "color"}, []string{"description", "rules"}, false, "rules", true},
		{"several", []string{"lists", "name"}, []string{"name", "lists"}, false, "name lists", true},
		{"alike, and the file more", []string{"rules", "description"}, []string{"rules"}, true, "", false},
		{"alike, and the segment more", []string{"rules"}, []string{"rules", "description"}, true, "", true},
	} {
		w := newWorld(t)
		w.write("a.seg", "A", 9)
		w.mustApply()
		for _, property := range c.mine {
			changes[property](w.files["a.seg"].Body, 1)
		}
		s := w.api.segments[0]
		theirs, err := plan.BodyOf(s)
		if err != nil {
			t.Fatal(err)
		}
		for _, property := range c.theirs {
			n := 2
			if c.alike {
				n = 1
			}
			changes[property](theirs, n)
		}
		s.Name, s.Color, s.Description, s.ContactLists = theirs.Name, theirs.Color, theirs.Description, theirs.Lists
		s.Rules = theirs.Rules.AppendJSON(nil, true)
		s.UpdatedAt = s.UpdatedAt.Add(1)
		p := w.resaved(w.plan(w.options()))
		if got := strings.Join(p.Steps[0].Both, " "); p.Steps[0].Action != plan.Conflict || got != c.both {
			t.Errorf("%s: both changed %q\n%s", c.name, got, summary(p))
		}
		if flags := plan.FlagsOf(p.Steps[0].Needs); !slices.Contains(flags, plan.Overwrite) || len(p.Needs) > 0 {
			t.Errorf("%s: the conflict needs %v, the plan %v", c.name, flags, p.Needs)
		}
		p = w.resaved(w.plan(plan.Options{Overwrite: true}))
		if got := p.Steps[0].Overwrites == plan.Changed; p.Steps[0].Action != plan.Update || got != c.overwrites {
			t.Errorf("%s: forced, it overwrites: %t\n%s", c.name, got, summary(p))
		}
	}
}

// TestErrorsTakeNothingOver checks that no error says that a segment is taken over.
func TestErrorsTakeNothingOver(t *testing.T) {
	for name, do := range map[string]func(w *world){
		"two files of the name":  func(w *world) { w.write("b.seg", "A", 2) },
		"with the id of another": func(w *world) { w.write("b.seg", "A", 2); w.withID("b.seg", id(1)) },
		"rules that segc does not know": func(w *world) {
			w.api.segments[0].Rules = []byte(`{"any":[{"all":[{"kind":"weather"}]}]}`)
		},
	} {
		w := newWorld(t)
		w.api.put(t, body("A", 1))
		w.write("a.seg", "A", 1)
		do(w)
		p := w.plan(w.options())
		if p.Count(plan.Failure) == 0 {
			t.Errorf("%s: there is no error", name)
		}
		for _, s := range p.Steps {
			if s.Action == plan.Failure && s.Adopted {
				t.Errorf("%s: %s", name, summary(p))
			}
		}
	}
}
