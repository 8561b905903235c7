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

// TestTwoMachines checks what becomes of segments if two machines apply different changes and
// their locks are merged by hand, line by line.
func TestTwoMachines(t *testing.T) {
	words := prose.Open(t, "machines")
	a, b := seg{name: "A", does: 1}, seg{name: "B", does: 2}
	c, d := seg{name: "C", does: 3}, seg{name: "D", does: 4}
	file := func(segs ...seg) folder { return folder{"a.seg": segs} }
	both := func(ours, theirs []string) []string { return union(ours, theirs) }
	mine := func(ours, _ []string) []string { return ours }
	theirs := func(_, theirs []string) []string { return theirs }
	for _, test := range []struct {
		name             string
		before           folder
		one, two, merged folder
		keep             func(ours, theirs []string) []string // of the lines in conflict
		refused          string                               // the id that is twice in the lock
		want             string
	}{
		{"each adds one", file(a), file(a, b), file(a, c), file(a, b, c), both, "", `a.seg, "A" unchanged 1
a.seg, "B" unchanged 2
a.seg, "C" unchanged 3
`},
		{"each adds one, and the lines of one are lost", file(a), file(a, b), file(a, c), file(a, b, c), mine, "", `a.seg, "A" unchanged 1
a.seg, "B" unchanged 2
a.seg, "C" unchanged 3 adopted
`},
		{"both add the same", file(a), file(a, b), file(a, b), file(a, b), both, "", `a.seg, "A" unchanged 1
a.seg, "B" unchanged 2
`},
		{"one adds, the other one changes the file with one segment", file(a), file(a, b), file(seg{name: "A", does: 5}), file(seg{name: "A", does: 5}, b), mine, "", `a.seg, "A" unchanged 1
a.seg, "B" unchanged 2
`},
		{"the same, and the line of the whole file is kept", file(a), file(a, b), file(seg{name: "A", does: 5}), file(seg{name: "A", does: 5}, b), theirs, "", `a.seg, "A" unchanged 1
a.seg, "B" unchanged 2 adopted
`},
		{"the same, and all lines are kept", file(a), file(a, b), file(seg{name: "A", does: 5}), file(seg{name: "A", does: 5}, b), both, id(1), ""},
		{"one renames, the other one changes", file(a, b), file(a, c), file(a, seg{name: "B", does: 6}), file(a, seg{name: "C", does: 6}), mine, "", `a.seg, "A" unchanged 1
a.seg, "C" update 2 name:B→C
`},
		{"one renames, the other one changes, and its lines are kept", file(a, b), file(a, c), file(a, seg{name: "B", does: 6}), file(a, seg{name: "C", does: 6}), theirs, "", `a.seg, "A" unchanged 1
a.seg, "C" update 2 name:B→C was:B
`},
		{"one renames, the other one changes, and all lines are kept", file(a, b), file(a, c), file(a, seg{name: "B", does: 6}), file(a, seg{name: "C", does: 6}), both, id(2), ""},
		{"one removes, the other one adds", file(a, b), file(a), file(a, b, d), file(a, d), theirs, "", `a.seg, "A" unchanged 1
a.seg, "D" unchanged 3
unmanaged B, segment not in a.seg
`},
		{"one removes, the other one adds, and its lines are lost", file(a, b), file(a), file(a, b, d), file(a, d), mine, "", `a.seg, "A" unchanged 1
a.seg, "D" unchanged 3 adopted
unmanaged B, segment not in a.seg
`},
		{
			"values of both", file(seg{name: "In {m}", in: []string{"AT"}}), file(seg{name: "In {m}", in: []string{"AT", "DE"}}), file(seg{name: "In {m}", in: []string{"AT", "CH"}}),
			file(seg{name: "In {m}", in: []string{"AT", "CH", "DE"}}), both, "", `a.seg, "In AT" unchanged 1
a.seg, "In CH" unchanged 3
a.seg, "In DE" unchanged 2
`,
		},
		{"one moves what the other one renames", file(a, b), folder{"a.seg": {a}, "b.seg": {b}}, file(a, c), folder{"a.seg": {a}, "b.seg": {c}}, mine, "", `a.seg unchanged 1
b.seg unchanged 2
`},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld(t)
			apply := func(f folder) {
				w.hold(f)
				if err := w.carryOut(w.plan(plan.Options{Overwrite: true})); err != nil {
					t.Fatal(err)
				}
			}
			apply(test.before)
			common := w.lock.Format()
			apply(test.one)
			ours := lines(w.lock)
			w.lock = parse(t, common)
			apply(test.two)
			there := len(w.api.segments)
			entries := test.keep(ours, lines(w.lock))
			text := fmt.Sprintf("{\n  \"version\": 2,\n  \"remotes\": {\n    %q: [\n%s\n    ]\n  }\n}\n", base, strings.Join(entries, "\n"))
			merged, err := lock.Parse([]byte(text))
			if test.refused != "" {
				if err == nil || !prose.Names(err.Error(), test.refused) {
					t.Fatalf("reading the lock says %v, not %q", err, test.refused)
				}
				words.Add(t, test.name, err.Error())
				return
			}
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			w.lock = merged
			w.hold(test.merged)
			p := w.plan(plan.Options{Overwrite: true})
			if got := summary(p); strings.ReplaceAll(got, " overwrites", "") != test.want {
				t.Errorf("the plan is\n%s\nnot\n%s", got, test.want)
			}
			if err := w.carryOut(p); err != nil {
				t.Fatal(err)
			}
			if next := w.plan(w.options()); next.Count(plan.Unchanged) != len(next.Steps) {
				t.Errorf("there is something left to do:\n%s", summary(next))
			}
			if n := len(w.api.segments); n != there {
				t.Errorf("there are %d segments, not %d", n, there)
			}
		})
	}
}

// union returns the lines of both sides, each once.
func union(ours, theirs []string) []string {
	all := slices.Concat(ours, theirs)
	slices.Sort(all)
	return slices.Compact(all)
}

// lines are the lines of a lock with entries, without the commas.
func lines(f *lock.File) []string {
	var entries []string
	for line := range strings.Lines(string(f.Format())) {
		if strings.HasPrefix(line, `      {"file"`) {
			entries = append(entries, strings.TrimRight(line, ",\n"))
		}
	}
	return entries
}

func parse(t *testing.T, text []byte) *lock.File {
	t.Helper()
	f, err := lock.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return f
}
