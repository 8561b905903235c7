package main

import (
	"os"

	"golang.org/x/sys/unix"
)

// openNameless makes a file that never has a name, if the file system can.
func openNameless(folder string) (*os.File, error) {
	return os.OpenFile(folder, os.O_RDWR|unix.O_TMPFILE, 0o600)
}
