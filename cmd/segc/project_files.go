package main

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"unicode"

	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/tree"
)

// defaultLock is the file that says which segment a file is.
const defaultLock = "segc.lock"

// catalogName is the file that has the names of an account.
const catalogName = "catalog.seg"

// catalogFolder returns the folder of the catalog if no flag names one: segments/ if only that has
// a catalog, as `segc init` makes it, and otherwise the working folder.
func (a *app) catalogFolder() string {
	const working, ofInit = ".", "segments"
	if a.catalogIn(working) == "" && a.catalogIn(ofInit) != "" {
		return ofInit
	}
	return working
}

// catalogIn returns the catalog of a folder; "" when there is none.
func (a *app) catalogIn(dir string) string {
	name := filepath.Join(dir, catalogName)
	if _, info, err := a.argumentAt(name, ""); errors.Is(err, fs.ErrNotExist) || err == nil && info.IsDir() {
		return ""
	}
	return name // who reads it says what is wrong with it
}

// fileName makes a file name of the name of a segment.
func fileName(name string) string {
	const most = 60 // characters; every file system takes that many
	var b strings.Builder
	dash, n := false, 0
	lower := strings.ToLower(name)
	for i, r := range lower {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) || inert.Hidden(lower, i) { // some letters are fillers, which nobody sees
			dash = true
			continue
		}
		if dash && n > 0 {
			b.WriteByte('-')
		}
		b.WriteRune(r)
		dash = false
		if n++; n == most {
			break
		}
	}
	if n == 0 {
		return "segment.seg"
	}
	if tree.Portable(b.String()) != nil { // a device of Windows: nobody could check the file out there
		b.WriteString("-segment")
	}
	return b.String() + ".seg"
}
