package editor

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/resolve"
)

// try makes the edits in snapshots of their own, and resolves every name again. The error says
// what would be different.
func (r *renaming) try() error {
	for _, s := range r.snapshots {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		if err := r.unread(s); err != nil {
			return err
		}
		if err := r.compare(s, s.after(r)); err != nil {
			return err
		}
	}
	return nil
}

// unread returns where a text with mistakes has the name in what could not be read: nobody knows what it
// means there.
func (r *renaming) unread(s *Snapshot) error {
	for _, file := range s.Files() {
		if !file.Broken {
			continue
		}
		known := map[int]bool{}
		for _, e := range r.edits {
			if e.Source.Name() == file.Source.Name() {
				known[e.Span.Start] = true
			}
		}
		for n := range file.All() {
			switch n := n.(type) {
			case *ast.Bad:
			case ast.Statement:
				if !ast.Broken(n) {
					continue
				}
			default:
				continue
			}
			for _, at := range wordsIn(file.Source, n.Span(), r.object.Name) {
				if !known[at.Start] {
					return r.refuse(diag.Location{Source: file.Source, Span: at}, "would stay as it is, since there is a mistake around it: correct that first")
				}
			}
		}
	}
	return nil
}

// wordsIn returns the places within a span that have a word, with the backquotes that are around it.
func wordsIn(source *ast.Source, span ast.Span, word string) []ast.Span {
	var all []ast.Span
	text := source.Slice(span)
	for start := 0; word != ""; {
		i := strings.Index(text[start:], word)
		if i < 0 {
			break
		}
		at, end := start+i, start+i+len(word)
		start = end
		switch {
		case at > 0 && end < len(text) && text[at-1] == '`' && text[end] == '`':
			at, end = at-1, end+1
		case at > 0 && isWordByte(text[at-1]) || end < len(text) && isWordByte(text[end]):
			continue
		}
		all = append(all, ast.Span{Start: span.Start + at, End: span.Start + end})
	}
	return all
}

// after returns the snapshot as it is after the edits.
func (s *Snapshot) after(r *renaming) *Snapshot {
	options := s.options
	options.Cache = nil // of texts that nobody may ever have
	if s.options.Files != nil {
		over := overlay{files: s.options.Files, texts: map[string]string{}}
		for _, file := range s.Files()[1:] {
			over.texts[s.pathOf(file.Source)] = applied(file.Source, r.edits)
		}
		options.Files = over
	}
	return Load(r.ctx, applied(s.Source(), r.edits), options)
}

// pathOf returns the path of a file in the files of the snapshot. Names of files begin with what the name of the
// text has before its path.
func (s *Snapshot) pathOf(source *ast.Source) string {
	before, ok := strings.CutSuffix(s.Source().Name(), s.place())
	if !ok {
		return path.Clean(source.Name())
	}
	return path.Clean(strings.TrimPrefix(source.Name(), before))
}

// overlay is a file system in which some files have other texts.
type overlay struct {
	files fs.FS
	texts map[string]string
}

// Open implements fs.FS.
func (o overlay) Open(name string) (fs.File, error) {
	text, ok := o.texts[name]
	if !ok {
		return o.files.Open(name)
	}
	f, err := o.files.Open(name)
	if err != nil {
		return nil, err
	}
	return &changed{File: f, Reader: strings.NewReader(text)}, nil
}

// changed is a file with another text.
type changed struct {
	fs.File
	*strings.Reader
}

// Read reads the other text.
func (c *changed) Read(into []byte) (int, error) { return c.Reader.Read(into) }

// compare returns what a name means in a snapshot after the edits and did not mean before.
func (r *renaming) compare(before, after *Snapshot) error {
	programs, others := before.names.Programs(), after.names.Programs()
	if len(programs) != len(others) {
		return errors.New("with this name, a `use` would lead to another file")
	}
	for i, p := range programs {
		if len(p.Files) != len(others[i].Files) {
			return errors.New("with this name, a `use` would lead to another file")
		}
		for n, file := range p.Files {
			if err := r.compareFile(before, after, p, others[i], file, others[i].Files[n]); err != nil {
				return err
			}
		}
	}
	return r.newProblem(before, after)
}

// compareFile is compare for one file of a program.
func (r *renaming) compareFile(before, after *Snapshot, p, q *resolve.Program, old, new *ast.File) error {
	were, are := before.mentions(nil, p, old), after.mentions(nil, q, new)
	for i := range max(len(were), len(are)) {
		switch {
		case i >= len(were):
			return r.refuse(are[i].at, "would be a name")
		case i >= len(are):
			return r.refuse(were[i].at, "would mean nothing")
		}
		was, is := were[i], are[i]
		start := moved(old.Source, r.edits, was.at.Span.Start)
		switch {
		case start < is.at.Span.Start:
			return r.refuse(was.at, "would mean nothing")
		case start > is.at.Span.Start:
			return r.refuse(is.at, "would be a name")
		case was.object.Kind != is.object.Kind || !r.sameDeclaration(was.object, is.object):
			return r.refuse(was.at, "would mean something else")
		case is.object.Name == r.name && q.LoopOf(r.name) != nil && q.LoopOf(r.name).Source == new.Source && isNamedValue(is.object.Kind):
			return r.refuse(was.at, "would have the name of a `for` of this file")
		}
	}
	return nil
}

// isNamedValue reports whether names of a kind can be in the places of those of a `for`.
func isNamedValue(kind resolve.Kind) bool {
	switch kind {
	case resolve.List, resolve.ISP, resolve.Campaign, resolve.Value, resolve.Param:
		return true
	}
	return false
}

// sameDeclaration reports whether two objects are declared at the same place, before and after the edits.
func (r *renaming) sameDeclaration(was, is *resolve.Object) bool {
	a, b := was.Definition(), is.Definition()
	if a.Source == nil || b.Source == nil {
		return a.Source == b.Source && was.Name == is.Name
	}
	return a.Source.Name() == b.Source.Name() && moved(a.Source, r.edits, a.Span.Start) == b.Span.Start
}

// newProblem returns an error that the files do not have now.
func (r *renaming) newProblem(before, after *Snapshot) error {
	count := map[diag.Code]int{}
	for _, d := range before.list {
		if d.Severity == diag.Error {
			count[d.Code]++
		}
	}
	for _, d := range after.list {
		if d.Severity != diag.Error {
			continue
		}
		if count[d.Code]--; count[d.Code] < 0 {
			start, _ := d.Location.Range()
			return fmt.Errorf("with this name, there would be a mistake at %s:%d:%d: %s",
				diag.Printable(d.Location.Source.Name()), start.Line, start.Column, diag.Printable(d.Message))
		}
	}
	return nil
}

// refuse says that a place would have another meaning.
func (r *renaming) refuse(at diag.Location, what string) error {
	start, _ := at.Range()
	return fmt.Errorf("with this name, `%s` at %s:%d:%d %s",
		diag.Printable(at.Source.Slice(at.Span)), diag.Printable(at.Source.Name()), start.Line, start.Column, what)
}
