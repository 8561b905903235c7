package plan_test

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/rulesjson"
)

// provider is what the rules of a day ask for: the same for two days in a row.
func provider(day string) int {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return 0
	}
	return 1 + (at.YearDay()+1)/2
}

// rolling makes a file say something else every second day, and compiles it for a day.
func (w *world) rolling(file, name, day string) {
	on := func(day string, _ map[string]string) *rulesjson.Segment {
		if at, err := time.Parse(time.DateOnly, day); err != nil || at.Year() > 2026 {
			return nil // it cannot be said then
		}
		return body(name, provider(day))
	}
	l := plan.Local{File: file, Body: on(day, nil), Day: day, On: func(g plan.Given) *rulesjson.Segment { return on(g.Day, g.Set) }, Compare: func(*rulesjson.Document) plan.Comparison {
		return plan.Comparison{Verdict: "overlapping"}
	}}
	w.files[file] = l
}

func (w *world) on(clock string) plan.Options {
	o := w.options()
	o.Clock = clock
	return o
}

// entry returns what the lock has for a file.
func (w *world) entry(file string) lock.Entry {
	for _, e := range w.lock.Remotes[base] {
		if e.File == file {
			return e
		}
	}
	return lock.Entry{}
}

// TestRolled follows a file from night to night.
func TestRolled(t *testing.T) {
	words := prose.Open(t, "rolled")
	w := newWorld(t)
	w.rolling("a.seg", "A", "2026-06-01")
	w.mustApply()
	if got := w.entry("a.seg").Day; got != "2026-06-01" {
		t.Fatalf("the lock has the day %q", got)
	}
	keptEntries := slices.Clone(w.lock.Remotes[base])
	for _, night := range []struct {
		name, day, clock string
		change           func()
		want             string // the first word of the plan is its action
		needs            []plan.Flag
		from             string
	}{
		{name: "the same document", day: "2026-06-01", want: "a.seg unchanged 1\n"},
		{name: "another day", day: "2026-06-02", want: "a.seg rolled 1 rules:overlapping\n", from: "2026-06-01"},
		{name: "and the next one, with the same document", day: "2026-06-03", want: "a.seg unchanged 1\n"},
		{name: "the lock was not kept", day: "2026-06-04", change: func() { w.lock.Remotes = map[string][]lock.Entry{base: slices.Clone(keptEntries)} }, want: "a.seg rolled 1 rules:overlapping\n", from: "2026-06-03"},
		{name: "a wrong clock", day: "2026-03-01", want: "a.seg rolled 1 rules:overlapping\n", needs: []plan.Flag{plan.AllowDay}, from: "2026-06-04"},
		{name: "a day that was given", day: "2026-06-20", clock: "2026-06-05", want: "a.seg rolled 1 rules:overlapping\n", needs: []plan.Flag{plan.AllowDay}, from: "2026-06-04"},
		{name: "one day off", day: "2026-06-07", clock: "2026-06-06", want: "a.seg rolled 1 rules:overlapping\n", from: "2026-06-04"},
		{
			name: "somebody changed it", day: "2026-06-08", change: func() { w.api.edit(t, id(1), isp(999)) },
			want: "a.seg conflict 1 rules:overlapping ()\n", needs: []plan.Flag{},
		},
	} {
		t.Run(night.name, func(t *testing.T) {
			w.t = t
			if night.change != nil {
				night.change()
			}
			w.rolling("a.seg", "A", night.day)
			if night.clock == "" {
				night.clock = night.day
			}
			p := w.plan(w.on(night.clock))
			if got := summary(p); got != night.want {
				t.Fatalf("it says\n%sand not\n%s", got, night.want)
			}
			keepReasons(t, words, night.name, p)
			if diff := cmp.Diff(night.needs, plan.FlagsOf(p.Needs)); len(night.needs)+len(p.Needs) > 0 && p.Count(plan.Conflict) == 0 && diff != "" {
				t.Error(diff)
			}
			if roll := p.Steps[0].Roll; night.from != "" && (roll == nil || *roll != plan.Roll{From: night.from, To: night.day}) {
				t.Errorf("it rolls %v", roll)
			}
			if len(night.needs) > 0 || p.Troubled() {
				return // and it is not applied
			}
			if err := w.carryOut(p); err != nil {
				t.Fatal(err)
			}
			if again := w.plan(w.on(night.clock)); again.Changes() || again.Troubled() {
				t.Errorf("there is something left to do:\n%s", summary(again))
			}
		})
	}
}

// TestRolledAndChanged checks that any other difference than the day is a change.
func TestRolledAndChanged(t *testing.T) {
	words := prose.Open(t, "rolled-and-changed")
	for name, c := range map[string]struct {
		change func(*world)
		want   string
	}{
		"the description": {func(w *world) {
			l := w.files["a.seg"]
			on := l.On
			l.On = func(g plan.Given) *rulesjson.Segment {
				b := on(plan.Given{Day: g.Day})
				b.Description = "x"
				return b
			}
			l.Body = l.On(plan.Given{Day: l.Day})
			w.files["a.seg"] = l
		}, "a.seg update 1 description:→x rules:overlapping\n"},
		"the rule": {func(w *world) {
			l := w.files["a.seg"]
			l.On = func(plan.Given) *rulesjson.Segment { return body("A", 7) }
			l.Body = l.On(plan.Given{Day: l.Day})
			w.files["a.seg"] = l
		}, "a.seg update 1 rules:overlapping\n"},
		"a rule without days":  {func(w *world) { w.write("a.seg", "A", 7) }, "a.seg update 1 rules:narrower\n"},
		"the name of the file": {func(w *world) { w.move("a.seg", "b.seg") }, "b.seg rolled 1 rules:overlapping from:a.seg\n"},
		"both names": {func(w *world) {
			w.rolling("b.seg", "B", "2026-06-09")
			delete(w.files, "a.seg")
		}, "b.seg update 1 name:A→B rules:overlapping from:a.seg\n"},
		"a color elsewhere": {func(w *world) { w.api.segments[0].Color = "#f49ac1" }, "a.seg conflict 1 color:#f49ac1→#7cb7de rules:overlapping ()\n"},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			w.rolling("a.seg", "A", "2026-06-01")
			w.mustApply()
			w.rolling("a.seg", "A", "2026-06-09")
			c.change(w)
			p := w.plan(w.on("2026-06-09"))
			if got := summary(p); got != c.want {
				t.Errorf("it says\n%sand not\n%s", got, c.want)
			}
			keepReasons(t, words, name, p)
		})
	}
}

// TestRolledDoNotCount checks that segments that move need no flag, however many they are,
// and that the others still do.
func TestRolledDoNotCount(t *testing.T) {
	w := newWorld(t)
	names := strings.Split("abcdefghijkl", "")
	for _, n := range names {
		w.rolling(n+".seg", n, "2026-06-01")
	}
	w.mustApply()
	for _, n := range names {
		w.rolling(n+".seg", n, "2026-06-09")
	}
	p := w.plan(w.on("2026-06-09"))
	if p.Count(plan.Rolled) != len(names) || len(p.Needs) > 0 || !p.Changes() {
		t.Errorf("%v\n%s", p.Needs, summary(p))
	}
	for _, n := range names[:4] {
		w.write(n+".seg", n, 900)
	}
	p = w.plan(w.on("2026-06-09"))
	if got := plan.FlagsOf(p.Needs); !slices.Equal(got, []plan.Flag{plan.AllowMany}) {
		t.Errorf("it needs %v\n%s", p.Needs, summary(p))
	}
}

// TestRolledSaved makes saved plans again: they keep their day.
func TestRolledSaved(t *testing.T) {
	words := prose.Open(t, "rolled-and-saved")
	made := func(t *testing.T) (*world, *plan.Saved) {
		w := newWorld(t)
		w.rolling("a.seg", "A", "2026-06-01")
		w.mustApply()
		w.rolling("a.seg", "A", "2026-06-09")
		p := w.plan(w.on("2026-06-09"))
		data, err := p.Save()
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), `"day": "2026-06-09"`) {
			t.Errorf("the plan does not keep its day:\n%s", data)
		}
		for _, day := range []string{"2026-06-08", "June", ""} {
			changed := strings.Replace(string(data), `"day": "2026-06-09"`, `"day": "`+day+`"`, 1)
			_, err := plan.Load([]byte(changed))
			if err == nil {
				t.Fatalf("with the day %q it is taken", day)
			}
			words.Add(t, "the day "+day, regexp.MustCompile(`[0-9a-f]{64}`).ReplaceAllString(err.Error(), "…"))
		}
		saved, err := plan.Load(data)
		if err != nil {
			t.Fatal(err)
		}
		return w, saved
	}
	again := func(w *world, saved *plan.Saved, clock string, file bool) (*plan.Plan, error) {
		return saved.Make(context.Background(), w.api, w.lock, w.on(clock), func(l plan.Local) plan.Local {
			if file {
				return w.files[l.File]
			}
			return plan.Local{File: l.File, Body: l.Body, Day: "2026-06-09", Set: l.Set, Compare: w.files[l.File].Compare}
		})
	}
	t.Run("the next day", func(t *testing.T) {
		w, saved := made(t)
		p, err := again(w, saved, "2026-06-10", true)
		if err != nil || p.Count(plan.Rolled) != 1 || len(p.Needs) > 0 {
			t.Fatalf("%v\n%s", err, summary(p))
		}
		if err := w.carryOut(p); err != nil || w.entry("a.seg").Day != "2026-06-09" {
			t.Errorf("%v, and the lock has %s", err, w.entry("a.seg").Day)
		}
		if p, err := again(w, saved, "2026-06-10", true); err != nil || p.Count(plan.Unchanged) != 1 {
			t.Errorf("the second time: %v\n%s", err, summary(p))
		}
	})
	t.Run("a week later", func(t *testing.T) {
		w, saved := made(t)
		p, err := again(w, saved, "2026-06-16", true)
		if err != nil || !slices.Equal(plan.FlagsOf(p.Needs), []plan.Flag{plan.AllowDay}) {
			t.Errorf("%v\n%v", err, p.Needs)
		}
	})
	t.Run("without the file", func(t *testing.T) {
		w, saved := made(t)
		p, err := again(w, saved, "2026-06-09", false)
		if err != nil || p.Count(plan.Update) != 1 || !slices.Equal(plan.FlagsOf(p.Needs), []plan.Flag{plan.AllowWider}) {
			t.Errorf("%v\n%v", err, p.Needs)
		}
	})
}

// TestStuck checks a segment whose rules can no longer be written.
func TestStuck(t *testing.T) {
	w := newWorld(t)
	w.rolling("a.seg", "A", "2026-06-01")
	w.write("b.seg", "B", 1)
	w.mustApply()
	before := w.entry("a.seg")
	l := w.files["a.seg"]
	l.Stuck, l.Body, l.Day = "the day is too far off", nil, "2027-01-01"
	w.files["a.seg"] = l
	w.write("b.seg", "B", 2)
	p := w.plan(w.on("2026-06-20"))
	const want = "b.seg update 2 rules:narrower\na.seg stuck 1 ()\n"
	if got := summary(p); got != want && got != "a.seg stuck 1 ()\nb.seg update 2 rules:narrower\n" {
		t.Fatalf("it says\n%s", got)
	}
	if !p.Troubled() || len(p.Needs) > 0 {
		t.Errorf("nobody is told: %v", p.Needs)
	}
	data, err := p.Save()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := plan.Load(data); err != nil {
		t.Fatal(err)
	}
	if err := w.carryOut(p); err != nil {
		t.Fatal(err)
	}
	if after := w.entry("a.seg"); !cmp.Equal(before, after) {
		t.Errorf("the lock has %+v", after)
	}
	if slices.ContainsFunc(w.api.calls, func(call string) bool { return strings.HasSuffix(call, id(1)[:8]) }) {
		t.Errorf("it was asked or sent: %v", w.api.calls)
	}
}

// TestClockSetBack applies for some days with a lock that is not kept, and then for an earlier one:
// nobody changed the segment elsewhere, and the day is wrong.
func TestClockSetBack(t *testing.T) {
	w := newWorld(t)
	w.rolling("a.seg", "A", "2026-06-01")
	w.mustApply()
	committed := slices.Clone(w.lock.Remotes[base])
	w.api.clock = time.Date(2026, 6, 5, 3, 0, 0, 0, time.UTC)
	w.rolling("a.seg", "A", "2026-06-05")
	if err := w.carryOut(w.plan(w.on("2026-06-05"))); err != nil {
		t.Fatal(err)
	}
	w.lock.Remotes = map[string][]lock.Entry{base: committed}
	w.rolling("a.seg", "A", "2026-06-02")
	p := w.plan(w.on("2026-06-02"))
	step := p.Steps[0]
	if step.Action != plan.Rolled || step.Roll == nil || step.Roll.From != "2026-06-05" {
		t.Fatalf("it is %s, %+v: %s", step.Action, step.Roll, step.Reason)
	}
	got := reasonsOf(step.Needs)
	if !slices.Equal(plan.FlagsOf(step.Needs), []plan.Flag{plan.AllowDay}) || !prose.Names(got, "2026-06-02", "2026-06-05") {
		t.Fatal(got)
	}
	prose.Open(t, "clock").Add(t, "an earlier day", got)
}

// TestAged lists what moves with the day and was not looked at.
func TestAged(t *testing.T) {
	w := newWorld(t)
	w.rolling("a.seg", "A", "2026-06-01")
	w.rolling("b.seg", "B", "2026-06-01")
	w.mustApply()
	delete(w.files, "b.seg")
	w.gone = []string{"b.seg"}
	w.rolling("a.seg", "A", "2026-06-20")
	got := w.plan(w.on("2026-06-20")).Aged
	if diff := cmp.Diff([]plan.Aged{{File: "b.seg", Name: "B", Day: "2026-06-01", Days: 19}}, got); diff != "" {
		t.Error(diff)
	}
	if got := w.plan(w.on("2026-06-01")).Aged; got != nil {
		t.Errorf("on its day, it is aged: %v", got)
	}
	options := w.on("2026-06-20")
	options.Today = "2026-06-11" // with --today
	if got := w.plan(options).Aged; len(got) != 1 || got[0].Days != 10 {
		t.Errorf("from the day of the run, its age is %v", got)
	}
}

// TestManyDays bounds how many days are tried, and tries the day of the change first.
func TestManyDays(t *testing.T) {
	w := newWorld(t)
	w.rolling("a.seg", "A", "2020-01-01")
	w.mustApply()
	entries := slices.Clone(w.lock.Remotes[base])
	w.rolling("a.seg", "A", "2020-07-01") // too long ago, but the API knows when
	w.api.clock = time.Date(2020, 7, 1, 12, 0, 0, 0, time.UTC)
	if err := w.carryOut(w.plan(w.on("2020-07-01"))); err != nil {
		t.Fatal(err)
	}
	w.lock.Remotes = map[string][]lock.Entry{base: entries}
	tried := 0
	w.rolling("a.seg", "A", "2026-05-20")
	l := w.files["a.seg"]
	on := l.On
	l.On = func(g plan.Given) *rulesjson.Segment { tried++; return on(g) }
	w.files["a.seg"] = l
	if got := summary(w.plan(w.on("2026-05-20"))); !strings.HasPrefix(got, "a.seg rolled") {
		t.Errorf("it says\n%s", got)
	}
	w.api.edit(t, id(1), isp(999))
	tried = 0
	if got := summary(w.make([]plan.Local{w.files["a.seg"]}, w.on("2026-05-20"))); !strings.HasPrefix(got, "a.seg conflict") || tried > 410 || tried < 400 {
		t.Errorf("after %d days it says\n%s", tried, got)
	}
}
