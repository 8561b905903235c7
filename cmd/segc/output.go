package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/segc-lang/segc/internal/console"
	"github.com/segc-lang/segc/internal/inert"
)

// write writes a document to a file, or to standard output when the name is empty.
func (a *app) write(name string, document []byte) error {
	switch filepath.ToSlash(name) {
	case "", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1":
		return writeTo(a.out.Data(), "standard output", document)
	case "/dev/stderr", "/dev/fd/2", "/proc/self/fd/2":
		return writeTo(a.err.Data(), "standard error", document)
	}
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return cannot("write", name, err)
	}
	return writeFile(name, document)
}

// writeJSON writes what programs read from standard output.
func (a *app) writeJSON(name string, value any) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return err
	}
	return writeTo(a.out.Data(), name, inert.JSON(b.Bytes()))
}

func writeTo(w io.Writer, name string, content []byte) error {
	if _, err := w.Write(content); err != nil {
		return cannot("write", name, err)
	}
	return nil
}

// writeFile gives a file new content in one step: nobody ever sees half of it,
// and an interrupted run leaves the old content. A file that has the content
// already is not touched, so that its time says when it last changed. A link
// stays a link.
func writeFile(name string, content []byte) error {
	target := followLinks(name)
	info, err := os.Stat(target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return replaceFile(name, target, content, nil)
	case err != nil:
		return cannot("write", name, err)
	case info.IsDir():
		return fmt.Errorf("cannot write %s: it is a folder; --out-dir writes into folders", named(name))
	case !info.Mode().IsRegular() || device(name):
		return writeThrough(name, content)
	}
	if old, err := os.ReadFile(target); err == nil && bytes.Equal(old, content) {
		return nil
	}
	// Who may not write to the file may not replace it either.
	f, err := os.OpenFile(target, os.O_WRONLY, 0)
	if err != nil {
		return cannot("write", name, err)
	}
	if err := f.Close(); err != nil {
		return cannot("write", name, err)
	}
	return replaceFile(name, target, content, info)
}

// device reports whether a name stands for an open file or a device, whatever
// lies behind it.
func device(name string) bool {
	name = filepath.ToSlash(filepath.Clean(name))
	return strings.HasPrefix(name, "/dev/") || strings.HasPrefix(name, "/proc/")
}

// followLinks returns the file that a name leads to, whether or not it exists.
func followLinks(name string) string {
	if target, err := filepath.EvalSymlinks(name); err == nil {
		return target
	}
	const most = 40 // links; what has more is a circle, and opening it fails
	target := name
	for range most {
		next, err := os.Readlink(target)
		if err != nil {
			return target
		}
		if !filepath.IsAbs(next) {
			next = filepath.Dir(target) + string(filepath.Separator) + next
		}
		target = next
	}
	return name
}

// replaceFile gives the target new content in one step. What an interruption
// would leave is removed first.
func replaceFile(name, target string, content []byte, old fs.FileInfo) error {
	interrupt := make(chan os.Signal, 1)
	signal.Notify(interrupt, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(interrupt)
	if err := replace(target, content, old, interrupt); err != nil {
		return cannot("write", name, err)
	}
	return nil
}

// replace writes the content beside the target and moves it there. The old
// file, if there is one, gives its mode.
func replace(target string, content []byte, old fs.FileInfo, interrupt <-chan os.Signal) error {
	temporary := filepath.Join(filepath.Dir(target), fmt.Sprintf(".segc-%08x.new", rand.Uint32()))
	err := writeNew(temporary, content, old)
	if err == nil {
		err = interrupted(interrupt)
	}
	if err == nil {
		err = os.Rename(temporary, target)
	}
	if err != nil {
		_ = os.Remove(temporary) // what went wrong is said already
	}
	return err
}

var errInterrupted = errors.New("interrupted")

func interrupted(interrupt <-chan os.Signal) error {
	select {
	case <-interrupt:
		return errInterrupted
	default:
		return nil
	}
}

// writeNew writes a file that does not exist yet, through to the disk.
func writeNew(name string, content []byte, like fs.FileInfo) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	if like != nil {
		err = f.Chmod(like.Mode().Perm())
	}
	if err == nil {
		_, err = f.Write(content)
	}
	if err == nil {
		err = f.Sync()
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}

// writeThrough writes to what cannot be replaced: a device, a pipe, an open file.
func writeThrough(name string, content []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		return cannot("write", name, err)
	}
	_, err = console.New(f, console.Options{Terminal: terminal(f)}).Data().Write(content) // it may be /dev/tty
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return cannot("write", name, err)
	}
	return nil
}
