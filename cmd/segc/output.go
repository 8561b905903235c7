package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// writeFile gives a file new content in one step: nobody ever sees half of it,
// and an interrupted run leaves the old content. A file that has the content
// already is not touched, so that its time says when it last changed.
func writeFile(name string, content []byte) error {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		name = target
	}
	mode := fs.FileMode(0o666)
	info, err := os.Stat(name)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return writeThrough(name, content)
	case err == nil:
		mode = info.Mode().Perm()
		if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, content) {
			return nil
		}
	case !errors.Is(err, fs.ErrNotExist):
		return cannot("write", name, err)
	}
	return replaceFile(name, content, mode)
}

func replaceFile(name string, content []byte, mode fs.FileMode) (err error) {
	temporary := filepath.Join(filepath.Dir(name), "."+filepath.Base(name)+".new")
	f, err := os.OpenFile(temporary, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, mode)
	if err != nil {
		return cannot("write", name, err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(temporary) // what went wrong is said already
		}
	}()
	if _, err = f.Write(content); err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = os.Rename(temporary, name)
	}
	if err != nil {
		return cannot("write", name, err)
	}
	return nil
}

// writeThrough writes to what is no regular file: a device, a pipe.
func writeThrough(name string, content []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return cannot("write", name, err)
	}
	_, err = f.Write(content)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return cannot("write", name, err)
	}
	return nil
}
