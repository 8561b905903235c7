package tree_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/segc-lang/segc/internal/tree"
)

// leftIn returns the temporary files in a folder and below it.
func leftIn(t *testing.T, folder string) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(folder, func(name string, _ fs.DirEntry, err error) error {
		if matched, _ := filepath.Match(".segc-*.new", filepath.Base(name)); matched {
			all = append(all, filepath.ToSlash(name[len(folder)+1:]))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
	slices.Sort(all)
	return all
}

// TestLeftovers checks that the next write into a folder removes what a killed run
// left there, and nothing that is not just that.
func TestLeftovers(t *testing.T) {
	project, outside, files := withOutside(t)
	files.Tidy(new(tree.Leftovers))
	gone := []string{".segc-0123abcd.new", ".segc-ffffffff.new", ".segc-00000000.new"}
	kept := []string{
		".segc-0123abc.new", ".segc-0123abcde.new", ".segc-0123ABCD.new", ".segc-0123abcg.new", ".segc-0123 bcd.new", ".segc-0123abcd.new.new",
		"a.segc-0123abcd.new", ".segc-0123abcd.old", ".segc-0123abcd", "segc-0123abcd.new", ".segc-.new", ".segc-0123abcd.seg.new",
		"deep/.segc-0123abcd.new", "deep/down/.segc-0123abcd.new", ".git/.segc-0123abcd.new", "sub/.git/hooks/.segc-0123abcd.new",
	}
	for i, name := range slices.Concat(gone, kept) {
		name = filepath.Join(project, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, make([]byte, i), 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(project, ".segc-aaaaaaaa.new"), 0o777); err != nil {
		t.Fatal(err)
	}
	kept = append(kept, ".segc-aaaaaaaa.new")
	for name, make := range map[string]func(target, name string) error{
		".segc-bbbbbbb0.new": func(_, name string) error { return os.Symlink("plain.seg", name) },
		".segc-bbbbbbb1.new": func(_, name string) error { return os.Symlink("../outside/secret.seg", name) },
		".segc-bbbbbbb2.new": func(_, name string) error { return os.Symlink(".segc-0123abcd.new", name) },
		".segc-bbbbbbb3.new": func(_, name string) error { return os.Link(filepath.Join(outside, "secret"), name) },
	} {
		if err := make("", filepath.Join(project, name)); err != nil {
			t.Logf("no links here: %v", err)
			continue
		}
		kept = append(kept, name)
	}
	if _, err := files.Read("plain.seg", 100); err != nil {
		t.Fatal(err)
	}
	if left := leftIn(t, project); !slices.Contains(left, gone[0]) {
		t.Errorf("reading has removed something: %q", left)
	}
	if _, err := files.Write(t.Context(), "plain.seg", []byte("new")); err != nil {
		t.Fatal(err)
	}
	for _, name := range gone {
		if _, err := os.Lstat(filepath.Join(project, name)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s is still there: %v", name, err)
		}
	}
	for _, name := range kept {
		if _, err := os.Lstat(filepath.Join(project, filepath.FromSlash(name))); err != nil {
			t.Errorf("%s is gone", name)
		}
	}
	if _, err := files.Write(t.Context(), ".git/named", []byte("x")); err != nil {
		t.Error(err)
	}
	if !slices.Contains(leftIn(t, project), ".git/.segc-0123abcd.new") {
		t.Error("a file of the folder of git is gone")
	}
	if _, err := files.Write(t.Context(), "deep/down/b.seg", []byte("x")); err != nil {
		t.Error(err)
	}
	if left := leftIn(t, filepath.Join(project, "deep")); !slices.Equal(left, []string{".segc-0123abcd.new"}) {
		t.Errorf("in deep are %q", left)
	}
	unchanged(t, outside)
}

// TestLeftoversOnce checks that a folder is looked through once in a run, however
// many trees of it write files there, and that a tree without Tidy removes nothing.
func TestLeftoversOnce(t *testing.T) {
	project, _, files := withOutside(t)
	left := filepath.Join(project, "deep", ".segc-0123abcd.new")
	write := func(files *tree.Tree, name string) {
		t.Helper()
		if _, err := files.Write(t.Context(), name, []byte(name)); err != nil {
			t.Error(err)
		}
	}
	leave := func() {
		t.Helper()
		if err := os.WriteFile(left, nil, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	there := func(want bool) {
		t.Helper()
		if _, err := os.Lstat(left); want && err != nil || !want && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("it is there: %t (%v)", !want, err)
		}
	}
	leave()
	write(files, "deep/a.seg")
	there(true)
	var leftovers tree.Leftovers
	files.Tidy(&leftovers)
	write(files, "deep/b.seg")
	there(false)
	leave()
	write(files, "deep/c.seg")
	there(true)
	below, err := files.Below("deep")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = below.Close() }()
	write(below, "d.seg")
	there(true)
	below.Tidy(new(tree.Leftovers))
	write(below, "e.seg")
	there(false)
}
