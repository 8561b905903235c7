package tree

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
)

// Problem is what is wrong with a link.
type Problem int

const (
	// Leaves is a link that leads out of the tree.
	Leaves Problem = iota + 1
	// Absolute is an absolute link, which leads elsewhere wherever the tree is
	// checked out.
	Absolute
	// Disguised is a link to a file whose name has another extension, or one with a
	// name without any.
	Disguised
	// Circle is a link that leads back to itself.
	Circle
	// SecondName is a hard link: the file has more names than one, and the others
	// may lie anywhere.
	SecondName
	// Dangles is a link that leads nowhere. It is [fs.ErrNotExist] as well.
	Dangles
	// Folder is a link to a folder where none may be, wherever it leads.
	Folder
)

// LinkError is the refusal of a link. It does not say where the link leads.
type LinkError struct {
	Folder  string // the tree, with the name with which it was opened
	Name    string // of the first link at fault, in the tree
	Problem Problem
}

// Error implements error. The name is left to the caller, who knows how the
// person wrote it.
func (e *LinkError) Error() string {
	switch e.Problem {
	case Absolute:
		return "it is an absolute link"
	case Disguised:
		if path.Ext(e.Name) == "" {
			return "it is a link to a file, and its name has no extension"
		}
		return "it is a link to a file with another extension"
	case Circle:
		return "it is a link that leads to itself"
	case SecondName:
		return "it has more than one name (hard link)"
	case Folder:
		return "it is a link to another folder"
	case Dangles:
		return "it is a link that leads nowhere"
	}
	return "it is a link that leads out of the folder"
}

// Is makes a link that leads nowhere [fs.ErrNotExist].
func (e *LinkError) Is(target error) bool {
	return e.Problem == Dangles && target == fs.ErrNotExist
}

var (
	// ErrNotFile is returned for what is neither a file nor a folder.
	ErrNotFile = errors.New("it is neither a file nor a folder")
	// ErrFolder is returned for a folder where a file is meant.
	ErrFolder = errors.New("it is a folder")
	// ErrCrowded is returned for a folder with more entries than are listed.
	ErrCrowded = errors.New("it has more than 1,000,000 entries")

	errNotFolder = errors.New("it is not a folder")
	errMoved     = errors.New("it was replaced while it was opened")
)

// TooLargeError is returned for a file that has more bytes than may be read.
type TooLargeError struct {
	Limit int64 // in bytes
}

// Error implements error.
func (e *TooLargeError) Error() string {
	if e.Limit < 1<<20 {
		return fmt.Sprintf("it has more than %d KiB", e.Limit>>10)
	}
	return fmt.Sprintf("it has more than %d MiB", e.Limit>>20)
}

// refusal turns the error of an operation into a [LinkError] if a link is the
// reason.
func (t *Tree) refusal(name string, err error) error {
	if err == nil {
		return nil
	}
	_, linked, because := t.Resolve(name)
	var link *LinkError
	switch {
	case errors.As(because, &link):
		return t.blame(name, link.Problem)
	case because == nil && linked && errors.Is(err, fs.ErrNotExist) && t.isLink(name):
		return t.refuse(name, Dangles)
	}
	return err
}

// refuse returns the refusal of a name.
func (t *Tree) refuse(name string, problem Problem) *LinkError {
	return &LinkError{Folder: t.Folder(), Name: name, Problem: problem}
}

// blame returns the refusal of a name, which names the first link at fault: it may
// be one of the folders above.
func (t *Tree) blame(name string, problem Problem) *LinkError {
	for at, r := range name {
		if r != '/' {
			continue
		}
		var above *LinkError
		if _, _, err := t.Resolve(name[:at]); errors.As(err, &above) {
			return t.refuse(name[:at], above.Problem)
		}
	}
	return t.refuse(name, problem)
}

// isLink reports whether a name is itself one of a link.
func (t *Tree) isLink(name string) bool {
	target, err := t.readlink(name)
	return err == nil && target != ""
}
