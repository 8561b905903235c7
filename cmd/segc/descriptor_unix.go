//go:build unix

package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// inherited returns a descriptor that the caller of segc gave to it. A second opening
// by name would do other things: it would wait for a reader of a pipe that has none,
// and not open a socket at all. What segc has opened itself ends with a new program,
// and is not the caller's: nobody may write into it.
func inherited(number int, name string) (*os.File, error) {
	flags, err := unix.FcntlInt(uintptr(number), unix.F_GETFD, 0)
	if err != nil || flags&unix.FD_CLOEXEC != 0 {
		return nil, errNotGiven
	}
	// The file is closed at the end, and the descriptor stays open.
	second, err := unix.FcntlInt(uintptr(number), unix.F_DUPFD_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(second), name), nil
}
