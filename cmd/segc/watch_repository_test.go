package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestWatchSeesRepositories checks that a folder that becomes a repository, or stops being
// one, has its rules compiled again: that decides what their links and `use` may reach.
func TestWatchSeesRepositories(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{"theirs/a.seg": "isp = 1", "ours/a.seg": "isp = 1"} {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	a := newApp(streams{strings.NewReader(""), &strings.Builder{}, &strings.Builder{}}, func(string) string { return "" })
	defer func() { _ = a.places.close() }()
	w := &watcher{app: a, args: []string{"."}, flags: &compileFlags{}, rules: map[string]watched{}, stale: map[string]bool{}}
	var before look
	next := func() map[string]bool {
		t.Helper()
		now, err := w.lookAt(nil, before)
		if err != nil {
			t.Fatal(err)
		}
		changed := before.changes(now)
		before = now
		return changed
	}
	theirs := filepath.Join("theirs", "a.seg")
	if changed := next(); len(changed) != 2 {
		t.Fatal(changed)
	}
	if changed := next(); len(changed) != 0 {
		t.Errorf("nothing changed, and %v is new", changed)
	}
	git := filepath.Join("theirs", ".git")
	if err := os.Mkdir(git, 0o777); err != nil {
		t.Fatal(err)
	}
	if changed := next(); len(changed) != 1 || !changed[theirs] {
		t.Errorf("a folder became a repository, and %v is new", changed)
	}
	if err := os.Remove(git); err != nil {
		t.Fatal(err)
	}
	if changed := next(); len(changed) != 1 || !changed[theirs] {
		t.Errorf("a folder stopped being a repository, and %v is new", changed)
	}
}
