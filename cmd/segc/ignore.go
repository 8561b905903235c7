package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// ignoreName is the file that says what a walk through folders passes over, in
// the syntax of .gitignore. It counts in its folder and in all below it.
const ignoreName = ".segcignore"

// ignores are the patterns that count in a walk. Of those that match a name, the
// last one decides.
type ignores struct {
	folder   string   // in which the walk begins
	names    []string // that lead to it from the root of the file system
	patterns []ignorePattern
}

// ignorePattern is one line of a .segcignore.
type ignorePattern struct {
	names   []string // that lead to the folder of the .segcignore
	parts   []string // of path.Match, one for a name; ** stands for any number of folders
	folders bool     // matches folders only
	negated bool     // takes back what an earlier one says
}

// ignoresAbove returns what counts in a folder, without what its own file says:
// that is read when the walk enters it.
func ignoresAbove(folder string) (*ignores, error) {
	absolute, err := filepath.Abs(folder)
	if err != nil {
		return nil, err
	}
	volume := filepath.VolumeName(absolute)
	i := &ignores{folder: folder}
	i.names = strings.FieldsFunc(filepath.ToSlash(absolute[len(volume):]), func(r rune) bool { return r == '/' })
	for n := range i.names {
		above := volume + string(filepath.Separator) + filepath.Join(i.names[:n]...)
		if err := i.read(above, i.names[:n]); err != nil {
			return nil, err
		}
	}
	return i, nil
}

// enter reads what the .segcignore of a folder of the walk says. Its name is from
// the folder in which the walk begins, with slashes.
func (i *ignores) enter(name string) error {
	return i.read(filepath.Join(i.folder, filepath.FromSlash(name)), i.lead(name))
}

// lead returns the names that lead to what lies below the folder of the walk.
func (i *ignores) lead(name string) []string {
	if name == "." {
		return i.names
	}
	return append(slices.Clip(i.names), strings.Split(name, "/")...)
}

func (i *ignores) read(folder string, names []string) error {
	file := filepath.Join(folder, ignoreName)
	if info, err := os.Stat(file); err == nil && info.Mode()&(fs.ModeNamedPipe|fs.ModeSocket) != 0 {
		return cannot("read", file, errors.New("it is a pipe or a socket")) // to open a pipe would be to wait for its writer
	}
	data, err := readAtMost(file, maxIgnore)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return unreadIgnore(folder, file, err)
	}
	for n, line := range strings.Split(strings.TrimPrefix(string(data), "\ufeff"), "\n") {
		pattern, err := parseIgnore(strings.TrimRight(line, "\r"))
		if err != nil {
			return fmt.Errorf("%s:%d: %w", named(filepath.ToSlash(file)), n+1, err)
		}
		if pattern.names = names; len(pattern.parts) > 0 {
			i.patterns = append(i.patterns, pattern)
		}
	}
	return nil
}

// unreadIgnore says what cannot be read: the file, or the folder in which nobody
// can tell whether there is one.
func unreadIgnore(folder, file string, err error) error {
	entries, unlisted := os.ReadDir(folder)
	if unlisted != nil {
		return cannot("read", folder, unlisted)
	}
	if !slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.Name() == ignoreName }) {
		return cannot("read", folder, err)
	}
	return cannot("read", file, err)
}

// skip reports whether the walk passes over a file or folder, given that it does
// not pass over the folders in which it lies.
func (i *ignores) skip(name string, isFolder bool) bool {
	names := i.lead(name)
	for _, p := range slices.Backward(i.patterns) {
		n := len(p.names)
		inside := n < len(names) && slices.Equal(p.names, names[:n])
		if inside && (isFolder || !p.folders) && matchParts(p.parts, names[n:]) {
			return !p.negated
		}
	}
	return false
}

// skips reports whether a walk that begins in a folder would pass over a file.
func skips(folder, file string) (bool, error) {
	i, err := ignoresAbove(folder)
	if err != nil {
		return false, err
	}
	if err := i.enter("."); err != nil {
		return false, err
	}
	for n, r := range file {
		if r != '/' {
			continue
		}
		if i.skip(file[:n], true) {
			return true, nil
		}
		if err := i.enter(file[:n]); err != nil {
			return false, err
		}
	}
	return i.skip(file, false), nil
}
