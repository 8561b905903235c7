package plan_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/rulesjson"
)

// assuming makes a file that says something else if missing=skip is assumed, as far as it matters
// to it. What it says on a day depends on that, too.
func (w *world) assuming(day string, text int, matters bool, assume map[string]string) {
	on := func(g plan.Given) *rulesjson.Segment {
		n := 1000 * text
		if matters && g.Assume["missing"] == "skip" {
			n += 500
		}
		if g.Day == "" {
			g.Day = day
		}
		return body("A", n+provider(g.Day))
	}
	l := plan.Local{File: "a.seg", Day: day, Assume: assume, Matters: assume != nil && (matters || day != ""), On: on, Compare: func(*rulesjson.Document) plan.Comparison {
		return plan.Comparison{Verdict: "overlapping"}
	}}
	if l.Body = on(plan.Given{Assume: assume}); l.Matters && matters {
		l.Assumed = []string{"skips"}
	}
	w.files[l.File] = l
}

// TestAssume follows what is assumed through a lock, with a rule that moves with the day and one
// that does not.
func TestAssume(t *testing.T) {
	words := prose.Open(t, "assume")
	skip, match := map[string]string{"missing": "skip"}, map[string]string{"missing": "match"}
	const moved, moves = "2026-06-03", " rules:overlapping\n"
	type state struct {
		text    int
		matters bool
		assume  map[string]string
	}
	elsewhere := func(w *world) { w.api.edit(w.t, id(1), isp(999)) }
	renamed := func(w *world) { // the file, and the segment in it
		e := &w.lock.Remotes[base][0]
		e.File, e.Name, e.Hash.Name = "b.seg", "B", plan.Hashes(body("B", 1)).Name
		w.api.change(w.api.segments[0], client.Update{Name: &e.Name})
	}
	for _, c := range []struct {
		name    string
		applied state
		now     state
		day     string // of the plan; empty for a rule that does not move
		change  func(*world)
		want    string
		changed map[string]string // what the step shows, old→new
		kept    map[string]string // what the lock then has
	}{
		{name: "the same", applied: state{1, true, skip}, now: state{1, true, skip}, want: "a.seg unchanged 1\n", kept: skip},
		{name: "another answer", applied: state{1, true, skip}, now: state{1, true, match}, want: "a.seg update 1" + moves, changed: map[string]string{"missing": "skip→match"}, kept: match},
		{name: "none before", applied: state{1, true, nil}, now: state{1, true, skip}, want: "a.seg update 1" + moves, changed: map[string]string{"missing": "→skip"}, kept: skip},
		{name: "none now", applied: state{1, true, skip}, now: state{1, true, nil}, want: "a.seg update 1" + moves, changed: map[string]string{"missing": "skip→"}},
		{name: "it never mattered", applied: state{1, false, skip}, now: state{1, false, skip}, want: "a.seg unchanged 1\n"},
		{name: "it matters no more", applied: state{1, true, skip}, now: state{2, false, skip}, want: "a.seg update 1" + moves, kept: skip},
		{name: "it matters no more, and is gone", applied: state{1, true, skip}, now: state{2, false, nil}, want: "a.seg update 1" + moves, changed: map[string]string{"missing": "skip→"}},
		{name: "it matters now", applied: state{1, false, skip}, now: state{2, true, skip}, want: "a.seg update 1" + moves, changed: map[string]string{"missing": "→skip"}, kept: skip},
		{name: "changed elsewhere", applied: state{1, true, skip}, now: state{1, true, skip}, change: elsewhere, want: "a.seg conflict 1 rules:overlapping ()\n"},
		{name: "changed on both sides", applied: state{1, true, skip}, now: state{1, true, nil}, change: elsewhere, want: "a.seg conflict 1 rules:overlapping ()\n", changed: map[string]string{"missing": "skip→"}},
		{name: "moved to another file", applied: state{1, true, skip}, now: state{1, true, nil}, change: renamed, want: "a.seg update 1 name:B→A rules:overlapping from:b.seg\n", changed: map[string]string{"missing": "skip→"}},

		{name: "the same, another day", applied: state{1, true, skip}, now: state{1, true, skip}, day: moved, want: "a.seg rolled 1" + moves, kept: skip},
		{name: "it may matter another day", applied: state{1, false, skip}, now: state{1, false, skip}, day: moved, want: "a.seg rolled 1" + moves, kept: skip},
		{name: "none now, another day", applied: state{1, true, skip}, now: state{1, true, nil}, day: moved, want: "a.seg update 1" + moves, changed: map[string]string{"missing": "skip→"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			first := ""
			if c.day != "" {
				first = "2026-06-01"
			}
			w.assuming(first, c.applied.text, c.applied.matters, c.applied.assume)
			w.mustApply()
			if c.change != nil {
				c.change(w)
			}
			w.assuming(c.day, c.now.text, c.now.matters, c.now.assume)
			p := w.plan(w.on(c.day))
			if got := summary(p); got != c.want {
				t.Fatalf("it says\n%sand not\n%s", got, c.want)
			}
			keepReasons(t, words, c.name, p)
			s := &p.Steps[0]
			if diff := cmp.Diff(c.changed, changes(s.Assume)); len(c.changed)+len(s.Assume) > 0 && diff != "" {
				t.Error(diff)
			}
			if assumed := s.Action != plan.Unchanged && c.now.matters && c.now.assume != nil; assumed != (len(s.Assumed) > 0) {
				t.Errorf("it assumes %q", s.Assumed)
			}
			if p.Troubled() {
				return
			}
			if again := w.resaved(p); summary(again) != c.want || again.SHA256 != p.SHA256 {
				t.Errorf("made again, it says\n%s", summary(again))
			}
			if err := w.carryOut(p); err != nil {
				t.Fatal(err)
			}
			if got := w.entry("a.seg").Assume; !maps.Equal(got, c.kept) {
				t.Errorf("the lock has %v", got)
			}
			if again := w.plan(w.on(c.day)); again.Changes() || again.Troubled() || again.Steps[0].Assume != nil {
				t.Errorf("there is something left to do:\n%s", summary(again))
			}
		})
	}
}

// TestSavedAssume checks that the hash of a saved plan covers what is assumed, also if params are
// given the same.
func TestSavedAssume(t *testing.T) {
	w := newWorld(t)
	hashes := map[string]string{}
	for name, l := range map[string]plan.Local{
		"nothing": {}, "assumed": {Assume: map[string]string{"missing": "skip"}, Matters: true}, "given": {Set: map[string]string{"missing": "skip"}},
		"both": {Assume: map[string]string{"missing": "skip"}, Matters: true, Set: map[string]string{"missing": "skip"}},
	} {
		l.File, l.Body = "a.seg", body("A", 1)
		p := w.make([]plan.Local{l}, w.options())
		if other := hashes[p.SHA256]; other != "" {
			t.Errorf("%s and %s have one hash", name, other)
		}
		hashes[p.SHA256] = name
		data, err := p.Save()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := plan.Load(data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		long := strings.Replace(string(data), `"missing": "skip"`, `"missing": "`+strings.Repeat("x", 2000)+`"`, 1)
		if _, err := plan.Load([]byte(long)); name == "assumed" && (err == nil || !prose.Names(err.Error(), "1 KiB")) {
			t.Error(err)
		}
	}
}
