package main

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/deploy/runlock"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestForgedIntents checks that an intent that somebody wrote into the journal does
// not let a run overwrite a segment without --force, under the name that the segment
// has or under another one, and that a run that is refused leaves the lock alone.
func TestForgedIntents(t *testing.T) {
	t.Parallel()
	const nothing = "nothing was changed: "
	for name, called := range map[string]string{"the name of the file": "A", "another name": "Everyone"} {
		for way, c := range map[string]struct {
			args []string
			code int
			says string
		}{
			"the brake":       {[]string{"apply", "--auto-approve"}, 2, nothing},
			"another hash":    {[]string{"apply", "--auto-approve", "--force", "--expect-plan", "0000000000000000000000000000000000000000000000000000000000000000"}, 2, nothing},
			"nobody approves": {[]string{"apply", "--overwrite", "--allow-wider"}, 2, nothing},
			"a plan":          {[]string{"plan"}, 0, "`segc apply` needs --overwrite: "},
			"a saved plan":    {[]string{"apply", "--auto-approve", "plan.json"}, 2, nothing},
			"pull":            {[]string{"pull"}, 1, ""},
			"pull, apply":     {[]string{"apply", "--auto-approve"}, 2, nothing},
			"submit, apply":   {[]string{"apply", "--auto-approve"}, 2, nothing},
		} {
			t.Run(name+", "+way, func(t *testing.T) {
				t.Parallel()
				s := newSite(t)
				id := s.create(bodyOfRule(t, called, 7))
				s.write("a.seg", ruleOf("A", 1))
				run := s.hold(runlock.Holder{Command: "segc apply"})
				if _, err := run.Note(runlock.Intent{
					API: s.url, File: "a.seg", Name: called, Hash: plan.Hash(bodyOfRule(t, called, 7)), At: time.Now().Add(-time.Hour),
				}); err != nil {
					t.Fatal(err)
				}
				s.release(run)
				switch way {
				case "a saved plan":
					s.deploy("plan", "-o", filepath.Join(s.dir, "plan.json")).want(t, 0)
				case "pull, apply":
					s.deploy("pull")
				case "submit, apply":
					s.write("b.seg", ruleOf("B", 2))
					s.run(s.dir, "compile", "--submit", "b.seg").want(t, 0)
				}
				s.intercept(nil)
				s.run(s.dir, c.args...).want(t, c.code, c.says)
				if n := s.countOf("POST") + s.countOf("PATCH"); n > 0 {
					t.Errorf("%d requests changed something", n)
				}
				if exists(filepath.Join(s.dir, "segc.lock")) {
					t.Errorf("the lock is written:\n%s", s.lockText())
				}
				if got := s.ids()[called]; len(got) != 1 || got[0] != id {
					t.Errorf("the segment is %v", got)
				}
			})
		}
	}
}

// TestLeftForAnotherFile checks that an intent survives a run that does not handle
// its file, and that the run that does ties the two.
func TestLeftForAnotherFile(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write("a.seg", ruleOf("A", 1))
	s.write("b.seg", ruleOf("B", 2))
	s.create(bodyOfRule(t, "A", 1))
	s.leave("a.seg")
	s.run(s.dir, "apply", "--auto-approve", "b.seg").want(t, 0)
	if !exists(s.runFile()) || s.tie("a.seg").ID != "" {
		t.Errorf("the intent is forgotten, or the lock has %+v", s.tie("a.seg"))
	}
	s.write("a.seg", ruleOf("A2", 1))
	s.told(prose.Open(t, "left-for-another-file"), "another name", s.deploy("apply", "--auto-approve"), 2, "A2", "--overwrite")
	s.deploy("apply", "--auto-approve", "--force").want(t, 0)
	if got := s.names(); got != "A2 B" || exists(s.runFile()) {
		t.Errorf("the segments are %s, or the intent is kept", got)
	}
}
