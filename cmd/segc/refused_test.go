package main

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/segc-lang/segc/internal/test/prose"
)

// TestRefusedPlaces checks that a refusal is shown at its place in the rule, in
// every form that the API may use to name it.
func TestRefusedPlaces(t *testing.T) {
	t.Parallel()
	says := prose.Open(t, "refused-places")
	const text = `segment "A"
  color "#7cb7de"
  lists "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"

where isp in (1)
  or status = "subscribed"
    and orders > 3
    and plan = "club"
`
	const third = "a.seg:8:9: error[SEG801]: "
	const whole = "a.seg:5:1: error[SEG801]: "
	for name, c := range map[string]struct{ body, want string }{
		"path":               {`{"errors":{"rules_json.any[1].all[2].value":["bad"]}}`, third},
		"dots":               {`{"errors":{"rules_json.any.1.all.2.value":"bad"}}`, third},
		"nested":             {`{"rules_json":{"any":[{},{"all":[{},{},{"value":["bad"]}]}]}}`, third},
		"nested by index":    {`{"rules_json":{"any":{"1":{"all":{"2":["bad"]}}}}}`, third},
		"loc":                {`{"detail":[{"loc":["body","rules_json","any",1,"all",2,"value"],"msg":"bad"}]}`, third},
		"pointer":            {`{"errors":[{"source":{"pointer":"/rules_json/any/1/all/2"},"detail":"bad"}]}`, third},
		"field and message":  {`{"errors":[{"field":"any[1].all[2]","message":"bad"}]}`, third},
		"in the words":       {`{"detail":"rules_json.any[1].all[2].value: bad"}`, third},
		"a text":             {`"any.1.all.2 is bad"`, third},
		"a group":            {`{"errors":{"rules_json.any[0]":["bad"]}}`, "a.seg:5:7: error[SEG801]: "},
		"color":              {`{"color":["bad"]}`, "a.seg:2:3: error[SEG801]: "},
		"list":               {`{"errors":{"contact_list_ids[0]":["bad"]}}`, "a.seg:3:3: error[SEG801]: "},
		"name":               {`{"name":["bad"]}`, "a.seg:1:9: error[SEG801]: "},
		"no such condition":  {`{"errors":{"rules_json.any[7].all[2]":["bad"]}}`, whole},
		"a number too large": {`{"errors":{"rules_json.any[99999999999999999999].all[2]":["bad"]}}`, whole},
		"another way":        {`{"rules_json":{"groups":[{"group":1,"condition":3,"message":"bad"}]}}`, whole},
		"all of the rules":   {`{"rules_json":["bad"]}`, whole},
		"no place":           {`{"detail":"bad"}`, "POST /api/v2/segments/: 400 Bad Request: bad"},
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
			s.told(says, name+": a submit", s.segc("compile", "--submit", file), 3, c.want, "bad")
			s.told(says, name, s.deploy("apply", "--auto-approve"), 3, c.want, "bad")
		})
	}
}
