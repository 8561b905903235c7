package plan_test

import (
	"bytes"
	"errors"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/rulesjson"
)

// given makes a file with a param, whose default is "a". It says something else for each
// value and, if there is a day, for every second one.
func (w *world) given(file, day string, set map[string]string) {
	on := func(on string, set map[string]string) *rulesjson.Segment {
		value, ok := set["v"]
		if !ok {
			value = "a"
		}
		if value == "bad" {
			return nil
		}
		n := 1000 * int(value[0])
		if on == "" {
			on = day
		}
		return body("A", n+provider(on))
	}
	l := plan.Local{File: file, Body: on(day, set), Day: day, Set: set, On: func(g plan.Given) *rulesjson.Segment { return on(g.Day, g.Set) }, Compare: func(*rulesjson.Document) plan.Comparison {
		return plan.Comparison{Verdict: "overlapping"}
	}}
	if l.Body == nil {
		l.Stuck = "it is bad"
	}
	w.files[file] = l
}

// TestSet follows what a param is given through a lock, with a rule that moves with the day and
// one that does not.
func TestSet(t *testing.T) {
	words := prose.Open(t, "set")
	a, b := map[string]string{"v": "a"}, map[string]string{"v": "b"}
	const moved, moves = "2026-06-03", " rules:overlapping\n"
	elsewhere := func(w *world) { w.api.edit(w.t, id(1), isp(999)) }
	for _, c := range []struct {
		name          string
		applied, now  map[string]string
		day           string // of the plan; empty for a rule that does not move
		change        func(*world)
		want          string
		changed, kept map[string]string // what the step shows, old→new, and what the lock then has
	}{
		{name: "the same", applied: b, now: b, want: "a.seg unchanged 1\n", kept: b},
		{name: "another value", applied: a, now: b, want: "a.seg update 1" + moves, changed: map[string]string{"v": "a→b"}, kept: b},
		{name: "none before", now: b, want: "a.seg update 1" + moves, changed: map[string]string{"v": "→b"}, kept: b},
		{name: "none now", applied: b, want: "a.seg update 1" + moves, changed: map[string]string{"v": "b→"}},
		{name: "the default, given", now: a, want: "a.seg unchanged 1\n", changed: map[string]string{"v": "→a"}, kept: a},
		{name: "changed elsewhere", applied: a, now: a, change: elsewhere, want: "a.seg conflict 1 rules:overlapping ()\n"},
		{name: "changed on both sides", applied: a, now: b, change: elsewhere, want: "a.seg conflict 1 rules:overlapping ()\n", changed: map[string]string{"v": "a→b"}},

		{name: "the same, another day", applied: b, now: b, day: moved, want: "a.seg rolled 1" + moves, kept: b},
		{name: "another value, another day", applied: a, now: b, day: moved, want: "a.seg update 1" + moves, changed: map[string]string{"v": "a→b"}, kept: b},
		{name: "the default given, another day", now: a, day: moved, want: "a.seg update 1" + moves, changed: map[string]string{"v": "→a"}, kept: a},
		{name: "the lock was not kept", applied: b, now: b, day: "2026-06-08", change: func(w *world) { w.otherNight("2026-06-05", b) }, want: "a.seg rolled 1" + moves, kept: b},
		{name: "another value, and the lock was not kept", applied: a, now: b, day: "2026-06-08", change: func(w *world) { w.otherNight("2026-06-05", a) }, want: "a.seg update 1" + moves, changed: map[string]string{"v": "a→b"}, kept: b},
		{name: "another job with another value", applied: a, now: a, day: "2026-06-08", change: func(w *world) { w.otherNight("2026-06-05", b) }, want: "a.seg conflict 1 rules:overlapping ()\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			first := ""
			if c.day != "" {
				first = "2026-06-01"
			}
			w.given("a.seg", first, c.applied)
			w.mustApply()
			if c.change != nil {
				c.change(w)
			}
			w.given("a.seg", c.day, c.now)
			p := w.plan(w.on(c.day))
			if got := summary(p); got != c.want {
				t.Fatalf("it says\n%sand not\n%s", got, c.want)
			}
			keepReasons(t, words, c.name, p)
			if diff := cmp.Diff(c.changed, changes(p.Steps[0].Set)); len(c.changed)+len(p.Steps[0].Set) > 0 && diff != "" {
				t.Error(diff)
			}
			if p.Troubled() {
				return
			}
			if err := w.carryOut(p); err != nil {
				t.Fatal(err)
			}
			if got := w.entry("a.seg").Set; !maps.Equal(got, c.kept) {
				t.Errorf("the lock has %v", got)
			}
			if again := w.plan(w.on(c.day)); again.Changes() || again.Troubled() || again.Steps[0].Set != nil {
				t.Errorf("there is something left to do:\n%s", summary(again))
			}
		})
	}
}

// otherNight applies what a file says on a day with some values, and forgets what the lock
// learned of it.
func (w *world) otherNight(day string, set map[string]string) {
	w.t.Helper()
	kept, file := slices.Clone(w.lock.Remotes[base]), w.files["a.seg"]
	w.given("a.seg", day, set)
	if err := w.carryOut(w.plan(w.on(day))); err != nil {
		w.t.Fatal(err)
	}
	w.lock.Remotes[base], w.files["a.seg"] = kept, file
}

func changes(set []plan.Param) map[string]string {
	all := map[string]string{}
	for _, p := range set {
		old, now := "", ""
		if p.Old != nil {
			old = *p.Old
		}
		if p.New != nil {
			now = *p.New
		}
		all[p.Name] = old + "→" + now
	}
	return all
}

// TestSetIsNotStuck checks that a value that does not fit ends the plan: the day is not why.
func TestSetIsNotStuck(t *testing.T) {
	w := newWorld(t)
	w.given("a.seg", "2026-06-01", map[string]string{"v": "a"})
	w.mustApply()
	w.given("a.seg", "2026-06-02", map[string]string{"v": "bad"})
	_, err := plan.Make(t.Context(), []plan.Local{w.files["a.seg"]}, w.lock, w.api, w.on("2026-06-02"))
	var silent *plan.SilentError
	if !errors.As(err, &silent) || !slices.Equal(silent.Files, []string{"a.seg"}) {
		t.Errorf("%v", err)
	}
}

// TestManySets checks that segments with another value count in the brake, and those that are
// rolled with their value do not.
func TestManySets(t *testing.T) {
	for name, c := range map[string]struct {
		value string
		needs []plan.Flag
	}{"rolled": {"a", nil}, "another value": {"b", []plan.Flag{plan.AllowMany, plan.AllowWider}}} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			all := func(day, value string) {
				for i := range 10 {
					file := string(rune('a'+i)) + ".seg"
					w.given(file, day, map[string]string{"v": value})
					l := w.files[file]
					on := l.On
					l.On = func(g plan.Given) *rulesjson.Segment {
						b := on(g)
						b.Name = file
						return b
					}
					l.Body = l.On(plan.Given{Day: day, Set: l.Set})
					w.files[file] = l
				}
			}
			all("2026-06-01", "a")
			w.mustApply()
			all("2026-06-03", c.value)
			p := w.plan(w.on("2026-06-03"))
			if got := plan.FlagsOf(p.Needs); !slices.Equal(got, c.needs) {
				t.Errorf("it needs %v:\n%s", got, summary(p))
			}
		})
	}
}

// TestSavedSet checks that a saved plan has the values of its files, with which it is made
// again, and that its hash covers them.
func TestSavedSet(t *testing.T) {
	w := newWorld(t)
	w.given("a.seg", "", map[string]string{"v": "a"})
	w.mustApply()
	w.given("a.seg", "", map[string]string{"v": "b", "quote\"": "x\n"})
	p := w.plan(w.options())
	data, err := p.Save()
	if err != nil {
		t.Fatal(err)
	}
	words := prose.Open(t, "changed-set")
	for _, c := range []struct{ name, old, changed, want string }{
		{"another value", `"v": "b"`, `"v": "c"`, "SHA-256"},
		{"none", `,` + "\n" + `        "v": "b"`, ``, "SHA-256"},
		{"another spelling", `"v": "b"`, `"v":  "b"`, ""},
		{"another type", `"v": "b"`, `"v": 1`, "steps.set"},
		{"too much", `"v": "b"`, `"v": "` + strings.Repeat("x", lock.MaxSet) + `"`, "32 KiB"},
	} {
		changed := bytes.Replace(data, []byte(c.old), []byte(c.changed), 1)
		if bytes.Equal(changed, data) {
			t.Fatalf("there is no %s in %s", c.old, data)
		}
		_, err := plan.Load(changed)
		if err == nil || !prose.Names(err.Error(), c.want) {
			t.Fatalf("%s: %v", c.changed, err)
		}
		words.Add(t, c.name, regexp.MustCompile(`[0-9a-f]{64}`).ReplaceAllString(err.Error(), "…"))
	}
	saved, err := plan.Load(data)
	if err != nil {
		t.Fatal(err)
	}
	w.files = map[string]plan.Local{} // the rules are elsewhere
	again, err := w.again(saved)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(p.Steps[0].Set, again.Steps[0].Set); diff != "" || again.SHA256 != p.SHA256 || again.Count(plan.Update) != 1 {
		t.Errorf("%s: %s\n%s", again.SHA256, diff, summary(again))
	}
	if err := w.carryOut(again); err != nil {
		t.Fatal(err)
	}
	if got := w.entry("a.seg").Set; !maps.Equal(got, map[string]string{"v": "b", "quote\"": "x\n"}) {
		t.Errorf("the lock has %v", got)
	}
}
