//go:build !unix

package main

import (
	"errors"
	"runtime"
	"syscall"
)

// fullDisk reports whether a write failed for lack of room.
func fullDisk(err error) bool {
	const diskFull, handleDiskFull = syscall.Errno(112), syscall.Errno(39) // of Windows
	return runtime.GOOS == "windows" && (errors.Is(err, diskFull) || errors.Is(err, handleDiskFull))
}

// tooLarge reports whether a write failed since the file would exceed a limit on its
// size. No shell sets one here.
func tooLarge(error) bool { return false }
