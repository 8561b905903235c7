package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/tree"
)

// TestInterruptedWrite checks that a signal while a file is written leaves the old
// content and nothing beside it.
func TestInterruptedWrite(t *testing.T) {
	if runtime.GOOS == "windows" {
		judges.Missing(t, "signals", "there are no signals to send")
	}
	folder := t.TempDir()
	target := filepath.Join(folder, "out.json")
	if err := os.WriteFile(target, []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
	files, err := tree.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = files.Close() }()
	changed, err := replacing(target, func(ctx context.Context) (bool, error) {
		self, err := os.FindProcess(os.Getpid())
		if err != nil {
			return false, err
		}
		if err := self.Signal(os.Interrupt); err != nil {
			return false, err
		}
		<-ctx.Done()
		return files.Write(ctx, "out.json", []byte("new"))
	})
	if changed || !errors.Is(err, errInterrupted) {
		t.Errorf("it returned %t, %v", changed, err)
	}
	onlyFile(t, folder, "old")
}

// TestLateInterrupt checks that a signal after the last moment is not lost: the run
// ends before the next file.
func TestLateInterrupt(t *testing.T) {
	if runtime.GOOS == "windows" {
		judges.Missing(t, "signals", "there are no signals to send")
	}
	changed, err := replacing("out.json", func(ctx context.Context) (bool, error) {
		self, err := os.FindProcess(os.Getpid())
		if err == nil {
			err = self.Signal(os.Interrupt)
		}
		<-ctx.Done()
		return true, err
	})
	if !changed || !errors.Is(err, errInterrupted) {
		t.Errorf("it returned %t, %v", changed, err)
	}
}

// TestModeIsKept checks that a file has the mode of the one that it replaces,
// no matter what the umask is.
func TestModeIsKept(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		judges.Missing(t, "files", "files have no such modes")
	}
	folder := t.TempDir()
	target := filepath.Join(folder, "out.json")
	if err := os.WriteFile(target, []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, mode := range []os.FileMode{0o600, 0o664, 0o777} {
		if err := os.Chmod(target, mode); err != nil {
			t.Fatal(err)
		}
		a := &app{}
		if _, err := a.write(target, []byte(mode.String())); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(target)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode().Perm() != mode {
			t.Errorf("a file of mode %s has mode %s now", mode, info.Mode().Perm())
		}
		onlyFile(t, folder, mode.String())
	}
}

func onlyFile(t *testing.T, folder, content string) {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 1 {
		t.Errorf("the folder has %v", entries)
	}
	got, err := os.ReadFile(filepath.Join(folder, "out.json"))
	if err != nil || string(got) != content {
		t.Errorf("the content is %q, %v; want %q", got, err, content)
	}
}
