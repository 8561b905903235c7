package main

import (
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/deploy/runlock"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestLeftIntentsOfSeveral checks that an intent for one of several segments of a file says nothing
// about the others, and is settled when the file no longer has that segment.
func TestLeftIntentsOfSeveral(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write("a.seg", ruleOf("A", 1))
	a, b := bodyOfRule(t, "A", 1), bodyOfRule(t, "B", 2)
	known := lock.New()
	entry := plan.Entry("a.seg", s.create(a), a, plan.Hashes(a), "")
	entry.Segment = "A"
	known.Set(s.url, entry)
	s.write("segc.lock", string(known.Format()))
	s.create(b)
	again := s.create(a)
	run := s.hold(runlock.Holder{Command: "segc apply"})
	for _, segment := range []string{"A", "B"} {
		body := map[string]runlock.Intent{"A": {Hash: plan.Hash(a), Before: []string{entry.ID}}, "B": {Hash: plan.Hash(b)}}[segment]
		body.API, body.File, body.Segment, body.Name, body.At = s.url, "a.seg", segment, segment, time.Now().Add(-time.Hour)
		if _, err := run.Note(body); err != nil {
			t.Fatal(err)
		}
	}
	s.release(run)
	s.told(prose.Open(t, "left-intents-of-several"), "an apply", s.deploy("apply", "--auto-approve"), 0, `"a.seg, segment \"A\""`, `a.seg, segment "B"`)
	if got := s.lockText(); !strings.Contains(got, entry.ID) || strings.Contains(got, again) || strings.Contains(got, `"segment"`) {
		t.Errorf("the lock is\n%s", got)
	}
	if got := s.deploy("apply", "--auto-approve"); got.code != 0 || strings.Contains(got.err, "interrupted") {
		t.Errorf("it is said once more: %s", got.err)
	}
	if got := s.names(); got != "A A B" {
		t.Errorf("the segments are %s", got)
	}
}
