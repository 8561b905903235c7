package main

import (
	"os"
	"path"
	"path/filepath"
	"strings"
)

// within returns the place in the repository of its own in which it lies, if it
// does: one that was downloaded is a stranger's, and nothing in it may lead to its
// neighbors.
func (p *places) within(at place) (place, error) {
	root, name := p.repository(at.files.Folder(), at.name)
	if root == at.files.Folder() {
		return at, nil
	}
	files, err := p.tree(root)
	return place{files, name}, err
}

// repository returns the innermost folder that has a .git of its own, below a base
// and at or above a name there, and the name in it. Without one, it is the base.
//
// A lock does not mark a repository: several locks of a project may share a catalog
// above them. It does not look through links, since the author of a link would then
// decide what the project is.
func (p *places) repository(base, name string) (root, below string) {
	root, below = base, name
	if name == "." {
		return root, below
	}
	for at, end := 0, 0; end >= 0; at += end + 1 {
		end = strings.IndexByte(name[at:], '/')
		part := name
		if end >= 0 {
			part = name[:at+end]
		}
		folder := filepath.Join(base, filepath.FromSlash(part))
		switch p.kindOf(folder) {
		case notFolder:
			return root, below
		case ofRepository:
			root, below = folder, "."
			if end >= 0 {
				below = name[at+end+1:]
			}
		case plainFolder:
		}
	}
	return root, below
}

// repositoryOf is repository for a file. Only its folder counts.
func (p *places) repositoryOf(base, file string) (root, below string) {
	root, below = p.repository(base, path.Dir(file))
	return root, path.Join(below, path.Base(file))
}

// folderKind is what is known of a folder.
type folderKind int

const (
	plainFolder folderKind = iota + 1
	ofRepository
	notFolder // also a link to one
)

// maxKinds is how many folders are known at once.
const maxKinds = 10_000

// forgetKinds lets folders be looked at again, in a run that goes on for long.
func (p *places) forgetKinds() {
	p.lock.Lock()
	defer p.lock.Unlock()
	p.kinds = nil
}

func (p *places) kindOf(folder string) folderKind {
	p.lock.Lock()
	kind := p.kinds[folder]
	p.lock.Unlock()
	if kind != 0 {
		return kind
	}
	info, err := os.Lstat(p.real(folder))
	switch {
	case err != nil || !info.IsDir():
		return notFolder // it may be made yet, and there are many files
	case exists(filepath.Join(p.real(folder), ".git")):
		kind = ofRepository
	default:
		kind = plainFolder
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	if p.kinds == nil || len(p.kinds) >= maxKinds {
		p.kinds = map[string]folderKind{}
	}
	p.kinds[folder] = kind
	return kind
}
