package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestApplyDemandsWhatPlanSays checks that apply works with exactly the flags that
// plan names, from files and from a saved plan: with any of them missing, it sends
// nothing and names just those that are.
func TestApplyDemandsWhatPlanSays(t *testing.T) {
	t.Parallel()
	const (
		theirs  = `{"description":"from the web editor"}`
		twoISPs = `{"kind":"isp","operator":"in","values":[1,2]}`
	)
	wide := strings.Replace(ruleOf("A", 1), "(1)", "(1, 2)", 1)
	moreLists := strings.Replace(ruleOf("A", 1), `5ab"`, `5ab", "`+tamperOther+`"`, 1)
	lose := func(s *site) { _ = os.Remove(filepath.Join(s.dir, "segc.lock")) }
	theirsIn := func(s *site, name string) { s.edit(s.ids()[name][0], theirs) }
	for i, c := range []struct {
		name      string
		overwrite bool // plan --overwrite
		change    func(s *site)
		want      string
		code      int // of apply with the flags
	}{
		{"wider", false, func(s *site) { s.write("a.seg", wide) }, "--allow-wider", 0},
		{"one more list", false, func(s *site) { s.write("a.seg", moreLists) }, "--allow-wider", 0},
		{"narrower", false, func(s *site) { s.write("b.seg", ruleOf("B", 1)) }, "", 0},
		{"a conflict", false, func(s *site) { theirsIn(s, "A"); s.write("b.seg", ruleOf("B", 1)) }, "", 1},
		{"a conflict, and another one is wider", false, func(s *site) { theirsIn(s, "B"); s.write("a.seg", wide) }, "--allow-wider", 1},
		{"a conflict, overwritten", true, func(s *site) { theirsIn(s, "A") }, "--overwrite", 0},
		{"a conflict, overwritten, and wider", true, func(s *site) { theirsIn(s, "A"); s.write("a.seg", wide) }, "--allow-wider --overwrite", 0},
		{"a conflict, overwritten, and another one is wider", true, func(s *site) { theirsIn(s, "B"); s.write("a.seg", wide) }, "--allow-wider --overwrite", 0},
		{"a takeover with a difference", false, func(s *site) { lose(s); theirsIn(s, "A") }, "--overwrite", 0},
		{"a takeover that is wider", false, func(s *site) { lose(s); s.write("a.seg", wide) }, "--allow-wider --overwrite", 0},
		{"a takeover without a difference", false, lose, "", 0},
		{"a new segment that reaches everyone", false, func(s *site) { s.write("n.seg", ruleOf("N", 7)) }, "", 0},
		{"a file that is gone", false, func(s *site) { _ = os.Remove(filepath.Join(s.dir, "a.seg")); s.write("n.seg", ruleOf("N", 7)) }, "", 0},
		{"a rule made wider elsewhere", true, func(s *site) {
			s.edit(s.ids()["A"][0], `{"rules_json":{"any":[{"all":[`+twoISPs+`]}]}}`)
		}, "--overwrite", 0},
		{"many", false, func(s *site) {
			for i := range 5 {
				s.write(fmt.Sprintf("%d.seg", i), strings.Replace(ruleOf(fmt.Sprintf("S%d", i), 1), "(1)", "(1) and opened", 1))
			}
		}, "--allow-many", 0},
		{"all at once", true, func(s *site) {
			for i := range 5 {
				s.write(fmt.Sprintf("%d.seg", i), ruleOf(fmt.Sprintf("S%d", i), 2))
			}
			theirsIn(s, "A")
		}, "--allow-many --allow-wider --overwrite", 0},
	} {
		for j, kept := range []bool{false, true} {
			if !sampled(i+j, 2) {
				continue
			}
			t.Run(fmt.Sprintf("%s, kept %t", c.name, kept), func(t *testing.T) {
				t.Parallel()
				s := newSite(t)
				s.write("a.seg", ruleOf("A", 1))
				s.write("b.seg", strings.Replace(ruleOf("B", 1), "(1)", "(1, 2, 3)", 1))
				for i := range 10 {
					s.write(fmt.Sprintf("%d.seg", i), ruleOf(fmt.Sprintf("S%d", i), 1))
				}
				s.deploy("apply", "--auto-approve").want(t, 0)
				c.change(s)
				s.demand(t, c.overwrite, kept, strings.Fields(c.want), c.code)
			})
		}
	}
}

// demand checks one plan with all sets of flags.
func (s *site) demand(t *testing.T, overwrite, kept bool, want []string, code int) {
	t.Helper()
	args := []string{"plan", "--format", "json", "-o", filepath.Join(s.dir, "plan.json")}
	if overwrite {
		args = append(args, "--overwrite")
	}
	var p plan.Plan
	planned := s.deploy(args...)
	if err := json.Unmarshal([]byte(planned.out), &p); err != nil {
		t.Fatalf("%v\n%s%s", err, planned.out, planned.err)
	}
	if got := flagWords(plan.FlagsOf(p.Needs)); !slices.Equal(got, want) {
		t.Fatalf("plan names %v, not %v\n%s", got, want, planned.out)
	}
	s.intercept(func(int, http.ResponseWriter, *http.Request) bool { return false })
	apply := func(flags []string) outcome {
		flags = append([]string{"--auto-approve"}, flags...)
		if kept {
			return s.deployPlan(flags...)
		}
		return s.deploy(append([]string{"apply"}, flags...)...)
	}
	all := flagWords(plan.Flags())
	for set := range 1 << len(all) {
		var given, missing []string
		for i, flag := range all {
			if set&(1<<i) != 0 {
				given = append(given, flag)
			} else if slices.Contains(want, flag) {
				missing = append(missing, flag)
			}
		}
		if len(missing) == 0 || !kept && overwrite != slices.Contains(given, string(plan.Overwrite)) {
			continue // that is another plan
		}
		got := apply(given)
		got.want(t, 2, "segc: nothing was changed: ")
		_, advice, _ := strings.Cut(got.err, "look at the plan and pass ")
		for _, flag := range all {
			if strings.Contains(advice, flag) != slices.Contains(missing, flag) {
				t.Errorf("with %v, %v are missing, and apply says %q", given, missing, advice)
			}
		}
		if n := s.countOf("PATCH") + s.countOf("POST"); n > 0 {
			t.Fatalf("with %v, %d requests change something\n%s%s", given, n, got.out, got.err)
		}
	}
	apply(want).want(t, code)
	if n := s.countOf("PATCH") + s.countOf("POST"); (n > 0) != p.Changes() {
		t.Errorf("with %v, %d requests change something", want, n)
	}
}

// TestKeptWithoutRules checks that a saved plan says why it needs a flag that it did
// not need where the rules were.
func TestKeptWithoutRules(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write("a.seg", ruleOf("A", 1)[:len(ruleOf("A", 1))-1]+" and plan is not null\n")
	s.deploy("apply", "--auto-approve").want(t, 0)
	name := s.write("a.seg", "field plan: text not null\n"+ruleOf("A", 1))
	planned := s.deploy("plan", "-o", filepath.Join(s.dir, "plan.json"))
	planned.want(t, 0, "rules: ")
	if strings.Contains(planned.out, "needs --allow-wider") {
		t.Fatalf("the rules say that nobody enters:\n%s", planned.out)
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	says := prose.Open(t, "kept-without-rules")
	s.told(says, "the rule is gone", s.deployPlan("--auto-approve"), 2, "--allow-wider", "a.seg")
	s.write("a.seg", ruleOf("A", 7))
	s.told(says, "another rule", s.deployPlan("--auto-approve", "--overwrite"), 2, "--allow-wider", "a.seg")
	s.deployPlan("--auto-approve", "--allow-wider").want(t, 0)
}

// TestWerrorStopsNewSegments checks that warnings stop apply only with --werror,
// and that no flag for changes does the same.
func TestWerrorStopsNewSegments(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write("n.seg", ruleOf("N", 7))
	s.deploy("plan").want(t, 0, "    warning[SEG502]: ")
	s.deploy("apply", "--auto-approve", "--werror", "--allow-wider", "--overwrite", "--allow-many").want(t, 1, "SEG502")
	if got := s.names(); got != "" {
		t.Errorf("the segments are %s", got)
	}
	s.deploy("apply", "--auto-approve").want(t, 0)
}

// TestEmptyRulesOfTheAPI checks what is said of a segment whose rules are empty:
// nobody knows whom it reaches, so it is left alone.
func TestEmptyRulesOfTheAPI(t *testing.T) {
	t.Parallel()
	says := prose.Open(t, "empty-rules-of-the-api")
	for _, rules := range []string{`{"any":[]}`, `{"any":[{"all":[]}]}`, `{}`} {
		s := newSite(t)
		s.write("a.seg", ruleOf("A", 1))
		s.deploy("apply", "--auto-approve").want(t, 0)
		id := s.ids()["A"][0]
		s.intercept(func(_ int, w http.ResponseWriter, r *http.Request) bool {
			if r.Method != http.MethodGet || !strings.Contains(r.URL.Path, id) {
				return false
			}
			answer := s.ask("GET", "/segments/"+id+"/", "")
			answer["rules_json"] = json.RawMessage(rules)
			writeJSON(t, w, answer)
			return true
		})
		s.write("a.seg", ruleOf("A", 2))
		got := s.deploy("plan", "--format", "markdown")
		s.told(says, rules, got, 1, "### segc plan: 1 with an error\n", "- Reason: ")
		s.told(says, rules+": an apply", s.deploy("apply", "--auto-approve", "--allow-wider", "--overwrite", "--allow-many"), 1, "not done: ")
		if n := s.countOf("PATCH"); n > 0 {
			t.Errorf("%s: %d requests change the segment", rules, n)
		}
	}
}
