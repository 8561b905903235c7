package runlock

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestJournalIsLinear checks that reading a journal takes work in proportion to its
// lines, no matter what they say.
func TestJournalIsLinear(t *testing.T) {
	n := long.Of(20_000, 100_000)
	for name, c := range map[string]struct {
		line func(i int) string
		left int
		most int // how often an intent may be touched, per line
	}{
		"all open":       {func(i int) string { return fmt.Sprintf(`{"intent":{"number":%d}}`, i+1) }, n, 3},
		"backward":       {func(i int) string { return fmt.Sprintf(`{"intent":{"number":%d}}`, n-i) }, n, 20},
		"the same again": {func(int) string { return `{"intent":{"number":7}}` }, 1, 1},
		"opened and closed": {func(i int) string {
			return fmt.Sprintf(`{"%s":%s}`, pick(i, "intent", "done"), pick(i, fmt.Sprintf(`{"number":%d}`, i+1), fmt.Sprint(i)))
		}, 0, 1},
		"closed only": {func(i int) string { return fmt.Sprintf(`{"done":%d}`, i+1) }, 0, 1},
	} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			for i := range n {
				b.WriteString(c.line(i) + "\n")
			}
			j := parse([]byte(b.String()))
			// Sorting them takes n·log n at most.
			if len(j.intents) != c.left || j.foreign || j.touched > (c.most+17)*n {
				t.Errorf("%d are left; intents were touched %d times for %d lines", len(j.intents), j.touched, n)
			}
			for i := 1; i < len(j.intents); i++ {
				if j.intents[i-1].Number >= j.intents[i].Number {
					t.Fatal("they are not in order")
				}
			}
		})
	}
}

func pick(i int, even, odd string) string {
	if i%2 == 0 {
		return even
	}
	return odd
}

// TestTooManyIntents checks that a journal with more than any run writes is
// refused, and not worked through.
func TestTooManyIntents(t *testing.T) {
	messages := prose.Open(t, "journals")
	for name, c := range map[string]struct {
		text string
		want string // what the error names; empty when it is read
	}{
		"as many as may be": {intents(maxOpen), ""},
		"one more":          {intents(maxOpen + 1), "10000"},
		"too many bytes":    {strings.Repeat("\n", maxJournal+1), "1 MiB"},
		"as many bytes":     {strings.Repeat("\n", maxJournal), ""},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "segc.lock.run")
			if err := os.WriteFile(path, []byte(c.text), 0o666); err != nil {
				t.Fatal(err)
			}
			_, _, looked := Look(at(t, path))
			run, taken := Take(t.Context(), at(t, path), here, Options{Sleep: now})
			for _, err := range []error{looked, taken} {
				if (err == nil) != (c.want == "") || err != nil && !prose.Names(err.Error(), c.want) {
					t.Fatalf("%v", err)
				}
				if err != nil {
					messages.Add(t, name, strings.ReplaceAll(err.Error(), filepath.Dir(path), "…"))
				}
			}
			if err := run.Release(); err != nil {
				t.Error(err)
			}
		})
	}
}

func intents(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, `{"intent":{"number":%d}}`+"\n", i+1)
	}
	return b.String()
}

// TestNumbers checks that no number in the file keeps a later intent from being
// found.
func TestNumbers(t *testing.T) {
	for name, c := range map[string]struct {
		number string
		odd    bool
	}{
		"the greatest of 64 bits": {"9223372036854775807", true},
		"one less":                {"9223372036854775806", true},
		"of more bits":            {"9223372036854775808", true},
		"the greatest of 32 bits": {"2147483647", true},
		"too great by one":        {"1073741825", true},
		"negative":                {"-1", false},
		"the least":               {"-9223372036854775808", false},
		"plausible":               {"41", false},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "segc.lock.run")
			if err := os.WriteFile(path, []byte(`{"intent":{"number":`+c.number+`}}`+"\n"), 0o666); err != nil {
				t.Fatal(err)
			}
			run := takeIt(t, path)
			if run.Odd() != c.odd {
				t.Errorf("something foreign is in it: %t", run.Odd())
			}
			number, err := run.Note(Intent{Name: "mine"})
			if err != nil || number < 1 {
				t.Fatalf("the intent has the number %d (%v)", number, err)
			}
			run.kill(t)
			left, _, err := Look(at(t, path))
			if err != nil || len(left) == 0 || left[len(left)-1].Name != "mine" || left[len(left)-1].Number != number {
				t.Errorf("%+v is left (%v)", left, err)
			}
		})
	}
	t.Run("the greatest that counts", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "segc.lock.run")
		if err := os.WriteFile(path, []byte(`{"intent":{"number":1073741824}}`), 0o666); err != nil {
			t.Fatal(err)
		}
		run := takeIt(t, path)
		_, err := run.Note(Intent{Name: "mine"})
		if err == nil || !prose.Names(err.Error(), filepath.Base(path)) {
			t.Fatalf("an intent is noted that nobody would read: %v", err)
		}
		prose.Open(t, "full-journal").Add(t, "no number left", strings.ReplaceAll(err.Error(), filepath.Dir(path), "…"))
		if err := errors.Join(run.Close(1073741824), run.Release()); err != nil || there(path) {
			t.Error(err)
		}
	})
}

// TestJournalStaysShort checks that what a run writes can be read by the next one,
// no matter how much it creates and what other intents are open, and that an intent
// that could not be read is not noted.
func TestJournalStaysShort(t *testing.T) {
	size := func(t *testing.T, path string) int64 {
		t.Helper()
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	note := func(t *testing.T, run *Run, name string) int {
		t.Helper()
		number, err := run.Note(Intent{Name: name})
		if err != nil {
			t.Fatal(err)
		}
		return number
	}
	t.Run("created one after the other", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "segc.lock.run")
		other := takeIt(t, path)
		note(t, other, "elsewhere") // nobody finishes it
		other.kill(t)
		var longest int64
		for range 30 {
			run := takeIt(t, path)
			for range 3 {
				if err := run.Close(note(t, run, strings.Repeat("x", 1000))); err != nil {
					t.Fatal(err)
				}
			}
			if err := run.Release(); err != nil {
				t.Fatal(err)
			}
			longest = max(longest, size(t, path))
		}
		if left, _, err := Look(at(t, path)); len(left) != 1 || left[0].Name != "elsewhere" || err != nil || longest > 1000 {
			t.Errorf("%+v is left (%v), in %d bytes", left, err, longest)
		}
	})
	t.Run("closed in any order", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "segc.lock.run")
		earlier := takeIt(t, path)
		a, b := note(t, earlier, "a"), note(t, earlier, "b")
		earlier.kill(t)
		run := takeIt(t, path)
		c := note(t, run, "c")
		d := note(t, run, "d")
		for _, step := range []struct {
			number int
			left   string
		}{{a, "b c d"}, {c, "b d"}, {d, "b"}, {0, "b e"}, {d + 1, "b"}, {b, ""}} {
			if step.number == 0 {
				note(t, run, "e")
			}
			if err := run.Close(step.number); err != nil {
				t.Fatal(err)
			}
			data, err := os.ReadFile(path)
			var left []string
			for _, intent := range parse(data).intents {
				left = append(left, intent.Name)
			}
			if got := strings.Join(left, " "); got != step.left || err != nil || parse(data).holder == nil {
				t.Errorf("after %d was closed, %q is left, not %q (%v)\n%s", step.number, got, step.left, err, data)
			}
		}
		if err := run.Release(); err != nil || there(path) {
			t.Errorf("the file is there: %t (%v)", there(path), err)
		}
	})
	t.Run("full", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "segc.lock.run")
		run := takeIt(t, path)
		noted := 0
		for ; noted < 100; noted++ {
			if _, err := run.Note(Intent{Name: strings.Repeat("x", 100_000)}); err != nil {
				break
			}
		}
		run.kill(t)
		again := takeIt(t, path)
		if len(again.Left()) != noted || noted == 0 || noted == 100 {
			t.Errorf("%d of %d are left", len(again.Left()), noted)
		}
		for _, intent := range again.Left() {
			if err := again.Close(intent.Number); err != nil {
				t.Fatal(err)
			}
		}
		note(t, again, "room again")
		if err := again.Release(); err != nil {
			t.Error(err)
		}
	})
}

// TestWaitingReadsNothing checks that a run that waits does not read the file of
// the other one again and again: only to say once for whom it waits, and at the
// end.
func TestWaitingReadsNothing(t *testing.T) {
	for name, waiting := range map[string]func(*HeldError){
		"told for whom": func(*HeldError) {},
		"not told":      nil,
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "segc.lock.run")
			first := takeIt(t, path)
			defer first.kill(t)
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			slept := 0
			_, err = Take(t.Context(), at(t, path), Holder{Command: "segc pull"}, Options{
				Wait: 4 * time.Second, Waiting: waiting,
				Sleep: func(context.Context, time.Duration) error {
					switch slept++; slept {
					case grace + 2: // from now on, reading it fails
						return os.Truncate(path, maxJournal+1)
					case grace + 20: // until just before the end
						return os.WriteFile(path, text, 0o666)
					}
					return nil
				},
			})
			var held *HeldError
			if !errors.As(err, &held) || held.Holder == nil || held.Holder.Process != 4711 || slept < grace+20 {
				t.Errorf("it slept %d times: %v", slept, err)
			}
		})
	}
}
