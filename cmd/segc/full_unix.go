//go:build unix

package main

import (
	"errors"
	"os/signal"
	"syscall"
)

// fullDisk reports whether a write failed since there is no room for it: on the
// disk, in what this user may fill, or below the limit of the shell on files.
func fullDisk(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}

// surviveFileLimit makes a write beyond the limit of the shell on files fail, so that
// segc can say which file that was. Otherwise the signal ends the process with a
// trace of the stack.
func surviveFileLimit() { signal.Ignore(syscall.SIGXFSZ) }
