package tree

import (
	"errors"
	"os"
	"path/filepath"
	"testing"
)

// TestReal checks that a file has one name, whichever link leads to its folder, and also if it is
// not there.
func TestReal(t *testing.T) {
	top, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(top, "rules"), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("rules", filepath.Join(top, "link")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.seg", "missing/a.seg"} {
		if got, want := Real(filepath.Join(top, "link", name)), filepath.Join(top, "rules", name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
}

// TestTarget checks that a file has one name, no matter which links lead to it or to its folder.
func TestTarget(t *testing.T) {
	top, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(
		os.Mkdir(filepath.Join(top, "rules"), 0o777),
		os.WriteFile(filepath.Join(top, "rules", "a.seg"), nil, 0o666),
		os.Symlink("rules", filepath.Join(top, "link")),
		os.Symlink(filepath.Join("link", "a.seg"), filepath.Join(top, "alias.seg")),
	); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"alias.seg": "rules/a.seg", "link/a.seg": "rules/a.seg", "rules/a.seg": "rules/a.seg", "link/missing.seg": "link/missing.seg",
	} {
		if got := Target(filepath.Join(top, filepath.FromSlash(name))); got != filepath.Join(top, filepath.FromSlash(want)) {
			t.Errorf("%s leads to %s, want %s", name, got, want)
		}
	}
}
