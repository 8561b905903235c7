package tree_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/tree"
)

// TestWalkIsLikeTheTree checks that a walk lists and refuses what the tree does, in
// the same words and in any order of calls.
func TestWalkIsLikeTheTree(t *testing.T) {
	project, _, files := linked(t)
	in := func(name string) string { return filepath.Join(project, filepath.FromSlash(name)) }
	if err := errors.Join(os.Mkdir(in(".git"), 0o777), os.WriteFile(in(".git/x.seg"), []byte("SECRET"), 0o666), os.Symlink(".git", in("intogit"))); err != nil {
		t.Fatal(err)
	}
	names := []string{".", "deep", "deep/down", "deep/down/a.seg", "plain.seg", "none", "none/none", "deep/none/none", ".git", "intogit", "../outside", "deep/..", "", "deep/down/../down"}
	for _, l := range links {
		names = append(names, l.name, l.name+"/down", l.name+"/secret.seg")
	}
	walk := files.Walk()
	said := func(entries []fs.DirEntry, err error) string {
		return fmt.Sprintf("%v %v %v", entries, err, problem(err))
	}
	for range 2 {
		for _, name := range names {
			if got, want := said(walk.ReadDir(name)), said(fs.ReadDir(files.FS(), name)); got != want {
				t.Errorf("ReadDir(%q): %s; the tree says %s", name, got, want)
			}
			got, err := walk.Lstat(name)
			want, refused := files.Lstat(name)
			if (err == nil) != (refused == nil) || err == nil && !os.SameFile(got, want) || problem(err) != problem(refused) || errors.Is(err, fs.ErrNotExist) != errors.Is(refused, fs.ErrNotExist) {
				t.Errorf("Lstat(%q): %v, %v; the tree says %v, %v", name, got, err, want, refused)
			}
		}
	}
	if err := errors.Join(walk.Close(), walk.Close()); err != nil {
		t.Error(err)
	}
}

// TestWalkOverSwappedFolders checks that a folder that becomes a link at any moment
// leads a walk to nothing outside.
func TestWalkOverSwappedFolders(t *testing.T) {
	project, _ := folders(t)
	folder, link, kept := filepath.Join(project, "deep"), filepath.Join(project, "link"), filepath.Join(project, "kept")
	if err := os.Symlink("../outside", link); err != nil {
		judges.Missing(t, "files", "no links here: %v", err)
	}
	stop := swap(folder, link, kept)
	defer stop()
	files := opened(t, project)
	listed, refused := 0, 0
	for listed+refused < 3000 || listed == 0 || refused == 0 {
		walk := files.Walk()
		for _, name := range []string{"deep", "deep/down", "deep"} {
			entries, err := walk.ReadDir(name)
			if err != nil {
				refused++
				continue
			}
			listed++
			if got := fmt.Sprint(entries); strings.Contains(got, "secret") {
				t.Fatalf("%s has %s", name, got)
			}
		}
		_ = walk.Close()
	}
}

// TestWalkCostsTheSame checks that a folder costs a walk the same however deep it lies.
func TestWalkCostsTheSame(t *testing.T) {
	project, _ := folders(t)
	deep := strings.TrimSuffix(strings.Repeat("f/", 40), "/")
	for _, folder := range []string{"a", "b", deep + "/a", deep + "/b"} {
		if err := os.MkdirAll(filepath.Join(project, filepath.FromSlash(folder)), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	files := opened(t, project)
	cost := func(above string) float64 {
		walk := files.Walk()
		defer func() { _ = walk.Close() }()
		return testing.AllocsPerRun(100, func() {
			for _, name := range []string{"a", "b"} {
				if _, err := walk.ReadDir(above + name); err != nil {
					t.Fatal(err)
				}
				if _, err := walk.Lstat(above + name + "/none"); !errors.Is(err, fs.ErrNotExist) {
					t.Fatal(err)
				}
			}
		})
	}
	if flat, nested := cost(""), cost(deep+"/"); nested > flat+8 {
		t.Errorf("two folders take %g allocations, and %g deep down", flat, nested)
	}
}

var _ fs.ReadDirFS = (*tree.Walk)(nil)
