package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestProcessSubstitution checks that a result can go to anything that a shell
// gives segc under a name: a command, a pipe, a stream, a device, an open file.
func TestProcessSubstitution(t *testing.T) {
	t.Parallel()
	const document = `{"any":[{"all":[{"kind":"activity","metric":"open","operator":"ever"}]}]}`
	messages := prose.Open(t, "descriptors")
	for _, c := range []struct {
		shell string // $S compiles to what follows
		code  int
		out   string // "" for the document
		err   string // what the message names
	}{
		{shell: `$S >(cat); wait $!`},
		{shell: `$S >(cat) | cat`},
		{shell: `exec 9> >(cat); $S /dev/fd/9; code=$?; exec 9>&-; wait $!; (exit $code)`},
		{shell: `exec 4>&1; $S /dev/fd/4 >/dev/null`},
		{shell: `exec 4>&1; $S /proc/self/fd/4 >/dev/null`},
		{shell: `exec 4>&1; $S /proc/thread-self/fd/4 >/dev/null`},
		{shell: `exec 4>&1; $S /dev/./fd//4 >/dev/null`},
		{shell: `$S /dev/stdout`},
		{shell: `$S /dev//stdout`},
		{shell: `$S /dev/stderr 2>&1 >/dev/null`},
		{shell: `$S /dev/null; echo nothing`, out: "nothing\n"},
		{shell: `mkfifo pipe; cat pipe & $S pipe; code=$?; wait $!; (exit $code)`},
		{shell: `exec 4>onto; echo kept >&4; $S /dev/fd/4; cat onto`, out: "kept\n" + document + "\n"},
		{shell: `echo kept >onto; $S /dev/fd/4 4>>onto; cat onto`, out: "kept\n" + document + "\n"},
		{shell: `exec 9> >(exec true); wait $!; $S /dev/fd/9`, code: 2, out: "-", err: "/dev/fd/9"},
		{shell: `exec 8> >(exec true); wait $!; $S /proc/self/fd/8`, code: 2, out: "-", err: "/proc/self/fd/8"},
		{shell: `$S /dev/fd/3`, code: 2, out: "-", err: "/dev/fd/3"},
		{shell: `$S /dev/fd/4`, code: 2, out: "-", err: "/dev/fd/4"},
		{shell: `$S /proc/self/fd/5`, code: 2, out: "-", err: "/proc/self/fd/5"},
		{shell: `$S /dev/fd/99999999999999999999`, code: 2, out: "-", err: "99999999999999999999"},
		{shell: `$S /dev/fd/4 4</dev/null`, code: 2, out: "-", err: "/dev/fd/4"},
		{shell: `ln -s /dev/fd/4 out.json; $S out.json 4>&1`, code: 2, out: "-", err: "out.json"},
		{shell: `ln -s /proc/self/fd/1 out.json; $S out.json`, code: 2, out: "-", err: "out.json"},
		{shell: `ln -s /dev/fd fds; $S fds/1`, code: 2, out: "-", err: "fds/1"},
	} {
		folder := t.TempDir()
		if err := os.WriteFile(filepath.Join(folder, "rule.seg"), []byte("opened\n"), 0o666); err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Minute) // a hang must end
		cmd := exec.CommandContext(ctx, "bash", "-c", `S="segc --compact rule.seg -o"; `+c.shell)
		cmd.Dir, cmd.WaitDelay = folder, time.Minute
		var out, said strings.Builder
		cmd.Stdout, cmd.Stderr = &out, &said
		err := cmd.Run()
		cancel()
		if errors.Is(err, exec.ErrNotFound) {
			judges.Missing(t, "shell", "no bash here")
		}
		want := document + "\n"
		if c.out != "" {
			want = c.out
		}
		if code := cmd.ProcessState.ExitCode(); code != c.code || c.out != "-" && out.String() != want || !strings.Contains(said.String(), c.err) {
			t.Errorf("%s: exit code %d\n%s\n%s", c.shell, code, out.String(), said.String())
		}
		if c.code != 0 {
			messages.Add(t, c.shell, said.String())
		}
		if c.code == 0 && said.Len() > 0 {
			t.Errorf("%s: it says %s", c.shell, said.String())
		}
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if strings.HasPrefix(e.Name(), ".segc-") || e.Name() == "pipe" && e.Type()&os.ModeNamedPipe == 0 || e.Name() == "out.json" && e.Type()&os.ModeSymlink == 0 {
				t.Errorf("%s: %s is there, of type %s", c.shell, e.Name(), e.Type())
			}
		}
	}
}

// TestInherited checks that what this process opened itself is refused, however it is
// named, and that what a caller gave is written to and stays open.
func TestInherited(t *testing.T) {
	t.Parallel()
	f, err := os.Create(filepath.Join(t.TempDir(), "own"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	own := fmt.Sprint(f.Fd())
	given, err := syscall.Dup(int(f.Fd())) // as a shell passes it on
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = syscall.Close(given) }()
	for _, folder := range []string{"/dev/fd/", "/proc/self/fd/", "/proc/thread-self/fd/", fmt.Sprintf("/proc/%d/fd/", os.Getpid()), fmt.Sprintf("/proc/self/task/%d/fd/", os.Getpid())} {
		if err := writeOpen(folder+own, []byte("x")); !errors.Is(err, errNotGiven) {
			t.Errorf("%s%s is written: %v", folder, own, err)
		}
		if err := writeOpen(folder+fmt.Sprint(given), []byte("x")); err != nil {
			t.Errorf("%s%d: %v", folder, given, err)
		}
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		t.Fatal(err)
	}
	if text, err := io.ReadAll(f); string(text) != "xxxxx" || err != nil {
		t.Errorf("the file has %q (%v)", text, err)
	}
}
