package main

import (
	"os"
	"syscall"
)

// memoryFolder makes a folder in memory, for files that no test keeps. It returns no
// name where there is no such place, where it is small, or where no program in it
// starts.
func memoryFolder() string {
	const (
		place      = "/dev/shm"
		tmpfs      = 0x01021994
		noPrograms = 0x8 // ST_NOEXEC
		enough     = 1 << 30
	)
	var s syscall.Statfs_t
	if err := syscall.Statfs(place, &s); err != nil || int64(s.Type) != tmpfs || int64(s.Flags)&noPrograms != 0 || s.Bavail < enough/uint64(s.Bsize) {
		return ""
	}
	folder, err := os.MkdirTemp(place, "segc-test-")
	if err != nil {
		return ""
	}
	if err := os.Chmod(folder, 0o711); err != nil { // some tests run segc as somebody who is not its owner
		_ = os.Remove(folder)
		return ""
	}
	return folder
}
