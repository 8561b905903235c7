//go:build !linux

package judges

import (
	"os/exec"
	"testing"
)

// Syncs runs a command to its end, and counts how often it waits until a file is on the disk:
// nothing else shows whether what was written survives a power cut.
func Syncs(t testing.TB, _ *exec.Cmd) int {
	t.Helper()
	Missing(t, "trace", "calls are counted on Linux")
	return 0
}
