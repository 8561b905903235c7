package runlock

import (
	"os"
	"path/filepath"
	"testing"
)

// at returns the place of a journal.
func at(t *testing.T, name string) File {
	t.Helper()
	folder, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = folder.Close() })
	return File{Folder: folder, Name: filepath.Base(name), Path: name}
}
