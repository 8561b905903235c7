package devserver_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/deploy/devserver"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/ruletest"
)

// TestRefuses checks that every rule of the documentation is checked, and that
// the reason names the member.
func TestRefuses(t *testing.T) {
	t.Parallel()
	b := start(t, devserver.Config{})
	with := func(old, new string) string { return strings.Replace(body("x"), old, new, 1) }
	for text, paths := range map[string]string{
		``:                                       "body",
		`[]`:                                     "body",
		`{"n`:                                    "body",
		`null`:                                   "body",
		`{}`:                                     "color contact_list_ids name rules_json",
		with(`"x"`, `""`):                        "name",
		with(`"x"`, `"  "`):                      "name",
		with(`"x"`, `5`):                         "name",
		with(`"x"`, `null`):                      "name",
		with(`#7cb7de`, `#7cb7df`):               "color",
		with(`#7cb7de`, `#7CB7DE`):               "color",
		with(listID, noID):                       "contact_list_ids[0]",
		with(listID, "x"):                        "contact_list_ids[0]",
		with(`["`+listID+`"]`, `[]`):             "contact_list_ids",
		with(`["`+listID+`"]`, `"`+listID+`"`):   "contact_list_ids",
		with(`"name"`, `"title":1,"name"`):       "title",
		with(`"name"`, `"id":"`+noID+`","name"`): "id",
		with(`"name"`, `"description":1,"name"`): "description",
		with(condition, ``):                      "rules_json.any[0].all",
		with(`"equals"`, `"is"`):                 "rules_json.any[0].all[0].operator",
		with(`"equals"`, `"gt"`):                 "rules_json.any[0].all[0].operator",
		with(`"field":"status"`, `"field":"sta"`):                                                      "rules_json.any[0].all[0].field",
		with(condition, condition+`,`+`{"kind":"membership","operator":"in","list_ids":["`+noID+`"]}`): "rules_json.any[0].all[1].list_ids[0]",
		with(`#7cb7de`, `blue`)[:20]:                                                                   "body",
	} {
		got := b.send("POST", segments, text)
		found := strings.Join(slices.Sorted(maps.Keys(got.problems())), " ")
		if got.status != http.StatusBadRequest || found != paths {
			t.Errorf("%s: %d %s", text, got.status, found)
		}
	}
	if got := b.send("GET", segments, ""); len(got.items("items")) > 0 {
		t.Error("something was made")
	}
	if got := b.send("POST", segments, body("x"), "Content-Type", "text/plain"); got.status != 400 || got.problems()["Content-Type"] == nil {
		t.Errorf("another content type: %+v", got)
	}
}

// TestRefusesDocuments runs the decoder's table of refusals against the server.
func TestRefusesDocuments(t *testing.T) {
	t.Parallel()
	messages := prose.Open(t, "documents")
	b := start(t, devserver.Config{})
	for _, r := range ruletest.Refusals() {
		text := fmt.Sprintf(`{"name":"x","color":"#7cb7de","contact_list_ids":[%q],"rules_json":%s}`, listID, r.JSON)
		place, names := strings.TrimSuffix("rules_json."+r.Path, "."), r.Names
		if !json.Valid([]byte(text)) {
			place, names = "body", ""
		}
		got := b.send("POST", segments, text)
		if faults, _ := got.body["errors"].(map[string]any); got.status != http.StatusBadRequest || len(faults) != 1 || !prose.Names(fmt.Sprint(faults[place]), strings.Fields(names)...) {
			t.Errorf("%s: got %d %v, want %s: … %s", r.Name, got.status, got.body, place, names)
		} else if place != "body" || r.Name == "a rule" { // what package encoding/json says is not ours
			messages.Add(t, r.Name, fmt.Sprint(faults[place]))
		}
	}
}

// TestTakesAbsences checks that members of rules that say nothing are taken,
// kept as they were sent, and make no difference to the rules.
func TestTakesAbsences(t *testing.T) {
	t.Parallel()
	b := start(t, devserver.Config{})
	for _, a := range ruletest.Absences() {
		with := func(rules string) string {
			return strings.Replace(body(a.Name), `{"any":[{"all":[`+condition+`]}]}`, rules, 1)
		}
		made := b.send("POST", segments, with(a.JSON))
		if made.status != http.StatusOK {
			t.Errorf("%s: %+v", a.Name, made)
			continue
		}
		var sent any
		if err := json.Unmarshal([]byte(a.JSON), &sent); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(made.body["rules_json"], sent) {
			t.Errorf("%s is answered as %v", a.JSON, made.body["rules_json"])
		}
		b.pass(time.Second)
		path := fmt.Sprintf("%s%s/", segments, made.body["id"])
		if got := b.send("PATCH", path, `{"rules_json":`+a.Without+`}`); got.status != http.StatusOK || got.body["status"] == "PENDING" {
			t.Errorf("%s: without them, it is built again: %+v", a.Name, got)
		}
		if got := b.send("PATCH", path, `{"rules_json":`+a.JSON+`}`); got.status != http.StatusOK || got.body["status"] == "PENDING" {
			t.Errorf("%s: with them, it is built again: %+v", a.Name, got)
		}
	}
}

func TestPatch(t *testing.T) {
	t.Parallel()
	b := start(t, devserver.Config{})
	path := segments + b.create("x") + "/"
	before := b.send("GET", path, "")
	for text, paths := range map[string]string{
		`{"color":"red"}`:           "color",
		`{"status":"DONE"}`:         "status",
		`{"contact_list_ids":[]}`:   "contact_list_ids",
		`{"rules_json":{"any":[]}}`: "rules_json.any",
		`{"rules_json":{"any":[{"all":[{"kind":"field","field":"orders","operator":"has_any","value":["x"]}]}]}}`: "rules_json.any[0].all[0].operator",
	} {
		got := b.send("PATCH", path, text)
		if found := strings.Join(slices.Sorted(maps.Keys(got.problems())), " "); got.status != 400 || found != paths {
			t.Errorf("%s: %d %s", text, got.status, found)
		}
	}
	b.pass(time.Second)
	for text, rebuilt := range map[string]bool{
		`{"name":"y","description":null}`:                                                false,
		`{"color":"#f0f080"}`:                                                            false,
		`{"contact_list_ids":["` + listID + `"]}`:                                        false,
		`{"rules_json":{"any":[{"all":[ ` + condition + `]}]}}`:                          false,
		`{"rules_json":{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}}`: true,
		`{"contact_list_ids":["5b1c7e02-93d4-4f6b-a1c8-2f0e6d7a9b34"]}`:                  true,
	} {
		got := b.send("PATCH", path, text)
		if got.status != 200 || (got.body["status"] == "PENDING") != rebuilt || got.body["updated_at"] == before.body["updated_at"] && rebuilt {
			t.Errorf("%s: %+v", text, got)
		}
		if !rebuilt {
			continue
		}
		// Back to where it was, for the next of the table.
		b.send("PATCH", path, fmt.Sprintf(`{"contact_list_ids":[%q],"rules_json":{"any":[{"all":[%s]}]}}`, listID, condition))
	}
	if got := b.send("PATCH", segments+noID+"/", `{}`); got.status != 404 {
		t.Errorf("no segment: %+v", got)
	}
}
