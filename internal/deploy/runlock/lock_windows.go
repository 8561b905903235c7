package runlock

import (
	"errors"
	"io/fs"
	"os"

	"golang.org/x/sys/windows"
)

const careful = 0

// farOff is where the lock lies: Windows keeps others from reading what is
// locked, and they are to read who is at work.
const farOff = 1 << 30

// tryLock locks a file for this process, if no other one has.
func tryLock(f *os.File) (bool, error) {
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, &windows.Overlapped{OffsetHigh: farOff})
	switch {
	case err == nil:
		return true, nil
	case errors.Is(err, windows.ERROR_LOCK_VIOLATION), errors.Is(err, windows.ERROR_IO_PENDING):
		return false, nil
	case errors.Is(err, windows.ERROR_NOT_SUPPORTED), errors.Is(err, windows.ERROR_INVALID_FUNCTION):
		return false, errors.ErrUnsupported
	}
	return false, err
}

// unlock ends the lock of a file. Without a lock, there is nothing to end.
func unlock(f *os.File) {
	_ = windows.UnlockFileEx(windows.Handle(f.Fd()), 0, 1, 0, &windows.Overlapped{OffsetHigh: farOff})
}

// alive reports whether a process of this machine may still run.
func alive(process int) bool {
	h, err := windows.OpenProcess(windows.PROCESS_QUERY_LIMITED_INFORMATION, false, uint32(process))
	if err != nil {
		return errors.Is(err, windows.ERROR_ACCESS_DENIED)
	}
	_ = windows.CloseHandle(h)
	return true
}

// removeOpen removes a file after it is closed, as Windows demands. When another
// run has opened it by then, the system refuses, and the file stays for that run.
func removeOpen(f *os.File, at File) error {
	if err := closeLocked(f); err != nil {
		return err
	}
	_ = at.remove()
	return nil
}

// hardlinks returns how many names a file has, which is not known here.
func hardlinks(fs.FileInfo) int { return 1 }
