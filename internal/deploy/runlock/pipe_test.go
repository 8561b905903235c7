//go:build unix

package runlock

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/segc-lang/segc/internal/test/judges"
)

// TestPipe checks that nothing waits for the writer of a pipe.
func TestPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "segc.lock.run")
	if err := unix.Mkfifo(path, 0o666); err != nil {
		judges.Missing(t, "files", "%v", err)
	}
	if _, err := Take(t.Context(), at(t, path), here, Options{Wait: time.Hour, Sleep: now}); err == nil || !strings.Contains(err.Error(), "is not a regular file; segc notes there which run is at work, so remove it") {
		t.Errorf("it is taken: %v", err)
	}
	if _, _, err := Look(at(t, path)); err == nil || !strings.Contains(err.Error(), "is not a regular file") {
		t.Errorf("it is read: %v", err)
	}
}
