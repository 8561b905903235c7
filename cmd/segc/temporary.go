package main

import (
	"fmt"
	"os"

	"github.com/segc-lang/segc/internal/spill"
)

// temporary is a file for what is more than --memory, which only this user can read. Systems that
// can remove an open file leave nothing, however the run ends.
type temporary struct {
	*os.File
	removed bool
}

// openTemporary makes a file in the system's folder for them.
func openTemporary() (spill.File, error) {
	if f, err := openNameless(os.TempDir()); err == nil {
		return &temporary{f, true}, nil
	}
	f, err := os.CreateTemp("", "segc-")
	if err != nil {
		return nil, temporaryError(err)
	}
	return &temporary{f, os.Remove(f.Name()) == nil}, nil
}

// temporaryError says what to do about a file that cannot be used.
func temporaryError(err error) error {
	return fmt.Errorf("events and lists are more than --memory, and a temporary file cannot hold them: %w; allow more --memory, or name another folder with TMPDIR", err)
}

// Write implements io.Writer.
func (t *temporary) Write(p []byte) (int, error) {
	n, err := t.File.Write(p)
	if err != nil {
		err = temporaryError(err)
	}
	return n, err
}

// Close closes and removes the file.
func (t *temporary) Close() error {
	err := t.File.Close()
	if !t.removed {
		if gone := os.Remove(t.Name()); err == nil {
			err = gone
		}
	}
	return err
}
