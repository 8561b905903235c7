package main

import (
	"net/http"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/devserver"
	"github.com/segc-lang/segc/internal/deploy/runlock"
)

// TestAbsurdTimes checks which lengths of time the flags take: none below zero, none
// that cannot be held, and the longest without a run that waits.
func TestAbsurdTimes(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	fill(t, s.dir, 1)
	for _, value := range []string{"-1s", "-1ns", "-2562047h47m16s", "9999999999h", "1e300s", "NaN", "Inf", "1", "", " 1s", "1 s", "1d", "\x1b[2Js", strings.Repeat("9", 100) + "h"} {
		got := s.deploy("apply", "--auto-approve", "--lock-timeout="+value)
		got.want(t, exitUsage, "a time such as 2s or 1m30s")
		if n := s.countOf(http.MethodPost); n > 0 || strings.Contains(got.err, "\x1b") || len(got.err) > 2000 {
			t.Errorf("%q: %d requests, %d bytes\n%.300s", value, n, len(got.err), got.err)
		}
	}
	for _, value := range []string{"0", "0s", "-0s", "1ns", "2562047h47m16.854775807s"} {
		s.deploy("apply", "--auto-approve", "--lock-timeout="+value).want(t, exitFine)
	}
}

// TestAbsurdLockWait checks that a run waits for another one as long as the flag says,
// then says who is at work, and that no length of time is in the way of a free lock.
func TestAbsurdLockWait(t *testing.T) {
	t.Parallel()
	for _, wait := range []string{"0", "1ns", "10s", "2h"} { // on a clock that does not wait
		s := newSite(t)
		fill(t, s.dir, 1)
		held := s.holdLock()
		got := s.deploy("apply", "--auto-approve", "--lock-timeout", wait)
		got.want(t, exitUsage, "has been at work here since")
		if err := held.Release(); err != nil {
			t.Error(err)
		}
		s.deploy("apply", "--auto-approve", "--lock-timeout", "2562047h47m16.854775807s").want(t, exitFine)
	}
}

// holdLock takes the lock of the folder, as another run does.
func (s *site) holdLock() *runlock.Run {
	s.t.Helper()
	a := newApp(streams{}, func(string) string { return "" })
	a.clock = &fastClock{}
	run, err := a.takeLock(s.t.Context(), "segc apply", runFlags{lock: s.dir + "/segc.lock"})
	if err != nil {
		s.t.Fatal(err)
	}
	return run
}

// TestJumpingClocks checks that an apply and a --submit --wait end, and create each
// segment once, no matter what times the API answers.
func TestJumpingClocks(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"clock=-24h", "clock=24h", "clock=local", "clock=constant", "clock=epoch", "clock=-4s,429=1s:1"} {
		var faults []devserver.Fault
		for one := range strings.SplitSeq(text, ",") {
			fault, err := devserver.ParseFault(one)
			if err != nil {
				t.Fatal(err)
			}
			faults = append(faults, fault)
		}
		s := newSiteOf(t, devserver.Config{Faults: faults})
		fill(t, s.dir, 3)
		first, second := s.deploy("apply", "--auto-approve"), s.deploy("apply", "--auto-approve")
		if names := s.names(); first.code != exitFine || second.code != exitFine || names != "S00 S01 S02" {
			t.Errorf("%s: %d %d, %s\n%s%s", text, first.code, second.code, names, first.err, second.err)
		}
		got := s.segc("compile", "--submit", "--wait", s.write("w.seg", ruleOf("W", 4)))
		if got.code != exitFine || len(s.ids()["W"]) != 1 {
			t.Errorf("%s: %d\n%s", text, got.code, got.err)
		}
	}
}
