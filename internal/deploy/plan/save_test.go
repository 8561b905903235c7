package plan_test

import (
	"errors"
	"runtime"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestSaved checks that a saved plan does the same, and is refused when
// the API has moved on.
func TestSaved(t *testing.T) {
	words := prose.Open(t, "moved")
	for _, c := range []struct {
		name  string
		do    func(t *testing.T, w *world)
		moved string // "" when the plan still holds
		calls string // of apply
	}{
		{"as it was", func(*testing.T, *world) {}, "", "update 00000001, create C"},
		{"changed", func(t *testing.T, w *world) { w.api.edit(t, id(1), isp(8)) }, `"A"`, ""},
		{"one that would not change", func(t *testing.T, w *world) { w.api.edit(t, id(2), isp(8)) }, `"B"`, ""},
		{"touched", func(t *testing.T, w *world) { w.api.edit(t, id(2), isp(1)) }, "", "update 00000001, create C"},
		{"gone", func(_ *testing.T, w *world) { w.api.segments = w.api.segments[1:] }, `"A"`, ""},
		{"made", func(t *testing.T, w *world) { w.api.put(t, body("C", 9)) }, `"C"`, ""},
		{"made twice", func(t *testing.T, w *world) { w.api.put(t, body("C", 1)); w.api.put(t, body("C", 1)) }, `"C"`, ""},
		{"another one made", func(t *testing.T, w *world) { w.api.put(t, body("Z", 1)) }, "", "update 00000001, create C"},
		{"begun", func(t *testing.T, w *world) { w.api.edit(t, id(1), isp(2)) }, "", "create C"},
		{"done", func(t *testing.T, w *world) { w.api.edit(t, id(1), isp(2)); w.api.put(t, body("C", 1)) }, "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			w := newWorld(t)
			w.write("a.seg", "A", 1)
			w.write("b.seg", "B", 1)
			w.mustApply()
			w.write("a.seg", "A", 2)
			w.write("c.seg", "C", 1)
			made := w.plan(w.options())
			c.do(t, w)
			var moved *plan.MovedError
			p, err := w.resavedIn(made)
			if errors.As(err, &moved) != (c.moved != "") || err != nil && !prose.Names(err.Error(), c.moved) {
				t.Fatal(err)
			}
			if c.moved != "" {
				words.Add(t, c.name, err.Error())
				return
			}
			w.api.calls = nil
			if err := w.carryOut(p); err != nil {
				t.Fatal(err)
			}
			if got := strings.Join(w.api.calls, ", "); got != c.calls {
				t.Errorf("the calls are %s", got)
			}
			if p := w.plan(w.options()); p.Changes() || p.Troubled() {
				t.Errorf("there is something left to do:\n%s", summary(p))
			}
		})
	}
}

// TestSavedHandsOnAName checks that a saved plan may make a segment under the name
// that it takes from another one, also when it was interrupted in between.
func TestSavedHandsOnAName(t *testing.T) {
	for _, begun := range []bool{false, true} {
		w := newWorld(t)
		w.write("b.seg", "A", 1)
		w.mustApply()
		w.write("b.seg", "B", 1)
		w.write("a.seg", "A", 2)
		p := w.plan(w.options())
		calls := "create A, update 00000001"
		if begun {
			w.api.put(t, body("A", 2))
			calls = "update 00000001"
		}
		if err := p.StillHolds(t.Context(), w.api); err != nil {
			t.Fatal(err)
		}
		w.api.calls = nil
		if err := w.carryOut(p); err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(w.api.calls, ", "); got != calls {
			t.Errorf("the calls are %s", got)
		}
	}
}

func TestSavedIsForOneAPI(t *testing.T) {
	w := newWorld(t)
	if _, err := w.again(&plan.Saved{API: "https://elsewhere.example"}); err == nil || !prose.Names(err.Error(), "https://elsewhere.example") {
		t.Error(err)
	}
}

func TestLoadRefuses(t *testing.T) {
	w := newWorld(t)
	w.write("a.seg", "A", 1)
	good, err := w.plan(w.options()).Save()
	if err != nil {
		t.Fatal(err)
	}
	words := prose.Open(t, "load")
	for _, c := range []struct {
		name, data string
		names      []string // what the error names
	}{
		{"empty", "", nil},
		{"an object", "{}", nil},
		{"a list", "[]", nil},
		{"half", string(good[:len(good)/2]), nil},
		{"more", string(good) + "{}", []string{"34"}},
		{"an unknown member", `{"segc_plan":2,"plan":{},"bodies":[]}`, []string{`"plan"`}},
		{"version 1", `{"segc_plan":1,"plan":{},"bodies":[]}`, nil},
		{"version 3", `{"segc_plan":3}`, []string{"3", "2"}},
		{"a version with a point", `{"segc_plan":2.0}`, nil},
		{"a version that is a text", `{"segc_plan":"2"}`, nil},
		{"a negative version", `{"segc_plan":-1}`, nil},
		{"a member of another type", `{"segc_plan":2,"steps":[],"api":5}`, []string{"api"}},
		{"a path out of the folder", strings.Replace(string(good), `"a.seg"`, `"../a.seg"`, 1), []string{`"../a.seg"`}},
		{"an unknown action", strings.Replace(string(good), `"create"`, `"delete"`, 1), []string{`"a.seg"`, `"delete"`}},
		{"an unknown kind", strings.Replace(string(good), `"kind": "isp"`, `"kind": "weather"`, 1), []string{`"a.seg"`, "rules_json.any[0].all[0].kind", `"weather"`}},
	} {
		p, err := plan.Load([]byte(c.data))
		if err == nil || !prose.Names(err.Error(), c.names...) {
			t.Fatalf("%s: %v: %s\n%+v", c.name, err, c.data, p)
		}
		words.Add(t, c.name, err.Error())
	}
}

// TestLoadTakesLittle checks that a plan which is made to fill the memory is
// refused at its first bad step.
func TestLoadTakesLittle(t *testing.T) {
	for step, want := range map[string]string{"{}": `""`, "null": `""`, `{"file":"a.seg"}`: `"a.seg"`, `{"x":1}`: `"x"`} {
		data := []byte(`{"segc_plan":2,"steps":[` + step + strings.Repeat(","+step, (8<<20)/(len(step)+1)) + "]}")
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := plan.Load(data)
		runtime.ReadMemStats(&after)
		if err == nil || !prose.Names(err.Error(), want) {
			t.Errorf("%s: %v", step, err)
		}
		if taken := after.TotalAlloc - before.TotalAlloc; taken > 20*uint64(len(data)) {
			t.Errorf("%s: it takes %d MiB", step, taken>>20)
		}
	}
}
