//go:build unix

package tree_test

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/tree"
)

// TestPipe checks that no pipe is waited for, unless that is asked for.
func TestPipe(t *testing.T) {
	project, _ := folders(t)
	pipe := filepath.Join(project, "pipe.seg")
	if err := syscall.Mkfifo(pipe, 0o666); err != nil {
		judges.Missing(t, "files", "no pipes here: %v", err)
	}
	if err := os.Symlink("pipe.seg", filepath.Join(project, "linked.seg")); err != nil {
		t.Fatal(err)
	}
	files := opened(t, project)
	for _, name := range []string{"pipe.seg", "linked.seg"} {
		if _, err := files.Read(name, 100); !errors.Is(err, tree.ErrNotFile) {
			t.Errorf("Read(%q): %v", name, err)
		}
	}
	for _, name := range []string{"linked.seg", "plain.seg", "deep"} {
		if _, err := files.OpenPipe(name); !errors.Is(err, tree.ErrNotFile) {
			t.Errorf("OpenPipe(%q): %v", name, err)
		}
	}
	go func() {
		w, err := os.OpenFile(pipe, os.O_WRONLY, 0)
		if err == nil {
			_, err = io.WriteString(w, "through")
		}
		if err := errors.Join(err, w.Close()); err != nil {
			t.Error(err)
		}
	}()
	f, err := files.OpenPipe("pipe.seg")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if data, err := io.ReadAll(f); string(data) != "through" {
		t.Errorf("%q, %v", data, err)
	}
}
