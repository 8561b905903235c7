package runlock

import (
	"os"
	"slices"

	"golang.org/x/sys/unix"
)

// network reports whether a file lies on a file system that other machines may
// have mounted too. There, a lock does not always reach from one to another.
func network(f *os.File) bool {
	var s unix.Statfs_t
	if unix.Fstatfs(int(f.Fd()), &s) != nil {
		return false
	}
	return slices.Contains([]uint32{
		unix.NFS_SUPER_MAGIC, unix.SMB_SUPER_MAGIC, unix.CIFS_SUPER_MAGIC, unix.SMB2_SUPER_MAGIC, unix.FUSE_SUPER_MAGIC,
		unix.V9FS_MAGIC, unix.AFS_SUPER_MAGIC, unix.CODA_SUPER_MAGIC, unix.CEPH_SUPER_MAGIC, unix.OCFS2_SUPER_MAGIC,
		0x0BD00BD0, // Lustre
		0x01161970, // GFS2
	}, uint32(s.Type)) //nolint:gosec // the numbers have 32 bits, and some systems give them a sign
}
