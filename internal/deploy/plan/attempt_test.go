package plan_test

import (
	"cmp"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestIntents checks when Apply tells that a segment is about to be created, and
// when that what came of it is known.
func TestIntents(t *testing.T) {
	full := errors.New("the disk is full")
	words := prose.Open(t, "attempts")
	for name, c := range map[string]struct {
		fail          error // of the request
		intend, save  error
		told, settled bool
		created       bool
		part          bool // whether the error is that some are not applied
	}{
		"created":          {told: true, settled: true, created: true},
		"refused":          {fail: &client.APIError{Status: 400}, told: true, settled: true, part: true},
		"key refused":      {fail: &client.APIError{Status: 401}, told: true, settled: true, part: true},
		"unclear":          {fail: &client.UncertainError{Err: full}, told: true, part: true},
		"broken":           {fail: &client.TransportError{Err: full}, told: true, part: true},
		"not to be read":   {fail: &client.AnswerError{}, told: true, part: true},
		"a server's fault": {fail: &client.APIError{Status: 502}, told: true, part: true},
		"not noted":        {intend: full, told: true, part: true},
		"not saved":        {save: full, told: true, created: true},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.write("a.seg", "A", 1)
			w.api.fail["create A"] = c.fail
			told, settled := false, false
			var cause error
			err := w.plan(w.options()).Apply(t.Context(), w.api, plan.Work{
				Intend: func(s *plan.Step, before []string) error {
					told = s.Name == "A" && len(before) == 0 && len(w.api.segments) == 0
					return c.intend
				},
				Save:    func(lock.Entry) error { return c.save },
				Settled: func(*plan.Step) error { settled = true; return nil },
				Done:    func(r plan.Result) { cause = r.Err },
			})
			if told != c.told || (settled && c.intend == nil) != c.settled || (len(w.api.segments) > 0) != c.created || !errors.Is(cause, cmp.Or(c.fail, c.intend)) {
				t.Errorf("told: %t, settled: %t, segments: %d: %v (%v)", told, settled, len(w.api.segments), err, cause)
			}
			var part *plan.PartError
			if errors.As(err, &part) != c.part || c.part && *part != (plan.PartError{Failed: 1, Total: 1}) {
				t.Errorf("the error is %v", err)
			}
			if c.save != nil && (!errors.Is(err, c.save) || !prose.Names(err.Error(), `"A"`)) {
				t.Errorf("the error is %v, not that of the lock", err)
			}
			if err != nil {
				words.Add(t, name, err.Error())
			}
		})
	}
}

// TestMadeJustNow checks that a name that somebody else takes after the plan was
// made keeps that segment from being created, and no other one; and that a
// segment that is about to get another name does not count.
func TestMadeJustNow(t *testing.T) {
	words := prose.Open(t, "made-just-now")
	w := newWorld(t)
	w.write("a.seg", "A", 1)
	w.write("b.seg", "B", 1)
	p := w.plan(w.options())
	other := w.api.put(t, body("A", 1))
	var failed []string
	err := p.Apply(t.Context(), w.api, plan.Work{
		Save: func(lock.Entry) error { return nil },
		Done: func(r plan.Result) {
			if r.Err != nil {
				failed = append(failed, r.Step.File+" "+facts(r.Err.Error()))
				words.Add(t, "made just now", r.Err.Error())
			}
		},
	})
	var part *plan.PartError
	want := `a.seg "A" ` + strings.TrimLeft(other[:8], "0")
	if !errors.As(err, &part) || len(failed) != 1 || failed[0] != want || len(w.api.segments) != 2 {
		t.Errorf("%v %q, %d segments", err, failed, len(w.api.segments))
	}

	w = newWorld(t)
	w.write("z.seg", "X", 1)
	w.mustApply()
	w.write("z.seg", "Y", 1)
	w.write("a.seg", "X", 2)
	w.mustApply()
	if len(w.api.segments) != 2 {
		t.Errorf("there are %d segments", len(w.api.segments))
	}
}

// TestTwins checks that a name that somebody else used at the same moment is
// found afterward, with one list.
func TestTwins(t *testing.T) {
	for name, c := range map[string]struct {
		others []string // made by somebody else between the look and the end
		want   string
	}{
		"none":            {nil, ""},
		"another name":    {[]string{"C"}, ""},
		"one":             {[]string{"A"}, "a.seg A 1: 3"},
		"space around it": {[]string{" A "}, "a.seg A 1: 3"},
		"two of one name": {[]string{"A", "C", "A"}, "a.seg A 1: 3 5"},
		"several":         {[]string{"B", "A"}, "a.seg A 1: 4, b.seg B 2: 3"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.write("a.seg", "A", 1)
			w.write("b.seg", "B", 1)
			p := w.plan(w.options())
			if err := w.carryOut(p); err != nil {
				t.Fatal(err)
			}
			for _, other := range c.others {
				w.api.put(t, body(other, 9))
			}
			w.api.pages = 0
			twins, err := p.Twins(t.Context(), w.api)
			if err != nil || w.api.pages != 1 {
				t.Errorf("%d lists: %v", w.api.pages, err)
			}
			short := func(id string) string { return strings.TrimLeft(id[:8], "0") }
			var got []string
			for _, twin := range twins {
				text := fmt.Sprintf("%s %s %s:", twin.File, twin.Name, short(twin.ID))
				for _, other := range twin.Others {
					text += " " + short(other)
				}
				got = append(got, text)
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("%q, not %q", got, c.want)
			}
		})
	}
}

// TestNoTwinsToLookFor checks that nothing is read when nothing was created.
func TestNoTwinsToLookFor(t *testing.T) {
	w := newWorld(t)
	w.write("a.seg", "A", 1)
	w.mustApply()
	p := w.plan(w.options())
	w.api.pages = 0
	if twins, err := p.Twins(t.Context(), w.api); twins != nil || err != nil || w.api.pages != 0 {
		t.Errorf("%v %v, %d lists", twins, err, w.api.pages)
	}
}

// TestFindAttempts checks what counts as made by an interrupted run.
func TestFindAttempts(t *testing.T) {
	w := newWorld(t)
	old := w.api.put(t, body("A", 1))
	attempt := plan.Attempt{Name: " A", Hash: plan.Hash(body("A", 1)), Before: []string{strings.ToUpper(old)}}
	look := func() plan.Found {
		t.Helper()
		found, err := plan.FindAttempts(t.Context(), w.api, []plan.Attempt{attempt, {Name: "none"}})
		if err != nil || len(found) != 2 || len(found[1].Same)+len(found[1].Others) > 0 {
			t.Fatal(found, err)
		}
		return found[0]
	}
	if f := look(); len(f.Same)+len(f.Others) > 0 {
		t.Errorf("what was there before is found: %v", f)
	}
	other := w.api.put(t, body("A", 2))
	if f := look(); len(f.Same) != 0 || len(f.Others) != 1 || f.Others[0].ID != other {
		t.Errorf("another body: %v", f)
	}
	same := w.api.put(t, body("A", 1))
	if f := look(); len(f.Same) != 1 || f.Same[0].ID != same || len(f.Others) != 1 {
		t.Errorf("the same body: %v", f)
	}
	w.api.put(t, body("A", 1))
	if f := look(); len(f.Same) != 2 {
		t.Errorf("the same body twice: %v", f)
	}
	w.api.fail["list"] = errors.New("gone")
	if _, err := plan.FindAttempts(t.Context(), w.api, []plan.Attempt{attempt}); !errors.Is(err, w.api.fail["list"]) {
		t.Errorf("a list that breaks off: %v", err)
	}
	if _, err := plan.FindAttempts(t.Context(), w.api, nil); err != nil {
		t.Error("nothing to look for, and still the API is asked")
	}
}
