//go:build unix

package tree

import (
	"io/fs"
	"os"
	"syscall"
)

// keepOwner gives a file the owner and the group of the one that it replaces, as
// far as the system lets this user: a run as root leaves the files of a project
// to whom they belong.
func keepOwner(f *os.File, like fs.FileInfo) {
	was, known := like.Sys().(*syscall.Stat_t)
	if !known {
		return
	}
	if info, err := f.Stat(); err == nil {
		if now, known := info.Sys().(*syscall.Stat_t); known && now.Uid == was.Uid && now.Gid == was.Gid {
			return
		}
	}
	if f.Chown(int(was.Uid), int(was.Gid)) != nil {
		_ = f.Chown(-1, int(was.Gid)) // if that fails too, the file belongs to this user
	}
}
