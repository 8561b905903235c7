package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
)

// smallDisk mounts a file system of 64 KiB and returns its folder.
func smallDisk(t *testing.T) string {
	t.Helper()
	small := t.TempDir()
	if err := syscall.Mount("tmpfs", small, "tmpfs", 0, "size=64k"); err != nil {
		judges.Missing(t, "root", "no small file system can be mounted here: %v", err)
	}
	// A process that another test starts may have a file of it open for a moment.
	t.Cleanup(func() { _ = syscall.Unmount(small, syscall.MNT_DETACH) })
	return small
}

// fillDisk leaves so many free blocks on a disk. It returns what undoes that.
func fillDisk(t *testing.T, folder string, blocks int) (free func()) {
	t.Helper()
	ballast := filepath.Join(folder, "ballast")
	if err := os.WriteFile(ballast, make([]byte, (freeBlocks(t, folder)-blocks)*os.Getpagesize()), 0o666); err != nil {
		t.Error(err)
	}
	return func() {
		if err := os.Remove(ballast); err != nil {
			t.Error(err)
		}
	}
}

// nothingHalf checks that a folder has no temporary file and no half of a file.
func nothingHalf(t *testing.T, folder string) {
	t.Helper()
	if left, _ := filepath.Glob(filepath.Join(folder, ".segc-*")); len(left) > 0 {
		t.Errorf("%q is left", left)
	}
	all, _ := filepath.Glob(filepath.Join(folder, "*.seg"))
	for _, name := range all {
		if text, err := os.ReadFile(name); err != nil || !bytes.HasSuffix(text, []byte("\n")) || !bytes.Contains(text, []byte("where")) {
			t.Errorf("%s has %q", name, text)
		}
	}
}

const roomAdvice = "no space left on device; free some space there, then run segc again"

// TestFullDiskAmidApply checks that a disk which fills while apply is at work ends it,
// and that the next run, once there is room, creates nothing twice.
func TestFullDiskAmidApply(t *testing.T) {
	t.Parallel()
	for post := 1; post <= 3; post++ {
		t.Run(fmt.Sprint(post), func(t *testing.T) {
			s, small := newSite(t), smallDisk(t)
			fill(t, small, 3)
			free := func() {}
			s.intercept(func(n int, _ http.ResponseWriter, r *http.Request) bool {
				if r.Method == http.MethodPost && n == post {
					free = fillDisk(t, small, 0)
				}
				return false
			})
			got := s.run(small, "apply", "--auto-approve")
			got.want(t, exitUsage, roomAdvice)
			if want := fmt.Sprintf("the segment \"S%02d\" is done, but not noted: cannot write segc.lock: ", post-1); !strings.Contains(got.err, want) {
				t.Errorf("it says %s", got.err)
			}
			if n := s.countOf(http.MethodPost); n != post {
				t.Errorf("%d segments were sent", n)
			}
			nothingHalf(t, small)
			s.intercept(nil)
			s.run(small, "apply", "--auto-approve").want(t, exitUsage, "cannot write segc.lock: "+roomAdvice) // still full
			free()
			s.run(small, "apply", "--auto-approve").want(t, exitFine)
			if names, n := s.names(), s.countOf(http.MethodPost); names != "S00 S01 S02" || n != 3-post {
				t.Errorf("after %d more requests, the segments are %s", n, names)
			}
			s.run(small, "plan").want(t, exitFine)
		})
	}
}

// TestFullDiskOfPull checks that pull writes whole files or none on a full disk, names
// the file and says what to do, and that the next run brings all segments.
func TestFullDiskOfPull(t *testing.T) {
	t.Parallel()
	s, small := newSite(t), smallDisk(t)
	fill(t, s.dir, 3)
	s.run(s.dir, "apply", "--auto-approve").want(t, exitFine)
	for blocks := range 6 {
		free := fillDisk(t, small, blocks)
		got := s.run(small, "pull")
		if got.code != exitFine && (got.code != exitUsage || !strings.Contains(got.err, "cannot write ") || !strings.Contains(got.err, roomAdvice)) {
			t.Errorf("with %d blocks: %d\n%s", blocks, got.code, got.err)
		}
		if blocks == 0 && !strings.Contains(got.err, "nothing was sent: cannot write segc.lock.run: ") {
			t.Errorf("it says %s", got.err)
		}
		nothingHalf(t, small)
		free()
	}
	s.run(small, "pull").want(t, exitFine)
	s.run(small, "plan").want(t, exitFine)
	if all, _ := filepath.Glob(filepath.Join(small, "*.seg")); len(all) != 3 {
		t.Errorf("the files are %q", all)
	}
}

// TestFullDiskOfSubmit checks that --submit sends nothing if it cannot note what it is
// about to do, and gives the id if it cannot write the answer. The next run then
// finds the segment.
func TestFullDiskOfSubmit(t *testing.T) {
	t.Parallel()
	s, small := newSite(t), smallDisk(t)
	fill(t, small, 1)
	free := fillDisk(t, small, 0)
	s.run(small, "compile", "--submit", "s00.seg").want(t, exitUsage, "nothing was sent: cannot write segc.lock.run: "+roomAdvice)
	if n := s.countOf(http.MethodPost); n > 0 {
		t.Errorf("%d requests were sent", n)
	}
	free()
	s.intercept(func(_ int, _ http.ResponseWriter, r *http.Request) bool {
		if r.Method == http.MethodPost {
			free = fillDisk(t, small, 0)
		}
		return false
	})
	submit := func() outcome {
		answer, err := os.Create(filepath.Join(small, "answer.json"))
		if err != nil {
			t.Fatal(err)
		}
		var said bytes.Buffer
		cmd := exec.CommandContext(t.Context(), "segc", "compile", "--submit", "s00.seg")
		cmd.Dir, cmd.Env = small, append(os.Environ(), "SEGC_API_URL="+s.url, "SEGC_API_KEY="+s.key)
		cmd.Stdout, cmd.Stderr = answer, &said
		_ = cmd.Run() // its exit code says it
		if err := answer.Close(); err != nil {
			t.Error(err)
		}
		return outcome{code: cmd.ProcessState.ExitCode(), err: said.String()}
	}
	got := submit()
	ids := s.ids()["S00"]
	if len(ids) != 1 || got.code != exitUsage || !strings.Contains(got.err, "the segment was created, "+ids[0]+": cannot write the answer: "+roomAdvice) {
		t.Errorf("%q: %d\n%s", ids, got.code, got.err)
	}
	free()
	s.intercept(nil)
	got = submit()
	answer, err := os.ReadFile(filepath.Join(small, "answer.json"))
	if got.code != exitFine || err != nil || !bytes.Contains(answer, []byte(ids[0])) || s.countOf(http.MethodPost) > 0 {
		t.Errorf("%d %v\n%s\n%s", got.code, err, got.err, answer)
	}
}

// TestFileLimitOfRuns checks that the limit of a shell on files ends apply, pull and
// --submit before anything is sent, with the name of the file and what to do.
func TestFileLimitOfRuns(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	elsewhere := t.TempDir()
	fill(t, elsewhere, 2)
	s.run(elsewhere, "apply", "--auto-approve").want(t, exitFine)
	for _, c := range []struct{ limit, command, file string }{
		{"0", "apply --auto-approve", "segc.lock.run"},
		{"1", "apply --auto-approve", "segc.lock"},
		{"0", "pull", "segc.lock.run"},
		{"1", "pull", "segc.lock"},
		{"0", "compile --submit s00.seg", "segc.lock.run"},
	} {
		folder := t.TempDir()
		text := ruleOf("Only here", 7)
		if err := os.WriteFile(filepath.Join(folder, "s00.seg"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		s.intercept(nil)
		cmd := exec.CommandContext(t.Context(), "sh", "-c", fmt.Sprintf("ulimit -f %s; exec 2>&1; segc %s; echo code $?", c.limit, c.command))
		cmd.Dir, cmd.Env = folder, append(os.Environ(), "SEGC_API_URL="+s.url, "SEGC_API_KEY="+s.key)
		said, err := cmd.Output()
		want := "cannot write " + c.file + ": file too large; raise the limit on the size of files (ulimit -f), then run segc again"
		if err != nil || !strings.Contains(string(said), want) || !strings.Contains(string(said), "code 2") {
			t.Errorf("%s with %s: %v\n%s", c.command, c.limit, err, said)
		}
		if n := s.countOf(http.MethodPost) + s.countOf(http.MethodPatch); n > 0 {
			t.Errorf("%s with %s: %d requests were sent", c.command, c.limit, n)
		}
		files, err := filepath.Glob(filepath.Join(folder, "*.seg"))
		kept, unread := os.ReadFile(filepath.Join(folder, "s00.seg"))
		if err := errors.Join(err, unread); err != nil || len(files) != 1 || string(kept) != text {
			t.Errorf("%s with %s: %q (%v)", c.command, c.limit, files, err)
		}
		nothingHalf(t, folder)
	}
}
