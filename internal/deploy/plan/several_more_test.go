package plan_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/prose"
)

// two has a file with two segments.
func two() folder { return folder{"a.seg": {{name: "A", does: 1}, {name: "B", does: 2}}} }

// TestOthersNotAtHand checks that nothing is said about the segments of a file that is there but
// not at hand, and that no other file gets one of them.
func TestOthersNotAtHand(t *testing.T) {
	w := newWorld(t)
	f := two()
	f["z.seg"] = []seg{{name: "Z", does: 9}}
	w.hold(f)
	w.mustApply()
	w.gone = []string{"a.seg"}
	w.hold(folder{"z.seg": f["z.seg"]})
	if got, want := summary(w.plan(w.options())), "z.seg unchanged 3\n"; got != want {
		t.Errorf("the plan is\n%s\nnot\n%s", got, want)
	}
	w.hold(folder{"z.seg": f["z.seg"], "c.seg": {{name: "B", does: 2}}})
	want := `c.seg error ("B" 2 a.seg)
z.seg unchanged 3
`
	if got := summary(w.plan(w.options())); got != want {
		t.Errorf("the plan is\n%s\nnot\n%s", got, want)
	}
	w.hold(folder{"z.seg": f["z.seg"], "c.seg": {{name: "C", does: 2}}}) // the content of B
	if got, want := summary(w.plan(w.options())), "c.seg create\nz.seg unchanged 3\n"; got != want {
		t.Errorf("the plan is\n%s\nnot\n%s", got, want)
	}
}

// TestWasElsewhere checks what a plan says of a segment that was one of a file that is not at hand.
func TestWasElsewhere(t *testing.T) {
	w := newWorld(t)
	w.hold(two())
	w.mustApply()
	w.gone = []string{"a.seg"}
	w.hold(folder{"c.seg": {{name: "C", does: 3, was: "B"}}})
	want := "c.seg create (\"B\" a.seg)\n"
	if got := summary(w.plan(w.options())); got != want {
		t.Errorf("the plan is\n%s\nnot\n%s", got, want)
	}
}

// TestLostLock checks that all segments are found by their names without the lock, which counts as
// a takeover, and that two files cannot have segments of one name.
func TestLostLock(t *testing.T) {
	w := newWorld(t)
	w.hold(two())
	w.mustApply()
	w.lock = lock.New()
	if got, want := summary(w.plan(w.options())), "a.seg, \"A\" unchanged 1 adopted\na.seg, \"B\" unchanged 2 adopted\n"; got != want {
		t.Errorf("the plan is\n%s\nnot\n%s", got, want)
	}
	w.hold(folder{"a.seg": {{name: "A", does: 1}, {name: "B", does: 3}}})
	p := w.plan(w.options())
	if got := reasonsOf(p.Needs); !slices.Equal(plan.FlagsOf(p.Needs), []plan.Flag{plan.Overwrite}) || !prose.Names(got, "B") {
		t.Errorf("it needs %q", got)
	}
	f := two()
	f["b.seg"] = []seg{{name: "B", does: 3}, {name: "C", does: 4}}
	w.hold(f)
	const shared = `("B" a.seg b.seg)`
	want := "a.seg, \"A\" unchanged 1 adopted\na.seg, \"B\" error " + shared + "\nb.seg, \"B\" error " + shared + "\nb.seg, \"C\" create\n"
	if got := summary(w.plan(w.options())); got != want {
		t.Errorf("the plan is\n%s\nnot\n%s", got, want)
	}
}

// TestMadeFor checks which segment an interrupted run made one for.
func TestMadeFor(t *testing.T) {
	at := func(segment, value string) lock.Place {
		p := lock.Place{File: "a.seg", Segment: segment}
		if value != "" {
			p.Values = map[string]string{"m": value}
		}
		return p
	}
	for name, c := range map[string]struct {
		made  lock.Place
		name  string // of what was made
		files folder
		want  string
	}{
		"the place":                      {at("B", ""), "B", two(), "a.seg, \"A\" create\na.seg, \"B\" unchanged 1\n"},
		"renamed since":                  {at("B", ""), "X", two(), "a.seg, \"A\" create\na.seg, \"B\" update 1 name:X→B\n"},
		"another place":                  {at("C", ""), "C", two(), "a.seg, \"A\" create\na.seg, \"B\" create\nunmanaged C\n"},
		"the whole file, and more since": {at("", ""), "B", two(), "a.seg, \"A\" create\na.seg, \"B\" unchanged 1\n"},
		"one of several, and alone since": {
			at("B", ""), "B", folder{"a.seg": {{name: "B", does: 2}}}, "a.seg unchanged 1\n",
		},
		"a value": {at("In {m}", "DE"), "In X", folder{"a.seg": {{name: "In {m}", in: []string{"AT", "DE"}}}}, "a.seg, \"In AT\" create\na.seg, \"In DE\" update 1 name:In X→In DE\n"},
	} {
		w := newWorld(t)
		made := w.api.put(t, body(c.name, 2)) // what B has, and DE
		w.hold(c.files)
		options := w.options()
		options.Made = []plan.Made{{Place: c.made, ID: made}}
		if got := summary(w.plan(options)); got != c.want {
			t.Errorf("%s: the plan is\n%s\nnot\n%s", name, got, c.want)
		}
	}
}

// TestHashOfPlaces checks that the hash of a plan covers which segment of a file a step is for, and
// that a saved plan in which that was changed is refused.
func TestHashOfPlaces(t *testing.T) {
	w := newWorld(t)
	seen := map[string]string{}
	for _, values := range []map[string]string{nil, {"m": "AT"}, {"m": "DE"}, {"n": "AT"}, {"m": "AT", "n": "DE"}} {
		for _, segment := range []string{"", "A", "2026-11-27", `A",{}`} {
			if segment == "" && values != nil {
				continue
			}
			for _, day := range []string{"", "2026-11-27"} {
				l := plan.Local{File: "a.seg", Segment: segment, Values: values, Day: day, Body: body("A", 1)}
				p := w.make([]plan.Local{l}, w.options())
				what := fmt.Sprint(segment, values, day)
				if other, twice := seen[p.SHA256]; twice {
					t.Errorf("%s and %s have the same hash", what, other)
				}
				seen[p.SHA256] = what
			}
		}
	}
	w.hold(folder{"a.seg": {{name: "In {m}", in: []string{"AT", "DE"}}, {name: "Out"}}})
	data, err := w.plan(w.options()).Save()
	if err != nil {
		t.Fatal(err)
	}
	const place = `      "segment": "In {m}",
      "values": {
        "m": "AT"
      },
`
	words, sum := prose.Open(t, "changed-places"), regexp.MustCompile(`[0-9a-f]{64}`)
	for old, c := range map[string]struct {
		changed string
		names   []string // what the error names
	}{
		place: {strings.Replace(place, "AT", "CH", 1), []string{"SHA-256"}},
		`      "segment": "In {m}",
`: {"", []string{`"a.seg"`, "m"}},
		`"segment": "Out"`: {`"segment": "Oust"`, []string{`"a.seg, segment \"Oust\""`, `"Out"`}},
		`"m": "DE"`:        {`"m": "AT"`, []string{`"a.seg, segment \"In {m}\" with m \"AT\""`}},
		`"m": "AT"`:        {`"m": "ZZ"`, []string{`"a.seg, segment \"In {m}\" with m \"DE\""`}},
		`"AT"`:             {`"` + strings.Repeat("A", lock.MaxPlace) + `"`, []string{"16 KiB"}},
	} {
		changed := strings.Replace(string(data), old, c.changed, 1)
		if changed == string(data) {
			t.Fatalf("there is no %q in\n%s", old, data)
		}
		_, err := plan.Load([]byte(changed))
		if err == nil || !prose.Names(err.Error(), c.names...) {
			t.Fatalf("%q: %v", c.changed, err)
		}
		words.Add(t, strings.TrimSpace(old), sum.ReplaceAllString(err.Error(), "…"))
	}
}

// TestPlacesInJSON checks what a plan says about places as JSON, and that it says nothing of a file
// with one segment that it did not say before.
func TestPlacesInJSON(t *testing.T) {
	w := newWorld(t)
	w.hold(folder{"a.seg": {{name: "In {m}", in: []string{"AT", "DE"}}, {name: "B", does: 5}}, "c.seg": {{name: "C", does: 6}}, "d.seg": {{name: "D", does: 7}}})
	w.mustApply()
	w.hold(folder{"a.seg": {{name: "Of {m}", in: []string{"DE"}}, {name: "B", does: 5}}, "c.seg": {{name: "C", does: 6}}})
	p := w.plan(w.options())
	for i := range p.Steps {
		p.Steps[i].Fields, p.Steps[i].Rules = nil, nil
	}
	got, err := json.Marshal(struct {
		Steps     []plan.Step
		Unmanaged []plan.Unmanaged
	}{p.Steps, p.Unmanaged})
	if err != nil {
		t.Fatal(err)
	}
	want := `{"Steps":[` +
		`{"action":"unchanged","file":"a.seg","segment":"B","name":"B","id":"` + id(1) + `"},` +
		`{"action":"update","file":"a.seg","segment":"Of {m}","values":{"m":"DE"},"name":"Of DE","id":"` + id(3) + `","renamed_segment":"In {m}"},` +
		`{"action":"unchanged","file":"c.seg","name":"C","id":"` + id(4) + `"}],` +
		`"Unmanaged":[{"id":"` + id(5) + `","name":"D","gone_file":"d.seg"},` +
		`{"id":"` + id(2) + `","name":"In AT","file":"a.seg","segment":"In {m}","values":{"m":"AT"},"missing":"segment"}]}`
	if string(got) != want {
		t.Errorf("it is\n%s\nnot\n%s", got, want)
	}
}

// TestLeftIsNoted checks that the lock notes which segments a file no longer has, but not if one
// of the file failed, and that what comes back is not noted any more.
func TestLeftIsNoted(t *testing.T) {
	left := func(w *world) (all string) {
		for _, e := range w.lock.Remotes[base] {
			if e.Left {
				all += e.Place().String() + "; "
			}
		}
		return all
	}
	w := newWorld(t)
	w.hold(folder{"a.seg": {{name: "A", does: 1}, {name: "B", does: 2}, {name: "C", does: 3}}})
	w.mustApply()
	less := folder{"a.seg": {{name: "A", does: 4}, {name: "B", does: 2}}}
	w.hold(less)
	w.api.fail["update A"] = errRefused
	var part *plan.PartError
	if err := w.apply(); !errors.As(err, &part) || left(w) != "" {
		t.Errorf("%v: it has %q", err, left(w))
	}
	delete(w.api.fail, "update A")
	w.mustApply()
	if got, want := left(w), `a.seg, segment "C"; `; got != want {
		t.Errorf("it has %q, not %q", got, want)
	}
	w.hold(folder{"a.seg": {{name: "A", does: 4}, {name: "C", does: 3}}})
	w.mustApply()
	if got, want := left(w), `a.seg, segment "B"; `; got != want {
		t.Errorf("it has %q, not %q", got, want)
	}
	// A file with one segment that becomes another one and more: the first has a place among them.
	w = newWorld(t)
	w.hold(folder{"a.seg": {{name: "A", does: 9}}})
	w.mustApply()
	w.hold(folder{"a.seg": {{name: "In {m}", in: []string{"AT", "DE"}}}})
	w.mustApply()
	if got, want := left(w), `a.seg, segment "A"; `; got != want {
		t.Errorf("it has %q, not %q", got, want)
	}
	w.api.segments = w.api.segments[1:] // somebody deletes it
	if p := w.plan(w.options()); len(p.Unmanaged) > 0 {
		t.Errorf("it is still listed:\n%s", summary(p))
	}
	// A lock that cannot be written.
	w = newWorld(t)
	w.hold(two())
	w.mustApply()
	w.hold(folder{"a.seg": two()["a.seg"][:1]})
	err := w.plan(w.options()).Apply(t.Context(), w.api, plan.Work{Done: func(plan.Result) {}, Save: func(e lock.Entry) error {
		if e.Left {
			return errRefused
		}
		return nil
	}})
	if !errors.Is(err, errRefused) || !prose.Names(err.Error(), "a.seg", `"B"`) {
		t.Fatal(err)
	}
	prose.Open(t, "left").Add(t, "the lock cannot be written", err.Error())
}

// TestAskedOnce checks that what is not certain in one file does not become certain because a
// segment of another file is like one that is gone from it.
func TestAskedOnce(t *testing.T) {
	w := newWorld(t)
	w.hold(two())
	w.mustApply()
	w.hold(folder{"a.seg": {{name: "C", does: 3}}, "b.seg": {{name: "D", does: 2}}})
	want := `a.seg error ("A" "B" "C" a.seg)
b.seg error ("B" 2 a.seg)
unmanaged A, segment not in a.seg
unmanaged B, segment not in a.seg
`
	for range 2 {
		p := w.plan(w.options())
		if got := summary(p); got != want {
			t.Errorf("the plan is\n%s\nnot\n%s", got, want)
		}
		var part *plan.PartError
		if err := w.carryOut(p); !errors.As(err, &part) || part.Failed != 2 {
			t.Errorf("it fails with %v", err)
		}
	}
}
