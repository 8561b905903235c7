package main

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/segc-lang/segc/internal/tree"
)

// outputFolder is a folder for documents, which is made once there is one. No link leads
// out of it. What is written there can be made again, so that nothing waits for the disk.
type outputFolder struct {
	app   *app
	name  string
	files *tree.Tree
	batch *tree.Batch
}

// write writes a document to a file below the folder. With renew, it gets a new time even if it
// has the content already.
func (o *outputFolder) write(ctx context.Context, name string, document []byte, renew bool) (changed bool, err error) {
	if err := o.open(); err != nil {
		return false, cannotWrite(name, err)
	}
	below, err := filepath.Rel(o.name, name)
	if err != nil {
		return false, cannotWrite(name, err)
	}
	write := o.batch.Write
	if renew {
		write = o.batch.Renew
	}
	if changed, err = write(ctx, filepath.ToSlash(below), document); err != nil {
		return false, notReplaced(name, err)
	}
	return changed, context.Cause(ctx)
}

func (o *outputFolder) open() (err error) {
	if o.files != nil {
		return nil
	}
	if err := o.app.noLinkedFolder(o.name); err != nil {
		return err
	}
	files, err := o.app.places.made(o.name)
	if err != nil {
		return err
	}
	o.files, o.batch = files, files.Batch()
	return nil
}

// close closes the folder, which may not have been opened.
func (o *outputFolder) close() error {
	if o.files == nil {
		return nil
	}
	return errors.Join(o.batch.Close(), o.files.Close())
}
