package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"path"
	"path/filepath"
	"regexp"
	"sync"
	"syscall"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/console"
	"github.com/segc-lang/segc/internal/inert"
	"github.com/segc-lang/segc/internal/lazy"
	"github.com/segc-lang/segc/internal/tree"
)

// write writes a document to a file that a person named, or to standard output when
// the name is empty. It reports whether that changed anything.
//
// The name may be that of a pipe or a device, or what the system calls an open
// file. Those are written in place, but never through a link below the working
// folder.
func (a *app) write(name string, document []byte) (changed bool, err error) {
	return a.writeAs((*tree.Tree).Write, name, document)
}

// writeFunc is how a file of a tree gets its content.
type writeFunc func(*tree.Tree, context.Context, string, []byte) (changed bool, err error)

// writeAs is write in another way.
func (a *app) writeAs(how writeFunc, name string, document []byte) (changed bool, err error) {
	switch filepath.ToSlash(name) {
	case "", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1":
		return true, writeTo(a.out.Data(), "standard output", document)
	case "/dev/stderr", "/dev/fd/2", "/proc/self/fd/2":
		return true, writeTo(a.err.Data(), "standard error", document)
	}
	if openFile(name) {
		return true, writeOpen(name, document)
	}
	return a.onOutput(name, func(ctx context.Context, at place) (bool, error) {
		if err := at.files.Unlinked(path.Dir(at.name)); err != nil {
			return false, err
		}
		return how(at.files, ctx, at.name, document)
	}, document)
}

// writePrivate is write for a file that only its owner may read if it is new.
func (a *app) writePrivate(name string, document []byte) (changed bool, err error) {
	return a.writeAs((*tree.Tree).WritePrivate, name, document)
}

// rewrite is write for a file that was read and had the old content, nil if it was
// not there. It leaves alone what has changed in between.
func (a *app) rewrite(name string, old, document []byte) (changed bool, err error) {
	return a.onOutput(name, func(ctx context.Context, at place) (bool, error) {
		return at.files.Rewrite(ctx, at.name, old, document)
	}, document)
}

func (a *app) onOutput(name string, do func(context.Context, place) (bool, error), document []byte) (changed bool, err error) {
	at, done, err := a.places.output(name)
	if err != nil {
		return false, cannotWrite(name, err)
	}
	defer done()
	changed, err = replacing(name, func(ctx context.Context) (bool, error) { return do(ctx, at) })
	if errors.Is(err, tree.ErrNotFile) {
		f, err := at.files.Through(at.name)
		if err != nil {
			return false, cannotWrite(name, err)
		}
		return true, writeThrough(f, name, document)
	}
	return changed, err
}

// noLinkedFolder refuses a folder for results below the working folder that a link
// leads to: the author of the link would decide where segc writes. The folder need
// not exist.
func (a *app) noLinkedFolder(folder string) error {
	at, err := a.places.folder(".", folder)
	if err == nil {
		err = at.files.Unlinked(at.name)
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// writeBack gives the file of an input a new text, unless it has changed since it
// was read. A file that was found in a folder is written in that folder only: a
// link in it to a file elsewhere may be read, but its author does not
// decide what is written.
func (a *app) writeBack(in input, text string) error {
	if a.passesOn(in.file) {
		return cannot("write", in.file, errNothingToReplace)
	}
	if in.folder == "" {
		_, err := a.rewrite(in.file, []byte(in.text), []byte(text))
		return err
	}
	files, err := a.places.own(in.folder)
	if err != nil {
		return cannotWrite(in.file, err)
	}
	below, err := filepath.Rel(in.folder, in.file)
	if err != nil {
		return cannotWrite(in.file, err)
	}
	at, err := a.places.within(place{files, filepath.ToSlash(below)})
	if err != nil {
		return cannotWrite(in.file, err)
	}
	_, err = replacing(in.file, func(ctx context.Context) (bool, error) {
		return at.files.Rewrite(ctx, at.name, []byte(in.text), []byte(text))
	})
	return err
}

// writesBack reports whether no link keeps writeBack from writing to the file of an
// input.
func (a *app) writesBack(in input) bool {
	var link *tree.LinkError
	if in.folder == "" {
		at, err := a.places.file(".", in.file)
		if err == nil {
			_, err = at.files.Target(at.name)
		}
		return !errors.As(err, &link)
	}
	files, err := a.places.own(in.folder)
	if err != nil {
		return !errors.As(err, &link)
	}
	below, err := filepath.Rel(in.folder, in.file)
	if err == nil {
		_, err = files.Target(filepath.ToSlash(below))
	}
	return !errors.As(err, &link)
}

// writeJSON writes what programs read from standard output: an object, whose first
// member is the version of its form.
func (a *app) writeJSON(name string, value any) error {
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	if err := encoder.Encode(value); err != nil {
		return err
	}
	members, ok := bytes.CutPrefix(b.Bytes(), []byte("{"))
	if !ok {
		return fmt.Errorf("%s would have no format_version: %T is not an object", name, value)
	}
	text := fmt.Appendf(nil, "{\n  \"format_version\": %d,%s", diag.FormatVersion, members)
	return writeTo(a.out.Data(), name, inert.JSON(text))
}

func writeTo(w io.Writer, name string, content []byte) error {
	if _, err := w.Write(content); err != nil {
		return cannot("write", name, err)
	}
	return nil
}

// openFile reports whether a name is what the system calls an open file. It is a
// link to the place where the caller of segc sends the output.
func openFile(name string) bool {
	return openFileName.Get().MatchString(filepath.ToSlash(filepath.Clean(name)))
}

var openFileName = lazy.Value[*regexp.Regexp]{Make: func() *regexp.Regexp {
	return regexp.MustCompile(`^(/dev/(stdin|stdout|stderr|fd/[0-9]+)|/proc/(self|thread-self|[0-9]+)(/task/[0-9]+)?/fd/[0-9]+)$`)
}}

// device reports whether a name is what the system calls an open file, or the own
// name of a device in /dev/, such as /dev/null. Below /dev/ there are also folders,
// such as /dev/shm, in which anybody may have files and links.
func device(name string) bool {
	return openFile(name) || ownDevice(name)
}

func ownDevice(name string) bool {
	if filepath.ToSlash(filepath.Dir(name)) != "/dev" {
		return false
	}
	info, err := os.Lstat(name)
	return err == nil && info.Mode()&fs.ModeCharDevice != 0
}

// passesOn reports whether a name is that of an open file, a pipe or a device: what
// is written there goes on to somebody, and what could be read is not old content.
func (a *app) passesOn(name string) bool {
	if openFile(name) {
		return true
	}
	var info fs.FileInfo
	var err error
	if device(name) {
		info, err = os.Stat(name)
	} else if at, outside := a.places.file(".", name); outside == nil {
		info, err = at.files.Lstat(at.name)
	}
	return err == nil && info != nil && info.Mode()&(fs.ModeNamedPipe|fs.ModeDevice) != 0
}

// writeOpen writes to an open file, which cannot be replaced and lies in no tree.
func writeOpen(name string, content []byte) error {
	var f *os.File
	var err error
	if number, ok := descriptor(name); ok {
		f, err = inherited(number, name)
	} else { // of another program
		f, err = os.OpenFile(name, os.O_WRONLY|os.O_APPEND, 0)
	}
	if err != nil {
		return cannotWrite(name, err)
	}
	return writeThrough(f, name, content)
}

// writeThrough writes to what cannot be replaced, and closes it.
func writeThrough(f *os.File, name string, content []byte) error {
	_, err := console.New(f, console.Options{Terminal: terminal(f)}).Data().Write(content) // it may be a terminal
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		return cannotWrite(name, writeFailed(err))
	}
	return nil
}

var errInterrupted = errors.New("interrupted")

// replacing does work that replaces the file of a name. Ctrl-C ends the context of
// the work, so that the work can remove its leftovers first.
func replacing(name string, work func(context.Context) (bool, error)) (changed bool, err error) {
	interrupted := interruptible(func(ctx context.Context) { changed, err = work(ctx) })
	switch {
	case err != nil:
		return false, notReplaced(name, err)
	case interrupted:
		return changed, errInterrupted // too late for this file, but not for those that follow
	}
	return changed, nil
}

// notReplaced says why the file of a name was not replaced.
func notReplaced(name string, err error) error { return makeRoom(cannotWrite(name, err)) }

// interruptible does work with a context that Ctrl-C ends, and reports whether that
// happened, also if it was too late for the work. Other threads wait each time that signals
// are asked for, so that many files are one work.
func interruptible(work func(context.Context)) (interrupted bool) {
	ctx, cancel := context.WithCancelCause(context.Background())
	defer cancel(nil)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	over := make(chan struct{})
	var watch sync.WaitGroup
	watch.Go(func() {
		select {
		case <-signals:
			cancel(errInterrupted)
		case <-over:
		}
	})
	work(ctx)
	signal.Stop(signals)
	close(over)
	watch.Wait()
	return len(signals) > 0 || ctx.Err() != nil
}

// cannotWrite says why a file cannot be written, and what to do about it.
func cannotWrite(name string, err error) error { return cannotUse("write", name, err) }

// cannotUse says why a file cannot be written, or read as a file that is written
// elsewhere, and what to do about it.
func cannotUse(do, name string, err error) error {
	var link *tree.LinkError
	if errors.As(err, &link) {
		target := blamed(link, name)
		return cannot(do, name, errors.New(refusedLink(link, target)+"; remove the link, or "+nameTarget(link, target)))
	}
	switch {
	case errors.Is(err, tree.ErrFolder):
		err = errIsFolder
	case errors.Is(err, fs.ErrExist):
		err = errNotFolder
	case errors.Is(err, tree.ErrChanged):
		err = fmt.Errorf("%w; run segc again", tree.ErrChanged)
	}
	return cannot(do, name, err)
}

// cannotFill says why nothing can be written into a folder, and what to do about it.
func cannotFill(folder string, err error) error {
	var link *tree.LinkError
	if errors.As(err, &link) {
		return cannot("write into", folder, errors.New(refusedLink(link, blamed(link, folder))+"; remove the link, or name the folder that it leads to"))
	}
	return cannotWrite(folder, err)
}

// blamed returns the name of a file or folder as a refusal of a link has it.
func blamed(link *tree.LinkError, name string) string {
	if path.Base(link.Name) == filepath.Base(name) { // the name itself is the link
		return link.Name
	}
	return filepath.ToSlash(name)
}

var (
	errNothingToReplace = errors.New("it is a pipe or a device, with no text to replace; give a file, or leave out the flag that writes to it")

	errNotFolder = errors.New("there is a file where a folder should be")
	errIsFolder  = errors.New("it is a folder; to write into a folder, use --out-dir")
)
