package tree_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/tree"
)

// killChild names the folder in which a process of the tests writes, and is empty in
// the tests themselves.
const killChild = "SEGC_TREE_TEST_WRITES"

func TestMain(m *testing.M) {
	folder := os.Getenv(killChild)
	if folder == "" {
		os.Exit(m.Run())
	}
	rounds, err := strconv.Atoi(os.Getenv(killChild + "_ROUNDS"))
	if err != nil {
		os.Exit(1)
	}
	name := os.Getenv(killChild + "_NAME")
	if how := os.Getenv(killChild + "_HOW"); how != "" {
		for round := range rounds {
			if err := waysToWrite()[how](folder, name, fmt.Sprintf("%0100d", round+1)); err != nil {
				fmt.Println(err)
				os.Exit(1)
			}
		}
		os.Exit(0)
	}
	_ = syscall.Kill(os.Getpid(), syscall.SIGSTOP) // the tests go on from here
	for round := range rounds {
		write := writeAsChild
		if os.Getenv(killChild+"_BATCH") != "" {
			write = batchAsChild
		}
		if err := write(folder, name, fmt.Sprintf("%0100d", round+1)); err != nil {
			fmt.Println(err)
			os.Exit(1)
		}
	}
	for range 200 { // calls that change nothing: how many a write takes differs a little
		_ = os.Getppid()
	}
	os.Exit(0)
}

func writeAsChild(folder, name, content string) error {
	files, err := tree.Open(folder)
	if err != nil {
		return err
	}
	files.Tidy(new(tree.Leftovers))
	if _, err = files.Write(context.Background(), name, []byte(content)); err != nil {
		return err
	}
	return files.Close()
}

func batchAsChild(folder, name, content string) error {
	files, err := tree.Open(folder)
	if err != nil {
		return err
	}
	files.Tidy(new(tree.Leftovers))
	batch := files.Batch()
	if _, err = batch.Write(context.Background(), name, []byte(content)); err != nil {
		return err
	}
	return errors.Join(batch.Close(), files.Close())
}

// writesIn starts a process that writes a file so many times.
func writesIn(t *testing.T, folder, name string, rounds int) (*exec.Cmd, *bytes.Buffer) {
	t.Helper()
	var said bytes.Buffer
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killChild+"="+folder, killChild+"_NAME="+name, killChild+"_ROUNDS="+strconv.Itoa(rounds), "GOMAXPROCS=1", "GOGC=off")
	cmd.Stdout, cmd.Stderr = &said, &said
	return cmd, &said
}

// TestKilledWrites kills a process at each of the system calls of a write. The file
// has its old or its new content then, at most one temporary file is left, and the
// next write removes it.
func TestKilledWrites(t *testing.T) { killWrites(t, "") }

// TestKilledBatch is TestKilledWrites for a write that does not wait for the disk.
func TestKilledBatch(t *testing.T) { killWrites(t, "yes") }

func killWrites(t *testing.T, batch string) {
	left, old, new := 0, 0, 0
	for call := 1; new < long.Of(3, 10); call += long.Of(2, 1) {
		project, _, files := withOutside(t)
		cmd, said := writesIn(t, project, "deep/down/a.seg", 1)
		cmd.Env = append(cmd.Env, killChild+"_BATCH="+batch)
		if killAtCall(t, cmd, call) {
			t.Fatalf("it ended before call %d: %s", call, said)
		}
		content, err := files.Read("deep/down/a.seg", 1000)
		switch {
		case string(content) == "deep":
			old++
		case string(content) == fmt.Sprintf("%0100d", 1):
			new++
		default:
			t.Errorf("killed at call %d: %q, %v", call, content, err)
		}
		there := leftIn(t, project)
		if len(there) > 1 {
			t.Errorf("killed at call %d: %q are left", call, there)
		}
		left += len(there)
		if err := writeAsChild(project, "deep/down/other.seg", "other"); err != nil {
			t.Errorf("killed at call %d: %v", call, err)
		}
		nothingLeft(t, project)
		if t.Failed() {
			break
		}
	}
	t.Logf("%d times the old content, %d times the new one, %d temporary files", old, new, left)
	if left == 0 || old == 0 {
		t.Error("the kills have not met the write")
	}
}

// killAtCall kills a process at the n-th of the system calls that it begins or ends
// once it has stopped itself. It reports whether the process ended before.
func killAtCall(t *testing.T, cmd *exec.Cmd, n int) (ended bool) {
	t.Helper()
	runtime.LockOSThread() // killTraced waits for what is traced
	defer runtime.UnlockOSThread()
	began, calls, known := false, 0, map[int]bool{} // threads
	_, ended = judges.Tracing{Call: func(int) bool {
		if began {
			calls++
		}
		return calls < n
	}, Stopped: func(thread int) {
		began = began || known[thread] || thread == cmd.Process.Pid // and not a thread that begins
		known[thread] = true
	}}.Run(t, cmd)
	return ended || killTraced(t, cmd)
}

func killTraced(t *testing.T, cmd *exec.Cmd) (ended bool) {
	t.Helper()
	process := cmd.Process.Pid
	if err := syscall.Kill(process, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	for {
		var status syscall.WaitStatus
		thread, err := syscall.Wait4(-1, &status, syscall.WALL, nil)
		if err != nil || thread == process && (status.Exited() || status.Signaled()) {
			_ = cmd.Wait() // it was waited for
			return false
		}
	}
}

// TestWritersTogether lets processes write into one folder at once; each
// removes at every write what it takes for the leftover of a killed one. None takes
// the file of another.
func TestWritersTogether(t *testing.T) {
	project, _, _ := withOutside(t)
	var all []*exec.Cmd
	var texts []*bytes.Buffer
	rounds := long.Of(100, 300)
	for n := range 4 {
		cmd, said := writesIn(t, project, fmt.Sprintf("file%d.seg", n), rounds)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		all, texts = append(all, cmd), append(texts, said)
	}
	for _, cmd := range all {
		var status syscall.WaitStatus
		if _, err := syscall.Wait4(cmd.Process.Pid, &status, syscall.WUNTRACED, nil); err != nil || !status.Stopped() {
			t.Errorf("%v, %v", status, err)
		}
	}
	for _, cmd := range all {
		_ = cmd.Process.Signal(syscall.SIGCONT)
	}
	for n, cmd := range all {
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v: %s", err, texts[n])
		}
		data, err := os.ReadFile(filepath.Join(project, fmt.Sprintf("file%d.seg", n)))
		if err != nil || strings.TrimLeft(string(data), "0") != strconv.Itoa(rounds) {
			t.Errorf("%q, %v", data, err)
		}
	}
	nothingLeft(t, project)
}
