package tree_test

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/tree"
)

// The files of the tests: a project, and beside it what must stay untouched.
func folders(t *testing.T) (project, outside string) {
	t.Helper()
	base := t.TempDir()
	project, outside = filepath.Join(base, "project"), filepath.Join(base, "outside")
	for name, text := range map[string]string{
		"project/plain.seg":       "plain",
		"project/deep/down/a.seg": "deep",
		"project/.env":            "SECRET",
		"outside/secret":          "SECRET",
		"outside/secret.seg":      "SECRET",
	} {
		name = filepath.Join(base, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return project, outside
}

// links are the ways to lead somewhere by a link, each with what becomes of it.
var links = []struct {
	name, target string
	problem      tree.Problem // 0: it is fine
	leads        string       // to this file
}{
	{name: "fine.seg", target: "plain.seg", leads: "plain.seg"},
	{name: "deep/up.seg", target: "../plain.seg", leads: "plain.seg"},
	{name: "deep/down/round.seg", target: "../../deep/down/a.seg", leads: "deep/down/a.seg"},
	{name: "chain.seg", target: "deep/up.seg", leads: "plain.seg"},
	{name: "folder", target: "deep/down"},
	{name: "out.seg", target: "../outside/secret", problem: tree.Leaves},
	{name: "out2.seg", target: "../outside/secret.seg", problem: tree.Leaves},
	{name: "deep/out.seg", target: "../../outside/secret.seg", problem: tree.Leaves},
	{name: "absolute.seg", target: "/etc/hostname", problem: tree.Absolute},
	{name: "missing.seg", target: "../outside/missing.seg", problem: tree.Leaves},
	{name: "chained.seg", target: "out2.seg", problem: tree.Leaves},
	{name: "away", target: "../outside", problem: tree.Leaves},
	{name: "back.seg", target: "../project/plain.seg", problem: tree.Leaves},
	{name: "env.seg", target: ".env", problem: tree.Disguised},
	{name: "bare.seg", target: "deep/down/../../.env", problem: tree.Disguised},
	{name: "self.seg", target: "self.seg", problem: tree.Circle},
	{name: "gone.seg", target: "deep/missing.seg", problem: tree.Dangles},
	{name: "one.seg", target: "two.seg", problem: tree.Circle},
	{name: "two.seg", target: "one.seg", problem: tree.Circle},
}

func linked(t *testing.T) (project, outside string, files *tree.Tree) {
	t.Helper()
	project, outside = folders(t)
	for _, l := range links {
		if err := os.Symlink(filepath.FromSlash(l.target), filepath.Join(project, filepath.FromSlash(l.name))); err != nil {
			judges.Missing(t, "files", "no links here: %v", err)
		}
	}
	files, err := tree.Open(project)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = files.Close() })
	return project, outside, files
}

func problem(err error) tree.Problem {
	var link *tree.LinkError
	if errors.As(err, &link) {
		return link.Problem
	}
	return 0
}

func TestLinksAreRead(t *testing.T) {
	_, _, files := linked(t)
	for _, l := range links {
		if l.leads == "" && l.problem == 0 || l.name == "away" {
			continue // folders
		}
		data, err := files.Read(l.name, 100)
		if got := problem(err); got != l.problem {
			t.Errorf("Read(%q) = %q, %v; want problem %d", l.name, data, err, l.problem)
		}
		if l.problem != 0 {
			continue
		}
		want, err := files.Read(l.leads, 100)
		if err != nil || string(want) != string(data) {
			t.Errorf("Read(%q) = %q, want %q (%v)", l.name, data, want, err)
		}
	}
	if data, err := files.Read("folder/a.seg", 100); string(data) != "deep" || err != nil {
		t.Errorf("Read(folder/a.seg) = %q, %v", data, err)
	}
	var link *tree.LinkError
	if data, err := files.Read("away/secret.seg", 100); len(data) > 0 || !errors.As(err, &link) || link.Name != "away" || link.Problem != tree.Leaves {
		t.Errorf("Read(away/secret.seg) = %q, %v", data, err)
	}
	if _, err := files.Below("away"); problem(err) != tree.Leaves {
		t.Errorf("Below(away): %v", err)
	}
	below, err := files.Below("folder")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = below.Close() }()
	if data, err := fs.ReadFile(below.FS(), "a.seg"); string(data) != "deep" {
		t.Errorf("below: %q, %v", data, err)
	}
}

func TestLinksAreWritten(t *testing.T) {
	project, outside, files := linked(t)
	for _, l := range links {
		name := l.name
		switch {
		case name == "away":
			name = "away/new.seg"
		case l.leads == "" && l.problem == 0:
			name = "folder/a.seg"
		}
		want := l.problem
		if want == tree.Dangles {
			want = 0 // then its file is made
		}
		changed, err := files.Write(t.Context(), name, []byte("written by "+l.name))
		if got := problem(err); got != want || changed != (want == 0) {
			t.Errorf("Write(%q) = %t, %v; want problem %d", name, changed, err, want)
		}
		if l.leads == "" {
			continue
		}
		if data, err := files.Read(l.leads, 100); string(data) != "written by "+l.name {
			t.Errorf("%s leads to %s, which has %q, %v", l.name, l.leads, data, err)
		}
		if info, err := os.Lstat(filepath.Join(project, l.name)); err != nil || info.Mode()&fs.ModeSymlink == 0 {
			t.Errorf("%s is no link any more", l.name)
		}
	}
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

func TestHardLink(t *testing.T) {
	project, outside := folders(t)
	secret := filepath.Join(outside, "secret.seg")
	if err := os.Link(secret, filepath.Join(project, "hard.seg")); err != nil {
		judges.Missing(t, "files", "no links here: %v", err)
	}
	files, err := tree.Open(project)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = files.Close() }()
	if data, err := files.Read("hard.seg", 100); problem(err) != tree.SecondName {
		t.Errorf("Read = %q, %v", data, err)
	}
	if _, err := files.Write(t.Context(), "hard.seg", []byte("new")); err != nil {
		t.Error(err)
	}
	if data, _ := os.ReadFile(secret); string(data) != "SECRET" {
		t.Errorf("the other name has %q", data)
	}
}

func TestFollowing(t *testing.T) {
	project, _, _ := linked(t)
	files, err := tree.OpenFollowing(project)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = files.Close() }()
	if data, err := files.Read("out.seg", 100); string(data) != "SECRET" {
		t.Errorf("Read = %q, %v", data, err)
	}
	if _, err := files.Write(t.Context(), "out.seg", nil); problem(err) != tree.Leaves {
		t.Errorf("Write = %v", err)
	}
}

func TestLimit(t *testing.T) {
	project, _ := folders(t)
	files, err := tree.Open(project)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = files.Close() }()
	for limit, fits := range map[int64]bool{4: false, 5: true, 6: true} {
		data, err := files.Read("plain.seg", limit)
		var large *tree.TooLargeError
		if fits != (string(data) == "plain") || errors.As(err, &large) == fits || !fits && large.Limit != limit {
			t.Errorf("limit %d: %q, %v", limit, data, err)
		}
	}
	f, err := files.Open("plain.seg")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	if data, err := io.ReadAll(f); string(data) != "plain" {
		t.Errorf("%q, %v", data, err)
	}
}

func TestWriteIsOneStep(t *testing.T) {
	project, _ := folders(t)
	files, err := tree.Open(project)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = files.Close() }()
	ended, cancel := context.WithCancelCause(t.Context())
	cause := errors.New("interrupted")
	cancel(cause)
	if _, err := files.Write(ended, "plain.seg", []byte("half")); !errors.Is(err, cause) {
		t.Errorf("Write = %v", err)
	}
	if data, _ := files.Read("plain.seg", 100); string(data) != "plain" {
		t.Errorf("an interrupted Write left %q", data)
	}
	if changed, err := files.Write(t.Context(), "plain.seg", []byte("plain")); changed || err != nil {
		t.Errorf("the same content: %t, %v", changed, err)
	}
	if changed, err := files.Write(t.Context(), "new/folder/b.seg", []byte("b")); !changed || err != nil {
		t.Errorf("a new file: %t, %v", changed, err)
	}
	if err := files.Create("plain.seg", nil); !errors.Is(err, fs.ErrExist) {
		t.Errorf("Create = %v", err)
	}
	left, err := filepath.Glob(filepath.Join(project, ".segc-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}
