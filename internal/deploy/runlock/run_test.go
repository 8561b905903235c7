package runlock

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
	"unicode"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/test/prose"
)

var here = Holder{Command: "segc apply", Process: 4711, User: "anna", Host: "build-1", Since: time.Now().UTC().Truncate(time.Second)}

// now is a Sleep that does not sleep.
func now(ctx context.Context, _ time.Duration) error { return ctx.Err() }

func takeIt(t *testing.T, path string) *Run {
	t.Helper()
	run, err := Take(t.Context(), at(t, path), here, Options{Sleep: now})
	if err != nil {
		t.Fatal(err)
	}
	return run
}

// kill ends a run as kill -9 does: nothing is written, and the operating system
// releases the lock.
func (r *Run) kill(t *testing.T) {
	t.Helper()
	if err := r.file.Close(); err != nil {
		t.Fatal(err)
	}
}

func there(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// TestOneAtATime checks that a second run is refused with the name of the first
// one, and that the file goes with the last of them.
func TestOneAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "segc.lock.run")
	first := takeIt(t, path)
	_, err := Take(t.Context(), at(t, path), Holder{Command: "segc pull", Host: "build-1"}, Options{Sleep: now})
	var held *HeldError
	if !errors.As(err, &held) || held.Here != "" {
		t.Fatalf("the second run gets %v", err)
	}
	since := here.Since.Local().Format(time.TimeOnly)
	if !prose.Names(err.Error(), "segc apply", "4711", "anna", "build-1", since, "--lock-timeout") {
		t.Error(err)
	}
	prose.Open(t, "held").Add(t, "another run", strings.ReplaceAll(err.Error(), since, "10:00:00"))
	if err := first.Release(); err != nil || there(path) {
		t.Errorf("after the release, the file is there: %t (%v)", there(path), err)
	}
	if err := takeIt(t, path).Release(); err != nil {
		t.Error(err)
	}
}

// TestWait checks that a run waits as long as it was told to, that it says so
// once, and that it gets the lock when the other run ends.
func TestWait(t *testing.T) {
	path := filepath.Join(t.TempDir(), "segc.lock.run")
	first := takeIt(t, path)
	var slept time.Duration
	told := 0
	options := Options{
		Wait:    10 * time.Second,
		Sleep:   func(_ context.Context, d time.Duration) error { slept += d; return nil },
		Waiting: func(*HeldError) { told++ },
	}
	var held *HeldError
	if _, err := Take(t.Context(), at(t, path), here, options); !errors.As(err, &held) || held.Path != path || slept < 10*time.Second || slept > 11*time.Second || told != 1 {
		t.Errorf("it waited for %s, told %d times: %v", slept, told, err)
	}
	options.Sleep = func(context.Context, time.Duration) error {
		if slept++; told > 1 {
			return first.Release()
		}
		return nil
	}
	second, err := Take(t.Context(), at(t, path), here, options)
	if err != nil {
		t.Fatal(err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Take(ended, at(t, path), here, Options{Wait: time.Hour, Sleep: now}); !errors.Is(err, context.Canceled) {
		t.Errorf("a run that is interrupted while it waits gets %v", err)
	}
	if err := second.Release(); err != nil {
		t.Error(err)
	}
}

// TestIntents checks that a killed run leaves its open intents, that the next one
// finds them no matter what happens to it otherwise, and that the file is removed
// with the last one.
func TestIntents(t *testing.T) {
	path := filepath.Join(t.TempDir(), "segc.lock.run")
	first := takeIt(t, path)
	var numbers []int
	for _, name := range []string{"A", "B", "C <\u2028>"} {
		number, err := first.Note(Intent{API: "https://api.example", File: "a.seg", Name: name, Hash: "h", Before: []string{"1", "2"}, At: here.Since})
		if err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, number)
	}
	if err := first.Close(numbers[1]); err != nil {
		t.Fatal(err)
	}
	if intents, held, err := Look(at(t, path)); intents != nil || held == nil || held.Holder.Process != 4711 || err != nil {
		t.Errorf("beside a run, there are %v, %v, %v", intents, held, err)
	}
	first.kill(t)
	before, _ := os.ReadFile(path)
	if intents, held, err := Look(at(t, path)); len(intents) != 2 || held != nil || err != nil {
		t.Errorf("after it, there are %v, %v, %v", intents, held, err)
	}
	if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
		t.Error("a look changes the file")
	}
	takeIt(t, path).kill(t)
	second := takeIt(t, path)
	if left := second.Left(); len(left) != 2 || left[0].Name != "A" || left[1].Name != "C <\u2028>" || len(left[1].Before) != 2 {
		t.Fatalf("%+v is left", left)
	}
	if err := errors.Join(second.Close(numbers[0]), second.Close(numbers[0]), second.Release()); err != nil || !there(path) {
		t.Fatal("an open intent went with the file", err)
	}
	third := takeIt(t, path)
	if left := third.Left(); len(left) != 1 || left[0].Number != numbers[2] {
		t.Fatalf("%+v is left", left)
	}
	number, err := third.Note(Intent{Name: "D"})
	if err != nil || number <= numbers[2] {
		t.Errorf("a new intent has the number %d (%v)", number, err)
	}
	if err := errors.Join(third.Close(number), third.Close(numbers[2]), third.Release()); err != nil || there(path) {
		t.Error("the file stays though nothing is open", err)
	}
}

// TestStale checks that a file that no process has locked keeps nobody from
// working, no matter what it contains, and that its open intents are found.
func TestStale(t *testing.T) {
	const intent = `{"intent":{"number":3,"api":"a","file":"f","name":"n","hash":"h","before":[],"at":"2026-11-27T01:02:03Z"}}` + "\n"
	for name, c := range map[string]struct {
		text string
		left int
		odd  bool
	}{
		"nothing":              {"", 0, false},
		"this host":            {`{"segc_run":{"command":"segc apply","process":1,"user":"u","host":"build-1","since":"2026-11-27T01:02:03Z"}}` + "\n" + intent, 1, false},
		"another host":         {`{"segc_run":{"command":"segc apply","process":1,"user":"u","host":"h2","since":"2026-11-27T01:02:03Z"}}` + "\n" + intent, 1, false},
		"an end":               {intent + `{"ended":true}`, 1, false},
		"done":                 {intent + `{"done":3}`, 0, false},
		"done, cut off":        {intent + `{"done":`, 1, true},
		"an intent, cut off":   {intent + intent[:40], 1, true},
		"the same twice":       {intent + intent, 1, false},
		"a text":               {"this is mine", 0, true},
		"a page":               {"<html>\n" + intent, 1, true},
		"zeros":                {strings.Repeat("\x00", 4096), 0, true},
		"zeros after":          {intent + strings.Repeat("\x00", 4096), 1, true},
		"another kind of JSON": {"[]\n7\nnull\n{}\n" + `{"intent":7}` + "\n" + intent, 1, true},
		"no number":            {`{"intent":{"name":"n"}}`, 0, false},
		"control characters":   {`{"segc_run":{"command":"\u001b[2J\u202e","user":"\u0007","host":"\n"}}` + "\n", 0, false},
		"a time that is none":  {`{"segc_run":{"command":"x","since":"now"}}` + "\n" + intent, 1, true},
		"deep":                 {strings.Repeat("[", 100_000) + "\n" + intent, 1, true},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "segc.lock.run")
			if err := os.WriteFile(path, []byte(c.text), 0o666); err != nil {
				t.Fatal(err)
			}
			run := takeIt(t, path)
			if len(run.Left()) != c.left || run.Odd() != c.odd {
				t.Errorf("%d are left, odd: %t", len(run.Left()), run.Odd())
			}
			_, err := Take(t.Context(), at(t, path), here, Options{Sleep: now})
			if err == nil || !prose.Names(err.Error(), "segc apply", "4711") {
				t.Errorf("who is at work is not told: %v", err)
			}
			run.kill(t)
			again := takeIt(t, path)
			if len(again.Left()) != c.left {
				t.Errorf("after another kill, %d are left", len(again.Left()))
			}
			if err := again.Release(); err != nil || there(path) != (c.left > 0) {
				t.Errorf("the file is there: %t (%v)", there(path), err)
			}
		})
	}
}

// TestShown checks that a holder cannot write to the terminal what it likes.
func TestShown(t *testing.T) {
	path := filepath.Join(t.TempDir(), "segc.lock.run")
	run, err := Take(t.Context(), at(t, path), Holder{Command: "\x1b[2J\u202e", Process: -1, User: strings.Repeat("u", 1<<20), Host: "\n\x00"}, Options{Sleep: now})
	if err != nil {
		t.Fatal(err)
	}
	_, err = Take(t.Context(), at(t, path), here, Options{Sleep: now})
	if err == nil || len(err.Error()) > 1000 || strings.ContainsFunc(err.Error(), func(r rune) bool { return !unicode.IsPrint(r) }) {
		t.Errorf("%q", err)
	}
	if err := run.Release(); err != nil {
		t.Error(err)
	}
}

// TestOddFiles checks that what is not a file of ours is neither followed nor
// waited for nor changed.
func TestOddFiles(t *testing.T) {
	for _, kind := range []string{"link", "dangling link", "circle", "folder", "hard link", "huge"} {
		t.Run(kind, func(t *testing.T) {
			messages := prose.Open(t, "odd-files/"+strings.ReplaceAll(kind, " ", "-")) // one each, since some systems lack some
			folder := t.TempDir()
			path, target := filepath.Join(folder, "segc.lock.run"), filepath.Join(folder, "mine")
			var err error
			switch kind {
			case "link":
				err = errors.Join(os.WriteFile(target, []byte("precious"), 0o666), os.Symlink(target, path))
			case "dangling link":
				err = os.Symlink(target, path)
			case "circle":
				err = os.Symlink(path, path)
			case "folder":
				err = os.Mkdir(path, 0o777)
			case "hard link":
				if runtime.GOOS == "windows" {
					judges.Missing(t, "files", "how many names a file has is not known here")
				}
				err = errors.Join(os.WriteFile(target, []byte("precious"), 0o666), os.Link(target, path))
			case "huge":
				err = errors.Join(os.WriteFile(path, nil, 0o666), os.Truncate(path, maxJournal+1))
			}
			if err != nil {
				judges.Missing(t, "files", "%v", err)
			}
			_, taken := Take(t.Context(), at(t, path), here, Options{Wait: time.Hour, Sleep: now})
			_, _, read := Look(at(t, path))
			if read == nil || !strings.HasPrefix(read.Error(), path) || taken == nil || !strings.HasSuffix(taken.Error(), read.Error()) {
				t.Fatalf("it is taken (%v), or read (%v)", taken, read)
			}
			messages.Add(t, kind, strings.ReplaceAll(read.Error(), folder, "…"))
			linked := kind == "link" || kind == "hard link"
			if text, err := os.ReadFile(target); linked && string(text) != "precious" || !linked && !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("its target is %q (%v)", text, err)
			}
		})
	}
}

// TestRemovedWhileAtWork checks that a run whose file somebody removed makes no
// more segments: another run may have begun.
func TestRemovedWhileAtWork(t *testing.T) {
	if runtime.GOOS == "windows" {
		judges.Missing(t, "files", "an open file cannot be removed here")
	}
	path := filepath.Join(t.TempDir(), "segc.lock.run")
	first := takeIt(t, path)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	second := takeIt(t, path)
	_, err := first.Note(Intent{Name: "A"})
	if err == nil || !prose.Names(err.Error(), filepath.Base(path)) {
		t.Fatalf("the intent is noted where nobody finds it: %v", err)
	}
	prose.Open(t, "removed").Add(t, "at work", strings.ReplaceAll(err.Error(), filepath.Dir(path), "…"))
	if err := first.Release(); err != nil || !there(path) {
		t.Errorf("the first run took the file of the second with it (%v)", err)
	}
	if err := second.Release(); err != nil || there(path) {
		t.Errorf("the file is there: %t (%v)", there(path), err)
	}
}

// TestOpenedTooEarly checks that the lock of a file that was removed after it was
// opened counts for nothing, whether or not there is another one by then.
func TestOpenedTooEarly(t *testing.T) {
	if runtime.GOOS == "windows" {
		judges.Missing(t, "files", "an open file cannot be removed here")
	}
	path := filepath.Join(t.TempDir(), "segc.lock.run")
	first := takeIt(t, path)
	early, err := at(t, path).open(true)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = early.Close() }()
	if err := first.Release(); err != nil {
		t.Fatal(err)
	}
	if run, err := lockOpen(early, at(t, path), here, true); run != nil || err != nil {
		t.Errorf("a file without a name is locked: %v", err)
	}
	second := takeIt(t, path)
	if run, err := lockOpen(early, at(t, path), here, true); run != nil || err != nil {
		t.Errorf("two runs hold the lock: %v", err)
	}
	if err := second.Release(); err != nil {
		t.Error(err)
	}
}

// TestNoTwoHold lets many runs take and release the lock, so that the file goes
// again and again between opening and locking.
func TestNoTwoHold(t *testing.T) {
	path := filepath.Join(t.TempDir(), "segc.lock.run")
	var inside atomic.Int32
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 100 {
				run, err := Take(context.Background(), at(t, path), here, Options{Wait: time.Hour, Sleep: func(context.Context, time.Duration) error {
					runtime.Gosched()
					return nil
				}})
				if err != nil {
					t.Error(err)
					return
				}
				if inside.Add(1) != 1 {
					t.Error("two runs hold the lock")
				}
				runtime.Gosched() // others get their chance
				inside.Add(-1)
				if err := run.Release(); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
}

// TestMayBeAtWork checks when a run that has not reported its end keeps others
// from working although the operating system's lock does not.
func TestMayBeAtWork(t *testing.T) {
	lives := func(process int) bool { return process == 4711 }
	for _, c := range []struct {
		host            string
		process         int
		locked, network bool
		want            bool
	}{
		{"build-1", 4711, true, false, false},
		{"build-1", 4711, true, true, false}, // on one host, the lock decides
		{"build-2", 4711, true, false, false},
		{"build-2", 4711, true, true, true},
		{"build-2", 1, false, false, true},
		{"build-1", 4711, false, false, true}, // no locks, and it is alive
		{"build-1", 1, false, false, false},
	} {
		me := Holder{Host: "build-1", Process: 99}
		if got := mayBeAtWork(Holder{Host: c.host, Process: c.process}, me, c.locked, c.network, lives); got != c.want {
			t.Errorf("%+v: %t", c, got)
		}
	}
	text := (&HeldError{Path: "segc.lock.run", Holder: &here, Here: "build-2"}).Error()
	since := here.Since.Local().Format(time.TimeOnly)
	if !prose.Names(text, "segc apply", "4711", "anna", "build-1", "build-2", "segc.lock.run", since) {
		t.Error(text)
	}
	prose.Open(t, "held-elsewhere").Add(t, "on another host", strings.ReplaceAll(text, since, "10:00:00"))
}

// TestNobody checks that a run without a lock does nothing.
func TestNobody(t *testing.T) {
	var run *Run
	number, err := run.Note(Intent{})
	if err := errors.Join(err, run.Close(number), run.Release()); err != nil || run.Left() != nil || run.Odd() {
		t.Error(err)
	}
}

// FuzzParse checks that no journal breaks anything.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`{"segc_run":{"command":"segc apply","process":1}}` + "\n" + `{"intent":{"number":1}}` + "\n" + `{"done":1}`))
	f.Add([]byte("{\n\x00"))
	f.Fuzz(func(t *testing.T, data []byte) {
		j := parse(data)
		for _, i := range j.intents {
			if i.Number < 1 || i.Number > j.last {
				t.Errorf("an intent has the number %d", i.Number)
			}
		}
		if j.holder != nil && strings.ContainsFunc(j.holder.String(), func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("%q would be shown", j.holder.String())
		}
	})
}
