package main

import (
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestNamesOfStrangers checks that the name of a segment, which anybody with the
// web editor may give, can neither steer a terminal nor look like a line of ours.
func TestNamesOfStrangers(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write("a.seg", ruleOf("A", 1))
	s.ask("POST", "/segments/", `{"name":"x\u001b[31m\u202e\nsegc: fine","color":"#7cb7de","contact_list_ids":["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"],
		"rules_json":{"any":[{"all":[{"kind":"field","field":"first_name","operator":"equals","value":"\u001b[31m\u202e\nx"}]}]}}`)
	const value = `"rules_json":{"any":[{"all":[{"kind":"field","field":"first_name","operator":"equals","value":"\u001b[31m\u202e\nsegc: fine"}]}]}`
	s.ask("POST", "/segments/", `{"name":"A","description":"\u001b[31m\u202e\nsegc: fine","color":"#7cb7de",
		"contact_list_ids":["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"],`+value+`}`)
	s.ask("POST", "/segments/", `{"name":"B\u001b[31m\u202e\nsegc: fine","color":"#7cb7de",
		"contact_list_ids":["0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"],`+value+`}`)
	s.write("b.seg", strings.Replace(ruleOf("B", 1), `"B"`, `"B\u001b[31m\u202e\nsegc: fine"`, 1))
	for _, args := range [][]string{
		{"plan"},
		{"plan", "--format", "markdown"},
		{"apply", "--auto-approve"},
		{"apply", "--auto-approve", "--overwrite", "--allow-wider"},
		{"pull"},
		{"pull", "--force"},
	} {
		got := s.deploy(args...)
		if text := got.out + got.err; strings.ContainsAny(text, "\x1b\u202e") || strings.Contains(text, "\nsegc: fine") {
			t.Errorf("segc %s says %q", args[0], text)
		}
	}
}

// TestLockCannotBeWritten checks that nothing is made that could not be noted.
func TestLockCannotBeWritten(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" || os.Geteuid() == 0 {
		judges.Missing(t, "user", "every folder here can be written to")
	}
	s := newSite(t)
	s.write("a.seg", ruleOf("A", 1))
	if err := os.Chmod(s.dir, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(s.dir, 0o755) }) // or else it could not be removed
	s.deploy("apply", "--auto-approve").want(t, 2, "segc: nothing was sent: cannot write "+filepath.Join(s.dir, "segc.lock"))
	if got := s.names(); got != "" {
		t.Errorf("the segments are %s", got)
	}
}

// TestLockLost checks that an apply whose lock can no longer be written says what
// it did, stops, and finishes when it is run again.
func TestLockLost(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write("a.seg", ruleOf("A", 1))
	s.write("b.seg", ruleOf("B", 1))
	lock := filepath.Join(s.dir, "segc.lock")
	s.intercept(func(n int, _ http.ResponseWriter, r *http.Request) bool {
		if n == 1 && r.Method == http.MethodPost {
			if err := os.Mkdir(lock, 0o777); err != nil {
				t.Error(err)
			}
		}
		return false
	})
	s.told(prose.Open(t, "lock-lost"), "an apply", s.deploy("apply", "--auto-approve"), 2, "a.seg: created, ", `"A"`, lock)
	if err := os.Remove(lock); err != nil {
		t.Fatal(err)
	}
	s.intercept(nil)
	s.deploy("apply", "--auto-approve").want(t, 0, "1 segment changed")
	if got := s.names(); got != "A B" {
		t.Errorf("the segments are %s", got)
	}
}

// TestHopeless checks that apply does not try a thousand times what cannot work.
func TestHopeless(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		status, posts int
		said          string
	}{{401, 1, "0 segments changed, 1 not done, 8 not looked at"}, {429, 6, "1 not done, 8 not looked at"}, {502, 9, "3 not done, 6 not looked at"}, {400, 9, "9 not done"}} {
		s := newSite(t)
		for i := range 9 {
			s.write(string(rune('a'+i))+".seg", ruleOf(string(rune('A'+i)), 1))
		}
		s.intercept(func(_ int, w http.ResponseWriter, r *http.Request) bool {
			if r.Method == http.MethodPost {
				w.WriteHeader(c.status)
			}
			return r.Method == http.MethodPost
		})
		s.deploy("apply", "--auto-approve").want(t, 3, c.said)
		if got := s.countOf(http.MethodPost); got != c.posts {
			t.Errorf("%d: %d requests, not %d", c.status, got, c.posts)
		}
	}
}
