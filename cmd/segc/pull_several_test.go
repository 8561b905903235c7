package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/prose"
)

// severalSite is a site with a file that was applied.
type severalSite struct {
	*site
	made map[string][]string // ids by name
}

func newSeveralSite(t *testing.T, text string) severalSite {
	t.Helper()
	s := newSite(t)
	s.write("a.seg", text)
	s.deploy("apply", "--auto-approve").want(t, 0)
	return severalSite{s, s.ids()}
}

// patch changes a segment as somebody does in the web editor.
func (s severalSite) patch(name, body string) {
	s.t.Helper()
	s.ask("PATCH", "/segments/"+s.made[name][0]+"/", body)
}

func (s severalSite) text() string {
	s.t.Helper()
	data, err := os.ReadFile(filepath.Join(s.dir, "a.seg"))
	if err != nil {
		s.t.Fatal(err)
	}
	return string(data)
}

// loopOf is a segment for each of some providers.
func loopOf(name, values string) string {
	return fmt.Sprintf("segment %q\n  for n in (%s)\n  color \"#7cb7de\"\n  lists \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\n\nwhere opened in last n\n", name, values)
}

// TestPullOfRenamed checks that what changed in a segment comes into its file although that has
// another name for it, if it is certain which one it is.
func TestPullOfRenamed(t *testing.T) {
	t.Parallel()
	const color = `{"color":"#f0f080"}`
	with := func(text, line string) string { return strings.Replace(text, "  color", line+"\n  color", 1) }
	for _, c := range []struct {
		name, text string // of the file, which had A and B
		patch      string // of B
		code       int
		says       string
		taken      bool
	}{
		{"renamed", ruleOf("A", 1) + ruleOf("C", 2), color, 0, "a.seg, \"C\" written\n  taken from the segment: color\n  changes in the file that were not applied yet: name\n", true},
		{"renamed, and other rules", ruleOf("A", 1) + ruleOf("C", 3), color, 0, "a.seg, \"C\" written\n  taken from the segment: color\n  changes in the file that were not applied yet: name, rules\n", true},
		{"renamed, and it was not changed", ruleOf("A", 1) + ruleOf("C", 2), "", 0, "a.seg, \"C\" is left alone: it has changes that were not applied; --force overwrites them, `segc apply` applies them\n", false},
		{"both renamed", ruleOf("D", 1) + ruleOf("C", 2), color, 1, "a.seg, \"B\" is left alone: the file no longer has this segment; `segc plan` says what became of it, apply that first\n", false},
		{"both renamed, and it says so", with(ruleOf("D", 1), "  was \"A\"") + with(ruleOf("C", 2), "  was \"B\""), color, 0, "a.seg, \"C\" written\n", true},
		{"renamed beside a new one", ruleOf("A", 1) + ruleOf("C", 2) + ruleOf("D", 3), color, 1, "apply that first\n", false},
		{"gone", ruleOf("A", 1) + loopOf("In {n}", "3d"), color, 1, "a.seg, \"B\" is left alone: the file no longer has this segment", false},
		{"gone, and it was not changed", ruleOf("A", 1) + loopOf("In {n}", "3d"), "", 0, "a.seg, \"B\" is left alone: the file no longer has this segment; `segc plan` says what became of it\n", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newSeveralSite(t, ruleOf("A", 1)+ruleOf("B", 2))
			s.write("a.seg", c.text)
			if c.patch != "" {
				s.patch("B", c.patch)
			}
			s.deploy("pull").want(t, c.code, c.says)
			s.wantText(c.text, c.taken)
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

// TestPullPlain checks that the comment that keeps a rule as it is written applies to the segment
// that was pulled, and to no other of its file.
func TestPullPlain(t *testing.T) {
	t.Parallel()
	const body = `{"rules_json":{"any":[{"all":[{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":30}},{"kind":"activity","metric":"open","operator":"ever","days_window":{"mode":"last","days":60}}]}]}}`
	comment := "  " + plainReason + "\n"
	a, b := ruleOf("A", 1), ruleOf("B", 2)
	taken := strings.Replace(b, "where isp in (2)", comment+"where opened in last 30d and opened in last 60d", 1)
	taken = strings.Replace(taken, "\n\n"+comment, "\n"+comment+"\n", 1)
	for _, c := range []struct{ name, text, want string }{
		{"the second", a + b, a + taken},
		{"the first", b + a, taken + a},
		{"beside a plain one", "segment \"C\"\n  # segc:plain\n  color \"#7cb7de\"\n  lists \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\n\nwhere isp in (3)\n" + b, ""},
		{"below one for all", "# segc:plain\n" + a + b, "# segc:plain\n" + a + strings.Replace(taken, comment, "", 1)},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := newSeveralSite(t, c.text)
			s.patch("B", body)
			s.deploy("pull").want(t, 0, "a.seg, \"B\" written\n  taken from the segment: rules\n")
			want := c.want
			if want == "" {
				want = strings.Replace(c.text, b, taken, 1)
			}
			if got := s.text(); got != want {
				t.Errorf("the file is\n%s\nnot\n%s", got, want)
			}
			s.deploy("plan", "--detailed-exitcode").want(t, 0, "2 unchanged")
		})
	}
}

// TestPullOfLoops checks that what pull shows of a segment that a `for` makes is not taken for the
// rule of all of them, and that no flag is named that does not help.
func TestPullOfLoops(t *testing.T) {
	t.Parallel()
	text := loopOf("In {n}", "3d, 7d")
	s := newSeveralSite(t, text)
	s.patch("In 7d", `{"rules_json":{"any":[{"all":[{"kind":"isp","operator":"in","values":[1]}]}]}}`)
	says := prose.Open(t, "pull-of-loops")
	s.told(says, "another rule", s.deploy("pull"), 1, `a.seg, "In 7d"`)
	s.write("a.seg", strings.Replace(text, "opened", "clicked", 1))
	o := s.deploy("pull")
	s.told(says, "both rules changed", o, 1, `a.seg, "In 7d"`)
	for line := range strings.Lines(o.err) {
		if strings.Contains(line, `a.seg, "In 7d"`) && strings.Contains(line, " --") {
			t.Errorf("it names a flag that does not help:\n%s", o.err)
		}
	}
}

// wantText checks that the file has a text, in which the last color was taken from the segment or not.
func (s *severalSite) wantText(want string, taken bool) {
	s.t.Helper()
	if taken {
		i := strings.LastIndex(want, "#7cb7de")
		want = want[:i] + "#f0f080" + want[i+len("#f0f080"):]
	}
	if got := s.text(); got != want {
		s.t.Errorf("the file is\n%s\nnot\n%s", got, want)
	}
}
