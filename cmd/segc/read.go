package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/segc-lang/segc/internal/tree"
)

// readNamed reads a file that a person named.
func (a *app) readNamed(name string, most int64) ([]byte, error) {
	f, err := a.openNamed(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	return a.readTextOf(f, most)
}

// readFile reads a file whose name segc knows, such as the lock. A pipe is
// not waited for.
func (a *app) readFile(name string, most int64) ([]byte, error) {
	if device(name) {
		return a.readNamed(name, most)
	}
	at, err := a.places.file(".", name)
	if err != nil {
		return nil, err
	}
	f, err := a.places.open(at)
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	return a.readTextOf(f, most)
}

// openNamed opens a file that a person named. It may be a pipe, an open file or a
// device, since shells hand over the output of commands that way.
func (a *app) openNamed(name string) (*os.File, error) {
	if device(name) {
		return openDevice(name)
	}
	at, err := a.places.file(".", name)
	if err != nil {
		return nil, err
	}
	return a.places.openOrWait(at)
}

// openDevice opens an open file again, which is a link to anything, or a device
// under its own name. Neither belongs to a project, and only a person can have
// named it: links to them are refused elsewhere.
func openDevice(name string) (*os.File, error) {
	if openFile(name) {
		return os.Open(name)
	}
	files, err := tree.Open(filepath.Dir(name))
	if err != nil {
		return nil, err
	}
	defer func() { _ = files.Close() }() // what was opened stays open
	return files.OpenPipe(filepath.Base(name))
}

// readTextOf reads a text of no more than so many bytes.
func (a *app) readTextOf(r io.Reader, most int64) ([]byte, error) {
	data, err := readAtMost(r, most)
	if err == nil {
		err = a.checkText(data)
	}
	if err != nil {
		return nil, err
	}
	return data, nil
}

// readStart is like readTextOf, but of a text with more bytes it returns one byte
// more than the most, for the compiler to refuse it.
func (a *app) readStart(r io.Reader, most int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil {
		err = a.checkText(data)
	}
	if err != nil {
		return nil, err
	}
	return data, nil
}

// open opens the file at a place.
func (p *places) open(at place) (*os.File, error) {
	f, err := at.files.Open(at.name)
	return f, p.explained(at, err)
}

// openOrWait opens the file at a place, or a pipe, for whose writer it waits. The
// pipe is opened once: its writer goes away with the first reader.
func (p *places) openOrWait(at place) (*os.File, error) {
	if info, err := at.files.Lstat(at.name); err == nil && info.Mode()&fs.ModeNamedPipe != 0 {
		return at.files.OpenPipe(at.name)
	}
	return p.open(at)
}

// stat returns what there is at a place.
func (p *places) stat(at place) (fs.FileInfo, error) {
	info, err := at.files.Stat(at.name)
	return info, p.explained(at, err)
}

// linkRefusal is the refusal of a link, with what to do about it.
type linkRefusal struct {
	text  string
	cause *tree.LinkError
}

// Error implements error.
func (e *linkRefusal) Error() string { return e.text }

// Unwrap returns the refusal of the tree.
func (e *linkRefusal) Unwrap() error { return e.cause }

// explained says what to do about a link that was refused.
func (p *places) explained(at place, err error) error {
	var link *tree.LinkError
	if !errors.As(err, &link) {
		return err
	}
	text := refusedLink(link, at.name)
	if advice := p.advice(link, at.name); advice != "" {
		text += "; " + advice
	}
	return &linkRefusal{text, link}
}

// advice says what the author of a link can do, or who runs segc.
func (p *places) advice(link *tree.LinkError, name string) string {
	var ways []string
	switch {
	case link.Problem == tree.Circle:
		return "remove the link"
	case link.Problem == tree.Dangles:
		return "remove the link, or make the file that it leads to"
	case link.Problem == tree.SecondName:
		ways = []string{"copy it to a file of its own"}
	case path.Base(link.Name) == ignoreName:
		ways = []string{"replace the link with a copy of the file"}
	case link.Problem == tree.Absolute:
		ways = []string{"make it a relative one", nameTarget(link, name)}
	case p.advises:
		ways = []string{nameTarget(link, name)}
	default:
		ways = []string{"remove the link", nameTarget(link, name)}
	}
	if p.advises && !p.writes {
		ways = append(ways, "pass --follow")
	}
	last := len(ways) - 1
	return strings.TrimPrefix(strings.Join(ways[:last], ", ")+", or "+ways[last], ", or ")
}

// nameTarget is the advice to name what a link leads to, which is the first at fault
// on the way to a name.
func nameTarget(link *tree.LinkError, name string) string {
	if link.Name != name {
		return "name the folder that it leads to"
	}
	return "name the file that it leads to"
}

// refusedLink says what is wrong with a link on the way to a name.
func refusedLink(link *tree.LinkError, name string) string {
	text := link.Error()
	if link.Problem == tree.Leaves {
		text = "it is a link that leads out of " + folderName(link.Folder)
	}
	if link.Name == name {
		return text
	}
	above := filepath.ToSlash(filepath.Join(link.Folder, filepath.FromSlash(link.Name)))
	return named(above) + strings.TrimPrefix(text, "it")
}

// folderName writes the name of a folder for a sentence.
func folderName(name string) string {
	if name = filepath.ToSlash(name); name != "." {
		return named(strings.TrimSuffix(name, "/") + "/")
	}
	return "the working folder"
}

// gone reports whether there is certainly nothing of a name.
func gone(name string) bool {
	_, err := os.Lstat(name)
	return errors.Is(err, fs.ErrNotExist)
}

// leads reports whether a name leads to a file that was opened.
func leads(name string, info fs.FileInfo) bool {
	found, err := os.Stat(name)
	return err == nil && os.SameFile(found, info)
}

// exists reports whether there is something of a name, which may be a link that
// leads nowhere. Nothing is opened.
func exists(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}
