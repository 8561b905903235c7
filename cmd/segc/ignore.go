package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/tree"
)

// ignoreName is the file that says what a walk through folders skips, in the
// syntax of .gitignore. It applies to its folder and everything below it.
const ignoreName = ".segcignore"

// ignores are the patterns that apply to a walk. If several match a name, the
// last one decides; those of a deeper folder come after.
type ignores struct {
	app    *app
	at     place      // where the walk begins
	walk   *tree.Walk // nil for one name alone
	folder string     // the same, as messages name it
	names  []string   // that lead to it from the root of the file system

	above []ignoreFile  // of folders above, from the outermost
	below []ignoreBelow // of the folders that lead to where the walk is, from the outermost
	held  int64         // bytes of the patterns of all of these
	work  int64         // that matching has taken

	skipped
}

// ignoreFile is a .segcignore above the walk.
type ignoreFile struct {
	depth int    // names that lead to its folder
	file  string // as messages name it
	lines []ignoreLine
}

// ignoreBelow is a .segcignore of the walk.
type ignoreBelow struct {
	folder string // its name from where the walk begins
	file   string // as messages name it
	lines  []ignoreLine
	held   int64 // bytes
}

// maxHeld bounds what the patterns take that count in one place. A file of
// maxIgnore bytes fits several times.
const maxHeld = 16 << 20

var errHeld error = &limitError{"its patterns, and those of the folders above it, take more than %d MiB; write fewer of them", []int{maxHeld >> 20}}

// heldBy returns about how many bytes of memory patterns take.
func heldBy(lines []ignoreLine) (bytes int64) {
	for _, line := range lines {
		bytes += int64(64 + line.length + 32*len(line.parts)) // each part is a copy
	}
	return bytes
}

// maxMatching bounds the work of matching in a walk, in bytes of patterns times
// bytes of names. What people write takes less than a thousandth of it.
const maxMatching = 8 << 30

var errMatching = errors.New("the patterns take too long to match; write fewer or shorter ones")

// ignoresAbove returns what counts in a folder, without what its own file says:
// that is read when the walk enters it.
func (a *app) ignoresAbove(at place, folder string) (*ignores, error) {
	absolute, err := filepath.Abs(a.places.real(folder))
	if err != nil {
		return nil, err
	}
	i := &ignores{app: a, at: at, folder: folder, names: namesOf(absolute)}
	top, err := a.places.ignoresTop(absolute)
	if err != nil {
		return nil, err
	}
	var folders []string
	for above := absolute; above != top; folders = append(folders, above) {
		above = filepath.Dir(above)
	}
	for _, above := range slices.Backward(folders) {
		file := filepath.Join(above, ignoreName)
		lines, err := i.readAbove(file)
		if err != nil {
			return nil, err
		}
		i.above = append(i.above, ignoreFile{len(namesOf(above)), file, lines})
		if i.held += heldBy(lines); i.held > maxHeld {
			return nil, cannot("read", file, errHeld)
		}
	}
	return i, nil
}

// ignoresTop returns the outermost folder whose .segcignore applies to a folder: the
// folder of the project, which has .git or otherwise the lock. If there is none, it
// is the working folder, or the folder itself if that is not below the working
// folder. What strangers write into the folders above, such as the one for temporary
// files, does not count.
func (p *places) ignoresTop(folder string) (string, error) {
	start := folder
	working, err := filepath.Abs(p.real("."))
	if err != nil {
		return "", err
	}
	if below, err := filepath.Rel(working, folder); err == nil && filepath.IsLocal(below) {
		start = working
	}
	for _, marker := range []string{".git", defaultLock} {
		for above := start; ; above = filepath.Dir(above) {
			if exists(filepath.Join(above, marker)) {
				return above, nil
			}
			if above == filepath.Dir(above) {
				break
			}
		}
	}
	return start, nil
}

// namesOf returns the names that lead to a folder from the root of its file system.
func namesOf(absolute string) []string {
	text := filepath.ToSlash(absolute[len(filepath.VolumeName(absolute)):])
	return strings.FieldsFunc(text, func(r rune) bool { return r == '/' })
}

// enter reads what the .segcignore of a folder of the walk says. Its name is from
// the folder in which the walk begins, with slashes.
func (i *ignores) enter(name string) error {
	at, err := i.app.places.within(place{i.at.files, path.Join(i.at.name, name, ignoreName)})
	shown := filepath.Join(i.folder, filepath.FromSlash(name), ignoreName)
	switch {
	case err != nil:
	case i.walk != nil && at.files == i.at.files:
		_, err = i.walk.Lstat(at.name)
	default:
		_, err = at.files.Lstat(at.name)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		folder := place{at.files, path.Dir(at.name)}
		return cannot("read", filepath.Dir(shown), i.app.places.explained(folder, err))
	}
	lines, err := i.read(at, shown)
	if err != nil || len(lines) == 0 {
		return err
	}
	b := ignoreBelow{name, shown, lines, heldBy(lines)}
	if i.held+b.held > maxHeld {
		return cannot("read", shown, errHeld)
	}
	i.held += b.held
	i.below = append(i.below, b)
	return nil
}

// leave drops the patterns of the folders in which a file or folder does not lie:
// the walk does not come back to them.
func (i *ignores) leave(name string) {
	for n := len(i.below) - 1; n >= 0; n-- {
		last := i.below[n]
		if last.folder == "." || strings.HasPrefix(name, last.folder+"/") {
			return
		}
		i.held -= last.held
		i.below[n] = ignoreBelow{} // so that it is not held
		i.below = i.below[:n]
	}
}

func (i *ignores) readAbove(file string) ([]ignoreLine, error) {
	if !exists(file) {
		return nil, nil
	}
	at, err := i.app.places.file(".", file)
	if err != nil {
		return nil, cannot("read", file, err)
	}
	if working, err := filepath.Abs(i.app.places.real(".")); err == nil {
		if below, err := filepath.Rel(working, file); err == nil {
			file = below
		}
	}
	return i.read(at, file)
}

func (i *ignores) read(at place, file string) ([]ignoreLine, error) {
	f, err := i.app.places.open(at)
	if err != nil {
		return nil, cannot("read", file, err)
	}
	defer func() { _ = f.Close() }() // it was only read
	data, err := i.app.readTextOf(f, maxIgnore)
	if err != nil {
		return nil, cannot("read", file, err)
	}
	lines, number, err := parseIgnores(string(data))
	if err != nil {
		return nil, fmt.Errorf("%s:%d: %w", named(filepath.ToSlash(file)), number, err)
	}
	return lines, nil
}

// skip reports whether the walk skips a file or folder, given that it does not
// skip the folders that contain it.
func (i *ignores) skip(name string, isFolder bool) (bool, error) {
	if len(i.above)+len(i.below) == 0 {
		return false, nil
	}
	i.leave(name)
	names := strings.Split(name, "/")
	for _, b := range slices.Backward(i.below) { // the innermost folder first
		from := 0
		if b.folder != "." {
			from = strings.Count(b.folder, "/") + 1
		}
		if decided, skip, err := i.decide(b.file, b.lines, names[from:], isFolder); decided || err != nil {
			return skip, err
		}
	}
	full := append(slices.Clip(i.names), names...)
	for _, above := range slices.Backward(i.above) {
		if decided, skip, err := i.decide(above.file, above.lines, full[above.depth:], isFolder); decided || err != nil {
			return skip, err
		}
	}
	return false, nil
}

// decide reports whether one of the lines of a file matches, and what it says.
func (i *ignores) decide(file string, lines []ignoreLine, names []string, isFolder bool) (decided, skip bool, err error) {
	length := 0
	for _, name := range names {
		length += 1 + len(name)
	}
	for _, line := range slices.Backward(lines) {
		if i.work += int64(line.length) * int64(length); i.work > maxMatching {
			return false, false, cannot("read", file, errMatching)
		}
		if (isFolder || !line.folders) && matchParts(line.parts, names) {
			return true, !line.negated, nil
		}
	}
	return false, false, nil
}

// count counts what was skipped.
func (i *ignores) count(folder bool) {
	if folder {
		i.folders++
	} else {
		i.files++
	}
}

// skips reports whether a walk that begins in a folder would skip a file.
func (a *app) skips(folder, file string) (bool, error) {
	at, err := a.places.folder(".", folder)
	if err != nil {
		return false, err
	}
	i, err := a.ignoresAbove(at, folder)
	if err != nil {
		return false, err
	}
	if skip, err := i.enterBelow(path.Dir(file)); skip || err != nil {
		return skip, err
	}
	return i.skip(file, false)
}

// enterBelow enters the folders that lead from where the walk begins to a folder, and that one. It
// reports whether the walk skips one of them, and then enters no more.
func (i *ignores) enterBelow(folder string) (skip bool, err error) {
	if err := i.enter("."); err != nil || folder == "." {
		return false, err
	}
	for n, r := range folder + "/" {
		if r != '/' {
			continue
		}
		if skip, err := i.skip(folder[:n], true); skip || err != nil {
			return skip, err
		}
		if err := i.enter(folder[:n]); err != nil {
			return false, err
		}
	}
	return false, nil
}
