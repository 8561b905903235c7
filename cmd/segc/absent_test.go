package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// surroundings are members that the API may put around the rules of a segment.
var surroundings = []map[string]any{
	{"created_by": map[string]any{"id": 7}, "is_new": nil, "tags": []any{"a", nil}},
	{"color": nil},
	{"color": "#7CB7DE", "description": nil, "display_fields": nil},
	{"Rules_JSON": "x", "all": nil, "": 1},
}

// TestSurroundings checks that what surrounds the rules of a segment stops
// nothing, and that a second pull and a plan find nothing to do.
func TestSurroundings(t *testing.T) {
	t.Parallel()
	for i, members := range surroundings {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			made := s.ask("POST", "/segments/", `{"name":"A","color":"#7cb7de","contact_list_ids":["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"],`+
				`"rules_json":{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}}`)
			path := fmt.Sprintf("/segments/%s/", made["id"])
			full := func() map[string]any {
				segment := s.ask("GET", path, "")
				for name, value := range members {
					segment[name] = value
				}
				return segment
			}
			s.intercept(func(_ int, w http.ResponseWriter, r *http.Request) bool {
				if r.Method != http.MethodGet || r.URL.Path != "/api/v2"+path {
					return false
				}
				w.Header().Set("Content-Type", "application/json")
				if err := json.NewEncoder(w).Encode(full()); err != nil {
					t.Error(err)
				}
				return true
			})
			s.deploy("pull").want(t, 0, "1 written", "0 refused")
			s.deploy("pull").want(t, 0, "0 written", "0 refused")
			s.deploy("plan", "--detailed-exitcode").want(t, 0, "1 unchanged")

			text, err := json.Marshal(full())
			if err != nil {
				t.Fatal(err)
			}
			name := s.write("answer.json", string(text))
			s.segc("decompile", name).want(t, 0, `segment "A"`, "where isp in (1)")
			s.segc("explain", name).want(t, 0, "ISP 1")
			s.segc("diff", name, filepath.Join(s.dir, "a.seg")).want(t, 0, "same")

			file, err := os.ReadFile(filepath.Join(s.dir, "a.seg"))
			if err != nil {
				t.Fatal(err)
			}
			s.write("a.seg", strings.Replace(string(file), "isp in (1)", "isp in (2)", 1))
			s.deploy("apply", "--auto-approve", "--force").want(t, 0, "1 segment changed")
			s.deploy("plan", "--detailed-exitcode").want(t, 0, "1 unchanged")
		})
	}
}
