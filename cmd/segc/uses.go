package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/tree"
)

// uses is what `use` may read: the rules below a folder. Nothing leads out of it,
// and a file without the name of a rule is not opened, since the message about a mistake
// shows the line. The folder is opened only when a file is asked for.
type uses struct {
	app  *app
	root string

	open  func(name string) (string, bool) // the text of a file that goes before the one on the disk, if it is set
	looks func(at place)                   // before a file is opened, if it is set
	reads func(at place, info fs.FileInfo) // after a file was read, if it is set
}

// Open implements fs.FS.
func (u uses) Open(name string) (fs.File, error) {
	if path.Ext(name) != ".seg" {
		return nil, fmt.Errorf("%w: `use` reads only files whose names end in .seg", compile.ErrRefused)
	}
	if u.open != nil {
		if text, ok := u.open(path.Join(filepath.ToSlash(u.root), name)); ok {
			return &heldFile{Reader: strings.NewReader(text), name: path.Base(name)}, nil
		}
	}
	files, err := u.app.places.tree(u.root)
	if err != nil {
		return nil, err
	}
	at := place{files, name}
	if u.looks != nil {
		u.looks(at)
	}
	f, err := u.app.places.open(at)
	var link *linkRefusal
	if errors.As(err, &link) && link.cause.Problem != tree.Dangles {
		return nil, fmt.Errorf("%w: %w", compile.ErrRefused, link)
	}
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // it was only read
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	text, err := u.app.readStart(f, grammar.MaxSize)
	if err != nil {
		return nil, err
	}
	if u.reads != nil {
		u.reads(at, info)
	}
	return &heldFile{Reader: strings.NewReader(string(text)), name: info.Name()}, nil
}

// locate decides what `use` may read. That is the folder that was given. Without
// one, it is the working folder if the file is below it, or the file's own
// repository there; otherwise it is the folder of the file. An open file or a
// device is like standard input.
func (a *app) locate(in *input, name, root string) error {
	if err := in.locate(&a.places, name, root); err != nil {
		return err
	}
	if root == "" && in.root == "." {
		in.root, in.path = a.places.repository(in.root, in.path)
	}
	a.mayUse(in)
	return nil
}

// mayUse lets an input use the files below its root. A file that several inputs use is
// parsed once.
func (a *app) mayUse(in *input) {
	in.files, in.cache, in.today, in.params = uses{app: a, root: in.root}, &a.parsed, a.today(), a.set.values
	in.assumed, in.answers = a.assumed.reading, a.assumed.answers
}

func (in *input) locate(p *places, name, root string) error {
	base := cmp.Or(root, ".")
	if device(name) {
		in.root, in.path = base, path.Base(filepath.ToSlash(name))
		return nil
	}
	if below, ok := p.local(base, name); ok {
		in.root, in.path = base, below
		return nil
	}
	if root != "" {
		return fmt.Errorf("%s is not below %s, the folder of --root", named(name), named(root))
	}
	in.root, in.path = filepath.Dir(name), filepath.Base(name)
	return nil
}

// checkRoot refuses a --root that is not a folder.
func (a *app) checkRoot(root string) error {
	if root == "" {
		return nil
	}
	if _, err := a.places.tree(root); err != nil {
		return fmt.Errorf("--root: %w", cannot("read", root, err))
	}
	return nil
}

// explain adds to diagnostics what only the command knows: the flags that help.
func (in *input) explain(list diag.List) diag.List {
	for i := range list {
		if d := &list[i]; d.Code == diag.MissingProperty {
			d.Notes = append(d.Notes, "or pass --name, --segment-color and --list")
		}
	}
	return in.explainUse(list)
}

// explainEmpty says of an empty text from a pipe that this is where it came from: who forgot to
// name a file meant another one.
func (in *input) explainEmpty(d *diag.Diagnostic) {
	if in.file == "" && in.homeless() && strings.TrimSpace(in.text) == "" {
		d.Message = "nothing came from standard input"
		d.Notes = append([]string{"name a file or a folder, or pipe a rule in"}, d.Notes...)
	}
}

// explainUse does so for commands that take the header from the file alone.
func (in *input) explainUse(list diag.List) diag.List {
	below := in.below()
	for i := range list {
		switch d := &list[i]; {
		case d.Code == diag.EmptyFile:
			in.explainEmpty(d)
		case (d.Code == diag.UseRefused || d.Code == diag.UseMissing) && in.suggestUse(d):
		case d.Code == diag.UseRefused:
			d.Notes = append(d.Notes, "`use` reads .seg files below "+below)
		case d.Code == diag.UseMissing && in.homeless() && d.Location.Source.Name() == in.name:
			d.Notes = append(d.Notes, "this text comes from a pipe, so `use` starts in "+below)
		}
	}
	return list
}

// below names the folder that `use` reads, and says how to use another one: in an editor, by no flag.
func (in *input) below() string {
	switch named := named(in.root); {
	case in.editor && in.root == ".":
		return "the folder that is open in your editor; open a folder that contains both files"
	case in.editor:
		return named
	case in.root == ".":
		return "the working folder; to use another folder, pass --root"
	default:
		return named + "; to use another folder, pass --root"
	}
}

// homeless reports whether the text lies in no folder: it comes from standard input
// without a name, or from an open file.
func (in *input) homeless() bool {
	if in.file == "" {
		return in.path == "<stdin>"
	}
	return device(in.file)
}
