package main

import (
	"errors"
	"path/filepath"
)

var errLinkOut = errors.New("it is a link that leads out of the folder of the lock")

// inside refuses a file that a link leads out of the folder of the lock: who may
// change the lock and the files beside it must not gain more than that.
func (p *puller) inside(name string) error {
	folder, err := realFolder(filepath.Dir(p.flags.lock))
	if err != nil {
		return cannot("write", name, err)
	}
	target, err := realFolder(filepath.Dir(followLinks(name)))
	if err != nil {
		return cannot("write", name, err)
	}
	if below, err := filepath.Rel(folder, target); err != nil || !filepath.IsLocal(below) {
		return cannot("write", name, errLinkOut)
	}
	return nil
}

// realFolder returns a folder without links, or of one that is not there yet the
// one in which it would be made.
func realFolder(name string) (string, error) {
	absolute, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	for {
		found, err := filepath.EvalSymlinks(absolute)
		above := filepath.Dir(absolute)
		if err == nil || above == absolute {
			return found, err
		}
		absolute = above
	}
}
