package plan_test

import (
	"testing"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestIdentity checks which segment belongs to a file, and what is to be done.
func TestIdentity(t *testing.T) {
	words := prose.Open(t, "identity")
	for _, c := range []struct {
		name string
		do   func(t *testing.T, w *world)
		want string // the plan
	}{
		{"nothing", func(*testing.T, *world) {}, ""},
		{"new", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
		}, "a.seg create\n"},
		{"applied", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
		}, "a.seg unchanged 1\n"},
		{"changed", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			w.write("a.seg", "A", 2)
		}, "a.seg update 1 rules:narrower\n"},
		{"the segment has a new name", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			w.write("a.seg", "B", 1)
		}, "a.seg update 1 name:A→B\n"},
		{"the file has a new name", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			w.move("a.seg", "b.seg")
		}, "b.seg unchanged 1 from:a.seg\n"},
		{"the file has a new name, and other rules", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			w.move("a.seg", "b.seg")
			w.write("b.seg", "A", 2)
		}, "b.seg update 1 rules:narrower from:a.seg\n"},
		{"the file and the segment have new names", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			w.move("a.seg", "b.seg")
			w.write("b.seg", "B", 1)
		}, "b.seg update 1 name:A→B from:a.seg\n"},
		{"the file and the segment have new names, beside others of the content", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.write("c.seg", "C", 1)
			w.mustApply()
			w.move("a.seg", "b.seg")
			w.write("b.seg", "B", 1)
		}, "b.seg update 1 name:A→B from:a.seg\nc.seg unchanged 2\n"},
		{"new names, but the file is still there", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			w.write("b.seg", "B", 1)
		}, "a.seg unchanged 1\nb.seg create\n"},
		{"new names, but the file is not at hand", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			delete(w.files, "a.seg")
			w.gone = []string{"a.seg"}
			w.write("b.seg", "B", 1)
		}, "b.seg create\n"},
		{"new names, but the segment is gone too", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			w.api.segments = nil
			w.move("a.seg", "b.seg")
			w.write("b.seg", "B", 1)
		}, "b.seg create\n"},
		{"new names, and other rules", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			w.move("a.seg", "b.seg")
			w.write("b.seg", "B", 2)
		}, "b.seg create\nunmanaged A, of a.seg\n"},
		{"new names, and two files that may be it", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			w.move("a.seg", "b.seg")
			w.write("b.seg", "B", 1)
			w.write("c.seg", "C", 1)
		}, "b.seg create\nc.seg create\nunmanaged A, of a.seg\n"},
		{"new names, and two files that it may have been", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.write("b.seg", "B", 1)
			w.mustApply()
			delete(w.files, "a.seg")
			w.move("b.seg", "c.seg")
			w.write("c.seg", "C", 1)
		}, "c.seg create\nunmanaged A, of a.seg\nunmanaged B, of b.seg\n"},
		{"new names, and two that the files tell apart", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.write("b.seg", "B", 2)
			w.mustApply()
			w.move("a.seg", "y.seg")
			w.move("b.seg", "z.seg")
			w.write("y.seg", "Y", 2)
			w.write("z.seg", "Z", 1)
		}, "y.seg update 2 name:B→Y from:b.seg\nz.seg update 1 name:A→Z from:a.seg\n"},
		{"new names, and a segment that has the new one", func(t *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			w.api.put(t, body("B", 1))
			w.move("a.seg", "b.seg")
			w.write("b.seg", "B", 1)
		}, "b.seg unchanged 2 adopted\nunmanaged A, of a.seg\n"},
		{"the file has a new name, and another one has its content", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			w.move("a.seg", "z.seg")
			w.write("z.seg", "A", 2)
			w.write("b.seg", "B", 1)
		}, "b.seg create\nz.seg update 1 rules:narrower from:a.seg\n"},
		{"new names, and the segment has the new one already", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			w.api.segments[0].Name = "B"
			w.move("a.seg", "b.seg")
			w.write("b.seg", "B", 1)
		}, "b.seg unchanged 1 from:a.seg\n"},
		{"the file has a new name and other rules, and space stands around the name", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			w.move("a.seg", "b.seg")
			w.write("b.seg", " A", 2)
		}, "b.seg update 1 rules:narrower from:a.seg\n"},
		{"two files changed their names with one another", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.write("b.seg", "B", 2)
			w.mustApply()
			w.write("b.seg", "A", 1)
			w.write("a.seg", "B", 2)
		}, "a.seg update 1 name:A→B rules:narrower\nb.seg update 2 name:B→A rules:narrower\n"},
		{"a copy", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			w.write("b.seg", "A", 1)
		}, "a.seg unchanged 1\nb.seg error (\"A\" a.seg b.seg)\n"},
		{"a copy of a file that is not at hand", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			delete(w.files, "a.seg")
			w.gone = []string{"a.seg"}
			w.write("b.seg", "A", 1)
		}, "b.seg error (\"A\" 1 a.seg)\n"},
		{"a new file takes the name that another gives up", func(_ *testing.T, w *world) {
			w.write("b.seg", "A", 1)
			w.mustApply()
			w.write("b.seg", "B", 1)
			w.write("a.seg", "A", 2)
		}, "a.seg create\nb.seg update 1 name:A→B\n"},
		{"two new files of a name", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.write("b.seg", "A", 2)
		}, "a.seg error (\"A\" a.seg b.seg)\nb.seg error (\"A\" a.seg b.seg)\n"},
		{"taken over", func(t *testing.T, w *world) {
			w.api.put(t, body("A", 1))
			w.write("a.seg", "A", 1)
		}, "a.seg unchanged 1 adopted\n"},
		{"taken over, whatever space stands around its name", func(t *testing.T, w *world) {
			w.api.put(t, body("A", 1))
			w.write("a.seg", " A ", 1)
		}, "a.seg unchanged 1 adopted\n"},
		{"names that only space tells apart", func(_ *testing.T, w *world) {
			w.write("a.seg", "A ", 1)
			w.write("b.seg", "A", 2)
		}, "a.seg error (\"A\" a.seg b.seg)\nb.seg error (\"A\" a.seg b.seg)\n"},
		{"taken over and changed", func(t *testing.T, w *world) {
			w.api.put(t, body("A", 1))
			w.write("a.seg", "A", 2)
		}, "a.seg update 1 rules:narrower adopted\n"},
		{"two of a name", func(t *testing.T, w *world) {
			w.api.put(t, body("A", 1))
			w.api.put(t, body("A", 2))
			w.write("a.seg", "A", 1)
		}, "a.seg error (\"A\" 1 2)\nunmanaged A\nunmanaged A\n"},
		{"two of a name, and the id", func(t *testing.T, w *world) {
			w.api.put(t, body("A", 1))
			w.write("a.seg", "A", 1)
			w.withID("a.seg", w.api.put(t, body("A", 2)))
		}, "a.seg update 2 rules:narrower\nunmanaged A\n"},
		{"two of a name, one of them known", func(t *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			w.api.put(t, body("A", 2))
		}, "a.seg unchanged 1\nunmanaged A\n"},
		{"an id that is not there", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.withID("a.seg", id(9))
		}, "a.seg error (9)\n"},
		{"an id goes before a name", func(t *testing.T, w *world) {
			made := w.api.put(t, body("A", 1))
			w.write("a.seg", "A", 1)
			w.write("z.seg", "Z", 1)
			w.withID("z.seg", made)
		}, "a.seg create\nz.seg update 1 name:A→Z\n"},
		{"an id goes before the lock", func(t *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			w.write("a.seg", "C", 1)
			w.withID("a.seg", w.api.put(t, body("B", 1)))
		}, "a.seg update 2 name:B→C\nunmanaged A\n"},
		{"an id goes before the lock, and the other one has the name", func(t *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			w.withID("a.seg", w.api.put(t, body("B", 1)))
		}, "a.seg error 2 (\"A\" 1)\nunmanaged A\n"},
		{"two files with one id", func(t *testing.T, w *world) {
			made := w.api.put(t, body("A", 1))
			w.write("a.seg", "A", 1)
			w.write("b.seg", "B", 1)
			w.withID("a.seg", made)
			w.withID("b.seg", made)
		}, "a.seg error 1 (1 a.seg b.seg)\nb.seg error 1 (1 a.seg b.seg)\n"},
		{"the segment is gone", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			w.api.segments = nil
		}, "a.seg create gone\n"},
		{"the list passes one over", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.write("b.seg", "B", 1)
			w.mustApply()
			w.withID("b.seg", id(2))
			w.api.unlisted = id(1)
		}, "a.seg unchanged 1\nb.seg unchanged 2\n"},
		{"not a file of theirs", func(t *testing.T, w *world) {
			w.api.put(t, body("Z", 1))
			w.api.put(t, body("Y", 1))
		}, "unmanaged Y\nunmanaged Z\n"},
		{"a file that is not at hand", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.write("b.seg", "B", 1)
			w.mustApply()
			delete(w.files, "a.seg")
			w.gone = []string{"a.seg"}
		}, "b.seg unchanged 2\n"},
		{"a file that was deleted", func(_ *testing.T, w *world) {
			w.write("a.seg", "A", 1)
			w.mustApply()
			delete(w.files, "a.seg")
		}, "unmanaged A, of a.seg\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			c.do(t, w)
			p := w.plan(w.options())
			if got := summary(p); got != c.want {
				t.Errorf("the plan is\n%s\nnot\n%s", got, c.want)
			}
			keepReasons(t, words, c.name, p)
		})
	}
}

// TestOneSectionAnAddress checks that what is known of one API says nothing of
// another.
func TestOneSectionAnAddress(t *testing.T) {
	w := newWorld(t)
	w.write("a.seg", "A", 1)
	w.mustApply()
	w.lock.Remotes = map[string][]lock.Entry{"https://elsewhere.example": w.lock.Remotes[base]}
	w.api.segments = nil
	if got := summary(w.plan(plan.Options{})); got != "a.seg create\n" {
		t.Error(got)
	}
}
