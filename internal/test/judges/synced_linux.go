package judges

import (
	"errors"
	"os/exec"
	"runtime"
	"syscall"
	"testing"
	"unsafe"
)

// What the syscall package does not name of ptrace.
const (
	sysGood      = 0x1      // PTRACE_O_TRACESYSGOOD
	traceThreads = 0x8      // PTRACE_O_TRACECLONE
	killWithUs   = 0x100000 // PTRACE_O_EXITKILL
	syscallInfo  = 0x420e   // PTRACE_GET_SYSCALL_INFO

	entry = 1 // of the operation in callInfo
)

// callInfo is the kernel's ptrace_syscall_info, as far as a call begins.
type callInfo struct {
	operation  uint8
	_          [3]byte
	arch       uint32
	at, stack  uint64
	call       uint64
	parameters [6]uint64
}

// Syncs runs a command to its end, and counts how often it waits until a file is on the disk:
// nothing else shows whether what was written survives a power cut.
func Syncs(t testing.TB, cmd *exec.Cmd) (syncs int) {
	t.Helper()
	status, _ := Tracing{Call: func(thread int) bool {
		if call := begun(t, thread); call == syscall.SYS_FSYNC || call == syscall.SYS_FDATASYNC {
			syncs++
		}
		return true
	}}.Run(t, cmd)
	if status.ExitStatus() != 0 {
		t.Fatalf("%v: %v", cmd.Args, status)
	}
	return syncs
}

// Tracing says what is done while a command runs.
type Tracing struct {
	// Call is called each time that a thread begins or ends a system call. The command is left
	// stopped there if it returns false.
	Call func(thread int) bool
	// Stopped, if it is not nil, is called when a thread is stopped, as each one is that begins.
	Stopped func(thread int)
}

// Run runs a command, and reports whether it ended. A caller that has more to do with one that
// was left stopped locks its own thread before.
func (r Tracing) Run(t testing.TB, cmd *exec.Cmd) (status syscall.WaitStatus, ended bool) {
	t.Helper()
	runtime.LockOSThread() // the one that may trace
	defer runtime.UnlockOSThread()
	cmd.SysProcAttr = &syscall.SysProcAttr{Ptrace: true}
	if err := cmd.Start(); err != nil {
		Missing(t, "trace", "processes cannot be traced here: %v", err)
	}
	process := cmd.Process.Pid
	if _, err := syscall.Wait4(process, &status, 0, nil); err != nil {
		t.Fatal(err)
	}
	if err := syscall.PtraceSetOptions(process, sysGood|traceThreads|killWithUs); err != nil {
		t.Fatal(err)
	}
	for at, signal := process, 0; ; {
		if err := syscall.PtraceSyscall(at, signal); err != nil && !errors.Is(err, syscall.ESRCH) {
			t.Fatal(err)
		}
		thread, err := syscall.Wait4(-1, &status, syscall.WALL, nil)
		if err != nil {
			t.Fatal(err)
		}
		at, signal = thread, 0
		switch {
		case status.Exited() || status.Signaled():
			if thread == process {
				_ = cmd.Wait() // it was waited for
				return status, true
			}
		case !status.Stopped():
		case status.StopSignal() == syscall.SIGTRAP|0x80:
			if !r.Call(thread) {
				return status, false
			}
		case status.StopSignal() == syscall.SIGSTOP:
			if r.Stopped != nil {
				r.Stopped(thread)
			}
		case status.StopSignal() != syscall.SIGTRAP:
			signal = int(status.StopSignal())
		}
	}
}

// begun returns the number of the call that a thread begins, or -1.
func begun(t testing.TB, thread int) int {
	t.Helper()
	var info callInfo
	_, _, failed := syscall.RawSyscall6(syscall.SYS_PTRACE, syscallInfo, uintptr(thread), unsafe.Sizeof(info), uintptr(unsafe.Pointer(&info)), 0, 0)
	switch {
	case failed == syscall.ESRCH: // it ends
		return -1
	case failed != 0:
		Missing(t, "trace", "this kernel does not say which call a process makes: %v", failed)
	}
	if info.operation != entry {
		return -1
	}
	return int(info.call)
}
