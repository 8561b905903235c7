package devserver

import (
	"bytes"
	"errors"
)

// maxObjects is how many JSON objects a file of lists or of segments may have. In
// memory, an object of two bytes takes a hundred times as much.
const maxObjects = 1_000_000

var errCrowded = errors.New("it has more than 1,000,000 JSON objects; keep fewer of them")

// checkCrowded refuses a text that would take far more memory than it has bytes. A
// brace in a string counts as an object, too.
func checkCrowded(text []byte) error {
	if bytes.Count(text, []byte("{")) > maxObjects {
		return errCrowded
	}
	return nil
}
