package main

import (
	"errors"
	"flag"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/segc-lang/segc/client"

	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/prose"
)

func TestMain(m *testing.M) {
	testscript.Main(patient{m}, map[string]func(){"segc": main, "segc-on": mainOn})
}

// mainOn runs the command on a machine whose clock says another day:
//
//	segc-on day [argument]...
//
// In place of a day there can be a time, at which the command starts.
func mainOn() {
	at, err := time.Parse(time.RFC3339, os.Args[1])
	if err != nil {
		at, err = time.Parse(time.DateOnly, os.Args[1])
	}
	if err != nil {
		panic(err)
	}
	a := newApp(streams{os.Stdin, os.Stdout, os.Stderr}, os.Getenv)
	a.clock = clockOn{a.clock, time.Until(at)}
	os.Exit(a.run(os.Args[2:]))
}

// clockOn is a clock that is wrong by some time.
type clockOn struct {
	client.Clock
	wrong time.Duration
}

// Now implements client.Clock.
func (c clockOn) Now() time.Time { return c.Clock.Now().Add(c.wrong) }

// patient runs the tests, which make much that is gone at once, with fewer garbage
// collections than Go would. The processes that they start run as those of users do.
type patient struct{ *testing.M }

func (p patient) Run() int {
	// Many tests wait, for a process or for the disk: others work in the meantime.
	if err := flag.Set("test.parallel", strconv.Itoa(2*runtime.GOMAXPROCS(0))); err != nil {
		panic(err)
	}
	if err := long.Draws(15, 100); err != nil { // which reads the flags; a command has its own
		panic(err)
	}
	debug.SetGCPercent(400)
	defer inMemory()()
	return p.M.Run()
}

// inMemory lets the short run keep the files of tests in memory, where the system has a
// folder for that: tests make and remove thousands of files, and ext4 then searches
// long for a free inode. The long run keeps its files on the disk, as users do.
// The result removes the folder.
func inMemory() func() {
	if long.Run() {
		return func() {}
	}
	folder := memoryFolder()
	if folder == "" {
		return func() {}
	}
	if err := os.Setenv("TMPDIR", folder); err != nil {
		panic(err)
	}
	return func() { _ = os.RemoveAll(folder) }
}

// sampled reports whether this run takes the n-th case of a table: the long run takes all,
// the short one the first of every so many. Where a table has rows and columns, n is
// the sum of both, so that the sample has all rows and all columns.
func sampled(n, every int) bool { return n%long.Of(every, 1) == 0 }

// sortedNames returns the names of the cases of a table, so that a sample is the same
// one in every run.
func sortedNames[Case any](table map[string]Case) []string {
	return slices.Sorted(maps.Keys(table))
}

// TestScript runs the binary as its users do. Each script is about one thing
// that they can rely on.
func TestScript(t *testing.T) {
	t.Parallel()
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       prose.Update(),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			for _, name := range []string{"NO_COLOR", "CLICOLOR_FORCE", "FORCE_COLOR"} {
				env.Setenv(name, "")
			}
			env.Setenv("TERM", "xterm")
			env.Setenv("GORACE", os.Getenv("GORACE"))
			return nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits,
			"age":   age,
			"aged":  aged,
			"tick":  tick,
			"bytes": repeated,

			"wait-for": waitFor,

			"dev-server": serveAPI,
			"create":     createElsewhere,
			"patch":      patchElsewhere,
		},
		Condition: func(condition string) (bool, error) {
			if condition == "long" { // marks further examples of an idea that the short run has, too
				return long.Run(), nil
			}
			return false, errors.New("unknown condition " + condition)
		},
	})
}

// exits runs a command and demands its exit code:
//
//	exits code command [argument]...
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code command [argument]...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		var failed *exec.ExitError
		if !errors.As(err, &failed) {
			ts.Fatalf("%v", err)
		}
		got = failed.ExitCode()
	}
	if got != want {
		ts.Fatalf("the exit code is %d, not %d", got, want)
	}
}

var longAgo = time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)

// age makes files look as if nobody had written to them for years:
//
//	age file...
func age(ts *testscript.TestScript, _ bool, args []string) {
	for _, name := range args {
		ts.Check(os.Chtimes(ts.MkAbs(name), longAgo, longAgo))
	}
}

// aged demands that nobody wrote to files since age, or that somebody did:
//
//	[!] aged file...
func aged(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		info, err := os.Stat(ts.MkAbs(name))
		ts.Check(err)
		if info.ModTime().Equal(longAgo) == neg {
			ts.Fatalf("%s was last written at %s", name, info.ModTime())
		}
	}
}

// tick waits until a file that is written has another time than those before it: make
// does not see what is written in the same moment as a document.
func tick(ts *testscript.TestScript, _ bool, _ []string) {
	name := ts.MkAbs(".tick")
	var before time.Time
	for n := 0; ; n++ {
		ts.Check(os.WriteFile(name, nil, 0o666))
		info, err := os.Stat(name)
		ts.Check(err)
		if n > 0 && info.ModTime().After(before) {
			break
		}
		if n == 0 {
			before = info.ModTime()
		}
		time.Sleep(time.Millisecond)
	}
	ts.Check(os.Remove(name))
}

// repeated writes a file that has a text many times:
//
//	bytes file count text [begin [end]]
func repeated(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 3 || len(args) > 5 {
		ts.Fatalf("usage: bytes file count text [begin [end]]")
	}
	count, err := strconv.Atoi(args[1])
	ts.Check(err)
	args = append(args, "", "")
	content := []byte(args[3])
	for range count {
		content = append(content, args[2]...)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), append(content, args[4]...), 0o666))
}

// waitFor waits for files that a background process makes, and for a text in them:
//
//	wait-for file[=text]...
func waitFor(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) == 0 {
		ts.Fatalf("usage: wait-for file[=text]...")
	}
	late := time.Now().Add(deadline)
	for _, name := range args {
		name, text, _ := strings.Cut(name, "=")
		for !exists(ts.MkAbs(name)) || !strings.Contains(ts.ReadFile(name), text) {
			if time.Now().After(late) {
				ts.Fatalf("there is no %s", name)
			}
			time.Sleep(10 * time.Millisecond)
		}
	}
}
