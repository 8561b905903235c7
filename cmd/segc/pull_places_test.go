package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/prose"
)

// idOfRule adds an id to the header of a rule.
func idOfRule(text, id string) string {
	return strings.Replace(text, "  color", "  id \""+id+"\"\n  color", 1)
}

// files returns the names of the rules of a site.
func (s severalSite) files() string {
	s.t.Helper()
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		s.t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		if filepath.Ext(e.Name()) == ".seg" {
			names = append(names, e.Name())
		}
	}
	return strings.Join(names, " ")
}

// TestPullOfDeleted checks that pull says which one of several segments was deleted, and writes
// nothing for another one of its name.
func TestPullOfDeleted(t *testing.T) {
	t.Parallel()
	says := prose.Open(t, "pull-of-deleted")
	s := newSeveralSite(t, ruleOf("A", 1)+ruleOf("B", 2)+loopOf("In {n}", "3d, 7d"))
	s.patch("B", `{"name":"hidden"}`)
	s.hide(s.made["B"][0], s.made["In 7d"][0])
	s.told(says, "two of three", s.deploy("pull"), 0, `a.seg, "B"`, s.made["B"][0], `a.seg, "In 7d"`, s.made["In 7d"][0])
	if o := s.deploy("pull", "--quiet"); o.code != 0 || o.err != "" {
		t.Errorf("exit code %d: %s", o.code, o.err)
	}
	s.create(bodyOfRule(t, "B", 2))
	s.told(says, "another one has the name", s.deploy("pull"), 1, "B (", "a.seg")
	s.write("a.seg", ruleOf("A", 1)+loopOf("In {n}", "3d"))
	o := s.deploy("pull")
	s.told(says, "the file no longer has them", o, o.code)
	for _, name := range []string{"B", "In 7d"} {
		if strings.Contains(o.err, s.made[name][0]) {
			t.Errorf("it says of what the file no longer has:\n%s", o.err)
		}
	}
}

// TestPullOfHeaderIDs checks that an id counts in each header of a file.
func TestPullOfHeaderIDs(t *testing.T) {
	t.Parallel()
	says := prose.Open(t, "pull-of-header-ids")
	const color, astray = `{"color":"#f0f080"}`, "11111111-2222-4333-8444-555555555555"
	s := newSeveralSite(t, ruleOf("A", 1)+ruleOf("B", 2))
	b := s.made["B"][0]
	// The lock is lost, and the second header has an id, with a name of its own.
	s.write("a.seg", ruleOf("A", 1)+idOfRule(ruleOf("C", 2), b))
	if err := os.Remove(filepath.Join(s.dir, "segc.lock")); err != nil {
		t.Fatal(err)
	}
	s.told(says, "another name", s.deploy("pull"), 1, `a.seg, "C"`)
	s.write("a.seg", ruleOf("A", 1)+idOfRule(ruleOf("B", 2), b))
	s.told(says, "the lock does not know one", s.deploy("pull"), 1, "A ("+s.made["A"][0]+")", "a.seg")
	s.patch("B", color)
	s.told(says, "a color", s.deploy("pull"), 1, `a.seg, "B" written`)
	s.deploy("apply", "--auto-approve").want(t, 0)
	if got := s.files(); got != "a.seg" {
		t.Errorf("there are %s", got)
	}
	// The ids of the headers go before the names.
	text := idOfRule(ruleOf("B", 1), s.made["A"][0]) + strings.Replace(idOfRule(ruleOf("A", 2), b), "#7cb7de", "#f0f080", 1)
	s.write("a.seg", text)
	s.patch("B", `{"color":"#cc9ccb"}`)
	s.told(says, "a color, and another name", s.deploy("pull"), 0, `a.seg, "A" written`)
	if want := strings.Replace(text, "#f0f080", "#cc9ccb", 1); s.text() != want {
		t.Errorf("the file is\n%s\nnot\n%s", s.text(), want)
	}
	// One that no segment has is a mistake of that header alone.
	s.deploy("apply", "--auto-approve").want(t, 0)
	s.write("a.seg", strings.Replace(ruleOf("A", 2), "#7cb7de", "#cc9ccb", 1)+idOfRule(ruleOf("B", 1), astray))
	s.patch("B", color) // which is called A now
	s.patch("A", `{"color":"#944c6d"}`)
	s.told(says, "an id that no segment has", s.deploy("pull"), 1, `a.seg, "A" written`, `a.seg, "B"`, astray)
	if got := s.files(); got != "a.seg" || strings.Contains(s.text(), "#944c6d") {
		t.Errorf("there are %s, and the file is\n%s", got, s.text())
	}
}

// TestPullOfMerged checks that a file whose segment is in another one now is not written again
// before that is applied.
func TestPullOfMerged(t *testing.T) {
	t.Parallel()
	const color = `{"color":"#f0f080"}`
	with := func(text, line string) string { return strings.Replace(text, "  color", line+"\n  color", 1) }
	for _, c := range []struct {
		name, text string // of a.seg, which had A; B was that of b.seg
		patch      string // of B
		code       int
		says       string
		taken      bool
	}{
		{"by its name", ruleOf("A", 1) + ruleOf("B", 2), color, 0, "a.seg, \"B\" written\n  taken from the segment: color\n", true},
		{"and it was not changed", ruleOf("A", 1) + ruleOf("B", 2), "", 0, "0 written, 0 left", false},
		{"with other rules", ruleOf("A", 1) + ruleOf("B", 3), color, 0, "a.seg, \"B\" written\n  taken from the segment: color\n  changes in the file that were not applied yet: rules\n", true},
		{"by what it was", ruleOf("A", 1) + with(ruleOf("C", 3), "  was \"B\""), color, 0, "a.seg, \"C\" written\n  taken from the segment: color\n", true},
		{"by its id", ruleOf("A", 1) + idOfRule(ruleOf("C", 3), "%B"), color, 0, "a.seg, \"C\" written\n  taken from the segment: color\n", true},
		{"by its content", ruleOf("A", 1) + ruleOf("C", 2), color, 0, "a.seg, \"C\" written\n  taken from the segment: color\n  changes in the file that were not applied yet: name\n", true},
		{"into a `for`", ruleOf("A", 1) + strings.Replace(loopOf("B", "2"), "\"B\"", "\"B{n}\"", 1), "", 0, "b.seg written", false},
		{"into a `for` with its name", ruleOf("A", 1) + loopOf("{n}", "\"B\" as \"B\""), "", 0, "", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if strings.Contains(c.text, "opened in last n") {
				c.text = strings.Replace(c.text, "where opened in last n", "field plan: text\nwhere plan = n", 1)
			}
			s := newSeveralSite(t, ruleOf("A", 1))
			s.write("b.seg", ruleOf("B", 2))
			s.deploy("apply", "--auto-approve").want(t, 0)
			s.made = s.ids()
			c.text = strings.ReplaceAll(c.text, "%B", s.made["B"][0])
			s.write("a.seg", c.text)
			if err := os.Remove(filepath.Join(s.dir, "b.seg")); err != nil {
				t.Fatal(err)
			}
			if c.patch != "" {
				s.patch("B", c.patch)
			}
			s.deploy("pull").want(t, c.code, c.says)
			s.wantText(c.text, c.taken)
			if again := strings.Contains(s.files(), "b.seg"); again != strings.Contains(c.says, "b.seg") {
				t.Fatalf("there are %s", s.files())
			}
			s.deploy("pull").want(t, c.code)
			if c.taken {
				s.deploy("apply", "--auto-approve", "--allow-wider").want(t, 0)
				if got := len(s.ids()); got != 2 {
					t.Errorf("there are %d segments", got)
				}
				s.deploy("plan", "--detailed-exitcode").want(t, 0, "2 unchanged")
			}
		})
	}
}
