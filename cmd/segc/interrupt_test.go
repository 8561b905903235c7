package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
)

// interruptAt runs segc and sends it what Ctrl-C does at the n-th request of a
// method. It returns what the run wrote.
func (s *site) interruptAt(n int, method string, args ...string) outcome {
	s.t.Helper()
	if runtime.GOOS == "windows" {
		judges.Missing(s.t, "signals", "there are no signals to send")
	}
	var out, problems strings.Builder
	cmd := exec.CommandContext(s.t.Context(), "segc", args...)
	cmd.Env = append(os.Environ(), "SEGC_API_URL="+s.url, "SEGC_API_KEY="+s.key)
	cmd.Stdout, cmd.Stderr = &out, &problems
	started := make(chan struct{})
	s.intercept(func(at int, _ http.ResponseWriter, r *http.Request) bool {
		if at != n || r.Method != method {
			return false
		}
		_, _ = io.Copy(io.Discard, r.Body) // only then does the server see the end of the connection
		<-started
		_ = cmd.Process.Signal(os.Interrupt)
		<-r.Context().Done() // until the run ends the connection
		return true
	})
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	close(started)
	_ = cmd.Wait() // its exit code says it
	s.intercept(nil)
	return outcome{cmd.ProcessState.ExitCode(), out.String(), problems.String()}
}

// TestInterruptedWait checks that Ctrl-C ends the wait for a build and not the
// answer: without its id, nobody would find the segment that was made.
func TestInterruptedWait(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	name := s.write("a.seg", ruleOf("A", 1))
	got := s.interruptAt(2, http.MethodGet, "compile", "--submit", "--wait", "--lock", filepath.Join(s.dir, "segc.lock"), name)
	got.want(t, 130, `"name": "A"`, "segc: interrupted; the segment was created, and the API is still building it\n")
}

// TestInterruptedApply checks that an apply that Ctrl-C ends says what it did, and
// that the next one does the rest.
func TestInterruptedApply(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	for _, name := range []string{"A", "B", "C"} {
		s.write(strings.ToLower(name)+".seg", ruleOf(name, 1))
	}
	lock := filepath.Join(s.dir, "segc.lock")
	got := s.interruptAt(2, http.MethodPost, "apply", "--auto-approve", "--lock", lock, s.dir)
	got.want(t, 130, "a.seg: created, ", "b.seg: interrupted; the next run checks whether it was done\n",
		"1 segment changed, 1 not done, 1 not looked at\nsegc: interrupted; run it again to finish\n")
	s.deploy("apply", "--auto-approve").want(t, 0, "2 segments changed")
	if got := s.names(); got != "A B C" {
		t.Errorf("the segments are %s", got)
	}
}

// TestLongWait checks that somebody who waits for a build hears of it.
func TestLongWait(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	name := s.write("a.seg", ruleOf("A", 1))
	s.intercept(func(n int, w http.ResponseWriter, r *http.Request) bool {
		if r.Method != http.MethodGet || n == 1 || n > 40 {
			return false
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = fmt.Fprintf(w, `{"id":%q,"name":"A","status":"RUNNING","contact_list_ids":[],"rules_json":{}}`, filepath.Base(r.URL.Path))
		return true
	})
	s.segc("compile", "--submit", "--wait", name).want(t, 0, "A: PENDING\nA: RUNNING\nA: RUNNING for 1m", "\nA: RUNNING for 2m", "built, ")
}
