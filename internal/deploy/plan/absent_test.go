package plan_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/ruletest"
	"github.com/segc-lang/segc/rulesjson"
)

// TestBodyOfAbsences checks that a segment whose rules have optional members
// that say nothing has the same body as one without them.
func TestBodyOfAbsences(t *testing.T) {
	of := func(rules string) *client.Segment {
		return &client.Segment{Summary: client.Summary{Name: "A", Color: "#7cb7de"}, ContactLists: []string{listID}, Rules: json.RawMessage(rules)}
	}
	for _, a := range ruletest.Absences() {
		want, err := plan.BodyOf(of(a.Without))
		if err != nil {
			t.Fatal(err)
		}
		got, err := plan.BodyOf(of(a.JSON))
		if err != nil {
			t.Errorf("%s: %v", a.Name, err)
			continue
		}
		if diff := cmp.Diff(want, got); diff != "" || plan.Hash(got) != plan.Hash(want) {
			t.Errorf("%s: %s", a.Name, diff)
		}
	}
	for _, r := range ruletest.Refusals() {
		_, err := plan.BodyOf(of(r.JSON))
		var fault *rulesjson.ParseError
		if !errors.As(err, &fault) {
			t.Errorf("%s: %v", r.Name, err)
		} else if fault.Path != strings.TrimSuffix("rules_json."+r.Path, ".") || !prose.Names(fault.Message, strings.Fields(r.Names)...) {
			t.Errorf("%s: got %+v, want %s: … %s", r.Name, fault, r.Path, r.Names)
		}
	}
}

// TestLoadIsStrict checks that a saved plan has nothing that segc does not write:
// what surrounds the rules of a segment of the API does not count there.
func TestLoadIsStrict(t *testing.T) {
	w := newWorld(t)
	w.write("a.seg", "A", 1)
	good, err := w.plan(w.options()).Save()
	if err != nil {
		t.Fatal(err)
	}
	words := prose.Open(t, "strict")
	for members, name := range map[string]string{`"created_by":null`: "created_by", `"tint":"#f0f080"`: "tint", `"id":"` + listID + `"`: "id"} {
		data := strings.Replace(string(good), `"body": {`, `"body": {`+members+`,`, 1)
		if data == string(good) {
			t.Fatal("there is no body")
		}
		p, err := plan.Load([]byte(data))
		if err == nil || !prose.Names(err.Error(), `"a.seg": `+name+":") {
			t.Fatalf("%s: %v\n%+v", data, err, p)
		}
		words.Add(t, name, err.Error())
	}
}
