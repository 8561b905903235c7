package main

import "fmt"

// makeRoom says what to do about an error of a write for which there was no room, and
// returns other errors as they are.
func makeRoom(err error) error {
	switch {
	case tooLarge(err):
		return fmt.Errorf("%w; raise the limit on the size of files (ulimit -f), then run segc again", err)
	case fullDisk(err):
		return fmt.Errorf("%w; free some space there, then run segc again", err)
	}
	return err
}
