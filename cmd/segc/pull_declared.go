//go:build !nonet

package main

import (
	"io/fs"
	"path"
	"strings"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
)

// declared is the folder of a file, with what the file declares as one more file
// beside it. To the decompiler, that is a catalog: it takes the file's names.
type declared struct {
	fs.FS
	name, text string
}

// declaredName is what that file is called. No rule has a name like it.
const declaredName = "declarations of the file itself"

// decompileOptions returns the options with which a rule is written for a place
// in a file: with the names that the file has.
func (c *pulled) decompileOptions() segc.DecompileOptions {
	file := c.file()
	var text strings.Builder
	for _, s := range file.Statements {
		switch s.(type) {
		case *ast.Segment, *ast.Where:
			continue
		}
		if !ast.Broken(s) {
			text.WriteString(file.Source.Slice(s.Span()) + "\n")
		}
	}
	if text.Len() == 0 {
		return segc.DecompileOptions{}
	}
	name := path.Join(path.Dir(c.in.path), declaredName)
	return segc.DecompileOptions{Use: declaredName, Path: c.in.path, Today: c.in.today, Params: c.in.params, Files: declared{c.in.files, name, text.String()}, Cache: c.in.cache}
}

// Open implements fs.FS.
func (d declared) Open(name string) (fs.File, error) {
	if name == d.name {
		return &heldFile{Reader: strings.NewReader(d.text), name: path.Base(name)}, nil
	}
	return d.FS.Open(name)
}
