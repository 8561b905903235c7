package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/rulesjson"
)

const pullBase = `segment "A" # name
  color "#7cb7de"
  lists "` + listA + `"

where isp in (1) # one
  and (
    orders > 5 # two
  ) # three
`

func rulesOf(conditions ...string) string {
	return `{"rules_json":{"any":[{"all":[` + strings.Join(conditions, ",") + `]}]}}`
}

const more5, more3 = `{"kind":"field","field":"orders","operator":"gt","value":5}`, `{"kind":"field","field":"orders","operator":"gt","value":3}`

// TestPullKeepsComments checks that comments inside a rule that is replaced
// move above it, and where the comment goes that keeps a rule as written.
func TestPullKeepsComments(t *testing.T) {
	t.Parallel()
	header := strings.SplitAfter(pullBase, "\n\n")[0]
	moved := "# one\n# two\nwhere "
	for _, c := range []struct{ name, base, remote, want string }{
		{"another rule", pullBase, rulesOf(more3), header + moved + "orders > 3 # three\n"},
		{
			"a rule that could be smaller", pullBase, rulesOf(more5, more3),
			plainReason + "\n" + header + moved + "orders > 5 and orders > 3 # three\n",
		},
		{
			"a rule that could be smaller, CRLF", "\ufeff" + strings.ReplaceAll(pullBase, "\n", "\r\n"), rulesOf(more5, more3),
			"\ufeff" + strings.ReplaceAll(plainReason+"\n"+header+moved+"orders > 5 and orders > 3 # three\n", "\n", "\r\n"),
		},
		{
			"a file that is compiled as written", pullBase + "# segc:plain it is\n", rulesOf(more5, more3),
			header + moved + "orders > 5 and orders > 3 # three\n# segc:plain it is\n",
		},
		{
			"a file that is compiled as written, another rule", pullBase + "# segc:plain\n", rulesOf(more3),
			header + moved + "orders > 3 # three\n# segc:plain\n",
		},
		{"a condition twice", pullBase, rulesOf(more3, more3), header + moved + "orders > 3 # three\n"},
		{
			"names of the file itself", "list mine = \"" + listC + "\" # own\nlet big = orders > 3 or plan = \"x\"\n" + pullBase,
			`{"contact_list_ids":["` + listA + `","` + listC + `"],"rules_json":{"any":[{"all":[` + more3 + `,{"kind":"isp","operator":"in","values":[4]}]},` +
				`{"all":[{"kind":"field","field":"plan","operator":"equals","value":"x"},{"kind":"isp","operator":"in","values":[4]}]}]}}`,
			"list mine = \"" + listC + "\" # own\nlet big = orders > 3 or plan = \"x\"\n" +
				strings.Replace(header, listA+`"`, listA+`", mine`, 1) + moved + "big and isp in (4) # three\n",
		},
		{
			"a description, and none", strings.Replace(pullBase, "\n\nwhere", "\n  description \"x\" # why\n\nwhere", 1), `{"description":""}`,
			strings.Replace(pullBase, "\n\nwhere", "\n  # why\n\nwhere", 1),
		},
		{"no description, and one", pullBase, `{"description":"x"}`, strings.Replace(pullBase, "\n\nwhere", "\n  description \"x\"\n\nwhere", 1)},
		{
			"all at once", pullBase, `{"name":"B","color":"#f0f080","description":"d","contact_list_ids":["` + listC + `"],` + rulesOf(more3)[1:],
			strings.NewReplacer(`"A"`, `"B"`, "#7cb7de", "#f0f080", listA+`"`, listC+"\"\n  description \"d\"").Replace(header) + moved + "orders > 3 # three\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newPullFix(t, c.base)
			s.patch(c.remote)
			s.deploy("pull").want(t, 0, "1 written")
			s.says(c.want)
			if got := s.planned(); got != "unchanged" {
				t.Errorf("the plan is %s", got)
			}
			s.unchangedByMore(0)
			if twice := c.name == "a condition twice"; s.entry().Answer.IsZero() == twice {
				t.Errorf("the entry is %+v", s.entry())
			}
		})
	}
}

// TestPullIsAllOrNothing checks that a file with one property that cannot be taken
// stays as it is, with its entry, while other files are pulled.
func TestPullIsAllOrNothing(t *testing.T) {
	t.Parallel()
	guarded := "require isp in (1) because \"ours\"\n" + pullBase
	says := prose.Open(t, "pull-is-all-or-nothing")
	for _, c := range []struct{ name, base, mine, remote, data string }{
		{"a conflict", pullBase, strings.Replace(pullBase, "#7cb7de", "#f0f080", 1), `{"color":"#cc9ccb","name":"B"}`, `"#cc9ccb"`},
		{
			"two conflicts", pullBase, strings.NewReplacer("#7cb7de", "#f0f080", "(1)", "(2)").Replace(pullBase), `{"color":"#cc9ccb",` + rulesOf(more3)[1:],
			"color, rules",
		},
		{"a name that steers the terminal", pullBase, strings.Replace(pullBase, `"A"`, `"B"`, 1), `{"name":"\u001b[2JC"}`, `"\u001b[2JC"`},
		{"a guard", guarded, guarded, `{"color":"#cc9ccb",` + rulesOf(more3)[1:], "ours"},
		{"what nobody matches", pullBase, pullBase, `{"color":"#cc9ccb",` + rulesOf(more5, `{"kind":"field","field":"orders","operator":"lt","value":3}`)[1:], "A ("},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newPullFix(t, c.base)
			s.write("b.seg", ruleOf("Other", 3))
			s.deploy("apply", "--auto-approve").want(t, 0)
			s.write("a.seg", c.mine)
			before := s.entry()
			s.patch(c.remote)
			items, _ := s.ask("GET", "/segments/?search=Other", "")["items"].([]any)
			segment, _ := items[0].(map[string]any)
			s.ask("PATCH", fmt.Sprintf("/segments/%s/", segment["id"]), `{"color":"#f0f080"}`)
			s.told(says, c.name, s.deploy("pull"), 1, c.data)
			s.says(c.mine)
			if got := s.read("b.seg"); got != strings.Replace(ruleOf("Other", 3), "#7cb7de", "#f0f080", 1) {
				t.Errorf("the other file is\n%s", got)
			}
			if got := s.entry(); fmt.Sprint(got) != fmt.Sprint(before) {
				t.Errorf("the entry is\n%v\nnot\n%v", got, before)
			}
		})
	}
}

// TestPullIntoAFileWithErrors checks that such a file is overwritten only when
// that is asked for.
func TestPullIntoAFileWithErrors(t *testing.T) {
	t.Parallel()
	says := prose.Open(t, "pull-into-a-file-with-errors")
	for _, broken := range []string{
		"where = = # mine\n", pullBase + "where isp in (1)\n", strings.Replace(pullBase, "#7cb7de", "#000000", 1), "", "isp in (1)", "let a = isp in (1)\n",
	} {
		s := newPullFix(t, pullBase)
		s.write("a.seg", broken)
		s.told(says, "nothing to take", s.deploy("pull"), 0, "a.seg", "--force")
		s.says(broken)
		s.patch(`{"color":"#f0f080"}`)
		known := s.read("segc.lock")
		s.told(says, "a color to take", s.deploy("pull"), 1, "a.seg", "--force")
		s.says(broken)
		if s.read("segc.lock") != known {
			t.Errorf("the lock is\n%s", s.read("segc.lock"))
		}
		s.deploy("pull", "--force").want(t, 0, "1 written")
		if got := s.planned(); got != "unchanged" {
			t.Errorf("the plan is %s", got)
		}
	}
}

// TestPullFromAnAPIWithItsOwnForm checks that what the API writes in its own
// form does not count as changed, also when something else changes.
func TestPullFromAnAPIWithItsOwnForm(t *testing.T) {
	t.Parallel()
	s := newPullFix(t, pullBase)
	s.patch(`{"description":"made by segc"}`)
	known, err := lock.Parse([]byte(s.read("segc.lock")))
	if err != nil {
		t.Fatal(err)
	}
	e := s.entry()
	e.Answer.Description = plan.Hashes(&rulesjson.Segment{Description: "made by segc", Rules: &rulesjson.Document{}}).Description
	for base := range known.Remotes {
		known.Set(base, e)
	}
	s.write("segc.lock", string(known.Format()))
	s.deploy("pull").want(t, 0, "0 written, 0 left with changes of their own, 0 refused")
	s.says(pullBase)
	s.patch(`{"color":"#f0f080"}`)
	s.deploy("pull").want(t, 0, "1 written, 0 left")
	s.says(strings.Replace(pullBase, "#7cb7de", "#f0f080", 1))
	if got := s.entry().Answer; got != e.Answer {
		t.Errorf("the answer is %+v", got)
	}
	if got := s.planned(); got != "unchanged" {
		t.Errorf("the plan is %s", got)
	}
	s.patch(`{"description":"new"}`)
	s.deploy("pull").want(t, 0, "1 written, 0 left")
	if !strings.Contains(s.read("a.seg"), "  description \"new\"\n") || !s.entry().Answer.IsZero() {
		t.Errorf("%s\n%+v", s.read("a.seg"), s.entry())
	}
}

// TestPullFromAListThatMoves checks that a segment that the list has twice does not
// get two files, and that one that it lacks is pulled all the same.
func TestPullFromAListThatMoves(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		times int // that the list has the segment
		known bool
	}{{"twice", 2, false}, {"three times, and known", 3, true}, {"never, and known", 0, true}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newPullFix(t, pullBase)
			if c.known {
				s.patch(`{"color":"#f0f080"}`)
			}
			item, err := json.Marshal(s.ask("GET", "/segments/"+s.entry().ID+"/", ""))
			if err != nil {
				t.Fatal(err)
			}
			if !c.known {
				for _, name := range []string{"segc.lock", "a.seg"} {
					if err := os.Remove(filepath.Join(s.dir, name)); err != nil {
						t.Fatal(err)
					}
				}
			}
			s.intercept(func(_ int, w http.ResponseWriter, r *http.Request) bool {
				if !strings.HasSuffix(r.URL.Path, "/segments/") {
					return false
				}
				w.Header().Set("Content-Type", "application/json")
				items := slices.Repeat([]string{string(item)}, c.times)
				_, _ = fmt.Fprintf(w, `{"pagination":{"page":1,"page_size":100,"total_count":%d,"total_pages":1},"items":[%s]}`, c.times, strings.Join(items, ","))
				return true
			})
			if c.times > 1 { // the client refuses such a list
				before := s.read("a.seg")
				for _, args := range [][]string{{"pull"}, {"pull", "A"}} {
					s.deploy(args...).want(t, 3, "contradicted itself")
					s.says(before)
				}
				if found := s.read("a-2.seg"); found != "(no file)" {
					t.Errorf("there is another file:\n%s", found)
				}
				return
			}
			s.deploy("pull").want(t, 0, "1 segment looked at")
			s.intercept(nil)
			if c.known {
				s.says(strings.Replace(pullBase, "#7cb7de", "#f0f080", 1))
			}
			if got := s.planned(); got != "unchanged" {
				t.Errorf("the plan is %s", got)
			}
		})
	}
}

// TestPullWhileTheFileChanges checks that what somebody writes while pull is at
// work is not overwritten.
func TestPullWhileTheFileChanges(t *testing.T) {
	t.Parallel()
	s := newPullFix(t, pullBase)
	s.patch(`{"color":"#f0f080"}`)
	id := s.entry().ID
	s.intercept(func(_ int, _ http.ResponseWriter, r *http.Request) bool {
		if strings.Contains(r.URL.Path, id) {
			s.write("a.seg", pullBase+"# more\n")
		}
		return false
	})
	s.told(prose.Open(t, "pull-while-the-file-changes"), "a comment", s.deploy("pull"), 1, "a.seg")
	s.says(pullBase + "# more\n")
	s.deploy("pull").want(t, 0)
	s.says(strings.Replace(pullBase, "#7cb7de", "#f0f080", 1) + "# more\n")
}

// TestPullLeavesSeveralSegments checks that a file is not touched for a segment that it no
// longer has.
func TestPullLeavesSeveralSegments(t *testing.T) {
	t.Parallel()
	s := newPullFix(t, pullBase)
	known := strings.Replace(s.read("segc.lock"), `"name": "A",`, `"name": "A 1", "segment": "A {n}", "values": {"n": "1"},`, 1)
	s.write("segc.lock", known)
	s.patch(`{"color":"#f0f080"}`)
	says := prose.Open(t, "pull-leaves-several-segments")
	for _, args := range [][]string{{"pull"}, {"pull", "--force"}} {
		s.told(says, strings.Join(args, " "), s.deploy(args...), 1, `a.seg, "A 1"`)
		s.says(pullBase)
		if s.read("segc.lock") != known {
			t.Errorf("the lock is\n%s", s.read("segc.lock"))
		}
	}
}

// TestPullShowsSoMuch checks that a conflict between long rules is cut.
func TestPullShowsSoMuch(t *testing.T) {
	t.Parallel()
	s := newPullFix(t, pullBase)
	var values, groups []string
	for i := range 40 {
		values = append(values, fmt.Sprintf("email contains \"%d\"", i))
		groups = append(groups, fmt.Sprintf(`{"all":[{"kind":"field","field":"email","operator":"contains","value":"a%d"}]}`, i))
	}
	s.write("a.seg", strings.SplitAfter(pullBase, "\n\n")[0]+"where "+strings.Join(values, "\n  or ")+"\n")
	s.patch(`{"rules_json":{"any":[` + strings.Join(groups, ",") + `]}}`)
	o := s.deploy("pull")
	s.told(prose.Open(t, "pull-shows-so-much"), "long rules", o, 1, "a.seg")
	if n := strings.Count(o.err, "\n"); n > maxShown+10 {
		t.Errorf("%d lines are shown", n)
	}
}

// TestPullFromAnAPIWithoutColors checks that a color that the API does not
// report does not count as changed, with an entry in the lock or without.
func TestPullFromAnAPIWithoutColors(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, old, local, remote, taken, plan string }{
		{"nothing", "", "", `{"name":"A"}`, "", "unchanged"},
		{"description", "", "", `{"name":"B"}`, `"B"`, "unchanged"},
		{"lists", "", "", `{"contact_list_ids":["` + listC + `"]}`, `"` + listC + `"`, "unchanged"},
		{"rules", "", "", rulesOf(more3), "", "unchanged"},
		{"a color of the file", "#7cb7de", "#f0f080", `{"name":"B"}`, `"B"`, "update color"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newPullFix(t, pullBase)
			s.patch(c.remote)
			colorless := func() {
				s.intercept(func(_ int, w http.ResponseWriter, r *http.Request) bool {
					path := strings.TrimPrefix(r.URL.Path, "/api/v2")
					if r.Method != http.MethodGet || !strings.HasPrefix(path, "/segments/") || path == "/segments/" {
						return false
					}
					segment := s.ask("GET", path, "")
					segment["color"] = nil
					w.Header().Set("Content-Type", "application/json")
					if err := json.NewEncoder(w).Encode(segment); err != nil {
						t.Error(err)
					}
					return true
				})
			}
			colorless()
			mine := strings.Replace(pullBase, c.old, c.local, 1)
			s.write("a.seg", mine)
			s.deploy("pull").want(t, 0, "0 refused")
			after := s.read("a.seg")
			if !strings.Contains(after, c.taken) || commentsOf(after) != commentsOf(mine) || !strings.Contains(after, cmp.Or(c.local, "#7cb7de")) {
				t.Errorf("the file is\n%s", after)
			}
			if got := s.planned(); got != c.plan {
				t.Errorf("the plan is %s", got)
			}
			s.unchangedByMore(0)
			if err := os.Remove(filepath.Join(s.dir, "segc.lock")); err != nil {
				t.Fatal(err)
			}
			s.deploy("pull").want(t, 0, "0 written")
			s.says(after)
			if s.entry().Hash.IsZero() {
				t.Errorf("there is no entry:\n%s", s.read("segc.lock"))
			}
		})
	}
}
