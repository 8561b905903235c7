package plan_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
)

// TestRandomPlaces edits files at random and applies them after each edit, sometimes with an
// interruption. Nothing is ever tied twice, created although it was there, lost or left to do.
func TestRandomPlaces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := newWorld(t)
		f := folder{}
		for range rapid.IntRange(1, 8).Draw(t, "edits") {
			for range rapid.IntRange(1, 3).Draw(t, "at once") {
				edit(t, f)
			}
			w.hold(f.valid())
			if rapid.IntRange(0, 2).Draw(t, "interrupted") > 0 {
				w.step(t, 0)
				continue
			}
			whole := w.copied()
			certain := whole.step(t, 0)
			w.step(t, rapid.IntRange(1, 3).Draw(t, "after"))
			w.step(t, 0)
			if got, want := w.ties(), whole.ties(); certain && !w.alike() && got != want {
				t.Fatalf("interrupted, it ends in\n%s\nnot\n%s", got, want)
			}
		}
	})
}

// edit changes one thing in a folder.
func edit(t *rapid.T, f folder) {
	files := []string{"a.seg", "b.seg", "c.seg"}
	names := []string{"A", "B", "C", "D", "In {m}", "Of {m}", "{m}"}
	file := rapid.SampledFrom(files).Draw(t, "file")
	segs := f[file]
	name := rapid.SampledFrom(names).Draw(t, "name")
	fresh := seg{name: name, does: rapid.IntRange(1, 9).Draw(t, "does")}
	if strings.Contains(name, "{") {
		fresh.in = rapid.SliceOfNDistinct(rapid.SampledFrom(markets), 1, 3, rapid.ID[string]).Draw(t, "values")
	}
	if len(segs) == 0 {
		f[file] = []seg{fresh}
		return
	}
	at := rapid.IntRange(0, len(segs)-1).Draw(t, "at")
	segs = slices.Clone(segs)
	s := &segs[at]
	switch rapid.SampledFrom([]string{"add", "remove", "rename", "was", "rules", "values", "label", "replace", "file", "move", "delete"}).Draw(t, "edit") {
	case "add":
		segs = append(segs, fresh)
	case "remove":
		segs = slices.Delete(segs, at, at+1)
	case "rename":
		if (s.in != nil) == (fresh.in != nil) {
			s.name = fresh.name
		}
	case "was":
		if (s.in != nil) == (fresh.in != nil) {
			s.was, s.name = s.name, fresh.name
		}
	case "rules":
		s.does = fresh.does
	case "values":
		if s.in != nil && fresh.in != nil {
			s.in = fresh.in
		}
	case "label":
		if s.in != nil {
			s.in = slices.Clone(s.in)
			value, _, _ := strings.Cut(s.in[0], "=")
			s.in[0] = value + "=" + rapid.SampledFrom([]string{"X", "Y", "AT"}).Draw(t, "label")
		}
	case "replace":
		*s = fresh
	case "file":
		to := rapid.SampledFrom(files).Draw(t, "to")
		delete(f, file)
		f[to] = segs
		return
	case "move":
		to := rapid.SampledFrom(files).Draw(t, "to")
		if to != file {
			f[to] = append(slices.Clone(f[to]), *s)
			segs = slices.Delete(segs, at, at+1)
		}
	case "delete":
		segs = nil
	}
	if f[file] = segs; len(segs) == 0 {
		delete(f, file)
	}
}

// valid returns the folder without the segments that the compiler refuses: those with a name, as
// written or as they get it, that another one of the file has. What the whole folder has twice,
// plan refuses.
func (f folder) valid() folder {
	valid := folder{}
	for file, segs := range f {
		for _, s := range segs {
			taken := map[string]bool{}
			for _, l := range valid.locals(file) {
				taken[l.Body.Name] = true
			}
			clash := slices.ContainsFunc(valid[file], func(other seg) bool { return other.name == s.name })
			for _, l := range (folder{file: {s}}).locals(file) {
				clash = clash || taken[l.Body.Name]
				taken[l.Body.Name] = true
			}
			if !clash {
				valid[file] = append(valid[file], s)
			}
		}
	}
	return valid
}

// step applies the files and checks what must always be true. It ends after some of the steps, if
// that is not 0. It reports whether all was certain and done.
func (w *world) step(t *rapid.T, after int) bool {
	before, tied := w.segments(), map[string]string{}
	for _, e := range w.lock.Remotes[base] {
		tied[e.Place().Key()] = e.ID
	}
	p := w.plan(w.options())
	said := summary(p)
	done, err := w.applyUntil(p, after)
	fail := func(format string, args ...any) {
		t.Helper()
		t.Fatalf("%s\nthe plan was\n%s", fmt.Sprintf(format, args...), said)
	}
	segments := w.segments()
	for id := range before {
		if _, there := segments[id]; !there {
			fail("%s is lost", id)
		}
	}
	places, ids := map[string]bool{}, map[string]bool{}
	for _, e := range w.lock.Remotes[base] {
		if places[e.Place().Key()] || ids[e.ID] {
			fail("%s, %s is there twice", e.Place(), e.ID)
		}
		places[e.Place().Key()], ids[e.ID] = true, true
	}
	if _, err := lock.Parse(w.lock.Format()); err != nil {
		fail("the lock cannot be read again: %v", err)
	}
	for _, s := range p.Steps {
		_, known := before[tied[s.Place().Key()]]
		if s.Action == plan.Create && known {
			fail("%s was there, and is created", s.Place())
		}
	}
	steps := map[string]int{}
	for _, s := range p.Steps {
		if s.ID != "" && s.Action != plan.Failure {
			steps[s.ID]++
		}
	}
	for id, n := range steps {
		if n > 1 {
			fail("%d steps are for %s", n, id)
		}
	}
	w.listed(fail, p, before, steps)
	for name, n := range countNames(segments) {
		if was := countNames(before)[name]; after == 0 && n > max(was, 1) {
			fail("%d segments are called %q, and there were %d", n, name, was)
		}
	}
	next := w.plan(w.options())
	adopted := slices.ContainsFunc(p.Steps, func(s plan.Step) bool { return s.Adopted }) // which makes other names certain
	if after == 0 && !adopted && asked(p) > asked(next) {
		fail("what had to be said became certain:\n%s", summary(next))
	}
	if p.Count(plan.Failure) > 0 || after > 0 && done < len(p.Steps) {
		return false
	}
	if err != nil && after == 0 {
		fail("%v", err)
	}
	if next.Count(plan.Unchanged) != len(next.Steps) {
		fail("there is something left to do:\n%s", summary(next))
	}
	return true
}

// countNames returns how many segments have each name.
func countNames(segments map[string]string) map[string]int {
	count := map[string]int{}
	for _, name := range segments {
		count[plan.Name(name)]++
	}
	return count
}

// asked returns how many segments may be others under a new name.
func asked(p *plan.Plan) (n int) {
	for _, s := range p.Steps {
		if s.Action == plan.Failure && strings.Contains(s.Reason, " new; ") {
			n++
		}
	}
	return n
}

// listed checks that each segment is that of a step or listed, and that those whose source is gone
// are listed as left behind.
func (w *world) listed(fail func(string, ...any), p *plan.Plan, before map[string]string, steps map[string]int) {
	listed := map[string]plan.Unmanaged{}
	for _, u := range p.Unmanaged {
		listed[u.ID] = u
	}
	places := map[string]bool{}
	for _, l := range w.files {
		places[l.Place().Key()] = true
	}
	for id := range before {
		if _, left := listed[id]; !left && steps[id] == 0 && p.Count(plan.Failure) == 0 {
			fail("%s is neither planned nor listed", id)
		}
	}
	for _, e := range w.lock.Remotes[base] {
		u, left := listed[e.ID]
		if left && !places[e.Place().Key()] && !u.LeftBehind() && !w.has(e) {
			fail("%s is not left behind: %+v\n%v", e.Place(), u, slices.Sorted(maps.Keys(places)))
		}
	}
}

// has reports whether a file has the one segment of an entry beside others, or alone.
func (w *world) has(e lock.Entry) bool {
	for _, l := range w.files {
		if l.File == e.File && len(e.Values)+len(l.Values) == 0 && (l.Segment == "" && l.Body.Name == e.Segment || e.Segment == "" && l.Segment == e.Name) {
			return true
		}
	}
	return false
}

// copied returns a world that is like this one, and does not change with it.
func (w *world) copied() *world {
	other := newWorld(w.t)
	other.files, other.api.clock = w.files, w.api.clock
	for _, s := range w.api.segments {
		segment := *s
		other.api.segments = append(other.api.segments, &segment)
	}
	other.lock.Remotes[base] = slices.Clone(w.lock.Remotes[base])
	return other
}

// ties writes which segment each place has. Those that are new have any.
func (w *world) ties() string {
	var b strings.Builder
	p := w.plan(w.options())
	for _, s := range p.Steps {
		fmt.Fprintf(&b, "%s %s %s\n", s.Place(), s.Action, s.ID)
	}
	for _, u := range p.Unmanaged {
		fmt.Fprintf(&b, "%s %t\n", u.Name, u.LeftBehind())
	}
	return b.String()
}

// alike reports whether two files say the same except for the name. If both are new and one is created before an
// interruption, the other one is more certain than it was.
func (w *world) alike() bool {
	seen := map[string]bool{}
	for _, l := range w.files {
		rules := plan.Hashes(l.Body).Rules
		if seen[rules] {
			return true
		}
		seen[rules] = true
	}
	return false
}
