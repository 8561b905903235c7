package main

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
)

// TestInterruptedWrite holds that a signal while a file is written leaves the
// old content and nothing beside it.
func TestInterruptedWrite(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	target := filepath.Join(folder, "out.json")
	if err := os.WriteFile(target, []byte("old"), 0o666); err != nil {
		t.Fatal(err)
	}
	interrupt := make(chan os.Signal, 1)
	interrupt <- os.Interrupt
	if err := replace(target, []byte("new"), nil, interrupt); !errors.Is(err, errInterrupted) {
		t.Errorf("replace returned %v", err)
	}
	onlyFile(t, folder, "old")
}

// TestFailedWrite holds the same for a write that does not succeed.
func TestFailedWrite(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := os.MkdirAll(filepath.Join(folder, "out.json", "taken"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := replace(filepath.Join(folder, "out.json"), []byte("new"), nil, nil); err == nil {
		t.Error("a folder was replaced by a file")
	}
	entries, err := os.ReadDir(folder)
	if err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v, %v", entries, err)
	}
}

// TestModeIsKept holds that a file has the mode of the one that it replaces,
// whatever the umask.
func TestModeIsKept(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("files have no such modes")
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
		if err := writeFile(target, []byte(mode.String())); err != nil {
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
