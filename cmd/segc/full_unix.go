//go:build unix

package main

import (
	"errors"
	"syscall"
)

// fullDisk reports whether a write failed since there is no room for it: on the
// disk, in what this user may fill, or below the limit of the shell on files.
func fullDisk(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || errors.Is(err, syscall.EFBIG)
}
