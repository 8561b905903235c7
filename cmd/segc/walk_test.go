package main

import (
	"crypto/sha256"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/judges"
)

// TestDeepFolders checks that a walk ends, even if folders are nested very deeply.
func TestDeepFolders(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("a.seg", []byte("isp = 1"), 0o666); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(".")
	if err != nil {
		t.Fatal(err)
	}
	for range 3000 { // too deep for a name
		if err := root.Mkdir("d", 0o777); err != nil {
			t.Fatal(err)
		}
		next, err := root.OpenRoot("d")
		if err := errors.Join(err, root.Close()); err != nil {
			t.Fatal(err)
		}
		root = next
	}
	if err := root.Close(); err != nil {
		t.Fatal(err)
	}
	var out, said strings.Builder
	code := run([]string{"check", "."}, streams{strings.NewReader(""), &out, &said}, func(string) string { return "" })
	if code != exitUsage || !strings.Contains(said.String(), "it is more than 100 folders deep") || !strings.Contains(out.String(), "a.seg:1:1") {
		t.Errorf("exit code %d, %.200s%s", code, said.String(), out.String())
	}
}

// TestLargeFiles checks that looking at a file of any size, and hashing it, takes
// no more memory than the compiler lets a rule have.
func TestLargeFiles(t *testing.T) {
	s := newSite(t)
	s.write("a.seg", ruleOf("A", 1))
	s.deploy("apply", "--auto-approve").want(t, 0)
	large := filepath.Join(s.dir, "large.seg")
	f, err := os.Create(large)
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(f.Truncate(3<<30), f.Close()); err != nil {
		judges.Missing(t, "files", "no sparse files here: %v", err)
	}
	allocated := func(work func()) uint64 {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		work()
		runtime.ReadMemStats(&after)
		return after.TotalAlloc - before.TotalAlloc
	}
	const most = 64 << 20
	if got := allocated(func() { s.deploy("pull") }); got > most {
		t.Errorf("pull allocates %d MiB", got>>20)
	}
	if got := allocated(func() { s.segc("check", s.dir) }); got > most {
		t.Errorf("check allocates %d MiB", got>>20)
	}
	at, err := new(places).file(".", large)
	if err != nil {
		t.Fatal(err)
	}
	if got := allocated(func() {
		sum, err := sumOf(at)
		if want := sha256.Sum256(make([]byte, grammar.MaxSize+1)); err != nil || sum != want {
			t.Errorf("the sum is %x, %v", sum, err)
		}
	}); got > most {
		t.Errorf("looking allocates %d MiB", got>>20)
	}
}

// TestNotText checks that what is not text is refused as a whole, wherever it comes
// from, and that a NUL further on is left to the compiler.
func TestNotText(t *testing.T) {
	linkProject(t)
	none := func(string) string { return "" }
	for text, want := range map[string]bool{
		"x=" + outsideMark + "\x00":                                             true,
		strings.Repeat("#", 511) + "\x00\nx=" + outsideMark:                     true,
		"# " + strings.Repeat("#", 512) + "\n\n" + "plan = \"\x00\" and isp = ": false,
	} {
		if err := os.WriteFile("a.seg", []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		for _, args := range []string{"check a.seg", "check .", "check -", "fmt a.seg", "fmt -", "explain -", "decompile a.seg", "decompile -", "diff a.seg good.seg"} {
			var out strings.Builder
			code := run(strings.Fields(args), streams{strings.NewReader(text), &out, &out}, none)
			refused := code == exitUsage && strings.Contains(out.String(), errNotText.Error()) && !strings.Contains(out.String(), outsideMark)
			if refused != want {
				t.Errorf("%q of %.20q: exit code %d\n%s", args, text, code, out.String())
			}
		}
	}
}
