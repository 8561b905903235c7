package plan_test

import (
	"errors"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/rulesjson"
)

// age makes the lock one that version 1 wrote: it knows bodies by the hash of the
// whole. The bodies are those of the files and of the API.
func (w *world) age() {
	for i, e := range w.lock.Remotes[base] {
		old := lock.Entry{File: e.File, ID: e.ID, Name: e.Name, Body: plan.Hash(w.files[e.File].Body), Updated: e.Updated}
		if s, err := w.api.find(e.ID); err == nil {
			if b, err := plan.BodyOf(s); err == nil && plan.Hash(b) != old.Body {
				old.BodyAnswer = plan.Hash(b)
			}
		}
		w.lock.Remotes[base][i] = old
	}
}

// TestVersion1DecidesTheSame checks that a lock of version 1 leads to the same
// plans, requests and results as the same lock of version 2.
func TestVersion1DecidesTheSame(t *testing.T) {
	for name, do := range map[string]func(w *world){
		"nothing":              func(*world) {},
		"the file":             func(w *world) { w.write("a.seg", "A", 2) },
		"the name in the file": func(w *world) { w.write("a.seg", "Z", 1) },
		"the segment":          func(w *world) { w.api.edit(w.t, id(1), isp(7)) },
		"the time":             func(w *world) { w.api.edit(w.t, id(1), isp(1)) },
		"both":                 func(w *world) { w.write("a.seg", "A", 2); w.api.edit(w.t, id(1), isp(7)) },
		"both in the same way": func(w *world) { w.write("a.seg", "A", 7); w.api.edit(w.t, id(1), isp(7)) },
		"the name of the file": func(w *world) { w.move("a.seg", "z.seg") },
		"the name of the file, and space in the name": func(w *world) {
			w.move("a.seg", "z.seg")
			w.write("z.seg", " A", 1)
		},
		"both names":            func(w *world) { w.move("a.seg", "z.seg"); w.write("z.seg", "Z", 1) },
		"the segment, and back": func(w *world) { w.api.edit(w.t, id(1), isp(7)); w.api.edit(w.t, id(1), isp(1)) },
	} {
		for _, rewrites := range []bool{false, true} {
			results := map[bool]string{}
			for _, aged := range []bool{false, true} {
				w := newWorld(t)
				if rewrites {
					w.api.rewrite = func(b *rulesjson.Segment) { b.Description = "made by segc" }
				}
				w.write("a.seg", "A", 1)
				w.write("b.seg", "B", 1)
				w.mustApply()
				if aged {
					w.age()
				}
				do(w)
				result := summary(w.plan(w.options()))
				for _, call := range w.api.calls {
					result += call + "\n"
				}
				if err := w.apply(); err != nil {
					result += err.Error() + "\n"
				}
				result += summary(w.plan(w.options()))
				options := w.options()
				options.Overwrite = true
				if err := w.carryOut(w.plan(options)); err != nil {
					t.Errorf("%s: %v", name, err)
				}
				results[aged] = result + summary(w.plan(w.options()))
				for _, e := range w.lock.Remotes[base] {
					if _, here := w.files[e.File]; here && e.Hash.IsZero() && !rewrites {
						t.Errorf("%s: after apply, the entry of %s is still of version 1", name, e.File)
					}
				}
			}
			if results[false] != results[true] {
				t.Errorf("%s: with version 2\n%s\nwith version 1\n%s", name, results[false], results[true])
			}
		}
	}
}

// TestSavedWithVersion1 checks that a saved plan while the lock had
// version 1 still holds.
func TestSavedWithVersion1(t *testing.T) {
	w := newWorld(t)
	w.api.rewrite = func(b *rulesjson.Segment) { b.Description = "made by segc" }
	w.write("a.seg", "A", 1)
	w.mustApply()
	w.age()
	p := w.plan(w.options())
	w.api.edit(t, id(1), isp(1)) // a new time
	if got := summary(w.resaved(p)); got != "a.seg unchanged 1\n" {
		t.Error(got)
	}
	w.api.edit(t, id(1), isp(2))
	var moved *plan.MovedError
	if _, err := w.resavedIn(p); !errors.As(err, &moved) || facts(moved.Reason) != `"A"` {
		t.Errorf("it holds although the segment changed: %v", err)
	}
}

// TestVersion1KeepsTheAnswer checks that an entry keeps how the API wrote the body
// when a run finds nothing to do.
func TestVersion1KeepsTheAnswer(t *testing.T) {
	w := newWorld(t)
	w.api.rewrite = func(b *rulesjson.Segment) { b.Description = "made by segc" }
	w.write("a.seg", "A", 1)
	w.mustApply()
	w.age()
	w.mustApply()
	w.api.edit(t, id(1), isp(1)) // a new time, and nothing else
	if got := summary(w.plan(w.options())); got != "a.seg unchanged 1\n" {
		t.Error(got)
	}
	w.mustApply() // the segment is read
	if e := w.lock.Remotes[base][0]; e.Hash.IsZero() || e.Answer.Description == "" {
		t.Errorf("%+v", e)
	}
}
