package main

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/deploy/runlock"
	"github.com/segc-lang/segc/rulesjson"
)

// bodyOfRule is the body of ruleOf.
func bodyOfRule(t *testing.T, name string, provider int) *rulesjson.Segment {
	t.Helper()
	body, err := rulesjson.ParseSegment(fmt.Appendf(nil, `{"name":%q,"color":"#7cb7de","contact_list_ids":["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"],`+
		`"rules_json":{"any":[{"all":[{"kind":"isp","operator":"in","values":[%d]}]}]}}`, name, provider))
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// create makes a segment as somebody else does, and returns its id.
func (s *site) create(body *rulesjson.Segment) string {
	s.t.Helper()
	return fmt.Sprint(s.ask("POST", "/segments/", string(body.AppendJSON(nil, true)))["id"])
}

// TestLeftIntents checks what a run does about a segment that an interrupted run
// was about to create.
func TestLeftIntents(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		file   string            // of the intent
		before bool              // the one that is there was there before
		api    bool              // another one
		made   []int             // the segments called A that are there, by provider
		codes  map[string]int    // of the first run
		says   map[string]string // what it says
		names  map[string]string // the segments after two runs
		kept   bool              // the intent is
	}{
		"nothing came of it": {
			file: "a.seg", made: nil,
			names: map[string]string{"apply": "A", "submit": "A"},
		},
		"it was created": {
			file: "a.seg", made: []int{1},
			says:  map[string]string{"*": `a.seg: the interrupted run created the segment "A", `, "plan": "1 unchanged"},
			names: map[string]string{"*": "A"},
		},
		"it was submitted": {
			made:  []int{1},
			says:  map[string]string{"*": "the interrupted `segc compile --submit` created the segment \"A\", ", "submit": `"name": "A"`},
			names: map[string]string{"*": "A"},
		},
		"it has other content": {
			file: "a.seg", made: []int{2},
			codes: map[string]int{"apply": 3, "pull": 3, "submit": 3},
			says:  map[string]string{"*": `the API has a new segment with other content, `},
			names: map[string]string{"*": "A"},
		},
		"it is there twice": {
			file: "a.seg", made: []int{1, 1},
			codes: map[string]int{"apply": 3, "pull": 3, "submit": 3, "plan": 1},
			says:  map[string]string{"*": `the API has 2 new segments with the name and the content that an interrupted run was about to create "A" for a.seg: `},
			names: map[string]string{"*": "A A"},
		},
		"it was created, and another one": {
			file: "a.seg", made: []int{2, 1},
			codes: map[string]int{"submit": 3},
			says:  map[string]string{"*": `somebody else created another segment with that name, `},
			names: map[string]string{"*": "A A"},
		},
		"it was there before": {
			file: "a.seg", made: []int{2}, before: true,
			codes: map[string]int{"apply": 2, "submit": 3, "pull": 1}, // the brake; both sides differ
			names: map[string]string{"*": "A"},
		},
		"of another API": {
			file: "a.seg", made: nil, api: true, kept: true,
			names: map[string]string{"apply": "A", "submit": "A"},
		},
	} {
		for _, verb := range []string{"apply", "pull", "submit", "plan"} {
			t.Run(name+", "+verb, func(t *testing.T) {
				t.Parallel()
				s := newSite(t)
				s.write("a.seg", ruleOf("A", 1))
				intent := runlock.Intent{API: s.url, File: c.file, Name: "A", Hash: plan.Hash(bodyOfRule(t, "A", 1)), At: time.Now().Add(-time.Hour)}
				if c.api {
					intent.API = "https://api.example"
				}
				for _, provider := range c.made {
					id := s.create(bodyOfRule(t, "A", provider))
					if c.before {
						intent.Before = append(intent.Before, id)
					}
				}
				run := s.hold(runlock.Holder{Command: "segc apply"})
				if _, err := run.Note(intent); err != nil {
					t.Fatal(err)
				}
				s.release(run)
				s.intercept(nil)
				do := s.working()[verb]
				if verb == "plan" {
					do = func(...string) outcome { return s.deploy("plan") }
				}
				says := c.says["*"]
				if more := c.says[verb]; more != "" {
					do().want(t, c.codes[verb], says, more)
				} else {
					do().want(t, c.codes[verb], says)
				}
				if c.codes[verb] == 3 && s.countOf("POST")+s.countOf("PATCH") > 0 {
					t.Error("something was changed")
				}
				if verb == "plan" && !exists(s.runFile()) {
					t.Error("a plan forgets the intent")
				}
				if verb == "plan" {
					return
				}
				if exists(s.runFile()) != c.kept {
					t.Errorf("the intent is kept: %t", !c.kept)
				}
				do()
				names := c.names["*"]
				if more, ok := c.names[verb]; ok {
					names = more
				}
				if got := s.names(); got != names {
					t.Errorf("the segments are %q, not %q", got, names)
				}
			})
		}
	}
}

// TestLateRequest checks that a request of a killed run that the API carries out
// late is waited for.
func TestLateRequest(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write("a.seg", ruleOf("A", 1))
	run := s.hold(runlock.Holder{Command: "segc apply"})
	if _, err := run.Note(runlock.Intent{API: s.url, File: "a.seg", Name: "A", Hash: plan.Hash(bodyOfRule(t, "A", 1)), At: time.Now()}); err != nil {
		t.Fatal(err)
	}
	s.release(run)
	s.intercept(func(n int, _ http.ResponseWriter, r *http.Request) bool {
		if r.Method == http.MethodGet && n == 2 {
			s.create(bodyOfRule(t, "A", 1))
		}
		return false
	})
	s.deploy("apply", "--auto-approve").want(t, 0, "looking again in ", `a.seg: the interrupted run created the segment "A", `)
	if got := s.names(); got != "A" {
		t.Errorf("the segments are %s", got)
	}
}
