//go:build unix

package runlock

import (
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"
)

// TestCopyOfTheDescriptor checks that a run ends its lock although a process that
// was started during the run has a copy of the descriptor, as every process does
// until it runs its own program.
func TestCopyOfTheDescriptor(t *testing.T) {
	for name, c := range map[string]func(t *testing.T, path string, run *Run){
		"the file goes": func(t *testing.T, _ string, run *Run) { end(t, run) },
		"an intent is open": func(t *testing.T, _ string, run *Run) {
			if _, err := run.Note(Intent{Name: "A"}); err != nil {
				t.Fatal(err)
			}
			end(t, run)
		},
		"the file was removed": func(t *testing.T, path string, run *Run) {
			if err := at(t, path).remove(); err != nil {
				t.Fatal(err)
			}
			end(t, run)
		},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "segc.lock.run")
			run := takeIt(t, path)
			double, err := unix.Dup(int(run.file.Fd()))
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { _ = unix.Close(double) })
			c(t, path, run)
			end(t, takeIt(t, path))
		})
	}
}

func end(t *testing.T, run *Run) {
	t.Helper()
	if err := run.Release(); err != nil {
		t.Fatal(err)
	}
}
