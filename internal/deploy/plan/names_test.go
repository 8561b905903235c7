package plan_test

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/rulesjson"
)

// planned is a folder that changes, what somebody does beside that, and the plan then.
type planned struct {
	name  string
	steps []folder // all but the last one are applied
	do    func(w *world)
	want  string
}

func (c planned) run(t *testing.T) {
	w := newWorld(t)
	for i, f := range c.steps {
		w.hold(f)
		if i < len(c.steps)-1 {
			w.mustApply()
		}
	}
	if c.do != nil {
		c.do(w)
	}
	if got := summary(w.plan(w.options())); !alike(got, c.want) {
		t.Errorf("the plan is\n%s\nnot\n%s", got, c.want)
	}
}

// TestOwnNames checks that no segment gets a name that another one of the account has and keeps.
func TestOwnNames(t *testing.T) {
	each := func(values ...string) seg { return seg{name: "{m}", in: values, does: 1} }
	one := func(segs ...seg) folder { return folder{"a.seg": segs} }
	rename := func(w *world, id, name string) {
		s, err := w.api.find(id)
		if err != nil {
			t.Fatal(err)
		}
		w.api.change(s, client.Update{Name: &name})
	}
	const already = `there is a segment called "G" already, `
	for _, c := range []planned{
		{"one without a file", []folder{one(seg{name: "A", does: 1}), one(seg{name: "G", does: 1})}, func(w *world) { w.api.put(t, body("G", 9)) }, `a.seg error 1 (` + already + id(2) + `, without a file; delete or rename that one in the web editor, or give this one another name)
unmanaged G
`},
		{"whose name only space tells apart", []folder{one(seg{name: "A", does: 1}), one(seg{name: "G ", does: 1})}, func(w *world) { w.api.put(t, body(" G", 9)) }, `a.seg error 1 (there is a segment called "G " already, ` + id(2) + `, without a file…
unmanaged  G
`},
		{"one that was left behind", []folder{one(each("AT=G", "DE=D")), one(each("DE=D")), one(each("DE=G"))}, nil, `a.seg, "G" error 2 (` + already + id(1) + `, which was left behind; delete or rename that one in the web editor, or give this one another name)
unmanaged G, value not in a.seg
`},
		{"one that is left behind by this very plan", []folder{one(each("AT=G", "DE=D")), one(each("DE=G"))}, nil, `a.seg, "G" error 2 (` + already + id(1) + `, which was left behind; delete or rename that one in the web editor, or give this one another name)
unmanaged G, value not in a.seg
`},
		{
			"that of another file",
			[]folder{{"a.seg": {{name: "A", does: 1}}, "b.seg": {{name: "G", does: 2}}}, {"a.seg": {{name: "G", does: 1}}, "b.seg": {{name: "G", does: 2}}}},
			nil,
			`a.seg error 1 (` + already + id(2) + `, that of b.seg; give one of the two another name)
b.seg unchanged 2
`,
		},
		{
			"that of a file that is not at hand",
			[]folder{{"a.seg": {{name: "A", does: 1}}, "b.seg": {{name: "G", does: 2}}}, one(seg{name: "G", does: 1})},
			func(w *world) { w.gone = []string{"b.seg"} },
			`a.seg error 1 (` + already + id(2) + `, that of b.seg; give one of the two another name, or plan b.seg, too, if that no longer has it)
`,
		},
		{
			"which two get",
			[]folder{{"a.seg": {{name: "A", does: 1}}, "b.seg": {{name: "B", does: 2}}}, {"a.seg": {{name: "G", does: 1}}, "b.seg": {{name: "G", does: 2}}}},
			nil,
			`a.seg error 1 (a.seg and b.seg call their segments "G"; give one of the two another name)
b.seg error 2 (a.seg and b.seg call their segments "G"; give one of the two another name)
`,
		},
		{
			"which is free, since its segment gets another one",
			[]folder{{"a.seg": {{name: "A", does: 1}}, "b.seg": {{name: "G", does: 2}}}, {"a.seg": {{name: "G", does: 1}}, "b.seg": {{name: "B", does: 2}}}},
			nil,
			`a.seg update 1 name:A→G
b.seg update 2 name:G→B
`,
		},
		{
			"which would be free, but for a conflict",
			[]folder{{"a.seg": {{name: "A", does: 1}}, "b.seg": {{name: "G", does: 2}}}, {"a.seg": {{name: "G", does: 1}}, "b.seg": {{name: "B", does: 2}}, "c.seg": {{name: "A", does: 3}}}},
			func(w *world) { w.api.edit(t, id(2), isp(7)) },
			`a.seg error 1 (` + already + id(2) + `, that of b.seg, which keeps the name as long as nothing is done about that one)
b.seg conflict 2 name:G→B rules:narrower (somebody changed the segment elsewhere since it was last applied, and the file has changed too)
c.seg error (there is a segment called "A" already, ` + id(1) + `, that of a.seg, which keeps the name as long as nothing is done about that one)
`,
		},
		{
			"which another one has already, and so has this one", []folder{one(seg{name: "A", does: 1}), one(seg{name: "G", does: 1})}, func(w *world) {
				w.api.put(t, body("G", 9))
				rename(w, id(1), "G")
			}, "a.seg unchanged 1\nunmanaged G\n",
		},
	} {
		t.Run(c.name, c.run)
	}
}

// TestNamesOnApply checks that a plan that was kept is refused if another segment has got the name
// that one is to have, and so is one after somebody was asked.
func TestNamesOnApply(t *testing.T) {
	named := func(w *world, id, name string) {
		s, err := w.api.find(id)
		if err != nil {
			t.Fatal(err)
		}
		w.api.change(s, client.Update{Name: &name})
	}
	for _, c := range []struct {
		name        string
		then        [2]seg // of a.seg and b.seg, which have A and B at first
		do          func(*world)
		made, asked string // what saved plans say, and others after somebody was asked
	}{
		{"as it was", [2]seg{{name: "G", does: 1}, {name: "B", does: 2}}, nil, "", ""},
		{"a new one", [2]seg{{name: "G", does: 1}, {name: "B", does: 2}}, func(w *world) { w.api.put(t, body("G ", 9)) }, `the segment ` + id(4) + ` got the name "G"`, `the segment ` + id(4) + ` got the name "G"`},
		{"one without a file", [2]seg{{name: "G", does: 1}, {name: "B", does: 2}}, func(w *world) { named(w, id(3), "G") }, `the segment ` + id(3) + ` got the name "G"`, `the segment ` + id(3) + ` got the name "G"`},
		{"one of the plan", [2]seg{{name: "G", does: 1}, {name: "B", does: 2}}, func(w *world) { named(w, id(2), "G") }, `the segment "G" was changed`, `the segment "G" was changed`},
		{"two that swap", [2]seg{{name: "B", does: 1}, {name: "A", does: 2}}, nil, "", ""},
		{"two that swap, and one is done", [2]seg{{name: "B", does: 1}, {name: "A", does: 2}}, func(w *world) { named(w, id(1), "B") }, "", ""},
		{"it is done", [2]seg{{name: "G", does: 1}, {name: "B", does: 2}}, func(w *world) { named(w, id(1), "G") }, "", ""},
		{"it is done, and another one has the name, too", [2]seg{{name: "G", does: 1}, {name: "B", does: 2}}, func(w *world) { named(w, id(1), "G"); w.api.put(t, body("G", 9)) }, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.hold(folder{"a.seg": {{name: "A", does: 1}}, "b.seg": {{name: "B", does: 2}}})
			w.mustApply()
			w.api.put(t, body("C", 5))
			w.hold(folder{"a.seg": {c.then[0]}, "b.seg": {c.then[1]}})
			p := w.plan(w.options())
			if c.do != nil {
				c.do(w)
			}
			refused := func(what, want string, err error) {
				var moved *plan.MovedError
				if (want != "") != errors.As(err, &moved) || want == "" && err != nil || want != "" && moved.Reason != want {
					t.Errorf("%s: %v, not %q", what, err, want)
				}
			}
			_, err := w.resavedIn(p)
			refused("the plan that was kept", c.made, err)
			refused("the plan after somebody was asked", c.asked, p.StillHolds(t.Context(), w.api))
		})
	}
}

// TestOneNameSaved checks that a saved plan that was edited by hand gives no two segments one name.
func TestOneNameSaved(t *testing.T) {
	w := newWorld(t)
	w.hold(folder{"a.seg": {{name: "A", does: 1}}, "b.seg": {{name: "B", does: 2}}})
	w.mustApply()
	w.hold(folder{"a.seg": {{name: "G", does: 1}}, "b.seg": {{name: "H", does: 2}}})
	data, err := w.plan(w.options()).Save()
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(data), `"name": "H"`, `"name": "G"`, 1)
	_, err = plan.Load([]byte(text))
	hash := regexp.MustCompile(`[0-9a-f]{64}`).FindString(fmt.Sprint(err))
	saved, err := plan.Load([]byte(regexp.MustCompile(`[0-9a-f]{64}`).ReplaceAllString(text, hash)))
	if err != nil {
		t.Fatal(err)
	}
	var moved *plan.MovedError
	if _, err := w.again(saved); !errors.As(err, &moved) || moved.Reason != `the plan or the lock was changed (a.seg and b.seg would both be called "G")` {
		t.Error(err)
	}
}

// TestNoWarningWithoutUpdate checks that nothing is said of rules that do not go live, since their
// segment cannot have its name.
func TestNoWarningWithoutUpdate(t *testing.T) {
	w := newWorld(t)
	w.hold(folder{"a.seg": {{name: "A", does: 1}}, "b.seg": {{name: "B", does: 2}}})
	w.mustApply()
	w.api.put(t, body("G", 5))
	w.hold(folder{"a.seg": {{name: "G", does: 3}}, "b.seg": {{name: "B", does: 4}}})
	warned := ""
	for file, l := range w.files {
		l.Warn = func(*rulesjson.Document) []plan.Warning {
			warned += file + "; "
			return []plan.Warning{{Code: "SEG502"}}
		}
		w.files[file] = l
	}
	p := w.plan(w.options())
	if got := summary(p); strings.Contains(warned, "a.seg") || !strings.Contains(warned, "b.seg") || p.Count(plan.Failure) != 1 || len(p.Steps[1].Warnings) != 1 {
		t.Errorf("%q: %s", warned, got)
	}
}

// TestIDInsteadOfGone checks that a header may have the id of another segment of the file if its own
// one is gone from the account, and the other one from the file.
func TestIDInsteadOfGone(t *testing.T) {
	planned{
		steps: []folder{{"a.seg": {{name: "A", does: 1}, {name: "B", does: 2}}}, {"a.seg": {{name: "A", does: 1, id: id(2)}}}},
		do:    func(w *world) { w.api.segments = w.api.segments[1:] },
		want:  "a.seg update 2 name:B→A rules:narrower\n",
	}.run(t)
}

// TestHintsForLoops checks that no plan tells anybody to write an id into the header of segments that
// a `for` makes, which can have none.
func TestHintsForLoops(t *testing.T) {
	const remove = "give one another name, or remove one: the file, if `segc pull` wrote it, or the value of the `for`)\n"
	each := func(name string, values ...string) folder {
		return folder{"a.seg": {{name: name, in: values, does: 1}}}
	}
	with := func(f folder, file string, segs ...seg) folder {
		f[file] = segs
		return f
	}
	for _, c := range []planned{
		{
			"a value comes back, and pull has written a file",
			[]folder{with(each("{m}", "DE"), "x.seg", seg{name: "AT", does: 1}), with(each("{m}", "DE", "AT"), "x.seg", seg{name: "AT", does: 1})},
			nil,
			"a.seg, \"AT\" error (a.seg, segment \"{m}\" with m \"AT\" and x.seg call their segments \"AT\"; " + remove + "a.seg, \"DE\" unchanged 1\nx.seg unchanged 2\n",
		},
		{
			"that file is not at hand",
			[]folder{with(each("{m}", "DE"), "x.seg", seg{name: "AT", does: 1}), each("{m}", "DE", "AT")},
			func(w *world) { w.gone = []string{"x.seg"} },
			"a.seg, \"AT\" error (there is a segment called \"AT\" already, " + id(2) + ", that of x.seg; " + remove[:len(remove)-2] + ", or plan x.seg, too, if that no longer has it)\na.seg, \"DE\" unchanged 1\n",
		},
		{
			"two of a name",
			[]folder{each("{m}", "AT")},
			func(w *world) {
				w.api.put(t, body("AT", 1))
				w.api.put(t, body("AT", 2))
			},
			"a.seg, \"AT\" error (2 segments are called \"AT\": " + id(1) + " and " + id(2) + "; delete or rename all but one in the web editor, since a header with `for` takes no id)\nunmanaged AT\nunmanaged AT\n",
		},
		{
			"`was` of one that is there",
			[]folder{each("{m}", "AT"), {"a.seg": {{name: "{m}", in: []string{"AT"}, does: 1}, {name: "X {m}", in: []string{"AT"}, was: "{m}"}}}},
			nil,
			"a.seg, \"X AT\" error 1 (a.seg, segment \"X {m}\" with m \"AT\" and a.seg, segment \"{m}\" with m \"AT\" are for one segment, " + id(1) + "; one of them says so with `was`: remove that)\na.seg, \"AT\" error 1…\n",
		},
	} {
		t.Run(c.name, c.run)
	}
}

// TestFileNotAtHand checks what a plan says of a name that a file has which is not at hand, if it is
// known whether it still has it.
func TestFileNotAtHand(t *testing.T) {
	for _, c := range []struct {
		has, known bool
		want       string
	}{
		{true, true, "; give one of the two another name)\n"},
		{false, true, ", but the file no longer has that name; plan a.seg, too)\n"},
		{true, false, "; give one of the two another name, or plan a.seg, too, if that no longer has it)\n"},
	} {
		w := newWorld(t)
		w.hold(two())
		w.mustApply()
		w.gone = []string{"a.seg"}
		w.hold(folder{"b.seg": {{name: "B", does: 2}}})
		options := w.options()
		options.Has = func(file, name string) (has, known bool) { return c.has && file == "a.seg" && name == "B", c.known }
		want := "b.seg error (there is a segment called \"B\" already, " + id(2) + ", that of a.seg, segment \"B\"" + c.want
		if got := summary(w.plan(options)); got != want {
			t.Errorf("the plan is\n%s\nnot\n%s", got, want)
		}
	}
}
