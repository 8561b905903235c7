package lock

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"unicode"
)

// MaxPath is how many bytes the path of a file may have. Looking at each folder on the
// way to it takes their square.
const MaxPath = 1024

// CheckFile returns an error if a lock cannot have an entry for a file, in words
// that follow its name. Pull writes to the files that a lock names, so they are
// rules, in the folder of the lock or below it, and not where Git keeps its own.
func CheckFile(file string) error {
	switch {
	case len(file) > MaxPath:
		return fmt.Errorf("has more than %d bytes", MaxPath)
	case !fs.ValidPath(file) || file == ".":
		return errors.New("is not a path below the folder of the lock")
	case strings.ContainsFunc(file, unicode.IsControl):
		return errors.New("has a control character")
	case path.Ext(file) != ".seg":
		return errors.New("does not end in .seg")
	}
	for element := range strings.SplitSeq(file, "/") {
		if ofGit(element) {
			return errors.New("is in a folder of Git")
		}
	}
	return nil
}

// ofGit reports whether some system takes an element of a path for .git: in any
// case, with dots or spaces after it or under its short name (Windows), or with
// invisible characters inside it (macOS).
func ofGit(element string) bool {
	element = strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, element)
	element = strings.TrimRight(element, ". ")
	return strings.EqualFold(element, ".git") || strings.EqualFold(element, "git~1")
}
