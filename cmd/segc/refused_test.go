package main

import (
	"fmt"
	"net/http"
	"testing"
)

// TestRefusedPlaces checks that a refusal is shown at its place in the rule,
// in whatever shape the API names it.
func TestRefusedPlaces(t *testing.T) {
	t.Parallel()
	const text = `segment "A"
  color "#7cb7de"
  lists "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"

where isp in (1)
  or status = "subscribed"
    and orders > 3
    and plan = "club"
`
	const third = "a.seg:8:9: error[SEG801]: the API refuses this condition: "
	const whole = "a.seg:5:1: error[SEG801]: the API refuses this rule: bad"
	for name, c := range map[string]struct{ body, want string }{
		"path":               {`{"errors":{"rules_json.any[1].all[2].value":["bad"]}}`, third + "bad"},
		"dots":               {`{"errors":{"rules_json.any.1.all.2.value":"bad"}}`, third + "bad"},
		"nested":             {`{"rules_json":{"any":[{},{"all":[{},{},{"value":["bad"]}]}]}}`, third + "bad"},
		"nested by index":    {`{"rules_json":{"any":{"1":{"all":{"2":["bad"]}}}}}`, third + "bad"},
		"loc":                {`{"detail":[{"loc":["body","rules_json","any",1,"all",2,"value"],"msg":"bad"}]}`, third + "bad"},
		"pointer":            {`{"errors":[{"source":{"pointer":"/rules_json/any/1/all/2"},"detail":"bad"}]}`, third + "bad"},
		"field and message":  {`{"errors":[{"field":"any[1].all[2]","message":"bad"}]}`, third + "bad"},
		"in the words":       {`{"detail":"rules_json.any[1].all[2].value: bad"}`, third + "rules_json.any[1].all[2].value: bad"},
		"a text":             {`"any.1.all.2 is bad"`, third + "any.1.all.2 is bad"},
		"a group":            {`{"errors":{"rules_json.any[0]":["bad"]}}`, "a.seg:5:7: error[SEG801]: the API refuses this condition: bad"},
		"color":              {`{"color":["bad"]}`, "a.seg:2:3: error[SEG801]: the API refuses this property: bad"},
		"list":               {`{"errors":{"contact_list_ids[0]":["bad"]}}`, "a.seg:3:3: error[SEG801]: the API refuses this property: bad"},
		"name":               {`{"name":["bad"]}`, "a.seg:1:9: error[SEG801]: the API refuses this name: bad"},
		"no such condition":  {`{"errors":{"rules_json.any[7].all[2]":["bad"]}}`, whole},
		"a number too large": {`{"errors":{"rules_json.any[99999999999999999999].all[2]":["bad"]}}`, whole},
		"another way":        {`{"rules_json":{"groups":[{"group":1,"condition":3,"message":"bad"}]}}`, whole},
		"all of the rules":   {`{"rules_json":["bad"]}`, whole},
		"no place":           {`{"detail":"bad"}`, "the API: POST /api/v2/segments/: 400 Bad Request: bad"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			file := s.write("a.seg", text)
			s.intercept(func(_ int, w http.ResponseWriter, r *http.Request) bool {
				if r.Method != http.MethodPost {
					return false
				}
				w.Header().Set("Content-Type", "application/json")
				w.WriteHeader(http.StatusBadRequest)
				_, _ = fmt.Fprint(w, c.body)
				return true
			})
			s.segc("compile", "--submit", file).want(t, 3, c.want, "bad")
			s.deploy("apply", "--auto-approve").want(t, 3, c.want, "0 segments changed, 1 not done")
		})
	}
}
