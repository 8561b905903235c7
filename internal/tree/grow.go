package tree

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
)

// ErrBusy is returned for a file to which another run is writing.
var ErrBusy = errors.New("another run of segc is writing to it")

// Grow opens a file that is written bit by bit, to read it and to write to it. It is made
// if it is not there, and then only its owner may read it. No other run can open it with
// Grow until it is closed, where the system can lock files.
func (t *Tree) Grow(name string) (*os.File, error) {
	real, err := t.Target(name)
	if err != nil {
		return nil, err
	}
	if err := t.make(real); err != nil {
		return nil, t.refusal(name, err)
	}
	f, err := t.openGrown(real)
	if err != nil {
		return nil, t.refusal(name, err)
	}
	if got, locking := lockWriter(f); locking == nil && !got {
		_ = f.Close() // nothing was written
		return nil, ErrBusy
	}
	return f, nil
}

// make makes an empty file that only its owner may read, unless there is something of the name.
func (t *Tree) make(real string) error {
	f, err := t.createNew(real, 0o600)
	switch {
	case errors.Is(err, os.ErrExist):
		return nil
	case err != nil:
		return err
	}
	return f.Close()
}

// openGrown opens a file that is there to write on.
func (t *Tree) openGrown(real string) (*os.File, error) {
	local, err := localize(real)
	if err != nil {
		return nil, err
	}
	f, info, err := regular(t.root.OpenFile(local, os.O_RDWR|careful, 0))
	if err != nil {
		return nil, err
	}
	err = t.checkOpened(t.root, f, info, local)
	if errors.Is(err, errLinked) {
		err = errMoved
	}
	if err != nil {
		_ = f.Close() // nothing was written
		return nil, err
	}
	return f, nil
}

// WritePrivateFrom is [Tree.WritePrivate] for a content that need not fit into memory: fill
// writes it. A file that has the content already is written again.
func (t *Tree) WritePrivateFrom(ctx context.Context, name string, fill func(io.Writer) error) error {
	real, err := t.Target(name)
	if err != nil {
		return err
	}
	old, err := t.writable(real)
	if err == nil {
		err = t.replace(ctx, real, nil, old, manner{private: true, fill: fill})
	}
	return t.refusal(name, err)
}

// write writes the content of a new file, from where it is.
func (how manner) write(f *os.File, content []byte, like fs.FileInfo) error {
	err := write(f, content, like)
	if err == nil && how.fill != nil {
		err = how.fill(f)
	}
	return err
}
