package tree_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"syscall"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/tree"
)

// TestGrow checks that a file that grows belongs to its owner and to one run alone.
func TestGrow(t *testing.T) {
	t.Parallel()
	project, _, files := withOutside(t)
	f, err := files.Grow("x.partial")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteString("one\n"); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(project, "x.partial"))
	if err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	if other, err := files.Grow("x.partial"); runtime.GOOS == "linux" && !errors.Is(err, tree.ErrBusy) {
		t.Errorf("%v %v", other, err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	if f, err = files.Grow("x.partial"); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // it was only read
	if text, err := io.ReadAll(f); string(text) != "one\n" || err != nil {
		t.Errorf("%q %v", text, err)
	}
}

// TestGrowRefuses checks that no link and no second name leads a file that grows elsewhere.
func TestGrowRefuses(t *testing.T) {
	t.Parallel()
	project, outside, files := withOutside(t)
	precious := filepath.Join(outside, "x.partial")
	if err := os.WriteFile(precious, []byte("precious"), 0o666); err != nil {
		t.Fatal(err)
	}
	for name, make := range map[string]func(at string) error{
		"link.partial": func(at string) error { return os.Symlink(filepath.Join("..", filepath.Base(outside), "x.partial"), at) },
		"dangling.partial": func(at string) error {
			return os.Symlink(filepath.Join("..", filepath.Base(outside), "new.partial"), at)
		},
		"second.partial": func(at string) error { return os.Link(precious, at) },
		"circle.partial": func(at string) error { return os.Symlink("circle.partial", at) },
	} {
		if err := make(filepath.Join(project, name)); err != nil {
			judges.Missing(t, "files", "no links here: %v", err)
		}
		f, err := files.Grow(name)
		var link *tree.LinkError
		if !errors.As(err, &link) {
			t.Errorf("%s: %v %v", name, f, err)
		}
	}
	if err := os.Mkdir(filepath.Join(project, "folder"), 0o777); err != nil {
		t.Fatal(err)
	}
	if f, err := files.Grow("folder"); !errors.Is(err, tree.ErrFolder) && !errors.Is(err, syscall.EISDIR) {
		t.Errorf("%v %v", f, err)
	}
	if text, err := os.ReadFile(precious); string(text) != "precious" || err != nil {
		t.Errorf("%q %v", text, err)
	}
	if _, err := os.Stat(filepath.Join(outside, "new.partial")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
}

// TestWritePrivateFrom checks that a file is replaced in one step, and that a content that ends
// early leaves the old one.
func TestWritePrivateFrom(t *testing.T) {
	t.Parallel()
	project, _, files := withOutside(t)
	name, broken := filepath.Join(project, "x.ndjson"), errors.New("broken")
	fill := func(text string, err error) func(io.Writer) error {
		return func(w io.Writer) error {
			_, problem := io.WriteString(w, text)
			return errors.Join(problem, err)
		}
	}
	if err := files.WritePrivateFrom(t.Context(), "x.ndjson", fill("ha", broken)); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(name); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v", err)
	}
	if err := files.WritePrivateFrom(t.Context(), "x.ndjson", fill("whole", nil)); err != nil {
		t.Errorf("%v", err)
	}
	if info, err := os.Stat(name); err != nil || runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
		t.Errorf("%v %v", info, err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := files.WritePrivateFrom(ended, "x.ndjson", fill("late", nil)); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	if err := files.WritePrivateFrom(t.Context(), "x.ndjson", fill("ha", broken)); !errors.Is(err, broken) {
		t.Errorf("%v", err)
	}
	if text, err := os.ReadFile(name); string(text) != "whole" || err != nil {
		t.Errorf("%q %v", text, err)
	}
	nothingLeft(t, project)
}
