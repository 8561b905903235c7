package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/test/long"
)

// rulesIn writes so many rules with a number into a folder and one below it.
func rulesIn(t *testing.T, folder string, count, number int) {
	t.Helper()
	if err := os.MkdirAll(filepath.Join(folder, "below"), 0o777); err != nil {
		t.Fatal(err)
	}
	for i := range count {
		name := fmt.Sprintf("r%02d.seg", i)
		if i%2 == 1 {
			name = filepath.Join("below", name)
		}
		if err := os.WriteFile(filepath.Join(folder, name), []byte(ruleOfNumber(number)), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// compiles returns the command that compiles a folder.
func compiles(t *testing.T, rules, out string, more ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "segc", append([]string{"compile", "--quiet", "--out-dir", out, rules}, more...)...)
	cmd.Dir = filepath.Dir(rules)
	return cmd
}

// TestKilledFolder kills a compile of a folder again and again, at any time. Every document is
// the old one or the new one, whole, and the next run leaves nothing but the new ones.
func TestKilledFolder(t *testing.T) {
	t.Parallel()
	const rules = 40
	base := t.TempDir()
	source, out := filepath.Join(base, "rules"), filepath.Join(base, "out")
	documents := func(want ...int) (found []int) {
		t.Helper()
		for i := range rules {
			name := filepath.Join(out, fmt.Sprintf("r%02d.json", i))
			if i%2 == 1 {
				name = filepath.Join(out, "below", filepath.Base(name))
			}
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			number := slices.IndexFunc(want, func(n int) bool { return string(data) == documentOfNumber(t, n) })
			if number < 0 {
				t.Fatalf("%s has neither of the documents of %v: %q", name, want, data)
			}
			found = append(found, want[number])
		}
		return found
	}
	rulesIn(t, source, rules, 1)
	began := time.Now()
	if text, err := compiles(t, source, out).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	takes := time.Since(began)
	random := rand.New(rand.NewPCG(1, 2))
	killed, amid, left := 0, 0, 0
	for round := range long.Most(25, 80, 300) {
		before, now := round%2+1, (round+1)%2+1
		rulesIn(t, source, rules, now)
		cmd := compiles(t, source, out)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.Float64() * 1.2 * float64(takes)))
		_ = cmd.Process.Kill() // it may have ended
		if err := cmd.Wait(); err != nil {
			killed++
		}
		found := documents(before, now)
		if slices.Contains(found, before) && slices.Contains(found, now) {
			amid++
		}
		left += len(temporaryBelow(t, out))
		began := time.Now()
		if text, err := compiles(t, source, out).CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, text)
		}
		takes = min(takes, time.Since(began)) // the first run may have had much beside it
		documents(now)
		if there := temporaryBelow(t, out); len(there) > 0 {
			t.Fatalf("%q are left", there)
		}
	}
	t.Logf("%d were killed, %d of them between two documents; %d temporary files", killed, amid, left)
	if killed == 0 {
		t.Error("every run had ended before it was killed")
	}
}

// ruleOfNumber returns a rule that rulesIn writes.
func ruleOfNumber(number int) string {
	return fmt.Sprintf("where market = %d and plan = \"%s\"\n", number, strings.Repeat("x", 100*number))
}

// documentOfNumber returns its document.
func documentOfNumber(t *testing.T, number int) string {
	t.Helper()
	result, list := segc.Compile(t.Context(), ruleOfNumber(number), segc.Options{})
	if result == nil {
		t.Fatal(list.Err())
	}
	return string(result.RulesJSON())
}

func temporaryBelow(t *testing.T, folder string) (names []string) {
	t.Helper()
	for _, pattern := range []string{".segc-*.new", "*/.segc-*.new"} {
		found, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, found...)
	}
	return names
}

// TestSyncedFolder checks that a compile of a folder waits for the disk once, for the manifest, and
// commands that keep what nothing else knows wait for each file.
func TestSyncedFolder(t *testing.T) {
	base := t.TempDir()
	source, out := filepath.Join(base, "rules"), filepath.Join(base, "out")
	rulesIn(t, source, 20, 1)
	if got := judges.Syncs(t, compiles(t, source, out)); got != 1 {
		t.Errorf("compile waits for the disk %d times", got)
	}
	if got := judges.Syncs(t, compiles(t, source, out)); got != 0 {
		t.Errorf("a compile that changes nothing waits for the disk %d times", got)
	}
	if got := judges.Syncs(t, compiles(t, source, out, "--deps", filepath.Join(base, "deps"))); got != 1 {
		t.Errorf("with a depfile, compile waits for the disk %d times", got)
	}
	one := exec.CommandContext(t.Context(), "segc", "compile", "-o", filepath.Join(base, "one.json"), filepath.Join(source, "r00.seg"))
	if got := judges.Syncs(t, one); got != 1 {
		t.Errorf("a compile of one file waits for the disk %d times", got)
	}
}

// TestSyncedSegments checks that apply, pull and what they note in the lock are on the disk when
// they end.
func TestSyncedSegments(t *testing.T) {
	if runtime.GOOS != "linux" {
		judges.Missing(t, "trace", "calls are counted on Linux")
	}
	s := newSite(t)
	lock := filepath.Join(s.dir, "segc.lock")
	for n, name := range []string{"A", "B", "C"} {
		s.write(strings.ToLower(name)+".seg", ruleOf(name, n+1))
	}
	count := func(args ...string) int {
		t.Helper()
		cmd := exec.CommandContext(t.Context(), "segc", args...)
		cmd.Env = append(os.Environ(), "SEGC_API_URL="+s.url, "SEGC_API_KEY="+s.key)
		var said processText
		cmd.Stdout, cmd.Stderr = &said, &said
		defer func() { t.Logf("%s", said.String()) }()
		return judges.Syncs(t, cmd)
	}
	// The intent and its end, and the lock, for each segment.
	if got := count("apply", "--auto-approve", "--lock", lock, s.dir); got < 6 {
		t.Errorf("apply of three segments waits for the disk %d times", got)
	}
	there := filepath.Join(t.TempDir(), "pulled")
	if err := os.Mkdir(there, 0o777); err != nil {
		t.Fatal(err)
	}
	if got := count("pull", "--lock", filepath.Join(there, "segc.lock"), "--dir", there); got < 4 {
		t.Errorf("pull of three segments waits for the disk %d times", got)
	}
	for _, name := range []string{"a", "b", "c"} {
		if _, err := os.Stat(filepath.Join(there, name+".seg")); err != nil {
			t.Error(err)
		}
	}
}
