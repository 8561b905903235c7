package main

import (
	"cmp"
	"errors"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/segc-lang/segc/internal/english"
)

// The bounds of a walk through a folder. Each is far beyond what anybody keeps, so
// that they stop only in a folder that was made to be endless.
const (
	maxDepth   = 100 // folders in each other
	maxFiles   = 100_000
	maxEntries = 1_000_000 // of any kind
)

var (
	errTooDeep = &limitError{"it is more than %d folders deep", []int{maxDepth}}
	errTooMany = &limitError{"there are more than %d .seg files or %d entries in it; name folders in it", []int{maxFiles, maxEntries}}
)

// walked is a .seg file of a walk.
type walked struct {
	name string // for the system
	path string // in the tree of the walk
}

// walk returns the .seg files in a folder and in those below it, sorted. It skips what is hidden,
// and what .segcignore names, which it counts. It does not enter linked folders. A link that leads
// nowhere, or where it may not, and anything else that is not a file are among the files, so that
// reading them reports it. The error names every folder that cannot be read; walk still returns the
// files of the others.
func (a *app) walk(at place, folder string) ([]walked, error) {
	return a.walkWithin(at, folder, walkLimit{})
}

// walkLimit is how many rules and entries a walk takes, if they are fewer than usual.
type walkLimit struct {
	files, entries int
	ignored        bool // it also takes what .segcignore names
}

// walkWithin is walk with other limits than usual.
func (a *app) walkWithin(at place, folder string, limit walkLimit) ([]walked, error) {
	ignored, err := a.ignoresAbove(at, folder)
	if err != nil {
		return nil, err
	}
	files := at.files.Walk()
	defer func() { _ = files.Close() }() // it was only read
	ignored.walk = files
	w := walker{places: &a.places, at: at, folder: folder, ignored: ignored, limit: limit}
	err = fs.WalkDir(files, at.name, w.visit)
	a.skipped.files += ignored.files
	a.skipped.folders += ignored.folders
	return w.found, errors.Join(append(w.problems, err)...)
}

type walker struct {
	places   *places
	at       place
	folder   string // as its names begin
	ignored  *ignores
	found    []walked
	problems []error
	entries  int
	limit    walkLimit
}

// visit is an fs.WalkDirFunc.
func (w *walker) visit(name string, entry fs.DirEntry, err error) error {
	below := belowFolder(w.at.name, name)
	shown := filepath.Join(w.folder, filepath.FromSlash(below))
	if w.entries++; w.entries > cmp.Or(w.limit.entries, maxEntries) || len(w.found) >= cmp.Or(w.limit.files, maxFiles) {
		return cannot("read", w.folder, errTooMany)
	}
	if err != nil {
		w.problems = append(w.problems, cannot("read", shown, w.places.explained(w.at, err)))
		return fs.SkipDir
	}
	folder, rule := entry.IsDir(), strings.HasSuffix(name, ".seg")
	if below != "." {
		if strings.HasPrefix(entry.Name(), ".") || !folder && !rule {
			return passOver(folder)
		}
		skip, err := w.ignored.skip(below, folder)
		if err != nil {
			return err
		}
		if skip && !w.limit.ignored {
			w.ignored.count(folder)
			return passOver(folder)
		}
	}
	switch {
	case folder && strings.Count(below, "/") >= maxDepth:
		err = cannot("read", shown, errTooDeep)
	case folder:
		err = w.ignored.enter(below)
	case w.meant(name, entry):
		w.found = append(w.found, walked{shown, name})
	}
	if err != nil {
		w.problems = append(w.problems, err)
		return fs.SkipDir
	}
	return nil
}

func passOver(folder bool) error {
	if folder {
		return fs.SkipDir
	}
	return nil
}

// belowFolder returns the name from a folder of what lies below it.
func belowFolder(folder, name string) string {
	switch {
	case folder == ".":
		return name
	case folder == name:
		return "."
	}
	return strings.TrimPrefix(name, folder+"/")
}

// meant reports whether an entry of a folder is to be read. Only a link to a folder is
// not: reading something other than a file, such as a pipe, fails and does not wait for it.
func (w *walker) meant(name string, entry fs.DirEntry) bool {
	if entry.Type()&fs.ModeSymlink == 0 {
		return true
	}
	info, err := w.at.files.Stat(name)
	return err != nil || !info.IsDir()
}

// skipped is how much of the folders of a run .segcignore names.
type skipped struct{ files, folders int }

// since returns what was added to an earlier count.
func (s skipped) since(before skipped) skipped {
	return skipped{s.files - before.files, s.folders - before.folders}
}

// String says so in words; it is empty if that is nothing.
func (s skipped) String() string {
	var parts []string
	if s.files > 0 {
		parts = append(parts, english.Count(s.files, "file"))
	}
	if s.folders > 0 {
		parts = append(parts, english.Count(s.folders, "folder"))
	}
	if len(parts) == 0 {
		return ""
	}
	return strings.Join(parts, " and ") + " skipped by " + ignoreName
}

// saySkipped says so on standard error, since what was skipped may be a rule that
// somebody hides from a check.
func (a *app) saySkipped() error {
	text := a.skipped.String()
	if text == "" || a.report.quiet {
		return nil
	}
	return writeTo(a.err, "standard error", []byte(text+"\n"))
}
