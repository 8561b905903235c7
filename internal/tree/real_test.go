package tree

import (
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
