package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/client"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/sides"
	"github.com/segc-lang/segc/rulesjson"
)

// everyCase is for a machine with time.
var everyCase = flag.Bool("every", false, "check every case of the large tests, not only a sample")

// TestTamper changes every member of a saved plan in turn, alone and with the hash
// that the plan then has. It applies one plan for each member that can change and
// a sample of the others; with -every, all of them. Each run refuses, or sends exactly what
// it shows; without a flag, it sends nothing that needs the flag, and the lock learns
// nothing that is not so.
func TestTamper(t *testing.T) {
	t.Parallel()
	changeable := []string{".api", ".steps", ".steps[].file", ".steps[].action", ".steps[].id", ".steps[].base", ".steps[].body.name", ".steps[].body.description", ".steps[].body.contact_list_ids", ".steps[].body.rules_json.any"}
	for _, c := range []struct {
		name  string
		force bool // the plan was made with --overwrite and needs flags
		files bool // the rules are beside the plan
	}{{"without the rules", false, false}, {"with the rules", false, true}, {"with flags", true, false}} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newTamperSite(t, c.force)
			if !c.files {
				s.removeRules()
			}
			index := regexp.MustCompile(`\[\d+\]`)
			loadRefusal := regexp.MustCompile("^(the plan was changed after it was made: .+|this is not a plan that segc saved: .+|" +
				`this plan has version \d+, but this segc knows version \d+; install a newer segc|` +
				"this plan is from an older segc and cannot be checked; make a new one with `segc plan -o`)$")
			s.check("as it was", s.plan)
			s.check("as it was, with all flags", s.plan, tamperFlags...)
			if s.refused > 0 != c.force {
				t.Fatalf("%d runs were refused", s.refused)
			}
			root := parseNode(t, s.plan)
			if !bytes.Equal(root.file(), s.plan) {
				t.Fatal("the test writes a plan in another way than segc")
			}
			all := mutants(root, s.words(root))
			t.Logf("%d mutants", len(all))
			applied := map[string]bool{} // the members, whichever step or condition they are in
			tried := map[string]int{}
			for n, m := range all {
				path, _, _ := strings.Cut(m.what, " ")
				member := index.ReplaceAllString(path, "[]")
				tried[member]++
				most := 12 // tries in a short run
				if slices.Contains(changeable, member) {
					most = 48
				}
				if (applied[member] || tried[member] > most && !long.Run()) && !*everyCase && !sampled(n, 200) {
					continue
				}
				changed := m.make()
				text := changed.file()
				if bytes.Equal(text, s.plan) {
					continue
				}
				if _, err := plan.Load(text); !loadRefusal.MatchString(fmt.Sprint(err)) {
					t.Errorf("%s: it is read though it has another hash, or refused otherwise: %v", m.what, err)
				}
				if n%long.Of(3000, 600) == 0 {
					s.check(m.what, text, tamperFlags...)
				}
				changed.rehash()
				text = changed.file()
				// What Load refuses is refused.
				if _, err := plan.Load(text); err == nil && (*everyCase || n%200 == 0 || !applied[member]) {
					applied[member] = true
					s.check(m.what+", with its hash and all flags", text, tamperFlags...)
					if !long.Run() && !*everyCase && n%4 > 0 {
						continue
					}
					s.check(m.what+", with its hash", text)
					one := tamperFlags[n%2]
					s.check(m.what+", with its hash and "+one, text, one)
				}
			}
			for _, member := range changeable {
				if !applied[member] {
					t.Errorf("no plan with another %s was applied, only %q", member, slices.Sorted(maps.Keys(applied)))
				}
			}
			t.Logf("%d runs were refused, %d sent something", s.refused, s.sent)
			if s.refused < 10 || s.sent < 5 {
				t.Error("too few of one kind: the test tests little")
			}
		})
	}
}

// tamperFlags are the flags that let something through.
var tamperFlags = []string{"--allow-wider", "--overwrite", "--allow-many"}

// tamperSite is a site with a saved plan. What is sent is noted and does not reach
// the server, so that every run begins with the same.
type tamperSite struct {
	*site
	plan    []byte
	lock    []byte
	known   *lock.File
	there   map[string]*client.Segment // by id
	written []writing                  // of the latest run

	refused, sent, failed int // runs
}

type writing struct {
	id   string // "" for a segment that is created
	body map[string]json.RawMessage
}

func tamperRule(name, color, description, lists, where string) string {
	text := fmt.Sprintf("segment %q\n  color %q\n", name, color)
	if description != "" {
		text += fmt.Sprintf("  description %q\n", description)
	}
	return text + "  lists " + lists + "\n\nwhere " + where + "\n"
}

func newTamperSite(t *testing.T, force bool) *tamperSite {
	t.Helper()
	s := &tamperSite{site: newSite(t), there: map[string]*client.Segment{}}
	const blue, green, one, both = "#7cb7de", "#dbe3b4", `"` + tamperList + `"`, `"` + tamperList + `", "` + tamperOther + `"`
	first := map[string]string{
		"all":    tamperRule("All", blue, "before", both, "isp in (1, 2)"),
		"rules":  tamperRule("Rules", blue, "", one, "isp in (1, 2) and opened"),
		"same":   tamperRule("Same", blue, "", one, "isp in (1)"),
		"theirs": tamperRule("Theirs", blue, "", one, "isp in (1)"),
		"moved":  tamperRule("Moved", blue, "", one, "isp in (3)"),
	}
	if force {
		first["wide"] = tamperRule("Wide", blue, "", one, "isp in (4)")
		first["unknown"] = tamperRule("Unknown", blue, "", one, "isp in (5)")
	}
	for name, text := range first {
		s.write(name+".seg", text)
	}
	s.deploy("apply", "--auto-approve").want(t, 0)
	s.edit(s.ids()["Theirs"][0], `{"description":"from the web editor"}`)
	s.somebody("Adopted")
	s.somebody("Twice")
	s.somebody("Twice")
	s.somebody("Unmanaged")
	for name, text := range map[string]string{
		"all":     tamperRule("All of it", green, "after", one, "isp in (1)"),
		"rules":   tamperRule("Rules", blue, "", one, "isp in (1) and opened"),
		"theirs":  tamperRule("Theirs", blue, "", one, "isp in (1) and opened"),
		"adopted": tamperRule("Adopted", blue, "", one, "isp in (1)"),
		"twice":   tamperRule("Twice", blue, "", one, "isp in (1)"),
		"new":     tamperRule("New", blue, "", one, `isp in (6) and status = "subscribed"`),
		"again":   tamperRule("Again", blue, "", one, "isp in (7)"),
		"other":   first["moved"],
	} {
		s.write(name+".seg", text)
	}
	args := []string{"plan", "-o", filepath.Join(s.dir, "plan.json")}
	known, err := lock.Parse(s.readFile("segc.lock"))
	if err != nil {
		t.Fatal(err)
	}
	known.Set(s.url, lock.Entry{ // a segment that was deleted
		File: "again.seg", ID: "99999999-9999-4999-8999-999999999999", Name: "Again", Hash: lock.Hashes{Name: "1", Color: "1", Description: "1", Lists: "1", Rules: "1"},
	})
	if force {
		args = append(args, "--overwrite")
		s.write("wide.seg", tamperRule("Wide", blue, "", one, "isp in (4, 5)"))
		s.write("unknown.seg", tamperRule("Unknown", blue, "", one, "isp in (5) and opened"))
		known.Remotes[s.url] = slices.DeleteFunc(known.Remotes[s.url], func(e lock.Entry) bool { return e.File == "unknown.seg" })
	}
	if err := os.Remove(filepath.Join(s.dir, "moved.seg")); err != nil {
		t.Fatal(err)
	}
	s.lock, s.known = known.Format(), known
	s.write("segc.lock", string(s.lock))
	s.deploy(args...).want(t, 1, `create "New"`, `error "Twice"`, "was moved.seg before", "its segment is gone", "apply ties the two together")
	s.plan = s.readFile("plan.json")
	api, err := client.New(client.Options{BaseURL: s.root, Key: siteKey})
	if err != nil {
		t.Fatal(err)
	}
	for _, ids := range s.ids() {
		for _, id := range ids {
			if s.there[id], err = api.GetSegment(t.Context(), id); err != nil {
				t.Fatal(err)
			}
		}
	}
	s.intercept(s.note)
	return s
}

// note keeps what would change the server, and answers as if it had.
func (s *tamperSite) note(_ int, w http.ResponseWriter, r *http.Request) bool {
	if r.Method == http.MethodGet {
		return false
	}
	data, err := io.ReadAll(r.Body)
	var sent writing
	if err == nil {
		err = json.Unmarshal(data, &sent.body)
	}
	if err != nil {
		s.t.Error(err)
	}
	var like string
	if r.Method == http.MethodPatch {
		sent.id = strings.Split(strings.TrimSuffix(r.URL.Path, "/"), "/")[4]
		like = sent.id
	} else {
		like = slices.Sorted(maps.Keys(s.there))[0]
	}
	answer := s.ask("GET", "/segments/"+like+"/", "")
	for name, value := range sent.body {
		answer[name] = value
	}
	if sent.id == "" {
		answer["id"] = fmt.Sprintf("77777777-7777-4777-8777-%012d", len(s.written))
	}
	s.written = append(s.written, sent)
	writeJSON(s.t, w, answer)
	return true
}

func (s *tamperSite) removeRules() {
	names, err := filepath.Glob(filepath.Join(s.dir, "*.seg"))
	for _, name := range names {
		if err == nil {
			err = os.Remove(name)
		}
	}
	if err != nil {
		s.t.Fatal(err)
	}
}

// words returns what to try for the members of a plan.
func (s *tamperSite) words(root *node) map[string][]string {
	words := map[string][]string{
		"segc_plan": {"1", "3"}, "action": {"create", "update", "unchanged", "conflict", "error", "delete"},
		"api":   {s.url + "/", s.root, "https://webapi.inboxroad.com"},
		"file":  {"../all.seg", "/all.seg", "x.seg", "segc.lock", ".git/x.seg", "same.seg", "moved.seg", "a\u202eb.seg"},
		"id":    slices.Collect(maps.Keys(s.there)),
		"color": {"#dbe3b4", "#7CB7DE", "red"}, "name": {"Z", "Same", "Unmanaged", " New "}, "description": {"mine", " after"},
		"contact_list_ids": {tamperOther, strings.ToUpper(tamperList)},
		"operator":         {"not_in", "is_not_null", "not_equals", "never"}, "kind": {"isp", "weather"}, "mode": {"before"},
		"metric": {"click"}, "field": {"plan"}, "value": {"unsubscribed"},
	}
	for _, step := range root.at("steps").items {
		if base := step.word("base"); base != "" {
			words["base"] = append(words["base"], base)
		}
	}
	for _, segment := range s.there {
		if body, err := plan.BodyOf(segment); err == nil {
			h := plan.Hashes(body)
			words["base"] = append(words["base"], strings.Join([]string{h.Name, h.Color, h.Description, h.Lists, h.Rules}, "."), plan.Hash(body))
		}
	}
	return words
}

// check applies a plan and compares what is shown with what was sent.
func (s *tamperSite) check(what string, data []byte, flags ...string) {
	s.t.Helper()
	s.write("plan.json", string(data))
	s.write("segc.lock", string(s.lock))
	s.written = nil
	got := s.deployPlan(append([]string{"--auto-approve", "--format", "json"}, flags...)...)
	fail := func(format string, values ...any) {
		s.t.Helper()
		if s.failed++; s.failed < 10 {
			s.t.Errorf("%s: %s\n%.3000s%s", what, fmt.Sprintf(format, values...), got.out, got.err)
		}
		s.t.Fail()
	}
	if strings.ContainsAny(got.out+got.err, "\x1b\x00") || strings.Contains(got.err, "\n::") {
		fail("it writes what a terminal or a build obeys")
	}
	var shown plan.Plan
	if got.out != "" {
		if err := json.Unmarshal([]byte(got.out), &shown); err != nil {
			fail("%v", err)
			return
		}
	}
	if len(s.written) == 0 {
		s.refused++
		if text, last := strings.CutSuffix(got.err, "\n"); got.code == 0 && shown.Changes() || got.out == "" && data[0] == '{' && (got.code == 0 || !last || strings.Contains(text, "\n") || !strings.HasPrefix(text, "segc: ")) {
			fail("nothing was sent, and the exit code is %d", got.code)
		}
		if !bytes.Equal(s.readFile("segc.lock"), s.lock) && got.code == 2 {
			fail("it is refused and changes the lock")
		}
		return
	}
	s.sent++
	if got.code > 1 {
		fail("the exit code is %d", got.code)
	}
	if problem := s.differs(&shown); problem != "" {
		fail("%s", problem)
	}
	if problem := s.unsafe(flags); problem != "" {
		fail("it was sent without a flag: %s", problem)
	}
	if problem := s.lockLies(&shown); problem != "" {
		fail("%s", problem)
	}
}

// differs compares what was sent with what was shown, by other code than that of
// the plan where it can.
func (s *tamperSite) differs(shown *plan.Plan) string {
	var steps []*plan.Step
	for i := range shown.Steps {
		if step := &shown.Steps[i]; step.Action == plan.Create || step.Action == plan.Update {
			steps = append(steps, step)
		}
	}
	if len(steps) != len(s.written) {
		return fmt.Sprintf("%d steps are shown, %d were sent", len(steps), len(s.written))
	}
	for i, w := range s.written {
		step := steps[i]
		old := &client.Segment{}
		if w.id != "" {
			if step.ID != w.id || step.Action != plan.Update || s.there[w.id] == nil {
				return fmt.Sprintf("%s was changed, and %s of %s is shown", w.id, step.Action, step.ID)
			}
			old = s.there[w.id]
		} else if step.Action != plan.Create {
			return "a segment was created, and that is not shown"
		}
		shown := map[string]plan.Field{}
		for _, f := range step.Fields {
			shown[f.Field] = f
		}
		if step.Action == plan.Create {
			shown["name"] = plan.Field{Field: "name", New: step.Name}
		}
		var lists []string
		for member, before := range map[string]struct{ field, old string }{
			"name": {"name", old.Name}, "color": {"color", old.Color}, "description": {"description", old.Description},
			"contact_list_ids": {"lists", strings.Join(slices.Sorted(slices.Values(old.ContactLists)), " ")},
		} {
			var after string
			value, sent := w.body[member]
			f, told := shown[before.field]
			if member == "contact_list_ids" && sent {
				_ = json.Unmarshal(value, &lists)
				for i := range lists {
					lists[i] = strings.ToLower(lists[i])
				}
				after = strings.Join(slices.Compact(slices.Sorted(slices.Values(lists))), " ")
			} else if sent {
				_ = json.Unmarshal(value, &after)
			}
			if sent != told && after+f.New != "" || f.New != after || told && f.Old != before.old {
				return fmt.Sprintf("%s of %s: sent %q after %q, shown %+v", member, step.File, after, before.old, f)
			}
		}
		if problem := rulesDiffer(s.t, old.Rules, w.body["rules_json"], step.Rules, step.File); problem != "" {
			return step.File + ": " + problem
		}
	}
	return ""
}

func rulesDiffer(t *testing.T, before, sent json.RawMessage, shown *plan.Rules, file string) string {
	if (sent == nil) != (shown == nil) {
		return fmt.Sprintf("the rules that were sent are %s, shown is %+v", sent, shown)
	}
	if sent == nil {
		return ""
	}
	document, err := rulesjson.Parse(sent)
	if err != nil {
		return err.Error()
	}
	groups, conditions := document.Size()
	if shown.GroupsAfter != groups || shown.ConditionsAfter != conditions {
		return fmt.Sprintf("%d groups with %d conditions were sent, shown is %+v", groups, conditions, shown)
	}
	for line := range strings.Lines(string(document.AppendJSON(nil, false)) + "\n") {
		if before == nil && !strings.Contains(shown.Diff, "+"+line) {
			return fmt.Sprintf("the line %q was sent and is not shown", line)
		}
	}
	if before == nil {
		return ""
	}
	difference, _ := sides.Diff(t.Context(), sides.Rule{Text: string(before)}, sides.Rule{Text: string(sent)})
	if string(difference.Verdict) != shown.Verdict || !sameContact(difference.Enters, shown.Enters) || !sameContact(difference.Leaves, shown.Leaves) {
		return fmt.Sprintf("the rules are %+v, shown is %+v", difference, shown)
	}
	return ""
}

func sameContact(a *contact.Example, b *plan.Contact) bool {
	return (a == nil) == (b == nil) && (a == nil || slices.Equal(a.Words, b.Words))
}
