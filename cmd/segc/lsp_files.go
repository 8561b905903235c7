package main

import (
	"io/fs"
	"path"
	"slices"
	"strings"
)

// lspFiles is what a text of an editor may use. It lists folders, too, so that the editor can offer
// what is in them.
type lspFiles struct{ uses }

// ReadDir implements fs.ReadDirFS. It leaves out what a walk skips: what is hidden or ignored, and
// what is neither a rule nor a folder.
func (l lspFiles) ReadDir(name string) ([]fs.DirEntry, error) {
	at, err := l.app.places.folder(".", l.root)
	if err != nil {
		return nil, err
	}
	ignored, err := l.app.ignoresAbove(at, l.root)
	if err != nil {
		return nil, err
	}
	if skip, err := ignored.enterBelow(name); skip || err != nil {
		return nil, err
	}
	files := at.files.Walk()
	defer func() { _ = files.Close() }() // it was only read
	listed, err := files.ReadDir(path.Join(at.name, name))
	if err != nil {
		return nil, err
	}
	w := walker{places: &l.app.places, at: at}
	return slices.DeleteFunc(listed, func(entry fs.DirEntry) bool {
		below := path.Join(name, entry.Name())
		if strings.HasPrefix(entry.Name(), ".") || !entry.IsDir() && !strings.HasSuffix(below, ".seg") {
			return true
		}
		skip, err := ignored.skip(below, entry.IsDir())
		return skip || err != nil || !entry.IsDir() && !w.meant(path.Join(at.name, below), entry)
	}), nil
}
