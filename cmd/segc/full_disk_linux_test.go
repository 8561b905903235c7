package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestFullDiskBeforeApply checks that a disk without room for the lock is found
// before anything is sent, on a file system of 64 KiB, and that nothing is left there.
// With room, the same apply creates each segment once.
func TestFullDiskBeforeApply(t *testing.T) {
	t.Parallel()
	s, small := newSite(t), smallDisk(t)
	fill(t, small, 3)
	ballast := filepath.Join(small, "ballast")
	for room := 0; room <= 1; room++ { // free blocks; the first holds segc.lock.run
		_ = os.Remove(ballast)
		free := freeBlocks(t, small)
		if err := os.WriteFile(ballast, []byte(strings.Repeat("x", (free-room)*os.Getpagesize())), 0o666); err != nil {
			t.Fatal(err)
		}
		s.intercept(nil)
		got := s.run(small, "apply", "--auto-approve")
		got.want(t, exitUsage, "no space left on device")
		if !strings.Contains(got.err, "cannot write segc.lock") {
			t.Errorf("with %d blocks: no file is named: %s", room, got.err)
		}
		if room == 1 && !strings.Contains(got.err, "nothing was sent: cannot write segc.lock: no space left on device; free some space there, then run segc again") {
			t.Errorf("%s", got.err)
		}
		if n := s.countOf("POST") + s.countOf("PATCH"); n > 0 {
			t.Errorf("with %d blocks: %d requests were sent", room, n)
		}
		if left, _ := filepath.Glob(filepath.Join(small, ".segc-*")); len(left) > 0 || exists(filepath.Join(small, "segc.lock")) {
			t.Errorf("with %d blocks: %q is left", room, left)
		}
	}
	if err := os.Remove(ballast); err != nil {
		t.Fatal(err)
	}
	s.run(small, "apply", "--auto-approve").want(t, 0, "3 segments changed")
	s.run(small, "apply", "--auto-approve").want(t, 0)
	if got := s.names(); got != "S00 S01 S02" {
		t.Errorf("the segments are %s", got)
	}
}

func freeBlocks(t *testing.T, folder string) int {
	t.Helper()
	var info syscall.Statfs_t
	if err := syscall.Statfs(folder, &info); err != nil {
		t.Fatal(err)
	}
	return int(info.Bfree)
}

// TestFileLimit checks that the limit of a shell on files gives an error with the name
// of the file, and not a trace of the stack.
func TestFileLimit(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	fill(t, folder, 1)
	cmd := exec.CommandContext(t.Context(), "sh", "-c", fmt.Sprintf("ulimit -f 0; cd '%s'; segc -o out.json s00.seg 2>&1 | cat", folder))
	said, err := cmd.Output()
	if err != nil || !strings.Contains(string(said), "segc: cannot write out.json: file too large") {
		t.Errorf("%v\n%.500s", err, said)
	}
}
