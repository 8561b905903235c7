//go:build !linux

package main

import (
	"errors"
	"os"
)

// openNameless makes a file that never has a name, which only Linux can.
func openNameless(string) (*os.File, error) { return nil, errors.ErrUnsupported }
