package plan_test

import (
	"testing"

	"github.com/segc-lang/segc/client"
)

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
	for _, c := range []struct {
		name  string
		steps []folder // all but the last one are applied
		do    func(w *world)
		want  string
	}{
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
			`a.seg error 1 (` + already + id(2) + `, that of b.seg; give one of the two another name)
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
		t.Run(c.name, func(t *testing.T) {
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
		})
	}
}
