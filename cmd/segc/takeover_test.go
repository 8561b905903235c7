package main

import (
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/segc-lang/segc/internal/deploy/devserver"
	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/test/prose"
)

// edit changes a segment as somebody does in the web editor.
func (s *site) edit(id, body string) {
	s.t.Helper()
	s.ask("PATCH", "/segments/"+id+"/", body)
}

// TestTakeover checks that a change in the web editor survives an apply that does
// not find the file in its lock, and that apply says what to do.
func TestTakeover(t *testing.T) {
	t.Parallel()
	says := prose.Open(t, "takeover")
	const theirs = `{"description":"from the web editor"}`
	for name, run := range map[string]func(s *site, args ...string) outcome{
		"run from a folder below": func(s *site, args ...string) outcome {
			return s.run(filepath.Join(s.dir, "more"), args...)
		},
		"another lock": func(s *site, args ...string) outcome {
			return s.run(s.dir, append(args, "--lock", filepath.Join(s.dir, "other.lock"))...)
		},
		"the lock is lost": func(s *site, args ...string) outcome {
			_ = os.Remove(filepath.Join(s.dir, "segc.lock"))
			return s.run(s.dir, args...)
		},
		"another address": func(s *site, args ...string) outcome {
			return s.run(s.dir, append(args, "--api-url", strings.Replace(s.url, "127.0.0.1", "localhost", 1))...)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			if err := os.Mkdir(filepath.Join(s.dir, "more"), 0o777); err != nil {
				t.Fatal(err)
			}
			s.write("more/a.seg", ruleOf("A", 1))
			s.deploy("apply", "--auto-approve").want(t, 0)
			id := s.ids()["A"][0]
			description := func() string { return fmt.Sprint(s.ask("GET", "/segments/"+id+"/", "")["description"]) }
			s.edit(id, theirs)
			s.told(says, name+": the plan", run(s, "plan", "-o", filepath.Join(s.dir, "plan.json")), 0, id, "--overwrite")
			for _, args := range [][]string{{}, {filepath.Join(s.dir, "plan.json")}} {
				s.told(says, fmt.Sprintf("%s: an apply, %d files", name, len(args)), run(s, append([]string{"apply", "--auto-approve"}, args...)...), 2, "--overwrite")
			}
			if got := description(); got != "from the web editor" {
				t.Fatalf("the description is %q", got)
			}
			s.told(says, name+": it is overwritten", run(s, "apply", "--auto-approve", "--overwrite"), 0, "--overwrite")
			if got := description(); got != "" {
				t.Errorf("the description is %q", got)
			}
		})
	}
}

// TestTakeoverWithoutDifference checks that a takeover is free when nothing differs.
func TestTakeoverWithoutDifference(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.write("a.seg", ruleOf("A", 1))
	s.somebody("A")
	says := prose.Open(t, "takeover-without-difference")
	s.told(says, "the apply", s.deploy("apply", "--auto-approve"), 0, s.ids()["A"][0])
	s.edit(s.ids()["A"][0], `{"description":"from the web editor"}`)
	s.told(says, "the plan after an edit", s.deploy("plan"), 1, "conflict")
}

// TestLockElsewhere checks that plan, apply and pull say where the lock is when it is
// in a folder above.
func TestLockElsewhere(t *testing.T) {
	t.Parallel()
	const says = "segc.lock is in %s; run segc there or pass its path with --lock\n"
	for i, c := range []struct{ lock, git, at, want string }{
		{"segc.lock", ".git", "a", fmt.Sprintf(says, "..")},
		{"segc.lock", "", "a/b/c", fmt.Sprintf(says, filepath.Join("..", "..", ".."))},
		{"a/segc.lock", "a/.git", "a/b", fmt.Sprintf(says, "..")},
		{"segc.lock", "a/.git", "a/b", ""},
		{"segc.lock", "a/b/.git", "a/b", ""},
		{"segc.lock", "", "1/2/3/4/5/6/7/8", fmt.Sprintf(says, filepath.Join("..", "..", "..", "..", "..", "..", "..", ".."))},
		{"segc.lock", "", "1/2/3/4/5/6/7/8/9", ""},
		{"a/segc.lock", "", "a", ""},
		{"other.lock", "", "a", ""},
	} {
		s := newSite(t)
		for _, folder := range []string{c.at, c.git} {
			if err := os.MkdirAll(filepath.Join(s.dir, folder), 0o777); err != nil {
				t.Fatal(err)
			}
		}
		s.write(c.lock, "{\n  \"version\": 2,\n  \"remotes\": {\n  }\n}\n")
		s.write(c.at+"/a.seg", ruleOf("A", 1))
		for j, args := range [][]string{{"plan"}, {"pull"}, {"apply", "--auto-approve"}} {
			if !sampled(i+j, 3) {
				continue
			}
			got := s.run(filepath.Join(s.dir, c.at), args...)
			got.want(t, 0, c.want)
			if c.want == "" && strings.Contains(got.err, "--lock") {
				t.Errorf("%v: %s says %s", c, args[0], got.err)
			}
			if args[0] != "apply" {
				quiet := s.run(filepath.Join(s.dir, c.at), append(args, "--quiet")...)
				if strings.Contains(quiet.err, "--lock") {
					t.Errorf("%v: with --quiet, %s says %s", c, args[0], quiet.err)
				}
			}
		}
	}
}

// TestFlagsStayApart checks that --allow-wider overwrites no conflict, that
// --overwrite widens nothing, and that the plan says which segments need what.
func TestFlagsStayApart(t *testing.T) {
	t.Parallel()
	says := prose.Open(t, "flags-stay-apart")
	s := newSite(t)
	for i := range 12 {
		s.write(fmt.Sprintf("%02d.seg", i), ruleOf(fmt.Sprintf("S%d", i), 1))
	}
	s.deploy("apply", "--auto-approve").want(t, 0)
	ids := s.ids()
	for i := 1; i < 4; i++ {
		s.edit(ids[fmt.Sprintf("S%d", i)][0], `{"description":"theirs"}`)
	}
	s.write("00.seg", ruleOf("S0", 2))
	s.told(says, "no flag", s.deploy("apply", "--auto-approve"), 2, "S0", "--allow-wider")
	planned := s.deploy("plan")
	s.told(says, "the plan", planned, 1, "--allow-wider", "`segc apply --allow-many --overwrite`", "30 %")
	if strings.Contains(planned.out, "`segc apply` needs --overwrite") {
		t.Errorf("the plan demands a flag for a conflict:\n%s", planned.out)
	}

	s.told(says, "--overwrite", s.deploy("apply", "--auto-approve", "--overwrite"), 2, "30 %", "--allow-many", "--allow-wider")
	s.told(says, "--overwrite --allow-many", s.deploy("apply", "--auto-approve", "--overwrite", "--allow-many"), 2, "S0", "--allow-wider")
	s.told(says, "--allow-wider --allow-many", s.deploy("apply", "--auto-approve", "--allow-wider", "--allow-many"), 1, "00.seg: updated", "01.seg: not done: ")
	for i := 1; i < 4; i++ {
		if got := s.ask("GET", "/segments/"+ids[fmt.Sprintf("S%d", i)][0]+"/", "")["description"]; got != "theirs" {
			t.Errorf("S%d was overwritten: %q", i, got)
		}
	}

	forced := s.deploy("plan", "--overwrite")
	s.told(says, "the plan with --overwrite", forced, 0, "(S1, S2, S3)")
	if n := strings.Count(forced.out, "    needs --overwrite: "); n != 3 {
		t.Errorf("%d steps overwrite something\n%s", n, forced.out)
	}
	data := s.deploy("plan", "--force", "--format", "json")
	s.told(says, "the plan with --force", outcome{data.code, "", data.err}, 0, "--force", "--overwrite")
	if n := strings.Count(data.out, `"overwrites": "changed"`); n != 3 {
		t.Errorf("as JSON, %d steps overwrite something\n%s", n, data.out)
	}
	s.told(says, "they are overwritten", s.deploy("apply", "--auto-approve", "--overwrite"), 0, "    allowed by --overwrite: ")
}

// TestConflictAdvice checks that a conflict names a merge only where pull makes one.
func TestConflictAdvice(t *testing.T) {
	t.Parallel()
	says := prose.Open(t, "conflict-advice")
	for _, c := range []struct {
		name, mine, theirs string
		merged             bool
		data               string
	}{
		{"theirs", ruleOf("A", 1), `{"description":"theirs"}`, true, "`segc pull`"},
		{"each its own", ruleOf("A", 2), `{"description":"theirs"}`, true, "`segc pull`"},
		{"the rule", ruleOf("A", 2), `{"rules_json":{"any":[{"all":[{"kind":"isp","operator":"in","values":[3]}]}]}}`, false, "rules;"},
		{"the name", ruleOf("B", 1), `{"name":"C"}`, false, "name;"},
		{"two", ruleOf("B", 2), `{"name":"C","description":"theirs","rules_json":{"any":[{"all":[{"kind":"isp","operator":"in","values":[3]}]}]}}`, false, "name, rules;"},
	} {
		s := newSite(t)
		s.write("a.seg", ruleOf("A", 1))
		s.deploy("apply", "--auto-approve").want(t, 0)
		s.edit(s.ids()["A"][0], c.theirs)
		s.write("a.seg", c.mine)
		got := s.deploy("plan")
		s.told(says, c.name, got, 1, c.data)
		if strings.Contains(got.out, "`segc pull` ") != c.merged {
			t.Errorf("%s: %s", c.name, got.out)
		}
		code := 1
		if c.merged {
			code = 0
		}
		s.deploy("pull").want(t, code)
	}
}

// TestGoneHint checks that a plan says which new file may be one that is gone.
func TestGoneHint(t *testing.T) {
	t.Parallel()
	says := prose.Open(t, "gone-hint")
	s := newSite(t)
	s.write("a.seg", ruleOf("A", 1))
	s.write("z.seg", ruleOf("Z", 9))
	s.deploy("apply", "--auto-approve").want(t, 0)
	id := s.ids()["A"][0]
	if err := os.Remove(filepath.Join(s.dir, "a.seg")); err != nil {
		t.Fatal(err)
	}
	s.told(says, "without a new file", s.deploy("plan"), 0, id+`  "A"`, "a.seg")
	text := ruleOf("B", 2)
	s.write("b.seg", text)
	s.told(says, "one new file", s.deploy("plan"), 0, fmt.Sprintf("id %q", id), "a.seg", "b.seg")
	s.deploy("plan", "--format", "json").want(t, 0, `"gone_file": "a.seg"`)
	s.write("c.seg", ruleOf("C", 3))
	s.told(says, "two new files", s.deploy("plan"), 0, fmt.Sprintf("id %q", id))
	s.write("b.seg", strings.Replace(text, "\n", fmt.Sprintf("\n  id %q\n", id), 1))
	got := s.deploy("plan")
	s.told(says, "with the id", got, 0, `name: "A" → "B"`)
	if strings.Contains(got.out, "a.seg") {
		t.Errorf("with the id: %s", got.out)
	}
	s.deploy("apply", "--auto-approve", "--force").want(t, 0)
	s.write("b.seg", ruleOf("B", 2))
	if err := os.Rename(filepath.Join(s.dir, "b.seg"), filepath.Join(s.dir, "d.seg")); err != nil {
		t.Fatal(err)
	}
	s.write("d.seg", ruleOf("D", 2))
	s.told(says, "the file is renamed", s.deploy("apply", "--auto-approve"), 0, "b.seg", `    name: "B" → "D"`+"\n")
	if got := s.names(); got != "C D Z" {
		t.Errorf("the segments are %s", got)
	}
}

// TestInterruptedAfterCreation checks that a --submit that is interrupted once its
// segment was created says so: a rerun would be refused.
func TestInterruptedAfterCreation(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		judges.Missing(t, "signals", "there are no signals to send")
	}
	for _, signal := range []os.Signal{os.Interrupt, syscall.SIGTERM} {
		for _, args := range [][]string{{}, {"--compact"}, {"--quiet"}} {
			s := newSite(t)
			s.write("a.seg", ruleOf("A", 1))
			var p *process
			started := make(chan struct{})
			s.intercept(func(n int, _ http.ResponseWriter, r *http.Request) bool {
				if r.Method != http.MethodGet || n < 2 {
					return false
				}
				_, _ = io.Copy(io.Discard, r.Body)
				<-started
				_ = p.Process.Signal(signal)
				<-r.Context().Done()
				return true
			})
			p = s.start(s.dir, append([]string{"compile", "--submit", "a.seg"}, args...)...)
			close(started)
			got := p.end()
			s.intercept(nil)
			id := s.ids()["A"][0]
			got.want(t, 130, `"A"`, "segc: interrupted; the segment was created, "+id+": do not run it again\n")
			if exists(s.runFile()) {
				t.Error("the intent stays")
			}
			s.run(s.dir, "compile", "--submit", "a.seg").want(t, 3, "has a segment called \"A\" already")
			s.run(s.dir, "apply", "--auto-approve").want(t, 0, "0 segments changed")
		}
	}
}

// TestUncertainSaysItOnce checks that the request with an unknown outcome
// is in the message once.
func TestUncertainSaysItOnce(t *testing.T) {
	t.Parallel()
	for _, fault := range []string{"reset-before", "500", "cut-body"} {
		s := newSite(t)
		s.write("a.seg", ruleOf("A", 1))
		s.deploy("apply", "--auto-approve").want(t, 0)
		s.write("a.seg", strings.Replace(ruleOf("A", 1), "isp in (1)", "isp in (1) and opened in last 3d", 1))
		s.intercept(func(n int, w http.ResponseWriter, r *http.Request) bool {
			if r.Method == http.MethodPatch {
				r.Header.Set(devserver.FaultHeader, fault)
			}
			if n > 2 && r.Method == http.MethodGet { // nor can it be looked up
				w.WriteHeader(http.StatusForbidden)
				return true
			}
			return false
		})
		got := s.deploy("apply", "--auto-approve")
		got.want(t, 3, "it is not known whether this was done: ")
		for line := range strings.Lines(got.err) {
			if strings.Contains(line, "not known whether") && strings.Count(line, "PATCH /api/") != 1 {
				t.Errorf("%s: %s", fault, line)
			}
		}
	}
}

// TestErrorsTieNothing checks that an error does not say that apply ties a segment
// to its file.
func TestErrorsTieNothing(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	s.somebody("A")
	s.write("a.seg", ruleOf("A", 1))
	s.write("b.seg", ruleOf("A", 2))
	got := s.deploy("plan")
	got.want(t, 1, "call their segments \"A\"")
	if strings.Contains(got.out, "ties the two together") {
		t.Error(got.out)
	}
}
