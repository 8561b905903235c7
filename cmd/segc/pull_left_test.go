package main

import (
	"testing"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestPullOfLeft checks that a segment that its file no longer has gets a file of its own, and that
// the lock then knows it there.
func TestPullOfLeft(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write("a.seg", ruleOf("A", 1))
	s.deploy("apply", "--auto-approve").want(t, 0)
	known, err := lock.Parse([]byte(s.lockText()))
	if err != nil {
		t.Fatal(err)
	}
	b := bodyOfRule(t, "B", 2)
	entry := plan.Entry("a.seg", s.create(b), b, plan.Hashes(b), "")
	entry.Segment, entry.Left = "B", true
	known.Set(s.url, entry)
	s.write("segc.lock", string(known.Format()))
	says := prose.Open(t, "pull-left")
	s.told(says, "the plan", s.deploy("plan"), 0, entry.ID+`  "B"`, "a.seg")
	s.deploy("plan", "--format", "json").want(t, 0, `"file": "a.seg"`, `"segment": "B"`, `"missing": "segment"`)
	s.told(says, "the plan as Markdown", s.deploy("plan", "--format", "markdown"), 0, "B (`"+entry.ID+"`)", "`a.seg`")
	s.told(says, "the pull", s.deploy("pull"), 0, "b.seg written")
	if e := s.tie("b.seg"); e.ID != entry.ID || !e.Whole() || e.Left {
		t.Errorf("the lock has %+v", e)
	}
	s.deploy("plan").want(t, 0, "0 to create, 0 to update, 2 unchanged")
}
