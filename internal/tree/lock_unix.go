//go:build unix

package tree

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// lockWriter locks a temporary file, and reports whether nobody else has. The lock
// ends when the file is closed. The error is [errors.ErrUnsupported] where files
// cannot be locked.
func lockWriter(f *os.File) (bool, error) {
	for {
		switch err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); {
		case err == nil:
			return true, nil
		case errors.Is(err, unix.EINTR):
			continue
		case errors.Is(err, unix.EWOULDBLOCK):
			return false, nil
		default:
			return false, errors.ErrUnsupported
		}
	}
}

// heldWhileMoved reports whether a file can be moved while it is open, so that its
// lock lasts until it has its own name.
const heldWhileMoved = true
