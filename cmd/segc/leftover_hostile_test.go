package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/deploy/plan"
	"github.com/segc-lang/segc/internal/deploy/runlock"
	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/test/prose"
)

// leave leaves an intent for the segment A in the state that a kill leaves it.
func (s *site) leave(file string) {
	s.t.Helper()
	run := s.hold(runlock.Holder{Command: "segc apply"})
	_, err := run.Note(runlock.Intent{API: s.url, File: file, Name: "A", Hash: plan.Hash(bodyOfRule(s.t, "A", 1)), At: time.Now().Add(-time.Hour)})
	if err != nil {
		s.t.Fatal(err)
	}
	s.release(run)
}

func (s *site) lockText() string {
	s.t.Helper()
	text, err := os.ReadFile(filepath.Join(s.dir, "segc.lock"))
	if err != nil {
		s.t.Fatal(err)
	}
	return string(text)
}

// tie returns what the lock has for a file.
func (s *site) tie(file string) lock.Entry {
	s.t.Helper()
	known, err := lock.Parse([]byte(s.lockText()))
	if err != nil {
		s.t.Fatal(err)
	}
	for _, e := range known.Remotes[s.url] {
		if e.File == file {
			return e
		}
	}
	return lock.Entry{}
}

// TestHostileIntents checks that an intent for a file that no run writes for is
// left out, with a word about it, and that the lock can be read afterwards.
func TestHostileIntents(t *testing.T) {
	t.Parallel()
	for i, file := range []string{
		"../x.seg", "/etc/x.seg", "a/../../x.seg", ".", "a\nb.seg", "\x1b[2J.seg", "catalog.seg", "b/Catalog.seg",
		".git/x.seg", "b/.GIT/x.seg", "x", "x.seg/hook", "segc.lock",
	} {
		for j, verb := range []string{"apply", "pull", "submit", "plan"} {
			if !sampled(i+j, 4) {
				continue
			}
			t.Run(fmt.Sprintf("%q, %s", file, verb), func(t *testing.T) {
				t.Parallel()
				s := newSite(t)
				s.write("a.seg", ruleOf("A", 1))
				s.create(bodyOfRule(t, "A", 1))
				s.leave(file)
				run, code := s.working()[verb], 0
				switch verb {
				case "plan":
					run = func(args ...string) outcome { return s.deploy(append([]string{"plan"}, args...)...) }
				case "submit":
					code = 3 // A is there
				}
				got := run()
				got.want(t, code, fmt.Sprintf("segc.lock.run has an intent for %q, which segc ignores: ", file))
				if strings.ContainsFunc(strings.ReplaceAll(got.err, "\n", ""), func(r rune) bool { return !unicode.IsPrint(r) }) || strings.Count(got.err, "has an intent for") != 1 {
					t.Errorf("it says %q", got.err)
				}
				if exists(s.runFile()) != (verb == "plan") {
					t.Error("the intent is kept, or forgotten by a plan")
				}
				s.deploy("apply", "--auto-approve").want(t, 0)
				known, err := lock.Parse([]byte(s.lockText()))
				if err != nil || len(known.Remotes[s.url]) != 1 || known.Remotes[s.url][0].File != "a.seg" {
					t.Errorf("the lock has %+v (%v)", known, err)
				}
				if got := s.names(); got != "A" {
					t.Errorf("the segments are %s", got)
				}
			})
		}
	}
}

// TestTiedFile checks that an intent does not replace what the lock says about its
// file, unless the segment there is gone.
func TestTiedFile(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		gone bool // the segment that the lock has
		says string
		want string // the name that the lock then has
	}{
		"it is there": {false, `has an intent for "a.seg", which segc ignores: the lock ties that file to another segment`, "B"},
		"it is gone":  {true, `a.seg: the interrupted run created the segment "A", `, "A"},
	} {
		for _, verb := range []string{"apply", "pull", "submit"} {
			t.Run(name+", "+verb, func(t *testing.T) {
				t.Parallel()
				s := newSite(t)
				s.write("a.seg", ruleOf("B", 2))
				s.deploy("apply", "--auto-approve").want(t, 0)
				if c.gone {
					s.write("segc.lock", strings.ReplaceAll(s.lockText(), s.tie("a.seg").ID, "11111111-1111-4111-8111-111111111111"))
				}
				s.create(bodyOfRule(t, "A", 1))
				s.leave("a.seg")
				if s.write("a.seg", ruleOf("B", 2)); c.gone {
					s.write("a.seg", ruleOf("A", 1))
				}
				got := s.working()[verb]()
				if !strings.Contains(got.err, c.says) {
					t.Errorf("it says %s", got.err)
				}
				if e := s.tie("a.seg"); verb != "submit" && e.Name != c.want {
					t.Errorf("the lock has %+v", e)
				}
			})
		}
	}
}

// TestTwoIntentsOfOneFile checks that of two intents for a file, the second does
// not replace what the first one led to.
func TestTwoIntentsOfOneFile(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	run := s.hold(runlock.Holder{Command: "segc apply"})
	for i, name := range []string{"A", "B", "C"} {
		s.create(bodyOfRule(t, name, i))
		if _, err := run.Note(runlock.Intent{API: s.url, File: "a.seg", Name: name, Hash: plan.Hash(bodyOfRule(t, name, i))}); err != nil {
			t.Fatal(err)
		}
	}
	s.release(run)
	s.write("a.seg", ruleOf("A", 0))
	s.told(prose.Open(t, "two-intents-of-one-file"), "an apply", s.deploy("apply", "--auto-approve"), 0, "a.seg", `"A"`)
	if e := s.tie("a.seg"); e.Name != "A" || exists(s.runFile()) {
		t.Errorf("the lock has %+v", e)
	}
}

// TestUnnameable checks that what the lock cannot name is refused before a segment
// is created for it or a file is written.
func TestUnnameable(t *testing.T) {
	t.Parallel()
	says := prose.Open(t, "unnameable")
	for name, c := range map[string]struct {
		file string
		args []string
		want string
	}{
		"another ending":    {"a.txt", []string{"apply", "--auto-approve", "a.txt"}, `"a.txt"`},
		"a plan of it":      {"a.txt", []string{"plan", "a.txt"}, `"a.txt"`},
		"control character": {"a\x01.seg", []string{"apply", "--auto-approve"}, `"a\x01.seg"`},
		"Git's folder":      {".git/a.seg", []string{"apply", "--auto-approve", ".git/a.seg"}, `".git/a.seg"`},
		"pull into it":      {".git/a.seg", []string{"pull", "--dir", ".git/b"}, `".git/b/a.seg"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			if err := os.Mkdir(filepath.Join(s.dir, ".git"), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(s.dir, c.file), []byte(ruleOf("A", 1)), 0o666); err != nil {
				judges.Missing(t, "files", "%v", err)
			}
			s.create(bodyOfRule(t, "B", 2))
			s.told(says, name, s.run(s.dir, c.args...), 2, c.want)
			if got := s.names(); got != "B" || exists(filepath.Join(s.dir, "segc.lock")) || exists(filepath.Join(s.dir, ".git", "b")) {
				t.Errorf("the segments are %s, or something was written", got)
			}
		})
	}
}

// TestHostileLock checks that pull never makes a file in Git's folder, a file
// whose name steers a terminal or a file that is not a rule, no matter what the
// lock says.
func TestHostileLock(t *testing.T) {
	t.Parallel()
	for _, version := range []int{1, 2} {
		for _, file := range []string{`.git/x`, `.git/x.seg`, `b/.Git/x.seg`, `\u001b[2Jx.seg`, `a\nb.seg`, `x.sh`, `../x.seg`} {
			t.Run(fmt.Sprintf("%s, version %d", file, version), func(t *testing.T) {
				t.Parallel()
				s := newSite(t)
				id := s.create(bodyOfRule(t, "A", 1))
				text := fmt.Sprintf(`{"version":%d,"remotes":{%q:[{"file":"%s","id":%q,"name":"A","updated":""}]}}`, version, s.url, file, id)
				s.write("segc.lock", text)
				s.deploy("pull").want(t, 2, "segc.lock: the file ")
				entries, err := os.ReadDir(s.dir)
				if err != nil || len(entries) != 1 || s.lockText() != text {
					t.Errorf("there are %v (%v)", entries, err)
				}
			})
		}
	}
}

// TestSaveLock checks that an entry that could not be read again is not written.
func TestSaveLock(t *testing.T) {
	t.Parallel()
	const id = "11111111-1111-4111-8111-111111111111"
	for name, e := range map[string]lock.Entry{
		"above":         {File: "../a.seg", ID: id},
		"no rule":       {File: "a.txt", ID: id},
		"a line break":  {File: "a\nb.seg", ID: id},
		"not UTF-8":     {File: "\xff.seg", ID: id},
		"no id":         {File: "a.seg"},
		"another id":    {File: "a.seg", ID: "7"},
		"half a hash":   {File: "a.seg", ID: id, Hash: lock.Hashes{Name: "1"}},
		"no such day":   {File: "a.seg", ID: id, Day: "2026-02-30"},
		"values, alone": {File: "a.seg", ID: id, Values: map[string]string{"n": "1"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newSite(t)
			path := filepath.Join(s.dir, "segc.lock")
			a := &app{}
			a.report.quiet = true
			known := lock.New()
			if err := a.saveLock(path, s.url, known, e); err == nil || !strings.Contains(err.Error(), "segc.lock was not changed: ") || exists(path) {
				t.Errorf("the file is there: %t (%v)", exists(path), err)
			}
			if err := a.saveLock(path, s.url, known, lock.Entry{File: "b.seg", ID: id}); err != nil {
				t.Errorf("the next entry: %v", err)
			}
		})
	}
}
