package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
	"unicode"

	"github.com/segc-lang/segc/internal/deploy/runlock"
	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/prose"
)

// hold takes the lock of the site's folder as another run.
func (s *site) hold(holder runlock.Holder) *runlock.Run {
	s.t.Helper()
	folder, err := os.OpenRoot(s.dir)
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { _ = folder.Close() })
	file := runlock.File{Folder: folder, Name: filepath.Base(s.runFile()), Path: s.runFile()}
	run, err := runlock.Take(s.t.Context(), file, holder, runlock.Options{
		Sleep: func(context.Context, time.Duration) error { return nil },
	})
	if err != nil {
		s.t.Fatal(err)
	}
	return run
}

func (s *site) runFile() string { return filepath.Join(s.dir, "segc.lock.run") }

func (s *site) release(run *runlock.Run) {
	s.t.Helper()
	if err := run.Release(); err != nil {
		s.t.Fatal(err)
	}
}

// working are the commands that work one at a time.
func (s *site) working() map[string]func(...string) outcome {
	return map[string]func(...string) outcome{
		"apply": func(args ...string) outcome { return s.deploy(append([]string{"apply", "--auto-approve"}, args...)...) },
		"pull":  func(args ...string) outcome { return s.deploy(append([]string{"pull"}, args...)...) },
		"submit": func(args ...string) outcome {
			return s.segc(append([]string{"compile", "--submit", filepath.Join(s.dir, "a.seg")}, args...)...)
		},
	}
}

// TestHeld checks that a run that finds another one at work says who that is and
// does nothing, and that a plan is made all the same.
func TestHeld(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write("a.seg", ruleOf("A", 1))
	since := time.Now()
	held := s.hold(runlock.Holder{Command: "segc apply", Process: 4711, User: "anna", Host: "build-1", Since: since})
	who := "segc apply (process 4711 of anna on host build-1) has been at work here since " + since.Format(time.TimeOnly)
	s.intercept(nil)
	for _, run := range s.working() {
		run().want(t, 2, "segc: "+who+"; wait until it ends, or pass --lock-timeout 1m to wait for up to a minute\n")
		run("--lock-timeout", "30s").want(t, 2, "waiting: "+who+"\n", "segc: "+who)
		if got := run("--quiet", "--lock-timeout", "30s"); strings.Contains(got.err, "waiting") {
			t.Errorf("with --quiet: %s", got.err)
		}
	}
	if len(s.requests) != 0 {
		t.Errorf("while another run is at work: %s", s.requests)
	}
	s.deploy("plan").want(t, 0, who+"; what this shows may change\n", "1 to create")
	s.release(held)
	s.deploy("apply", "--auto-approve").want(t, 0)
	if got := s.deploy("plan"); strings.Contains(got.err, "at work") || exists(s.runFile()) {
		t.Errorf("after it: %s", got.err)
	}
}

// TestHeldByOther checks that a file that somebody else filled does not write to
// the terminal what it likes.
func TestHeldByOther(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write("a.seg", ruleOf("A", 1))
	held := s.hold(runlock.Holder{Command: "\x1b[2J\u202e", User: strings.Repeat("x\n", 1<<16), Host: "\x07"})
	for name, run := range s.working() {
		got := run("--quiet")
		if got.code != 2 || !strings.Contains(got.err, "has been at work here; wait until it ends, or pass --lock-timeout 1m to wait for up to a minute\n") || len(got.err) > 1000 || strings.ContainsFunc(strings.TrimSuffix(got.err, "\n"), func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("%s: %d %q", name, got.code, got.err)
		}
	}
	s.release(held)
}

// TestWaitsForOther checks that a run that waits goes on when the other one ends.
func TestWaitsForOther(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write("a.seg", ruleOf("A", 1))
	held := s.hold(runlock.Holder{Command: "segc pull"})
	p := s.start(s.dir, "apply", "--auto-approve", "--lock-timeout", "5m")
	for late := time.Now().Add(deadline); !strings.Contains(p.err.String(), "waiting: segc pull has been at work here\n"); {
		if time.Now().After(late) {
			t.Fatal("it does not wait")
		}
		time.Sleep(10 * time.Millisecond)
	}
	s.release(held)
	p.end().want(t, 0, "1 segment changed")
}

// TestStaleLock checks that a file that no run has locked keeps nobody from
// working, no matter what is in it, and that it is removed.
func TestStaleLock(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"empty":        "",
		"another text": "this is mine\n",
		"bytes":        "\x00\x1b[2J\xff",
		"a dead run":   `{"segc_run":{"command":"segc apply","process":1,"user":"u","host":"elsewhere","since":"2026-11-27T01:02:03Z"}}` + "\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for verb := range newSite(t).working() {
				s := newSite(t)
				s.write("a.seg", ruleOf("A", 1))
				s.write("segc.lock.run", text)
				s.deploy("plan").want(t, 0)
				if got, err := os.ReadFile(s.runFile()); err != nil || string(got) != text {
					t.Errorf("a plan changes the file: %q (%v)", got, err)
				}
				got := s.working()[verb]()
				got.want(t, 0)
				if odd := strings.Contains(got.err, "had something that segc did not write; it is left out"); odd == (text == "" || name == "a dead run") {
					t.Errorf("%s says %s", verb, got.err)
				}
				if exists(s.runFile()) {
					t.Errorf("%s leaves the file", verb)
				}
			}
		})
	}
}

// TestOddLock checks that a lock that is not a regular file is neither followed
// nor waited for.
func TestOddLock(t *testing.T) {
	t.Parallel()
	says := prose.Open(t, "odd-locks")
	for _, kind := range []string{"link", "folder", "dangling link"} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			s.write("a.seg", ruleOf("A", 1))
			target := filepath.Join(t.TempDir(), "target")
			var err error
			switch kind {
			case "link":
				err = os.WriteFile(target, []byte("precious"), 0o666)
				fallthrough
			case "dangling link":
				if err == nil {
					err = os.Symlink(target, s.runFile())
				}
			default:
				err = os.Mkdir(s.runFile(), 0o777)
			}
			if err != nil {
				judges.Missing(t, "files", "%v", err)
			}
			for what, run := range s.working() {
				s.told(says, kind+": "+what, run(), 2, s.runFile())
			}
			if text, err := os.ReadFile(target); kind == "link" && string(text) != "precious" || kind != "link" && !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("the target is %q (%v)", text, err)
			}
			if s.countOf("POST") > 0 {
				t.Error("a segment was created")
			}
		})
	}
}

// TestInterruptReleases checks that Ctrl-C and SIGTERM give the lock back in
// every command, and that the next run goes on.
func TestInterruptReleases(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		judges.Missing(t, "signals", "there are no signals to send")
	}
	ways := map[string]struct {
		args []string
		at   string
	}{
		"apply, planning":   {[]string{"apply", "--auto-approve"}, "GET"},
		"apply, at work":    {[]string{"apply", "--auto-approve"}, "POST"},
		"pull":              {[]string{"pull"}, "GET"},
		"submit":            {[]string{"compile", "--submit", "a.seg"}, "POST"},
		"submit, looking":   {[]string{"compile", "--submit", "a.seg"}, "GET"},
		"submit, then wait": {[]string{"compile", "--submit", "--wait", "a.seg"}, "wait"},
	}
	for i, verb := range sortedNames(ways) {
		for j, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
			if !sampled(i+j, 2) {
				continue
			}
			c := ways[verb]
			t.Run(fmt.Sprintf("%s, %s", verb, signal), func(t *testing.T) {
				t.Parallel()
				s := newSite(t)
				s.write("a.seg", ruleOf("A", 1))
				var p *process
				started := make(chan struct{})
				s.intercept(func(n int, _ http.ResponseWriter, r *http.Request) bool {
					if c.at == "wait" && (r.Method != http.MethodGet || n < 2) || c.at != "wait" && (r.Method != c.at || n > 1) {
						return false
					}
					_, _ = io.Copy(io.Discard, r.Body)
					<-started
					_ = p.Process.Signal(signal)
					<-r.Context().Done()
					return true
				})
				p = s.start(s.dir, c.args...)
				close(started)
				got := p.end()
				got.want(t, 130, "segc: interrupted")
				s.intercept(nil)
				if open := exists(s.runFile()); open != (c.at == "POST") {
					t.Errorf("the file is there: %t", open)
				}
				if c.at == "wait" {
					return // it was created, and its id told
				}
				s.run(s.dir, "apply", "--auto-approve").want(t, 0)
				if got := s.names(); got != "A" || exists(s.runFile()) {
					t.Errorf("the segments are %s", got)
				}
			})
		}
	}
}

// TestWithoutLock checks that a submission works where nothing can be written, and
// says so.
func TestWithoutLock(t *testing.T) {
	t.Parallel()
	const folder = "/sys" // may not be written to, not even by root
	if f, err := os.Create(folder + "/segc-test"); err == nil || !os.IsPermission(err) {
		if err == nil {
			_ = f.Close()
			_ = os.Remove(f.Name())
		}
		judges.Missing(t, "files", "every folder here can be written to")
	}
	s := newSite(t)
	name := s.write("a.seg", ruleOf("A", 1))
	s.segc("compile", "--submit", "--lock", folder+"/segc.lock", name).
		want(t, 0, "working without a lock: cannot write /sys/segc.lock.run: permission denied; another run may create the same segment\n")
	name = s.write("b.seg", ruleOf("B", 1))
	if got := s.segc("compile", "--submit", "--quiet", "--lock", folder+"/segc.lock", name); got.code != 0 || got.err != "" {
		t.Errorf("with --quiet: %d %s", got.code, got.err)
	}
	s.segc("compile", "--submit", "--lock", filepath.Join(s.dir, "nowhere", "segc.lock"), name).want(t, 2, "cannot lock ")
	s.segc("compile", "--submit", "--lock", os.DevNull, s.write("c.seg", ruleOf("C", 1))).want(t, 0)
	if exists(os.DevNull + ".run") {
		t.Error("a device has a lock beside it")
	}
}

// TestRequestsOfNew counts the requests of an apply of new segments: for each a look
// for the name and the request that creates it, a list before and a list after.
// A plan of 200 segments that are unchanged needs the list alone.
func TestRequestsOfNew(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	n := long.Of(40, 200)
	for i := range n {
		s.write(fmt.Sprintf("s%03d.seg", i), ruleOf(fmt.Sprintf("S%03d", i), i))
	}
	s.intercept(nil)
	s.deploy("apply", "--auto-approve").want(t, 0)
	if posts, gets := s.countOf("POST"), s.countOf("GET"); posts != n || gets > 3+n+n/100 {
		t.Errorf("%d POSTs, %d GETs", posts, gets)
	}
	s.intercept(nil)
	s.deploy("plan", "--detailed-exitcode").want(t, 0, fmt.Sprintf("%d unchanged", n))
	if len(s.requests) > n/100+1 || len(s.requests) > 10 {
		t.Errorf("a plan makes %d requests", len(s.requests))
	}
	s.intercept(nil)
	s.deploy("apply", "--auto-approve").want(t, 0)
	if len(s.requests) > n/100+1 {
		t.Errorf("an apply of nothing makes %d requests", len(s.requests))
	}
}
