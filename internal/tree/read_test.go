package tree_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/tree"
)

func opened(t *testing.T, folder string) *tree.Tree {
	t.Helper()
	files, err := tree.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = files.Close() })
	return files
}

// TestDangles checks that a link that leads nowhere is distinguished from a file
// that is not there, and that both are missing.
func TestDangles(t *testing.T) {
	project, _, files := linked(t)
	for name, want := range map[string]tree.Problem{"gone.seg": tree.Dangles, "none.seg": 0, "folder/none.seg": 0, "none/none.seg": 0} {
		_, err := files.Open(name)
		if got := problem(err); got != want || !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Open(%q): %v", name, err)
		}
		if _, err := files.Stat(name); problem(err) != want || !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("Stat(%q): %v", name, err)
		}
	}
	if _, err := os.Lstat(filepath.Join(project, "deep", "missing.seg")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("reading made a file: %v", err)
	}
}

// TestOddNames checks names that no io/fs would take.
func TestOddNames(t *testing.T) {
	if runtime.GOOS != "linux" {
		judges.Missing(t, "files", "names are UTF-8 here")
	}
	project, _ := folders(t)
	for _, name := range []string{"\xff.seg", "a\nb.seg", `a\b.seg`, "\xff\xfe/x.seg"} {
		full := filepath.Join(project, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(full), 0o777), os.WriteFile(full, []byte("odd"), 0o666)); err != nil {
			t.Fatal(err)
		}
		if data, err := opened(t, project).Read(name, 100); string(data) != "odd" {
			t.Errorf("Read(%q) = %q, %v", name, data, err)
		}
	}
	for _, name := range []string{"", "/etc/passwd", "../outside/secret.seg", "\xff/../../outside/secret.seg", "deep/../plain.seg", "a\x00b.seg", "./plain.seg"} {
		if data, err := opened(t, project).Read(name, 100); !errors.Is(err, fs.ErrInvalid) {
			t.Errorf("Read(%q) = %q, %v", name, data, err)
		}
	}
}

// swap puts a link in the place of what has a name, and back, again and again until
// stop is called. What it moves away is kept under a third name.
func swap(name, link, kept string) (stop func()) {
	done := make(chan struct{})
	var swapping sync.WaitGroup
	swapping.Go(func() {
		for {
			select {
			case <-done:
				return
			default: // what fails is tried again
				_ = os.Rename(name, kept)
				_ = os.Rename(link, name)
				_ = os.Rename(name, link)
				_ = os.Rename(kept, name)
			}
		}
	})
	return func() {
		close(done)
		swapping.Wait()
	}
}

// TestSwapped checks that a link which takes the place of a file at any moment
// never leads anywhere: the file is read, or nothing.
func TestSwapped(t *testing.T) {
	for _, target := range []string{"../outside/secret.seg", ".env", "deep"} {
		project, outside := folders(t)
		name, link := filepath.Join(project, "plain.seg"), filepath.Join(project, "link")
		if err := os.Symlink(target, link); err != nil {
			judges.Missing(t, "files", "no links here: %v", err)
		}
		kept := filepath.Join(project, "kept")
		stop := swap(name, link, kept)
		files := opened(t, project)
		read, refused := 0, 0
		for read+refused < 3000 || read == 0 || refused == 0 {
			switch data, err := files.Read("plain.seg", 100); {
			case err != nil:
				refused++
			case string(data) == "plain":
				read++
			default:
				t.Fatalf("%s: %q was read", target, data)
			}
		}
		stop()
		if data, err := os.ReadFile(filepath.Join(outside, "secret.seg")); string(data) != "SECRET" {
			t.Errorf("%q, %v", data, err)
		}
	}
}

// TestWalk checks that a walk sees links and does not enter them.
func TestWalk(t *testing.T) {
	_, _, files := linked(t)
	found := map[string]bool{}
	err := fs.WalkDir(files.FS(), ".", func(name string, entry fs.DirEntry, err error) error {
		found[name] = entry.IsDir()
		return err
	})
	if err != nil || !found["deep/down"] || !found["."] {
		t.Errorf("%v, %v", found, err)
	}
	for _, l := range links {
		if folder, there := found[l.name]; !there || folder {
			t.Errorf("%s: there %t, a folder %t", l.name, there, folder)
		}
	}
	if found["folder/a.seg"] || found["away/secret.seg"] {
		t.Error("a link was entered")
	}
}
