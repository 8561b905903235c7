package tree_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/tree"
)

// withOutside returns the tree of the tests' project.
func withOutside(t *testing.T) (project, outside string, files *tree.Tree) {
	t.Helper()
	project, outside = folders(t)
	files, err := tree.Open(project)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = files.Close() })
	return project, outside, files
}

// nothingLeft checks that no temporary file is left in the tree.
func nothingLeft(t *testing.T, project string) {
	t.Helper()
	_ = filepath.WalkDir(project, func(name string, _ fs.DirEntry, err error) error {
		if err != nil || strings.HasPrefix(filepath.Base(name), ".segc-") {
			t.Errorf("left behind: %s, %v", name, err)
		}
		return nil
	})
}

// TestSwappedFolder checks that a folder that becomes a link again and again, while
// files are written to it, never leads a write out.
func TestSwappedFolder(t *testing.T) {
	project, outside, files := withOutside(t)
	build, real, link := filepath.Join(project, "build"), filepath.Join(project, "real"), filepath.Join(project, "link")
	if err := os.Symlink("../outside", link); err != nil {
		judges.Missing(t, "files", "no links here: %v", err)
	}
	if err := os.Mkdir(build, 0o777); err != nil {
		t.Fatal(err)
	}
	var swaps atomic.Int64
	over, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for {
			select {
			case <-over:
				return
			default:
			}
			for _, step := range [][2]string{{build, real}, {link, build}, {build, link}, {real, build}} {
				for os.Rename(step[0], step[1]) != nil {
					_ = os.RemoveAll(step[1]) // a write has made the folder in between
				}
			}
			swaps.Add(1)
		}
	}()
	batch := files.Batch()
	defer func() { _ = batch.Close() }()
	const rounds = 200
	wrote, refused := 0, 0
	for n := 0; n < rounds || swaps.Load() < rounds; n++ {
		content := []byte(strings.Repeat("x", n%50))
		var err error
		switch n % 5 {
		case 0:
			_, err = files.Write(t.Context(), "build/a.json", content)
		case 4:
			_, err = batch.Write(t.Context(), []string{"build/a.json", "link/a.json", "build/secret.seg"}[n%3], content)
		case 1:
			_, err = files.Write(t.Context(), "build/secret.seg", content)
		case 2:
			err = files.Create("build/new.json", content)
		case 3:
			err = files.MakeFolders("build/deep/deeper")
		}
		if err == nil {
			wrote++
		} else {
			refused++
		}
		for _, name := range []string{"build/a.json", "real/a.json", "real/secret.seg", "build/new.json", "build/secret.seg", "build/deep/deeper", "build/deep"} {
			_ = files.Remove(name)
		}
	}
	close(over)
	<-done
	if wrote == 0 || refused == 0 {
		t.Errorf("%d writes and %d refusals: nothing was tried", wrote, refused)
	}
	unchanged(t, outside)
}

// unchanged checks that the folder outside has what it had.
func unchanged(t *testing.T, outside string) {
	t.Helper()
	entries, err := os.ReadDir(outside)
	if err != nil || len(entries) != 2 {
		t.Errorf("outside: %v, %v", entries, err)
	}
	for _, e := range entries {
		if data, _ := os.ReadFile(filepath.Join(outside, e.Name())); string(data) != "SECRET" {
			t.Errorf("%s has %q", e.Name(), data)
		}
	}
}

// TestRewrite checks that what somebody wrote after a file was read is not lost.
func TestRewrite(t *testing.T) {
	project, _, files := withOutside(t)
	for _, c := range []struct {
		name     string
		old      []byte
		conflict bool
	}{
		{"plain.seg", []byte("plain"), false},
		{"plain.seg", []byte("plain"), true}, // it has the new content by now
		{"plain.seg", nil, true},
		{"new.seg", nil, false},
		{"gone.seg", []byte(""), true},
		{"deep/down/a.seg", []byte("DEEP"), true},
	} {
		before, _ := files.Read(c.name, 100)
		content := "new" + string(before)
		changed, err := files.Rewrite(t.Context(), c.name, c.old, []byte(content))
		if errors.Is(err, tree.ErrChanged) != c.conflict || changed == c.conflict {
			t.Errorf("Rewrite(%q, %q) = %t, %v", c.name, c.old, changed, err)
		}
		if c.conflict {
			content = string(before)
		}
		if now, _ := files.Read(c.name, 100); string(now) != content {
			t.Errorf("%s has %q, want %q", c.name, now, content)
		}
	}
	if changed, err := files.Rewrite(t.Context(), "new.seg", []byte("other"), []byte("new")); changed || err != nil {
		t.Errorf("somebody wrote the same: %t, %v", changed, err)
	}
	nothingLeft(t, project)
}

// TestRenew checks that a file gets a new time although its bytes are the same, in one
// step and with the mode that it has, and that Write leaves the time alone.
// TestUpdate checks that a file with the same content is written again exactly if it is older than
// what it is made from.
func TestUpdate(t *testing.T) {
	project, outside, files := withOutside(t)
	name := filepath.Join(project, "plain.seg")
	made := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	for _, c := range []struct {
		age     time.Duration
		content string
		want    bool
	}{{0, "plain", false}, {-time.Second, "plain", false}, {time.Second, "plain", true}, {0, "other", true}, {-time.Second, "plain", true}} {
		old := made.Add(-c.age)
		if err := os.Chtimes(name, old, old); err != nil {
			t.Fatal(err)
		}
		if changed, err := files.Update(t.Context(), "plain.seg", []byte(c.content), made); changed != c.want || err != nil {
			t.Errorf("%+v: Update = %t, %v", c, changed, err)
		}
		if info, err := os.Stat(name); err != nil || info.ModTime().Equal(old) == c.want {
			t.Errorf("%+v: the file has the time of %v, %v", c, info, err)
		}
	}
	nothingLeft(t, project)
	unchanged(t, outside)
}

func TestRenew(t *testing.T) {
	project, outside, files := withOutside(t)
	name := filepath.Join(project, "plain.seg")
	if err := os.Chmod(name, 0o640); err != nil {
		t.Fatal(err)
	}
	old := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	if err := os.Chtimes(name, old, old); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(name)
	if err != nil {
		t.Fatal(err)
	}
	if changed, err := files.Write(t.Context(), "plain.seg", []byte("plain")); changed || err != nil {
		t.Errorf("Write = %t, %v", changed, err)
	}
	if info, err := os.Stat(name); err != nil || !info.ModTime().Equal(old) {
		t.Errorf("Write has touched the file: %v, %v", info, err)
	}
	if changed, err := files.Renew(t.Context(), "plain.seg", []byte("plain")); !changed || err != nil {
		t.Errorf("Renew = %t, %v", changed, err)
	}
	if info, err := os.Stat(name); err != nil || info.ModTime().Equal(old) || info.Mode() != before.Mode() {
		t.Errorf("Renew has left the time or changed the mode: %v, %v", info, err)
	}
	if changed, err := files.Renew(t.Context(), "deep/new/a.json", []byte("new")); !changed || err != nil {
		t.Errorf("Renew of a new file = %t, %v", changed, err)
	}
	nothingLeft(t, project)
	unchanged(t, outside)
}

// TestLinksIntoGit checks that no link leads a write to what git keeps for itself.
func TestLinksIntoGit(t *testing.T) {
	project, _, files := withOutside(t)
	for _, folder := range []string{".git/hooks", "sub/.GIT"} {
		if err := os.MkdirAll(filepath.Join(project, folder), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	for name, target := range map[string]string{"a.lock": ".git/index.lock", "hooks": ".git/hooks", "b.json": "sub/.GIT/b.json"} {
		if err := os.Symlink(filepath.FromSlash(target), filepath.Join(project, name)); err != nil {
			judges.Missing(t, "files", "no links here: %v", err)
		}
	}
	for name, link := range map[string]string{"a.lock": "a.lock", "hooks/x.json": "hooks", "b.json": "b.json", "hooks": "hooks"} {
		var refused *tree.LinkError
		if _, err := files.Write(t.Context(), name, nil); !errors.As(err, &refused) || refused.Name != link {
			t.Errorf("Write(%q) = %v", name, err)
		}
		if err := files.MakeFolders(name); !errors.As(err, &refused) || refused.Name != link {
			t.Errorf("MakeFolders(%q) = %v", name, err)
		}
	}
	if _, err := files.Write(t.Context(), ".git/named.json", nil); err != nil {
		t.Errorf("what somebody names is written: %v", err)
	}
}

// elsewhere reports whether an error is one of Unix, which another system has in
// words of its own.
func elsewhere(err error) bool {
	_, system := err.(syscall.Errno)
	return system && runtime.GOOS == "windows"
}

// TestRefusedWrites checks that what cannot be written leaves the old content and
// nothing beside it.
func TestRefusedWrites(t *testing.T) {
	project, _, files := withOutside(t)
	long := strings.Repeat("n", 300) + ".seg"
	for name, want := range map[string]error{
		long:             syscall.ENAMETOOLONG,
		"deep/" + long:   syscall.ENAMETOOLONG,
		"plain.seg/x":    syscall.ENOTDIR,
		"deep":           tree.ErrFolder,
		"../outside/x":   fs.ErrInvalid,
		"deep/../../x":   fs.ErrInvalid,
		"":               fs.ErrInvalid,
		"a\x00b":         fs.ErrInvalid,
		"/etc/segc-test": fs.ErrInvalid,
	} {
		if changed, err := files.Write(t.Context(), name, []byte("x")); !errors.Is(err, want) && !elsewhere(want) || err == nil || changed {
			t.Errorf("Write(%.20q) = %t, %v", name, changed, err)
		}
	}
	if data, _ := files.Read("plain.seg", 100); string(data) != "plain" {
		t.Errorf("plain.seg has %q", data)
	}
	nothingLeft(t, project)
}

// TestInterruptedBeforeRename checks that the old content stays when the run is
// interrupted after the new one was written beside it.
func TestInterruptedBeforeRename(t *testing.T) {
	project, _, files := withOutside(t)
	cause := errors.New("interrupted")
	ctx, cancel := context.WithCancelCause(t.Context())
	cancel(cause)
	for _, name := range []string{"plain.seg", "new.seg", "folder/new.seg"} {
		if changed, err := files.Rewrite(ctx, name, map[bool][]byte{true: []byte("plain")}[name == "plain.seg"], []byte("new")); changed || !errors.Is(err, cause) {
			t.Errorf("Rewrite(%q) = %t, %v", name, changed, err)
		}
	}
	if data, _ := files.Read("plain.seg", 100); string(data) != "plain" {
		t.Errorf("plain.seg has %q", data)
	}
	nothingLeft(t, project)
}

// TestModes checks that a new file obeys the umask and a replaced one keeps its
// mode, and that a file that may not be written is not replaced.
func TestModes(t *testing.T) {
	if runtime.GOOS == "windows" {
		judges.Missing(t, "files", "files have no such modes")
	}
	project, _, files := withOutside(t)
	like := filepath.Join(project, "like")
	if err := os.WriteFile(like, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	usual, err := os.Stat(like)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := files.Write(t.Context(), "new.json", []byte("x")); err != nil {
		t.Fatal(err)
	}
	if info, err := files.Stat("new.json"); err != nil || info.Mode() != usual.Mode() {
		t.Errorf("a new file has %v, %v; others have %v", info.Mode(), err, usual.Mode())
	}
	for _, mode := range []fs.FileMode{0o600, 0o640, 0o666, 0o755} {
		if err := os.Chmod(filepath.Join(project, "new.json"), mode); err != nil {
			t.Fatal(err)
		}
		if _, err := files.Write(t.Context(), "new.json", []byte(mode.String())); err != nil {
			t.Fatal(err)
		}
		if info, err := files.Stat("new.json"); err != nil || info.Mode() != mode {
			t.Errorf("the mode is %v, %v; it was %v", info.Mode(), err, mode)
		}
	}
	if os.Geteuid() == 0 {
		return // root may write to everything
	}
	for name, mode := range map[string]fs.FileMode{"new.json": 0o444, "deep/down": 0o555} {
		if err := os.Chmod(filepath.Join(project, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"new.json", "deep/down/a.seg", "deep/down/b.seg"} {
		if _, err := files.Write(t.Context(), name, []byte("x")); !errors.Is(err, fs.ErrPermission) {
			t.Errorf("Write(%q) = %v", name, err)
		}
	}
	_ = os.Chmod(filepath.Join(project, "deep/down"), 0o777)
	nothingLeft(t, project)
}
