//go:build unix

package main

import (
	"errors"
	"syscall"
)

// fullDisk reports whether a write failed for lack of room, on the disk
// or in what this user may fill.
func fullDisk(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT)
}

// tooLarge reports whether a write failed since the file would exceed a limit on its
// size, such as that of the shell.
func tooLarge(err error) bool { return errors.Is(err, syscall.EFBIG) }
