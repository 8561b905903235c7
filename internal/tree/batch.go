package tree

import (
	"context"
	"errors"
	"path"
	"path/filepath"
)

// Batch writes many files of a tree one after another, as they lie beside each other: files
// that can be made again from others. Each is replaced in one step, as [Tree.Write] does, so that
// a killed run leaves the old file or the new one. But a batch does not wait for the disk. That
// is most of the work for many small files, and after a power cut the system may have lost, or
// half written, what was written last.
//
// It walks to a folder once and then writes file after file there. A folder that is moved
// between two of its files is still written to where it was found. No link changes that, so
// nothing leads out of the tree. A batch is for one goroutine at a time.
type Batch struct {
	way    chain
	folder string // of the latest file
	within *Tree  // that folder; nil where the tree itself writes the files
}

// Batch returns a batch of files of the tree. The caller closes it.
func (t *Tree) Batch() *Batch { return &Batch{way: chain{tree: t}} }

// Write is [Tree.Write] without waiting for the disk.
func (b *Batch) Write(ctx context.Context, name string, content []byte) (changed bool, err error) {
	return b.write(ctx, name, content, manner{brief: true})
}

// Renew is [Tree.Renew] without waiting for the disk.
func (b *Batch) Renew(ctx context.Context, name string, content []byte) (changed bool, err error) {
	return b.write(ctx, name, content, manner{brief: true, renew: always})
}

func (b *Batch) write(ctx context.Context, name string, content []byte, how manner) (changed bool, err error) {
	tree := b.way.tree
	if _, err := localize(name); err != nil || name != path.Clean(name) || !b.enter(path.Dir(name)) {
		return tree.write(ctx, name, content, how)
	}
	changed, err = b.within.write(ctx, path.Base(name), content, how)
	if err == nil || errors.Is(err, context.Cause(ctx)) {
		return changed, err
	}
	return tree.write(ctx, name, content, how) // perhaps it is a link to another folder, and the tree says what is wrong
}

// enter goes to a folder, which is made if it is missing, and reports whether its files can be
// written there.
func (b *Batch) enter(folder string) bool {
	if folder == b.folder && b.within != nil {
		return true
	}
	b.folder, b.within = folder, nil
	tree := b.way.tree
	root := b.way.enter(folder)
	if root == nil {
		if err := tree.MakeFolders(folder); err != nil {
			return false
		}
		root = b.way.enter(folder)
	}
	if root == nil {
		return false
	}
	b.within = &Tree{folder: filepath.Join(tree.folder, filepath.FromSlash(folder)), root: root, leftovers: tree.leftovers}
	return true
}

// Close closes the folders.
func (b *Batch) Close() error {
	b.way.cut(0)
	b.within, b.folder = nil, ""
	return nil
}
