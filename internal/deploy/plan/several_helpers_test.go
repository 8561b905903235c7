package plan_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/rulesjson"
)

// seg is a segment of a file.
type seg struct {
	name    string   // as written
	in      []string // the values of its `for m`, as VALUE or VALUE=LABEL; nil without one
	does    int      // what its rule does
	was, id string
	var_    string // the name of its `for`, if it is not m
}

// folder has the segments of files.
type folder map[string][]seg

// markets are what the rules of values differ by.
var markets = []string{"AT", "DE", "CH", "FR", "OE"}

// locals are what the compiler makes of a file.
func (f folder) locals(file string) []plan.Local {
	segs := f[file]
	var all []plan.Local
	for _, s := range segs {
		each := s.in
		if each == nil {
			each = []string{""}
		}
		for _, one := range each {
			value, label, labeled := strings.Cut(one, "=")
			if !labeled {
				label = value
			}
			l := plan.Local{File: file, ID: s.id, Was: s.was}
			name, does := s.name, s.does
			if len(segs) > 1 || s.in != nil {
				l.Segment = s.name
			}
			if s.in != nil {
				variable := "m"
				if s.var_ != "" {
					variable = s.var_
				}
				l.Values = map[string]string{variable: value}
				name = strings.ReplaceAll(name, "{"+variable+"}", label)
				l.WasName = strings.ReplaceAll(s.was, "{"+variable+"}", label)
				does = 100*s.does + slices.Index(markets, value) + 1
			}
			l.Body = body(name, does)
			all = append(all, l)
		}
	}
	return all
}

// hold puts the segments of a folder in place of those that the world has.
func (w *world) hold(f folder) {
	w.files = map[string]plan.Local{}
	for file := range f {
		for _, l := range f.locals(file) {
			l.Compare = func(*rulesjson.Document) plan.Comparison { return plan.Comparison{Verdict: w.verdict} }
			w.files[l.Place().Key()] = l
		}
	}
}

// segments returns the ids that the API has, with their names.
func (w *world) segments() map[string]string {
	all := map[string]string{}
	for _, s := range w.api.segments {
		all[s.ID] = s.Name
	}
	return all
}

// settle applies a plan without errors, and checks that nothing is lost, nothing is there twice,
// and nothing is left to do.
func (w *world) settle(t *testing.T) {
	t.Helper()
	before := w.segments()
	p := w.plan(w.options())
	if got, want := summary(w.resaved(p)), summary(p); got != want && !hinted(p) { // which only the file says
		t.Errorf("made again, the plan is\n%s\nnot\n%s", got, want)
	}
	want := len(before) + p.Count(plan.Create)
	tied := map[string]string{} // the files' segments by place
	for _, s := range p.Steps {
		tied[s.Place().Key()] = s.ID
	}
	if err := w.carryOut(p); err != nil {
		t.Fatal(err)
	}
	after := w.segments()
	for id := range before {
		if _, there := after[id]; !there {
			t.Errorf("%s is lost", id)
		}
	}
	if len(after) != want {
		t.Errorf("there are %d segments, not %d", len(after), want)
	}
	next := w.plan(w.options())
	if next.Count(plan.Unchanged) != len(next.Steps) {
		t.Errorf("there is something left to do:\n%s", summary(next))
	}
	ids := map[string]bool{}
	for _, s := range next.Steps {
		if old := tied[s.Place().Key()]; old != "" && old != s.ID {
			t.Errorf("%s was tied to %s, and now to %s", s.Place(), old, s.ID)
		}
		if ids[s.ID] {
			t.Errorf("%s is tied twice", s.ID)
		}
		ids[s.ID] = true
		if plan.Name(after[s.ID]) != plan.Name(s.Name) {
			t.Errorf("%s is called %q", s.Place(), after[s.ID])
		}
		if s.Renamed+s.RenamedSegment != "" || s.Adopted {
			t.Errorf("it is still said where it was:\n%s", summary(next))
		}
	}
	listed := map[string]bool{}
	for _, u := range p.Unmanaged {
		listed[u.ID] = u.LeftBehind()
	}
	for _, u := range next.Unmanaged {
		if listed[u.ID] != u.LeftBehind() && tied[u.ID] == "" {
			t.Errorf("%s is listed in another way:\n%s\nand\n%s", u.Name, summary(p), summary(next))
		}
	}
}

// interrupted checks that a run that ends after some of its steps is finished by the next one: it
// leaves what the run would have left. The steps are in their order or the other way around.
func interrupted(t *testing.T, steps []folder, after int, backwards bool, want *world) {
	t.Helper()
	w := newWorld(t)
	for _, f := range steps[:len(steps)-1] {
		w.hold(f)
		w.mustApply()
	}
	w.hold(steps[len(steps)-1])
	p := w.plan(w.options())
	if backwards {
		slices.Reverse(p.Steps)
	}
	done, err := w.applyUntil(p, after)
	if done < len(p.Steps) && !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	w.mustApply()
	names := func(w *world) []string { return slices.Sorted(maps.Values(w.segments())) }
	if got, want := names(w), names(want); !slices.Equal(got, want) {
		t.Errorf("interrupted after %d steps (backwards: %t), there are %q, not %q", after, backwards, got, want)
	}
	created := map[string]bool{}
	for _, s := range p.Steps {
		created[s.Place().Key()] = s.Action == plan.Create
	}
	first, second := w.plan(w.options()), want.plan(want.options())
	for i, s := range first.Steps {
		if other := second.Steps[i]; s.ID != other.ID && !created[s.Place().Key()] {
			t.Errorf("interrupted after %d steps (backwards: %t), %s is %s, not %s", after, backwards, s.Place(), s.ID, other.ID)
		}
	}
}

// applyUntil applies a plan, and ends the run after some steps if that is not 0. It returns how many
// steps were tried.
func (w *world) applyUntil(p *plan.Plan, after int) (done int, err error) {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	err = p.Apply(ctx, w.api, plan.Work{
		Save: func(e lock.Entry) error { w.lock.Set(base, e); return nil },
		Done: func(plan.Result) {
			if done++; done == after {
				cancel()
			}
		},
	})
	return done, err
}
