//go:build !unix && !windows

package runlock

import (
	"errors"
	"io/fs"
	"os"
)

const careful = 0

// tryLock fails: there are no locks here.
func tryLock(*os.File) (bool, error) { return false, errors.ErrUnsupported }

func unlock(*os.File) {}

// alive reports whether a process may still run: nobody can tell.
func alive(int) bool { return true }

func removeOpen(f *os.File, at File) error {
	return errors.Join(f.Close(), at.remove())
}

// hardlinks returns how many names a file has, which is not known here.
func hardlinks(fs.FileInfo) int { return 1 }
