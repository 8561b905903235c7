package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	tamperList  = "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"
	tamperOther = "5b1c7e02-93d4-4f6b-a1c8-2f0e6d7a9b34"
)

// TestSavedPlanHidesNothing changes only the body in a saved plan, as somebody would
// who can write to the cache between two jobs and wants to reach everyone: the text
// that the plan had for its readers stays.
func TestSavedPlanHidesNothing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		rehash  bool
		change  func(body *node)
		flags   []string
		code    int
		problem string
	}{
		{"everyone on all lists", false, func(body *node) {
			body.set("contact_list_ids", listsOf(tamperList, tamperOther))
			body.set("rules_json", everyone(t))
		}, nil, 2, "plan.json: the plan was changed after it was made: its content has the SHA-256 "},
		{"everyone on all lists, with the hash of that", true, func(body *node) {
			body.set("contact_list_ids", listsOf(tamperList, tamperOther))
			body.set("rules_json", everyone(t))
		}, nil, 2, "the segment A would reach contacts that it did not reach before"},
		{"more rules only", true, func(body *node) { body.set("rules_json", everyone(t)) }, nil, 2, "the segment A would reach contacts that it did not reach before; look at the plan and pass --allow-wider"},
		{"more lists only", true, func(body *node) { body.set("contact_list_ids", listsOf(tamperList, tamperOther)) }, nil, 2, "needs --allow-wider: it would reach the contacts of one more list\n"},
		{"another name", true, func(body *node) { body.set("name", scalar("Z")) }, nil, 0, `name: "A" → "Z"`},
		{"everyone, to be overwritten", true, func(body *node) { body.set("rules_json", everyone(t)) }, []string{"--overwrite", "--allow-many"}, 2, "the segment A would reach contacts that it did not reach before; look at the plan and pass --allow-wider"},
		{"everyone, allowed", true, func(body *node) { body.set("rules_json", everyone(t)) }, []string{"--allow-wider"}, 0, "rules: wider"},
		{"everyone, with the former flag", true, func(body *node) { body.set("rules_json", everyone(t)) }, []string{"--force"}, 0, "rules: wider"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.write("a.seg", strings.Replace(ruleOf("A", 1), "(1)", "(1, 2)", 1))
			s.deploy("apply", "--auto-approve").want(t, 0)
			s.write("a.seg", ruleOf("A", 1))
			name := filepath.Join(s.dir, "plan.json")
			s.deploy("plan", "-o", name).want(t, 0, "rules: narrower")

			kept := parseNode(t, s.readFile("plan.json"))
			c.change(kept.at("steps").items[0].at("body"))
			if c.rehash {
				kept.rehash()
			}
			s.write("plan.json", string(kept.file()))
			s.intercept(nil)
			got := s.deployPlan(append([]string{"--auto-approve"}, c.flags...)...)
			got.want(t, c.code, c.problem)
			if sent := s.countOf("PATCH"); (sent > 0) != (c.code == 0) {
				t.Errorf("%d requests change the segment\n%s%s", sent, got.out, got.err)
			}
		})
	}
}

// everyone is a rule that all contacts match.
func everyone(t *testing.T) *node {
	return parseNode(t, []byte(`{"any":[{"all":[{"kind":"field","field":"status","operator":"is_not_null"}]}]}`))
}

func listsOf(ids ...string) *node {
	n := &node{kind: '['}
	for _, id := range ids {
		n.items = append(n.items, scalar(id))
	}
	return n
}

// deployPlan applies plan.json.
func (s *site) deployPlan(args ...string) outcome {
	s.t.Helper()
	return s.segc(append([]string{"apply", "--lock", filepath.Join(s.dir, "segc.lock"), filepath.Join(s.dir, "plan.json")}, args...)...)
}

func (s *site) readFile(name string) []byte {
	s.t.Helper()
	data, err := os.ReadFile(filepath.Join(s.dir, name))
	if err != nil {
		s.t.Fatal(err)
	}
	return data
}
