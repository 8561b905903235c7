package tree_test

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/tree"
)

// readNext reads a file of a series.
func readNext(files *tree.Series, name string) (string, error) {
	f, err := files.Open(name)
	if err != nil {
		return "", err
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(f)
	return string(data), err
}

// TestSeriesIsLikeOpen checks that a series reads and refuses what the tree does, in
// the same words.
func TestSeriesIsLikeOpen(t *testing.T) {
	project, outside, files := linked(t)
	names := []string{
		"plain.seg", "deep/down/a.seg", "deep/down/none.seg", "folder/a.seg", "folder/none.seg", "away/secret.seg", "deep", "deep/down", "none/none.seg",
		".git/x.seg", "intogit/x.seg", "deep/intogit/x.seg", "deep/down/hard.seg", "../outside/secret.seg", "", "deep/../plain.seg", "deep/down/beside.seg", "deep/down/env.seg",
	}
	for _, l := range links {
		names = append(names, l.name)
	}
	in := func(name string) string { return filepath.Join(project, filepath.FromSlash(name)) }
	err := errors.Join(os.Mkdir(in(".git"), 0o777), os.WriteFile(in(".git/x.seg"), []byte("SECRET"), 0o666),
		os.Symlink(".git", in("intogit")), os.Symlink("../.git", in("deep/intogit")),
		os.Symlink("a.seg", in("deep/down/beside.seg")), os.WriteFile(in("deep/down/.env"), []byte("SECRET"), 0o666), os.Symlink(".env", in("deep/down/env.seg")),
		os.Link(filepath.Join(outside, "secret.seg"), in("deep/down/hard.seg")))
	if err != nil {
		t.Fatal(err)
	}
	series := files.Series()
	defer func() { _ = series.Close() }()
	for range 2 { // each follows each other one, or itself
		for _, name := range names {
			want, refused := files.Read(name, 100)
			got, err := readNext(series, name)
			if got != string(want) || (err == nil) != (refused == nil) || err != nil && err.Error() != refused.Error() || problem(err) != problem(refused) {
				t.Errorf("Open(%q): %q, %v; the tree reads %q, %v", name, got, err, want, refused)
			}
			if strings.Contains(got, "SECRET") && !strings.HasPrefix(name, ".") {
				t.Errorf("Open(%q) reads %q", name, got)
			}
		}
	}
}

// TestSeriesOverSwappedFolders checks that a folder that becomes a link at any
// moment leads a series to nothing outside, and not to what git keeps.
func TestSeriesOverSwappedFolders(t *testing.T) {
	for _, target := range []string{"../outside", ".git"} {
		project, _ := folders(t)
		for _, name := range []string{"deep/plain.seg", ".git/secret.seg"} {
			text := map[bool]string{true: "SECRET", false: "plain"}[path.Base(name) == "secret.seg"]
			if err := errors.Join(os.MkdirAll(filepath.Join(project, path.Dir(name)), 0o777), os.WriteFile(filepath.Join(project, name), []byte(text), 0o666)); err != nil {
				t.Fatal(err)
			}
		}
		folder, link, kept := filepath.Join(project, "deep"), filepath.Join(project, "link"), filepath.Join(project, "kept")
		if err := os.Symlink(target, link); err != nil {
			judges.Missing(t, "files", "no links here: %v", err)
		}
		stop := swap(folder, link, kept)
		files := opened(t, project)
		read, refused := 0, 0
		for read+refused < 3000 || read == 0 || refused == 0 {
			series := files.Series()
			for _, name := range []string{"deep/plain.seg", "deep/secret.seg", "deep/plain.seg"} {
				switch data, err := readNext(series, name); {
				case err != nil:
					refused++
				case data == "plain":
					read++
				case target != ".git": // a check of the name comes before its folder is opened
					t.Fatalf("%s: %q was read", target, data)
				}
			}
			_ = series.Close()
		}
		stop()
	}
}

// TestSeriesWalksOnce checks that a file costs the same however deep its folder
// lies, and a folder no more than its depth.
func TestSeriesWalksOnce(t *testing.T) {
	project, _ := folders(t)
	const depth = 40
	deep := strings.TrimSuffix(strings.Repeat("f/", depth), "/")
	for _, name := range []string{"f/a.seg", deep + "/one/a.seg", deep + "/two/a.seg"} {
		name = filepath.Join(project, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, nil, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	files := opened(t, project)
	cost := func(name string) float64 {
		series := files.Series()
		defer func() { _ = series.Close() }()
		return testing.AllocsPerRun(100, func() {
			if _, err := readNext(series, name); err != nil {
				t.Fatal(err)
			}
		})
	}
	if flat, nested := cost("f/a.seg"), cost(deep+"/one/a.seg"); nested > flat+3 {
		t.Errorf("a file takes %g allocations, and %g deep down", flat, nested)
	}
	walk := testing.AllocsPerRun(100, func() {
		for _, name := range []string{deep + "/one", deep + "/two"} {
			if entries, err := fs.ReadDir(files.FS(), name); err != nil || len(entries) != 1 {
				t.Fatal(entries, err)
			}
		}
	})
	if walk > 2*10*depth {
		t.Errorf("two folders that are %d deep take %g allocations", depth, walk)
	}
}
