//go:build unix

package tree_test

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/tree"
)

// TestThrough checks that a pipe is written to under its own name only, and that
// nothing else is written through.
func TestThrough(t *testing.T) {
	project, outside, files := withOutside(t)
	for name := range map[string]string{"pipe": "", "../outside/pipe": ""} {
		if err := syscall.Mkfifo(filepath.Join(project, name), 0o666); err != nil {
			judges.Missing(t, "files", "no pipes here: %v", err)
		}
	}
	for name, target := range map[string]string{"linked": "pipe", "out": "../outside/pipe"} {
		if err := os.Symlink(target, filepath.Join(project, name)); err != nil {
			judges.Missing(t, "files", "no links here: %v", err)
		}
	}
	if _, err := files.Write(t.Context(), "pipe", []byte("x")); !errors.Is(err, tree.ErrNotFile) {
		t.Errorf("Write = %v", err)
	}
	reader, err := os.OpenFile(filepath.Join(project, "pipe"), os.O_RDWR, 0) // so that nobody waits
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = reader.Close() }()
	pipe, err := files.Through("pipe")
	if err != nil {
		t.Fatal(err)
	}
	_, err = io.WriteString(pipe, "text")
	if err := errors.Join(err, pipe.Close()); err != nil {
		t.Error(err)
	}
	got := make([]byte, 4)
	if _, err := io.ReadFull(reader, got); err != nil || string(got) != "text" {
		t.Errorf("%q, %v", got, err)
	}
	for name, want := range map[string]string{
		"linked": "it was replaced while it was opened", "out": "it is a link that leads out of the folder",
		"plain.seg": "it was replaced while it was opened", "deep": "openat deep: is a directory", "missing": "openat missing: no such file or directory",
	} {
		f, err := files.Through(name)
		if err == nil {
			_ = f.Close()
		}
		if fmt.Sprint(err) != want {
			t.Errorf("Through(%q): %v", name, err)
		}
	}
	if data, _ := files.Read("plain.seg", 100); string(data) != "plain" {
		t.Errorf("plain.seg has %q", data)
	}
	if err := os.Remove(filepath.Join(outside, "pipe")); err != nil {
		t.Fatal(err)
	}
	unchanged(t, outside)
}

// TestOwnerIsKept checks that root leaves a file to whom it belongs.
func TestOwnerIsKept(t *testing.T) {
	project, _, files := withOutside(t)
	name := filepath.Join(project, "plain.seg")
	const owner, group = 12345, 23456
	if err := os.Chown(name, owner, group); err != nil {
		judges.Missing(t, "root", "only root may give files away: %v", err)
	}
	if _, err := files.Write(t.Context(), "plain.seg", []byte("new")); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if stat, ok := info.Sys().(*syscall.Stat_t); !ok || stat.Uid != owner || stat.Gid != group {
		t.Errorf("it belongs to %+v", info.Sys())
	}
}
