package main

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/prose"
)

const (
	composedName   = "M\u00fcnchen"
	decomposedName = "Mu\u0308nchen"
)

// TestFormsOfANameAreOneName checks that another Unicode form of a segment's name
// does not count as a change, in the file or in the API, and that plan finds a
// segment by it.
func TestFormsOfANameAreOneName(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, file, remote string }{
		{"the API has another form", composedName, decomposedName},
		{"the file has another form", decomposedName, composedName},
		{"blanks around it too", composedName, decomposedName + " "},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			base := strings.Replace(pullBase, `"A"`, `"`+c.file+`"`, 1)
			s := newPullFix(t, base)
			s.patch(`{"name":"` + c.remote + `"}`)
			if got := s.planned(); got != "unchanged" {
				t.Errorf("the plan is %s", got)
			}
			s.deploy("pull").want(t, 0)
			s.says(base)
			s.deploy("apply", "--auto-approve").want(t, 0)
			made := s.entry().ID

			// Written in the other form, it is the same one, with a lock and without.
			s.write("a.seg", strings.Replace(base, c.file, strings.TrimSpace(c.remote), 1))
			if got := s.planned(); got != "unchanged" {
				t.Errorf("written in the other form, the plan is %s", got)
			}
			s.write("a.seg", base)
			s.write("segc.lock", "")
			s.deploy("apply", "--auto-approve").want(t, 0)
			if got := s.entry().ID; got != made {
				t.Errorf("the segment is %s, not %s", got, made)
			}
			if all := s.ask("GET", "/segments/", ""); len(all["items"].([]any)) != 1 {
				t.Errorf("the segments are %v", all)
			}
			s.deploy("pull", c.file).want(t, 0)
			s.says(base)
		})
	}
}

// TestConflictsAreTold checks that a conflict shows where values differ that look alike.
func TestConflictsAreTold(t *testing.T) {
	t.Parallel()
	says := prose.Open(t, "conflicts-of-look-alikes")
	base := strings.Replace(pullBase, "\n\nwhere", "\n  description \"a\"\n\nwhere", 1)
	rules := func(value string) string {
		return rulesOf(`{"kind":"isp","operator":"in","values":[1]}`, `{"kind":"field","field":"plan","operator":"equals","value":"`+value+`"}`)
	}
	for _, c := range []struct {
		name, mine, remote string
		data               []string
	}{
		{
			"descriptions", strings.Replace(base, `"a"`, `"`+composedName+`"`, 1), `{"description":"` + decomposedName + `"}`,
			[]string{`"M\u00fcnchen"`, `"Mu\u0308nchen"`},
		},
		{
			"descriptions with blanks", strings.Replace(base, `"a"`, `"a b"`, 1), `{"description":"a  b"}`,
			[]string{`"a b"`, `"a \u0020b"`},
		},
		{
			"text values", strings.Replace(base, "orders > 5", `plan = "`+composedName+`"`, 1), rules(decomposedName),
			[]string{`plan = "M\u00fcnchen"`, `plan = "Mu\u0308nchen"`},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newPullFix(t, base)
			s.write("a.seg", c.mine)
			s.patch(c.remote)
			s.told(says, c.name, s.deploy("pull"), 1, c.data...)
		})
	}
}
