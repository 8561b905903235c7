package main

import (
	"bufio"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/test/judges"
)

// deadline is how long a test waits for what must happen. It does not measure
// how fast segc is.
const deadline = 30 * time.Second

// watching is a running `segc compile --watch` in a folder.
type watching struct {
	t      *testing.T
	folder string
	cmd    *exec.Cmd
	lines  chan string
	log    strings.Builder
}

func startWatch(t *testing.T, files map[string]string, args ...string) *watching {
	t.Helper()
	return startWatchWith(t, []string{"segc"}, files, args...)
}

// startWatchWith is startWatch for a command with other first words.
func startWatchWith(t *testing.T, command []string, files map[string]string, args ...string) *watching {
	t.Helper()
	if runtime.GOOS == "windows" {
		judges.Missing(t, "signals", "a process cannot be interrupted from outside")
	}
	w := &watching{t: t, folder: t.TempDir(), lines: make(chan string, 100)}
	for name, text := range files {
		w.save(name, text)
	}
	w.cmd = exec.Command(command[0], slices.Concat(command[1:], []string{"compile", "--watch"}, args)...)
	w.cmd.Dir = w.folder
	w.cmd.Env = append(os.Environ(), "NO_COLOR=1")
	pipe, err := w.cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.cmd.Process.Kill() }) // does nothing when it has ended
	go func() {
		defer close(w.lines)
		for scanner := bufio.NewScanner(pipe); scanner.Scan(); {
			w.lines <- scanner.Text()
		}
	}()
	w.expect(`^\d\d:\d\d:\d\d watching \d+ files?; Ctrl-C ends it$`)
	return w
}

// save writes a file as editors do that are careful: beside it, then over it.
func (w *watching) save(name, text string) {
	w.t.Helper()
	name = filepath.Join(w.folder, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		w.t.Fatal(err)
	}
	if err := os.WriteFile(name+"~", []byte(text), 0o666); err != nil {
		w.t.Fatal(err)
	}
	if err := os.Rename(name+"~", name); err != nil {
		w.t.Fatal(err)
	}
}

func (w *watching) remove(name string) {
	w.t.Helper()
	if err := os.Remove(filepath.Join(w.folder, filepath.FromSlash(name))); err != nil {
		w.t.Fatal(err)
	}
}

// expect waits for a line, and returns those before it.
func (w *watching) expect(pattern string) (before []string) {
	w.t.Helper()
	want := regexp.MustCompile(pattern)
	late := time.After(deadline)
	for {
		select {
		case line, ok := <-w.lines:
			if !ok {
				w.t.Fatalf("it ended without %s:\n%s", pattern, w.log.String())
			}
			w.log.WriteString(line + "\n")
			if want.MatchString(line) {
				return before
			}
			before = append(before, line)
		case <-late:
			w.t.Fatalf("no line %s:\n%s", pattern, w.log.String())
		}
	}
}

// holds demands that a file has a text.
func (w *watching) holds(name, want string) {
	w.t.Helper()
	text, err := os.ReadFile(filepath.Join(w.folder, filepath.FromSlash(name)))
	if err != nil || !strings.Contains(string(text), want) {
		w.t.Errorf("%s has no %s: %s, %v\n%s", name, want, text, err, w.log.String())
	}
}

// end interrupts it, which must not be a failure.
func (w *watching) end() {
	w.t.Helper()
	if err := w.cmd.Process.Signal(os.Interrupt); err != nil {
		w.t.Fatal(err)
	}
	for line := range w.lines {
		w.log.WriteString(line + "\n")
	}
	if err := w.cmd.Wait(); err != nil {
		w.t.Errorf("%v\n%s", err, w.log.String())
	}
}

func TestWatchCompilesWhatChanges(t *testing.T) {
	t.Parallel()
	w := startWatch(t, map[string]string{"s/a.seg": "isp = 1", "s/b.seg": "isp = 2"}, "--compact", "--out-dir", "build", "s")
	w.holds("build/a.json", `"values":[1]`)
	w.holds("build/b.json", `"values":[2]`)

	// One file, and no other.
	w.save("s/a.seg", "isp = 3")
	if before := w.expect(`build/a\.json written$`); len(before) > 0 {
		t.Errorf("there is more: %q", before)
	}
	w.holds("build/a.json", `"values":[3]`)

	// A document that somebody took away.
	w.remove("build/a.json")
	if before := w.expect(`build/a\.json written$`); len(before) > 0 {
		t.Errorf("there is more: %q", before)
	}
	w.holds("build/a.json", `"values":[3]`)

	// Another text of the same meaning.
	w.save("s/a.seg", "isp in (3)")
	w.expect(`1 document unchanged$`)

	// A new file in a new folder.
	w.save("s/new/c.seg", "isp = 4")
	w.expect(`build/new/c\.json written$`)

	// A file that goes leaves its document.
	w.remove("s/new/c.seg")
	w.expect(`s/new/c\.seg is gone; build/new/c\.json is left$`)
	w.holds("build/new/c.json", `"values":[4]`)
	w.end()
}

// TestWatchAtMidnight starts a few seconds before midnight: what depends on the day is compiled
// again when it is there, and nothing else.
func TestWatchAtMidnight(t *testing.T) {
	t.Parallel()
	files := map[string]string{"s/a.seg": "due = today", "s/b.seg": "isp = 2", "s/c.seg": "use \"d.seg\"\nwhere soon", "s/d.seg": "let soon = due on today + 1d"}
	w := startWatchWith(t, []string{"segc-on", "2026-06-01T23:59:55Z"}, files, "--compact", "--out-dir", "build", "s")
	w.holds("build/a.json", `"2026-06-01"`)
	w.holds("build/c.json", `"2026-06-02"`)
	w.expect(`build/a\.json written$`)
	if before := w.expect(`build/c\.json written$`); len(before) > 0 {
		t.Errorf("there is more: %q", before)
	}
	w.holds("build/a.json", `"2026-06-02"`)
	w.holds("build/c.json", `"2026-06-03"`)
	w.end()
	if strings.Contains(w.log.String(), "unchanged") {
		t.Errorf("what does not depend on the day was compiled:\n%s", w.log.String())
	}

	given := startWatchWith(t, []string{"segc-on", "2026-06-01T23:59:58Z"}, files, "--compact", "--out-dir", "build", "--today", "2026-06-01", "s")
	time.Sleep(4 * time.Second)
	given.save("s/b.seg", "isp = 3")
	if before := given.expect(`build/b\.json written$`); len(before) > 0 {
		t.Errorf("a day that was given moves: %q", before)
	}
	given.end()
}

func TestWatchKeepsWhatWasRight(t *testing.T) {
	t.Parallel()
	w := startWatch(t, map[string]string{"s/a.seg": "isp = 1"}, "--compact", "--out-dir", "build", "s")
	w.save("s/a.seg", "opend and isp == = 1")
	before := w.expect(`s/a\.seg: \d errors?; build/a\.json is left as it was$`)
	if !strings.Contains(strings.Join(before, "\n"), "s/a.seg:1:1: error[SEG") {
		t.Errorf("the errors are not shown:\n%s", w.log.String())
	}
	w.holds("build/a.json", `"values":[1]`)
	w.save("s/a.seg", "isp = 2")
	w.expect(`build/a\.json written$`)
	w.holds("build/a.json", `"values":[2]`)
	w.end()
}

func TestWatchFollowsUses(t *testing.T) {
	t.Parallel()
	w := startWatch(t, map[string]string{
		"s/a.seg":            "use \"names.seg\"\nwhere isp = mail",
		"s/b.seg":            "isp = 9",
		"s/names.seg":        "use \"../lib/deep.seg\"\nlet unused = isp = 7",
		"lib/deep.seg":       "isp mail = 1",
		"s/missing.seg":      "use \"../lib/later.seg\"\nwhere isp = late",
		"s/deep/another.seg": "use \"../names.seg\"\nwhere isp = mail and opened",
	}, "--compact", "--out-dir", "build", "s")
	w.holds("build/a.json", `"values":[1]`)

	// What is used by what is used, outside of what is watched.
	w.save("lib/deep.seg", "isp mail = 5")
	w.expect(`build/a\.json written$`)
	if before := w.expect(`build/deep/another\.json written$`); len(before) > 0 {
		t.Errorf("there is more: %q", before)
	}
	w.holds("build/a.json", `"values":[5]`)
	w.holds("build/deep/another.json", `"values":[5]`)

	// A file that was missing.
	w.save("lib/later.seg", "isp late = 6")
	w.expect(`build/missing\.json written$`)

	// An error in a file that others use is shown once.
	w.save("lib/deep.seg", "isp mail = \"x\"")
	before := w.expect(`s/names\.seg: `)
	if n := strings.Count(strings.Join(before, "\n"), "lib/deep.seg:1"); n != 1 {
		t.Errorf("the error is shown %d times:\n%s", n, w.log.String())
	}
	w.end()
}

// TestWatchWaitsForTheRest writes files in the ways of editors, with the file
// empty, half there or away for a moment.
func TestWatchWaitsForTheRest(t *testing.T) {
	t.Parallel()
	w := startWatch(t, map[string]string{"a.seg": "isp = 1"}, "--compact", "-o", "out.json", "a.seg")
	name := filepath.Join(w.folder, "a.seg")
	check := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	f, err := os.Create(name) // empty
	check(err)
	for _, part := range []string{"isp", " = ", "2"} { // half there
		_, err = f.WriteString(part)
		check(err)
	}
	check(f.Close())
	before := w.expect(`out\.json written$`)
	w.holds("out.json", `"values":[2]`)

	check(os.Rename(name, name+"~")) // away
	check(os.WriteFile(name, []byte("isp = 3"), 0o666))
	check(os.Remove(name + "~"))
	before = append(before, w.expect(`out\.json written$`)...)
	w.holds("out.json", `"values":[3]`)
	w.end()
	if len(before) > 0 { // the moments are far shorter than what a watcher waits for
		t.Logf("something was seen of it: %q", before)
	}
}

// TestLooksSettle checks that what is being written is not compiled: a change
// counts when two looks see the same.
func TestLooksSettle(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "a.seg")
	w := &watcher{app: &app{getenv: os.Getenv, network: newNetwork()}, args: []string{name}, flags: &compileFlags{}}
	defer func() { _ = w.places.close() }()
	write := func(text string) look {
		t.Helper()
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		now, err := w.lookAt(nil, look{})
		if err != nil {
			t.Fatal(err)
		}
		return now
	}
	first := write("isp = 1")
	if second := write("isp = 2"); !first.changes(second)[name] {
		t.Error("a change within the same time and size is not seen")
	}
	if again := write("isp = 1"); len(first.changes(again)) > 0 {
		t.Error("the same text counts as a change")
	}
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	at, err := w.places.file(".", name)
	if err != nil {
		t.Fatal(err)
	}
	gone, err := w.lookAt(map[string]place{name: at}, first)
	if err != nil || !first.changes(gone)[name] || len(gone.listed) > 0 {
		t.Errorf("a file that is gone is not missed: %+v, %v", gone, err)
	}
}

// TestOldFilesAreNotReadAgain checks that looking costs no reading.
func TestOldFilesAreNotReadAgain(t *testing.T) {
	t.Parallel()
	name := filepath.Join(t.TempDir(), "a.seg")
	if err := os.WriteFile(name, []byte("isp = 1"), 0o666); err != nil {
		t.Fatal(err)
	}
	var p places
	defer func() { _ = p.close() }()
	at, err := p.file(".", name)
	if err != nil {
		t.Fatal(err)
	}
	if fresh := stateOf(at, state{}); fresh.settled {
		t.Error("a file that was just written may change within the same time")
	}
	if err := os.Chtimes(name, longAgo, longAgo); err != nil {
		t.Fatal(err)
	}
	old := stateOf(at, state{})
	old.sum[0]++ // as if it had been read with another content
	if again := stateOf(at, old); again.sum != old.sum {
		t.Error("it was read again")
	}
}

// TestWatchKeepsSources checks that a file that the rule uses is not replaced by
// the document.
func TestWatchKeepsSources(t *testing.T) {
	t.Parallel()
	const catalog = "isp gmail = 1\n"
	w := startWatch(t, map[string]string{"catalog.seg": catalog, "a.seg": "use \"catalog.seg\"\nwhere isp = gmail\n"}, "-o", "catalog.seg", "a.seg")
	if !strings.Contains(w.log.String(), "catalog.seg is an input; writing the document there would overwrite it") {
		t.Errorf("it said\n%s", w.log.String())
	}
	if text, err := os.ReadFile(filepath.Join(w.folder, "catalog.seg")); err != nil || string(text) != catalog {
		t.Errorf("the catalog is %q, %v", text, err)
	}
}
