package plan_test

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/plan"
)

// TestSaved holds that a saved plan does the same, and is refused when
// the API has moved on.
func TestSaved(t *testing.T) {
	for _, c := range []struct {
		name  string
		do    func(t *testing.T, w *world)
		moved string // "" when the plan still holds
		calls string // of apply
	}{
		{"as it was", func(*testing.T, *world) {}, "", "update 00000001, create C"},
		{"changed", func(t *testing.T, w *world) { w.api.edit(t, id(1), isp(8)) }, `the segment "A" was changed`, ""},
		{"one that would not change", func(t *testing.T, w *world) { w.api.edit(t, id(2), isp(8)) }, `the segment "B" was changed`, ""},
		{"touched", func(t *testing.T, w *world) { w.api.edit(t, id(2), isp(1)) }, "", "update 00000001, create C"},
		{"gone", func(_ *testing.T, w *world) { w.api.segments = w.api.segments[1:] }, `the segment "A" went away`, ""},
		{"made", func(t *testing.T, w *world) { w.api.put(t, body("C", 9)) }, `a segment called "C" was made`, ""},
		{"made twice", func(t *testing.T, w *world) { w.api.put(t, body("C", 1)); w.api.put(t, body("C", 1)) }, `a segment called "C" was made`, ""},
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
			if errors.As(err, &moved) != (c.moved != "") || err != nil && !strings.HasPrefix(err.Error(), c.moved) {
				t.Fatal(err)
			}
			if c.moved != "" {
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

// TestSavedHandsOnAName holds that a saved plan may make a segment under the name
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
	if _, err := w.again(&plan.Saved{API: "https://elsewhere.example"}); err == nil || !strings.Contains(err.Error(), "the plan is for https://elsewhere.example") {
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
	const changed, none = "the plan was changed after it was made: ", "this is not a plan that segc kept: it has no version"
	for _, c := range []struct{ data, want string }{
		{"", "this is not a plan that segc kept: it is empty"},
		{"{}", none},
		{"[]", "this is not a plan that segc kept: it is not a JSON object"},
		{string(good[:len(good)/2]), "this is not a plan that segc kept: it ends too soon"},
		{string(good) + "{}", changed + "line 34 is not as segc writes it"},
		{`{"segc_plan":2,"plan":{},"bodies":[]}`, changed + `unknown field "plan"`},
		{`{"segc_plan":1,"plan":{},"bodies":[]}`, "this plan is from an older segc and cannot be checked; make a new one with `segc plan -o`"},
		{`{"segc_plan":3}`, "this plan has version 3, but this segc knows version 2; install a newer segc"},
		{`{"segc_plan":2.0}`, none},
		{`{"segc_plan":"2"}`, none},
		{`{"segc_plan":-1}`, none},
		{`{"segc_plan":2,"steps":[],"api":5}`, changed + "the member api has a value of the wrong type"},
		{strings.Replace(string(good), `"a.seg"`, `"../a.seg"`, 1), changed + `the file "../a.seg" is not a path below the folder of the lock`},
		{strings.Replace(string(good), `"create"`, `"delete"`, 1), changed + `the action of "a.seg" cannot be "delete"`},
		{strings.Replace(string(good), `"kind": "isp"`, `"kind": "weather"`, 1), changed + `the body of "a.seg": rules_json.any[0].all[0].kind: must be "field", "activity", "membership", "deliverability" or "isp", not the string "weather"`},
	} {
		if p, err := plan.Load([]byte(c.data)); fmt.Sprint(err) != c.want {
			t.Errorf("got %v, want %s: %s\n%+v", err, c.want, c.data, p)
		}
	}
}

// TestLoadTakesLittle checks that a plan which is made to fill the memory is
// refused at its first bad step.
func TestLoadTakesLittle(t *testing.T) {
	for step, want := range map[string]string{"{}": "the file \"\"", "null": "the file \"\"", `{"file":"a.seg"}`: "the action", `{"x":1}`: "unknown field"} {
		data := []byte(`{"segc_plan":2,"steps":[` + step + strings.Repeat(","+step, (8<<20)/(len(step)+1)) + "]}")
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := plan.Load(data)
		runtime.ReadMemStats(&after)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", step, err)
		}
		if taken := after.TotalAlloc - before.TotalAlloc; taken > 20*uint64(len(data)) {
			t.Errorf("%s: it takes %d MiB", step, taken>>20)
		}
	}
}
