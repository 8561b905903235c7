package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
)

// folder is what `use` may read: the files below a folder. Nothing leads out of
// it, no link either. It is opened only when a file is asked for.
type folder string

// Open implements fs.FS.
func (f folder) Open(name string) (fs.File, error) {
	root, err := os.OpenRoot(string(f))
	if err != nil {
		return nil, err
	}
	defer func() { _ = root.Close() }() // the opened file does without it
	if info, err := fs.Stat(root.FS(), name); err == nil && !info.Mode().IsRegular() && !info.IsDir() {
		return nil, errors.New("it is neither a file nor a folder") // to open a pipe would be to wait for its writer
	}
	file, err := root.FS().Open(name)
	if err != nil && f.leavesBy(name) {
		return nil, fmt.Errorf("%w: it is a link that leaves the folder that may be read", compile.ErrRefused)
	}
	return file, err
}

// opened is a folder that remembers what was opened in it.
type opened struct {
	folder
	names map[string]bool
}

// Open implements fs.FS.
func (o opened) Open(name string) (fs.File, error) {
	o.names[filepath.Join(string(o.folder), filepath.FromSlash(name))] = true
	return o.folder.Open(name)
}

// leavesBy reports whether a name is that of an existing file outside of the
// folder, to which a link leads.
func (f folder) leavesBy(name string) bool {
	inside, err := filepath.EvalSymlinks(string(f))
	if err != nil {
		return false
	}
	target, err := filepath.EvalSymlinks(filepath.Join(string(f), filepath.FromSlash(name)))
	if err != nil {
		return false
	}
	below, err := filepath.Rel(inside, target)
	return err != nil || !filepath.IsLocal(below)
}

// locate decides what `use` may read: the folder that was given, or else the
// working folder when the file lies in it, or else the folder of the file.
func (in *input) locate(name, root string) error {
	given := root != ""
	if !given {
		root = "."
	}
	absolute, err := filepath.Abs(name)
	if err != nil {
		return err
	}
	above, err := filepath.Abs(root)
	if err != nil {
		return err
	}
	below, err := filepath.Rel(above, absolute)
	if err == nil && filepath.IsLocal(below) {
		in.root, in.path = root, filepath.ToSlash(below)
		return nil
	}
	if given {
		return fmt.Errorf("%s does not lie below %s, the folder that --root names", named(name), named(root))
	}
	in.root, in.path = filepath.Dir(name), filepath.Base(name)
	return nil
}

// checkRoot refuses a --root that is no folder.
func checkRoot(root string) error {
	if root == "" {
		return nil
	}
	info, err := os.Stat(root)
	if err == nil && !info.IsDir() {
		err = errors.New("it is no folder")
	}
	if err != nil {
		return fmt.Errorf("--root: %w", cannot("read", root, err))
	}
	return nil
}

// explain adds to diagnostics what only the command knows: the flags that help.
func (in *input) explain(list diag.List) diag.List {
	for i := range list {
		if d := &list[i]; d.Code == diag.MissingProperty {
			d.Notes = append(d.Notes, "or give them with the flags --name, --color and --list")
		}
	}
	return in.explainUse(list)
}

// explainUse does so for commands that take the header from the file alone.
func (in *input) explainUse(list diag.List) diag.List {
	for i := range list {
		if d := &list[i]; d.Code == diag.UseRefused {
			below := "the working folder"
			if in.root != "." {
				below = named(in.root)
			}
			d.Notes = append(d.Notes, "`use` reads files below "+below+"; the flag --root names another folder")
		}
	}
	return list
}
