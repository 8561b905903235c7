//go:build unix

package runlock

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestPipe checks that nothing waits for the writer of a pipe.
func TestPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "segc.lock.run")
	if err := unix.Mkfifo(path, 0o666); err != nil {
		judges.Missing(t, "files", "%v", err)
	}
	messages := prose.Open(t, "pipe")
	_, taken := Take(t.Context(), at(t, path), here, Options{Wait: time.Hour, Sleep: now})
	_, _, read := Look(at(t, path))
	if read == nil || !strings.HasPrefix(read.Error(), path) || taken == nil || !strings.HasSuffix(taken.Error(), read.Error()) {
		t.Fatalf("it is taken (%v), or read (%v)", taken, read)
	}
	messages.Add(t, "a pipe", strings.ReplaceAll(read.Error(), filepath.Dir(path), "…"))
}
