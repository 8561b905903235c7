package main

import (
	"bytes"
	"errors"
	"io"

	"github.com/segc-lang/segc/internal/tree"
)

// The most bytes of the files that are read as a whole, beside rules and
// documents. Each is far more than any that is meant, so that a device or
// another file that is named by mistake does not fill the memory.
const (
	maxKey      = 64 << 10
	maxIgnore   = 256 << 10
	maxPlan     = 64 << 20
	maxLists    = 16 << 20
	maxContacts = 256 << 20
)

// readAtMost reads what has no more than so many bytes.
func readAtMost(r io.Reader, most int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && int64(len(data)) > most {
		err = &tree.TooLargeError{Limit: most}
	}
	if err != nil {
		return nil, err
	}
	return data, nil
}

// textStart is how much of a file is looked at for what no text has.
const textStart = 512

var errNotText = errors.New("it is not text in UTF-8")

// checkText refuses what is not text, as a whole: the environment of a process, a
// program or an archive has secrets in it, and none of its lines may be shown.
func checkText(data []byte) error {
	if bytes.IndexByte(data[:min(len(data), textStart)], 0) >= 0 {
		return errNotText
	}
	return nil
}

// errTooMuchText is returned when the files of a run have too many bytes together.
var errTooMuchText error = &limitError{"the files have more than %d MiB together; name fewer of them", []int{maxTexts >> 20}}

// maxTexts is the most bytes that all rules of a run may have together: they are
// held at once.
const maxTexts = 256 << 20
