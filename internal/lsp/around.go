package lsp

import (
	"context"
	"path"
	"slices"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/editor"
)

// around is what a question about several files sees: all texts that are open, as they are now, and
// which files there may be besides.
type around struct {
	*view
	path  string            // of the folder
	whole bool              // it looks for files that nobody knows yet
	texts map[string]string // open ones, by path
	names map[string]known  // of the folder
	day   string
}

// known is what the session knows of a file: which files its text used.
type known struct {
	sum  uint64
	uses map[string]bool // by name; nil if nobody has looked
}

// around notes the files around an open text.
func (s *session) around(v *view) *around {
	if v.doc.file == nil {
		return s.aroundFolder(v, nil)
	}
	return s.aroundFolder(v, v.doc.file.folder)
}

// aroundFolder notes the files of a folder.
func (s *session) aroundFolder(v *view, folder *folder) *around {
	a := &around{view: v, texts: map[string]string{}, names: map[string]known{}}
	for _, d := range s.texts {
		if d.file != nil {
			a.texts[d.file.path()] = d.source.Text()
		}
	}
	if folder == nil {
		return a
	}
	a.path, a.day, a.whole = folder.path, s.dayOf(folder), !folder.lone && !folder.limited
	for _, f := range folder.files {
		if f.fileName() == "" || !f.there && f.doc == nil {
			continue
		}
		k := known{sum: f.sum}
		if f.sum != 0 && f.doc == nil {
			k.uses = map[string]bool{}
			for _, used := range f.reads {
				k.uses[used.name] = true
			}
		}
		a.names[f.name] = k
	}
	return a
}

// open returns the text of an open file.
func (a *around) open(name string) (string, bool) {
	text, ok := a.texts[path.Join(a.path, name)]
	return text, ok
}

// load returns a snapshot with all texts as they are open.
func (a *around) load(ctx context.Context, name, text string) *editor.Snapshot {
	c := check{a.folder, name, text, a.day, a.open}
	return c.load(ctx)
}

// users returns the snapshots of all files that use a file. Those that are not open are read again:
// nobody may have said that they have changed.
func (a *around) users(ctx context.Context, used string) []*editor.Snapshot {
	var users []*editor.Snapshot
	for _, name := range a.files() {
		if name == a.name || ctx.Err() != nil {
			continue
		}
		text, open := a.open(name)
		if !open {
			var err error
			if text, err = a.folder.Read(name); err != nil {
				continue
			}
			if k := a.names[name]; name != used && k.uses != nil && !k.uses[used] && k.sum == sumOf(text) {
				continue
			}
		}
		snapshot := a.load(ctx, name, text)
		if name == used || slices.Contains(readsOf(snapshot, a.folder.Root(name)), used) {
			users = append(users, snapshot)
		}
	}
	return users
}

// place writes a place of any file.
func (v *view) place(at diag.Location) location {
	return location{v.uriOf(at.Source), v.encoding.textRange(at.Source, at.Span)}
}

// uriOf returns the URI of a text that a snapshot has read.
func (v *view) uriOf(source *ast.Source) string {
	name := source.Name()
	if v.doc != nil && (name == v.name || name == v.made().Source().Name()) {
		return v.doc.uri
	}
	return v.uri(name)
}
