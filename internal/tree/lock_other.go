//go:build !unix

package tree

import (
	"errors"
	"os"
)

// lockWriter fails: a file that is open cannot be moved here, so that no lock would
// last until it is. The age of a temporary file decides.
func lockWriter(*os.File) (bool, error) { return false, errors.ErrUnsupported }

const heldWhileMoved = false
