package main

import (
	"fmt"
	"io"
	"os"
)

// The most bytes of the files that are read as a whole, beside rules and
// documents. Each is far more than any that is meant, so that a device or
// another file that is named by mistake does not fill the memory.
const (
	maxKey      = 64 << 10
	maxIgnore   = 1 << 20
	maxLock     = 64 << 20
	maxPlan     = 128 << 20
	maxLists    = 16 << 20
	maxContacts = 256 << 20
)

// readAtMost reads a file that has no more than so many bytes.
func readAtMost(name string, most int64) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	data, err := io.ReadAll(io.LimitReader(f, most+1))
	switch {
	case err != nil:
		return nil, err
	case int64(len(data)) <= most:
		return data, nil
	case most < 1<<20:
		return nil, fmt.Errorf("it has more than %d KiB", most>>10)
	}
	return nil, fmt.Errorf("it has more than %d MiB", most>>20)
}
