//go:build unix

package runlock

import (
	"errors"
	"io/fs"
	"os"
	"syscall"

	"golang.org/x/sys/unix"
)

// careful keeps an open from following a link, and from waiting for the writer
// of a pipe.
const careful = unix.O_NOFOLLOW | unix.O_NONBLOCK

// tryLock locks a file for this process, if no other one has. The error is
// errors.ErrUnsupported where files cannot be locked.
func tryLock(f *os.File) (bool, error) {
	for {
		err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
		switch {
		case err == nil:
			return true, nil
		case errors.Is(err, unix.EINTR):
			continue
		case errors.Is(err, unix.EWOULDBLOCK):
			return false, nil
		case errors.Is(err, unix.ENOLCK):
			return false, errors.ErrUnsupported
		default:
			return false, err
		}
	}
}

// unlock ends the lock of a file, also if others have it open. Without a lock,
// there is nothing to end.
func unlock(f *os.File) { _ = unix.Flock(int(f.Fd()), unix.LOCK_UN) }

// alive reports whether a process of this machine may still run.
func alive(process int) bool {
	return process > 0 && !errors.Is(unix.Kill(process, 0), unix.ESRCH)
}

// removeOpen removes a file while it is locked, so that nobody gets the lock of
// a file that is about to go.
func removeOpen(f *os.File, at File) error {
	return errors.Join(at.remove(), closeLocked(f))
}

// hardlinks returns how many names a file has.
func hardlinks(info fs.FileInfo) int {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(stat.Nlink) //nolint:unconvert // its type differs between systems
	}
	return 1
}
