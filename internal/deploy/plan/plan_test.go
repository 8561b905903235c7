package plan_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/rulesjson"
)

// TestOrderDoesNotCount checks that bodies which differ only in how they are
// written have one hash, and others have not.
func TestOrderDoesNotCount(t *testing.T) {
	wholes := map[string]lock.Hashes{}
	const a, b = `{"kind":"isp","operator":"in","values":[1,2]}`, `{"kind":"field","field":"plan","operator":"in","value":["x","y"]}`
	hash := func(rules string, change func(*rulesjson.Segment)) lock.Hashes {
		d, err := rulesjson.Parse([]byte(rules))
		if err != nil {
			t.Fatal(err)
		}
		x := &rulesjson.Segment{Name: "A", Color: "#7cb7de", Lists: []string{listID, other}, Rules: d}
		if change != nil {
			change(x)
		}
		hashes := plan.Hashes(x)
		if seen := wholes[plan.Hash(x)]; !seen.IsZero() && seen != hashes {
			t.Errorf("one hash of the whole for %v and %v", seen, hashes)
		}
		wholes[plan.Hash(x)] = hashes
		return hashes
	}
	first := `{"any":[{"all":[` + a + `,` + b + `]},{"all":[` + a + `]}]}`
	want := hash(first, nil)
	for _, rules := range []string{
		`{"any":[{"all":[` + b + `,` + a + `]},{"all":[` + a + `]}]}`,
		`{"any":[{"all":[` + a + `]},{"all":[` + a + `,` + b + `]}]}`,
		`{"any":[{"all":[{"values":[2,1],"operator":"in","kind":"isp"}]},{"all":[` + a + `,` + strings.Replace(b, `"x","y"`, `"y","x"`, 1) + `]}]}`,
	} {
		if hash(rules, nil) != want {
			t.Errorf("another hash: %s", rules)
		}
	}
	for name, change := range map[string]func(*rulesjson.Segment){
		"the order of lists": func(x *rulesjson.Segment) { slices.Reverse(x.Lists) },
		"capitals":           func(x *rulesjson.Segment) { x.Color, x.Lists[0] = "#7CB7DE", strings.ToUpper(x.Lists[0]) },
		"space":              func(x *rulesjson.Segment) { x.Name, x.Description = " A ", "\n" },
	} {
		if hash(first, change) != want {
			t.Errorf("another hash: %s", name)
		}
	}
	for name, change := range map[string]func(*rulesjson.Segment){
		"name":        func(x *rulesjson.Segment) { x.Name = "a" },
		"color":       func(x *rulesjson.Segment) { x.Color = "#f0f080" },
		"lists":       func(x *rulesjson.Segment) { x.Lists = x.Lists[:1] },
		"description": func(x *rulesjson.Segment) { x.Description = "d" },
	} {
		if differs(hash(first, change), want) != name {
			t.Errorf("%s: the hashes differ in %q", name, differs(hash(first, change), want))
		}
	}
	if got := hash(`{"any":[{"all":[`+a+`]}]}`, nil); differs(got, want) != "rules" {
		t.Errorf("rules: the hashes differ in %q", differs(got, want))
	}
	if len(wholes) != 6 {
		t.Errorf("%d hashes of whole bodies", len(wholes))
	}
}

// differs returns the properties in which hashes differ.
func differs(a, b lock.Hashes) string {
	var names []string
	for name, differ := range map[string]bool{
		"name": a.Name != b.Name, "color": a.Color != b.Color, "description": a.Description != b.Description,
		"lists": a.Lists != b.Lists, "rules": a.Rules != b.Rules,
	} {
		if differ {
			names = append(names, name)
		}
	}
	return strings.Join(names, " ")
}

// TestConflict checks that what somebody changed elsewhere is never overwritten
// unasked, and that both sides are shown.
func TestConflict(t *testing.T) {
	words := prose.Open(t, "conflicts")
	w := newWorld(t)
	w.write("a.seg", "A", 1)
	w.mustApply()
	w.api.edit(t, id(1), isp(7))

	p := w.plan(w.options())
	keepReasons(t, words, "somebody else", p)
	if got := summary(p); got != "a.seg conflict 1 rules:narrower ()\n" {
		t.Fatal(got)
	}
	if diff := p.Steps[0].Rules.Diff; !strings.Contains(diff, `-    {"kind":"isp","operator":"in","values":[7]}`) || !strings.Contains(diff, `+    {"kind":"isp","operator":"in","values":[1]}`) {
		t.Error(diff)
	}
	w.write("a.seg", "A", 2)
	both := w.plan(w.options())
	if got := summary(both); got != "a.seg conflict 1 rules:narrower ()\n" {
		t.Error(got)
	}
	keepReasons(t, words, "both sides", both)
	var part *plan.PartError
	var cause error
	err := w.plan(w.options()).Apply(t.Context(), w.api, plan.Work{
		Save: func(lock.Entry) error { return nil }, Done: func(r plan.Result) { cause = r.Err },
	})
	if !errors.As(err, &part) || *part != (plan.PartError{Failed: 1, Total: 1}) || fmt.Sprint(cause) != both.Steps[0].Reason || slices.Contains(w.api.calls, "update 00000001") {
		t.Errorf("%v (%v) %v", err, cause, w.api.calls)
	}
	options := w.options()
	options.Overwrite = true
	if err := w.carryOut(w.plan(options)); err != nil {
		t.Fatal(err)
	}
	if got := summary(w.plan(w.options())); got != "a.seg unchanged 1\n" {
		t.Error(got)
	}

	// Both sides made the same change: there is nothing to settle.
	w.api.edit(t, id(1), isp(3))
	w.write("a.seg", "A", 3)
	if got := summary(w.plan(w.options())); got != "a.seg unchanged 1\n" {
		t.Error(got)
	}
}

// TestRewritten checks that an API which writes bodies in a way of its own is in
// no conflict with itself.
func TestRewritten(t *testing.T) {
	w := newWorld(t)
	w.api.rewrite = func(b *rulesjson.Segment) { b.Description = "made by segc" }
	w.write("a.seg", "A", 1)
	w.mustApply()
	if e := w.lock.Remotes[base][0]; e.Answer != (lock.Hashes{Description: e.Answer.Description}) || e.Answer.Description == e.Hash.Description || e.Remote() != e.Answer.Over(e.Hash) {
		t.Errorf("%+v", e)
	}
	w.api.edit(t, id(1), isp(1)) // a new time, and nothing else
	if got := summary(w.plan(w.options())); got != "a.seg unchanged 1\n" {
		t.Error(got)
	}
	w.write("a.seg", "A", 2)
	w.mustApply()
	w.api.edit(t, id(1), isp(9))
	if got := summary(w.plan(w.options())); !strings.Contains(got, "conflict") {
		t.Error(got)
	}
}

// TestRequests holds how many requests a plan spends: the list, and a look at
// what the list shows to have changed, or whose file has.
func TestRequests(t *testing.T) {
	w := newWorld(t)
	for i := range 40 {
		w.write(fmt.Sprintf("%02d.seg", i), fmt.Sprintf("S%02d", i), i+1)
	}
	w.mustApply()
	w.make(slices.Collect(mapsValues(w.files)), w.options())
	if w.api.pages != 1 || len(w.api.calls) != 0 {
		t.Errorf("%d lists, %v", w.api.pages, w.api.calls)
	}
	w.write("07.seg", "S07", 99)
	w.api.edit(t, id(21), isp(77))
	w.api.segments[30].Name = "renamed within the same moment"
	w.make(slices.Collect(mapsValues(w.files)), w.options())
	slices.Sort(w.api.calls)
	if got := strings.Join(w.api.calls, ", "); got != "get 00000008, get 00000021, get 00000031" {
		t.Error(got)
	}
	for _, s := range w.api.segments { // an API that tells no times
		s.UpdatedAt = s.CreatedAt
	}
	w.make(slices.Collect(mapsValues(w.files)), w.options())
	if len(w.api.calls) != 40 {
		t.Errorf("%v", w.api.calls)
	}
}

func mapsValues(files map[string]plan.Local) func(func(plan.Local) bool) {
	return func(yield func(plan.Local) bool) {
		for _, l := range files {
			if !yield(l) {
				return
			}
		}
	}
}

// TestUnknownIsLeftAlone checks that a segment which segc does not understand is
// not changed.
func TestUnknownIsLeftAlone(t *testing.T) {
	w := newWorld(t)
	w.write("a.seg", "A", 1)
	w.mustApply()
	w.api.edit(t, id(1), `{"any":[{"all":[{"kind":"weather","operator":"in","values":[1]}]}]}`)
	p := w.plan(w.options())
	if got := summary(p); !strings.HasPrefix(got, "a.seg error 1 (") || !prose.Names(p.Steps[0].Reason, "rules_json.any[0].all[0].kind", `"weather"`) {
		t.Fatal(got)
	}
	keepReasons(t, prose.Open(t, "unknown-rules"), "rules that segc does not know", p)
}

// TestOneFailureLosesNothing checks that the others are done, and that the next
// run does what is left.
func TestOneFailureLosesNothing(t *testing.T) {
	w := newWorld(t)
	w.write("a.seg", "A", 1)
	w.write("b.seg", "B", 1)
	w.write("c.seg", "C", 1)
	w.api.fail["create B"] = errRefused
	var part *plan.PartError
	if err := w.apply(); !errors.As(err, &part) || part.Failed != 1 || part.Total != 3 {
		t.Fatal(err)
	}
	if got := summary(w.plan(w.options())); got != "a.seg unchanged 1\nb.seg create\nc.seg unchanged 2\n" {
		t.Error(got)
	}
	delete(w.api.fail, "create B")
	w.mustApply()
	w.write("a.seg", "A", 2)
	w.api.fail["update A"] = errRefused
	if err := w.apply(); !errors.As(err, &part) {
		t.Fatal(err)
	}
	delete(w.api.fail, "update A")
	w.mustApply()
	if len(w.api.segments) != 3 {
		t.Errorf("%d segments", len(w.api.segments))
	}
}

// TestNotNoted checks that a run which could not note what it did, as one that
// was killed, is finished by the next one without a segment twice.
func TestNotNoted(t *testing.T) {
	w := newWorld(t)
	w.write("a.seg", "A", 1)
	w.write("b.seg", "B", 1)
	full := errors.New("the disk is full")
	err := w.plan(w.options()).Apply(t.Context(), w.api, plan.Work{
		Save: func(lock.Entry) error { return full }, Done: func(plan.Result) {},
	})
	if !errors.Is(err, full) || len(w.api.segments) != 1 {
		t.Fatalf("%v, %d segments", err, len(w.api.segments))
	}
	w.mustApply()
	w.write("a.seg", "A", 2)
	_ = w.plan(w.options()).Apply(t.Context(), w.api, plan.Work{
		Save: func(lock.Entry) error { return full }, Done: func(plan.Result) {},
	})
	w.mustApply()
	if len(w.api.segments) != 2 {
		t.Errorf("%d segments", len(w.api.segments))
	}
}

func TestEndOfContext(t *testing.T) {
	w := newWorld(t)
	w.write("a.seg", "A", 1)
	w.write("b.seg", "B", 1)
	ctx, cancel := context.WithCancel(t.Context())
	err := w.plan(w.options()).Apply(ctx, w.api, plan.Work{
		Save: func(e lock.Entry) error { w.lock.Set(base, e); return nil }, Done: func(plan.Result) { cancel() },
	})
	if !errors.Is(err, context.Canceled) || len(w.api.segments) != 1 {
		t.Errorf("%v, %d segments", err, len(w.api.segments))
	}
	w.mustApply()
}

func TestListFails(t *testing.T) {
	w := newWorld(t)
	w.api.fail["list"] = errRefused
	if _, err := plan.Make(t.Context(), nil, w.lock, w.api, plan.Options{}); !errors.Is(err, errRefused) {
		t.Error(err)
	}
}

func TestUpdateSendsWhatDiffers(t *testing.T) {
	w := newWorld(t)
	w.write("a.seg", "A", 1)
	w.mustApply()
	l := w.files["a.seg"]
	b := *l.Body
	b.Color, b.Description, b.Lists = "#f0f080", "new", []string{other, listID}
	l.Body = &b
	w.files["a.seg"] = l
	want := "a.seg update 1 color:#7cb7de→#f0f080 lists:" + listID + "→" + listID + " " + other + " description:→new\n"
	if got := summary(w.plan(w.options())); got != want {
		t.Error(got)
	}
	w.mustApply()
	if s := w.api.segments[0]; string(s.Rules) != isp(1) || s.Color != "#f0f080" || len(s.ContactLists) != 2 {
		t.Errorf("%+v", s)
	}
}

// TestBrake checks what is to be looked at twice.
func TestBrake(t *testing.T) {
	for _, c := range []struct {
		name                 string
		there, changed, more int
		verdict              string
		wantMany, wantWide   int
	}{
		{"30 % of ten", 10, 3, 0, "same", 0, 0},
		{"more than 30 % of ten", 10, 4, 0, "narrower", 1, 0},
		{"more than 30 % of nine", 9, 9, 0, "narrower", 0, 0},
		{"new ones do not count", 0, 0, 30, "", 0, 0},
		{"new ones do not hide it", 10, 4, 30, "narrower", 1, 0},
		{"wider", 10, 1, 0, "wider", 0, 1},
		{"others", 10, 1, 0, "overlapping", 0, 1},
		{"none of them", 10, 1, 0, "disjoint", 0, 1},
		{"too much to decide", 10, 2, 0, "unknown", 0, 1},
	} {
		w := newWorld(t)
		w.verdict = c.verdict
		for i := range c.there {
			w.write(fmt.Sprintf("%02d.seg", i), fmt.Sprintf("S%02d", i), 1)
		}
		w.mustApply()
		for i := range c.changed {
			w.write(fmt.Sprintf("%02d.seg", i), fmt.Sprintf("S%02d", i), 2)
		}
		for i := range c.more {
			w.write(fmt.Sprintf("new%02d.seg", i), fmt.Sprintf("N%02d", i), 1)
		}
		many, wide := 0, 0
		for _, need := range w.plan(w.options()).Needs {
			switch need.Flag {
			case plan.AllowMany:
				many++
			case plan.AllowWider:
				wide++
			default:
				t.Errorf("%s: %v", c.name, need)
			}
		}
		if many != c.wantMany || wide != c.wantWide {
			t.Errorf("%s: %d, %d", c.name, many, wide)
		}
	}
}

// TestBrakeNamesSome checks that a reason stays short enough to be read.
func TestBrakeNamesSome(t *testing.T) {
	w := newWorld(t)
	for i := range 9 {
		w.write(fmt.Sprintf("%d.seg", i), fmt.Sprintf("S%d", i), 1)
	}
	w.mustApply()
	w.verdict = "wider"
	for i := range 9 {
		w.write(fmt.Sprintf("%d.seg", i), fmt.Sprintf("S%d", i), 2)
	}
	needs := w.plan(w.options()).Needs
	got := reasonsOf(needs)
	if !slices.Equal(plan.FlagsOf(needs), []plan.Flag{plan.AllowWider}) || !prose.Names(got, "9", "S0, S1, S2, S3, S4", "4") || strings.Contains(got, "S5") {
		t.Fatal(got)
	}
	prose.Open(t, "brake").Add(t, "nine segments", got)
}

func TestBrakeOnLists(t *testing.T) {
	w := newWorld(t)
	w.write("a.seg", "A", 1)
	w.mustApply()
	for lists, want := range map[string]int{listID: 0, listID + " " + other: 1, other: 1} {
		l := w.files["a.seg"]
		b := *l.Body
		b.Lists = strings.Fields(lists)
		l.Body = &b
		w.files["a.seg"] = l
		if got := w.plan(w.options()).Needs; len(got) != want {
			t.Errorf("%s: %v", lists, got)
		}
	}
}

// TestNewMembersArePassedOver checks that a segment with members that segc does
// not know beside its rules can be changed: an update leaves them alone.
func TestNewMembersArePassedOver(t *testing.T) {
	s := &client.Segment{Rules: json.RawMessage(isp(1)), Raw: json.RawMessage(`{"owner":"somebody"}`), ContactLists: []string{strings.ToUpper(listID)}}
	if b, err := plan.BodyOf(s); err != nil || b.Lists[0] != listID {
		t.Errorf("%v %v", b, err)
	}
}
