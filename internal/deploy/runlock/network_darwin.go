package runlock

import (
	"os"

	"golang.org/x/sys/unix"
)

// network reports whether a file lies on a file system that other machines may
// have mounted too. There, a lock does not always reach from one to another.
func network(f *os.File) bool {
	var s unix.Statfs_t
	return unix.Fstatfs(int(f.Fd()), &s) == nil && s.Flags&unix.MNT_LOCAL == 0
}
