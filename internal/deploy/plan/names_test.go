package plan_test

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/rulesjson"
)

// planned is a folder that changes, what somebody does beside that, and the plan then.
type planned struct {
	name  string
	steps []folder // all but the last one are applied
	do    func(w *world)
	want  string
}

func (c planned) run(t *testing.T, words *prose.Book) {
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
	p := w.plan(w.options())
	if got := summary(p); got != c.want {
		t.Errorf("the plan is\n%s\nnot\n%s", got, c.want)
	}
	keepReasons(t, words, c.name, p)
}

// TestOwnNames checks that no segment gets a name that another one of the account has and keeps.
func TestOwnNames(t *testing.T) {
	words := prose.Open(t, "names")
	each := func(values ...string) seg { return seg{name: "{m}", in: values, does: 1} }
	one := func(segs ...seg) folder { return folder{"a.seg": segs} }
	rename := func(w *world, id, name string) {
		s, err := w.api.find(id)
		if err != nil {
			t.Fatal(err)
		}
		w.api.change(s, client.Update{Name: &name})
	}
	for _, c := range []planned{
		{"one without a file", []folder{one(seg{name: "A", does: 1}), one(seg{name: "G", does: 1})}, func(w *world) { w.api.put(t, body("G", 9)) }, `a.seg error 1 ("G" 2)
unmanaged G
`},
		{"whose name only space tells apart", []folder{one(seg{name: "A", does: 1}), one(seg{name: "G ", does: 1})}, func(w *world) { w.api.put(t, body(" G", 9)) }, `a.seg error 1 ("G " 2)
unmanaged  G
`},
		{"one that was left behind", []folder{one(each("AT=G", "DE=D")), one(each("DE=D")), one(each("DE=G"))}, nil, `a.seg, "G" error 2 ("G" 1)
unmanaged G, value not in a.seg
`},
		{"one that is left behind by this very plan", []folder{one(each("AT=G", "DE=D")), one(each("DE=G"))}, nil, `a.seg, "G" error 2 ("G" 1)
unmanaged G, value not in a.seg
`},
		{
			"that of another file",
			[]folder{{"a.seg": {{name: "A", does: 1}}, "b.seg": {{name: "G", does: 2}}}, {"a.seg": {{name: "G", does: 1}}, "b.seg": {{name: "G", does: 2}}}},
			nil,
			`a.seg error 1 ("G" 2 b.seg)
b.seg unchanged 2
`,
		},
		{
			"that of a file that is not at hand",
			[]folder{{"a.seg": {{name: "A", does: 1}}, "b.seg": {{name: "G", does: 2}}}, one(seg{name: "G", does: 1})},
			func(w *world) { w.gone = []string{"b.seg"} },
			`a.seg error 1 ("G" 2 b.seg)
`,
		},
		{
			"which two get",
			[]folder{{"a.seg": {{name: "A", does: 1}}, "b.seg": {{name: "B", does: 2}}}, {"a.seg": {{name: "G", does: 1}}, "b.seg": {{name: "G", does: 2}}}},
			nil,
			`a.seg error 1 ("G" a.seg b.seg)
b.seg error 2 ("G" a.seg b.seg)
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
			`a.seg error 1 ("G" 2 b.seg)
b.seg conflict 2 name:G→B rules:narrower ()
c.seg error ("A" 1 a.seg)
`,
		},
		{
			"which another one has already, and so has this one", []folder{one(seg{name: "A", does: 1}), one(seg{name: "G", does: 1})}, func(w *world) {
				w.api.put(t, body("G", 9))
				rename(w, id(1), "G")
			}, "a.seg unchanged 1\nunmanaged G\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) { c.run(t, words) })
	}
}

// TestNamesOnApply checks that a saved plan is refused if another segment has got the name
// that one is to have, and so is one after somebody was asked.
func TestNamesOnApply(t *testing.T) {
	words := prose.Open(t, "names-on-apply")
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
		made, asked string // what saved plans name, and others after somebody was asked
	}{
		{"as it was", [2]seg{{name: "G", does: 1}, {name: "B", does: 2}}, nil, "", ""},
		{"a new one", [2]seg{{name: "G", does: 1}, {name: "B", does: 2}}, func(w *world) { w.api.put(t, body("G ", 9)) }, `"G" 4`, `"G" 4`},
		{"one without a file", [2]seg{{name: "G", does: 1}, {name: "B", does: 2}}, func(w *world) { named(w, id(3), "G") }, `"G" 3`, `"G" 3`},
		{"one of the plan", [2]seg{{name: "G", does: 1}, {name: "B", does: 2}}, func(w *world) { named(w, id(2), "G") }, `"G"`, `"G"`},
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
				if (want != "") != errors.As(err, &moved) || want == "" && err != nil || want != "" && facts(moved.Reason) != want {
					t.Fatalf("%s: %v, not %q", what, err, want)
				}
				if want != "" {
					words.Add(t, c.name, moved.Reason) // both say the same
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
	if _, err := w.again(saved); !errors.As(err, &moved) || facts(moved.Reason) != `"G" a.seg b.seg` {
		t.Fatal(err)
	}
	prose.Open(t, "names-saved").Add(t, "two of one name", moved.Reason)
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
	}.run(t, nil)
}

// TestHintsForLoops checks that no plan tells anybody to write an id into the header of segments that
// a `for` makes, which can have none.
func TestHintsForLoops(t *testing.T) {
	words := prose.Open(t, "names-of-loops")
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
			"a.seg, \"AT\" error (\"AT\" \"{m}\" a.seg x.seg)\na.seg, \"DE\" unchanged 1\nx.seg unchanged 2\n",
		},
		{
			"that file is not at hand",
			[]folder{with(each("{m}", "DE"), "x.seg", seg{name: "AT", does: 1}), each("{m}", "DE", "AT")},
			func(w *world) { w.gone = []string{"x.seg"} },
			"a.seg, \"AT\" error (\"AT\" 2 x.seg)\na.seg, \"DE\" unchanged 1\n",
		},
		{
			"two of a name",
			[]folder{each("{m}", "AT")},
			func(w *world) {
				w.api.put(t, body("AT", 1))
				w.api.put(t, body("AT", 2))
			},
			"a.seg, \"AT\" error (\"AT\" 1 2)\nunmanaged AT\nunmanaged AT\n",
		},
		{
			"`was` of one that is there",
			[]folder{each("{m}", "AT"), {"a.seg": {{name: "{m}", in: []string{"AT"}, does: 1}, {name: "X {m}", in: []string{"AT"}, was: "{m}"}}}},
			nil,
			"a.seg, \"X AT\" error 1 (\"AT\" \"X {m}\" \"{m}\" 1 a.seg)\na.seg, \"AT\" error 1 (\"AT\" \"X {m}\" \"{m}\" 1 a.seg)\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) { c.run(t, words) })
	}
}

// TestFileNotAtHand checks what a plan says of a name that a file has which is not at hand, if it is
// known whether it still has it.
func TestFileNotAtHand(t *testing.T) {
	words := prose.Open(t, "names-not-at-hand")
	for _, c := range []struct {
		has, known bool
	}{{true, true}, {false, true}, {true, false}} {
		w := newWorld(t)
		w.hold(two())
		w.mustApply()
		w.gone = []string{"a.seg"}
		w.hold(folder{"b.seg": {{name: "B", does: 2}}})
		options := w.options()
		options.Has = func(file, name string) (has, known bool) { return c.has && file == "a.seg" && name == "B", c.known }
		p := w.plan(options)
		if got := summary(p); got != "b.seg error (\"B\" 2 a.seg)\n" {
			t.Errorf("the plan is\n%s", got)
		}
		keepReasons(t, words, fmt.Sprintf("has it: %t, known: %t", c.has, c.known), p)
	}
}
