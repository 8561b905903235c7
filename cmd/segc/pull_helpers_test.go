package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
)

const (
	listA = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	listB = "5b1c7e02-93d4-4f6b-a1c8-2f0e6d7a9b34"
	listC = "c2a9e6f1-0b7d-4d35-9e48-71f3b5c8d260"
)

const pullCatalog = `list newsletter = "` + listA + `"
list extra = "` + listC + `"
`

// pullLayouts are files that say the same in different ways.
func pullLayouts() map[string]string {
	spread := `# at the top
use "catalog.seg" # names

# above the segment
segment "Größe \"A\"" # the name
  # above the color
  color "#7cb7de" # blue
  # above the lists
  lists newsletter, "` + listB + `" # two of them
  # above the description
  description "first\tline" # words
  # below the header

# a part
let engaged = opened in last 30d or clicked in last 30d # kept
let unused = isp in (7) # kept too

where isp in (1) and engaged # the rule
# the end
`
	tabs := strings.NewReplacer("\n  ", "\n\t\t", "color ", "color\t", "lists ", "lists\t", "description ", "description\t", "where ", "where\t").Replace(spread)
	oneLine := `use "catalog.seg" segment "Größe \"A\"" color "#7cb7de" lists newsletter, "` + listB +
		`" description "first\tline" let engaged = opened in last 30d or clicked in last 30d where isp in (1) and engaged # the rule`
	return map[string]string{
		"comments everywhere": spread,
		"CRLF":                strings.ReplaceAll(spread, "\n", "\r\n"),
		"byte order mark":     "\ufeff" + spread,
		"tabs":                tabs,
		"one line":            oneLine,
		"without spaces":      strings.NewReplacer(`segment "`, `segment"`, `color "`, `color"`, `description "`, `description"`).Replace(oneLine),
	}
}

// pullChange is a change of one side: a replacement in the file, or what is sent
// to the API and what the file then says.
type pullChange struct {
	old, local    string // in the file
	remote, taken string // a body, and what it becomes in the place of old
}

func pullChanges() map[string]pullChange {
	const rules = `{"rules_json":{"any":[%s]}}`
	const opened, clicked = `{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":30}}`,
		`{"kind":"activity","metric":"click","operator":"ever","days_window":{"mode":"last","days":30}}`
	isp := func(n int) string { return fmt.Sprintf(`{"kind":"isp","operator":"in","values":[%d]}`, n) }
	return map[string]pullChange{
		"nothing":     {},
		"name":        {`"Größe \"A\""`, `"Hier"`, `{"name":"Dort \"B\" é"}`, `"Dort \"B\" é"`},
		"color":       {`"#7cb7de"`, `"#f0f080"`, `{"color":"#cc9ccb"}`, `"#cc9ccb"`},
		"description": {`"first\tline"`, `"hier"`, `{"description":"dort\n\"x\""}`, `"dort\n\"x\""`},
		"lists": {
			`newsletter, "` + listB + `"`, `newsletter`,
			`{"contact_list_ids":["` + listC + `","` + listA + `"]}`, `newsletter, extra`,
		},
		"rules": {
			`isp in (1) and engaged`, `isp in (3) and engaged`,
			fmt.Sprintf(rules, `{"all":[`+isp(2)+`,`+opened+`]},{"all":[`+isp(2)+`,`+clicked+`]}`), `isp in (2) and engaged`,
		},
		"order": {
			`isp in (1) and engaged`, `engaged and isp in (1)`,
			fmt.Sprintf(rules, `{"all":[`+clicked+`,`+isp(1)+`]},{"all":[`+opened+`,`+isp(1)+`]}`), ``,
		},
	}
}

// pullProperties are the changes of what a segment says.
func pullProperties() []string { return []string{"name", "color", "description", "lists", "rules"} }

// pullFix is a folder with a file that was applied.
type pullFix struct {
	*site
	t    *testing.T
	file string
}

func newPullFix(t *testing.T, text string) *pullFix {
	s := &pullFix{site: newSite(t), t: t}
	s.write("catalog.seg", pullCatalog)
	s.file = s.write("a.seg", text)
	s.deploy("apply", "--auto-approve").want(t, 0)
	return s
}

func (s *pullFix) read(name string) string {
	s.t.Helper()
	data, err := os.ReadFile(filepath.Join(s.dir, name))
	if err != nil {
		return "(no file)"
	}
	return string(data)
}

func (s *pullFix) patch(body string) {
	s.t.Helper()
	if body != "" {
		s.ask("PATCH", "/segments/"+s.entry().ID+"/", body)
	}
}

func (s *pullFix) entry() lock.Entry {
	s.t.Helper()
	known, err := lock.Parse([]byte(s.read("segc.lock")))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, entries := range known.Remotes {
		for _, e := range entries {
			if e.File == "a.seg" {
				return e
			}
		}
	}
	return lock.Entry{}
}

// planned returns the action of the plan and the properties that it changes.
func (s *pullFix) planned() string {
	s.t.Helper()
	var p struct {
		Steps []struct {
			Action string
			Fields []struct{ Field string }
			Rules  *struct{}
		}
	}
	o := s.deploy("plan", "--format", "json")
	if err := json.Unmarshal([]byte(o.out), &p); err != nil || len(p.Steps) != 1 {
		s.t.Fatalf("%v\n%s%s", err, o.out, o.err)
	}
	words := []string{p.Steps[0].Action}
	for _, f := range p.Steps[0].Fields {
		words = append(words, f.Field)
	}
	if p.Steps[0].Rules != nil {
		words = append(words, "rules")
	}
	return strings.Join(words, " ")
}

// unchangedByMore checks that another pull changes neither the file nor the lock.
func (s *pullFix) unchangedByMore(code int) {
	s.t.Helper()
	file, known := s.read("a.seg"), s.read("segc.lock")
	s.deploy("pull").want(s.t, code)
	if s.read("a.seg") != file || s.read("segc.lock") != known {
		s.t.Errorf("pulled again, there is another change:\n%s\n%s", s.read("a.seg"), s.read("segc.lock"))
	}
}

func (s *pullFix) says(want string) {
	s.t.Helper()
	if got := s.read("a.seg"); got != want {
		s.t.Errorf("the file is\n%q\nnot\n%q", got, want)
	}
}

// toVersion1 writes the lock as version 1 had it.
func (s *pullFix) toVersion1(text string) {
	s.t.Helper()
	a := &app{getenv: func(string) string { return "" }, network: newNetwork()}
	p := puller{app: a}
	body, err := p.compiled(s.t.Context(), text, s.file, segc.DecompileOptions{})
	if err != nil {
		s.t.Fatal(err)
	}
	member := regexp.MustCompile(`"hash": \{[^}]*\}`)
	text = strings.Replace(s.read("segc.lock"), `"version": 2`, `"version": 1`, 1)
	s.write("segc.lock", member.ReplaceAllString(text, fmt.Sprintf(`"hash": %q`, plan.Hash(body))))
}

func writeJSON(t *testing.T, w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(value); err != nil {
		t.Error(err)
	}
}
