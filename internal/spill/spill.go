package spill

import (
	"errors"
	"io"
)

// File is a temporary file. What is written comes at its end. Close removes it.
type File interface {
	io.Writer
	io.ReaderAt
	io.Closer
}

// Open makes a temporary file.
type Open func() (File, error)

// bufferSize is how many bytes are read or written at once.
const bufferSize = 64 << 10

// closeAll closes files, all of them.
func closeAll(files []File) error {
	var errs []error
	for _, f := range files {
		errs = append(errs, f.Close())
	}
	return errors.Join(errs...)
}
