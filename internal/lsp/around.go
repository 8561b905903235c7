package lsp

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"iter"
	"maps"
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
	path   string            // of the folder
	prefix string            // to it, from the outermost folder of the workspace around it
	whole  bool              // it looks for files that nobody knows yet
	texts  map[string]string // open ones, by path
	names  map[string]known  // of the folder
	owns   func(name string) bool
	day    string

	say    func(text string) // shows a warning to the person
	others []*around         // of the other folders of the workspace
	reach  *reach
}

// known is what the session knows of a file: which files its text used.
type known struct {
	sum  uint64
	uses map[string]bool // by name; nil if nobody has looked
}

// around notes the files around an open text: those of its folder, and of all other folders.
func (s *session) around(v *view) *around {
	if v.doc.file == nil {
		return s.aroundFolder(v, nil, newReach(s, ""))
	}
	own := v.doc.file.folder
	reach := newReach(s, own.path)
	a := s.aroundFolder(v, own, reach)
	a.say = func(text string) { s.later(func() { s.show(messageWarning, text) }) }
	for _, f := range s.folders {
		if f != own && !f.lone && !own.lone {
			b := s.aroundFolder(&view{state: &state{check: check{folder: f.Folder}}, encoding: v.encoding}, f, reach)
			a.others = append(a.others, b)
		}
	}
	return a
}

// aroundFolder notes the files of a folder.
func (s *session) aroundFolder(v *view, folder *folder, reach *reach) *around {
	copied := *v
	a := &around{view: &copied, texts: map[string]string{}, names: map[string]known{}, reach: reach}
	for _, d := range s.texts {
		if d.file != nil {
			a.texts[d.file.path()] = d.source.Text()
		}
	}
	if folder == nil {
		return a
	}
	a.path, a.day, a.whole, a.prefix = folder.path, s.dayOf(folder), !folder.lone && !folder.limited, reach.nameOf(folder.path+"/")
	if a.prefix != "" {
		copied.doc = nil
	}
	copied.uri = func(name string) string {
		if v.doc != nil && name == a.prefix+v.made().Source().Name() {
			return v.doc.uri
		}
		return reach.uri(reach.met(reach.pathOf(name)))
	}
	inner := reach.inner(folder.path)
	a.owns = func(name string) bool { return !inner(path.Join(folder.path, name)) }
	for _, f := range folder.files {
		if f.fileName() == "" || !f.there && f.doc == nil {
			continue
		}
		k := known{sum: f.sum}
		if f.sum != 0 && f.doc == nil && !f.isLarge() {
			k.uses = map[string]bool{}
			for _, used := range f.reads {
				k.uses[nameBelow(folder.path, used.path())] = true
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

// load returns a snapshot with all texts as they are open. Names of files are from the outermost
// folder, so that a file has one name in all folders that contain it.
func (a *around) load(ctx context.Context, name, text string) *editor.Snapshot {
	return editor.Load(ctx, text, a.options(name))
}

// loadLarge loads a text that is too large for everybody else, as far as it was read.
func (a *around) loadLarge(ctx context.Context, name, text string) *editor.Snapshot {
	options := a.options(name)
	options.MaxSize = len(text)
	return editor.Load(ctx, text, options)
}

func (a *around) options(name string) editor.Options {
	options := a.folder.Options(name, a.day, a.open)
	if a.prefix != "" {
		options.Path = cmp.Or(options.Path, options.Name)
		options.Name, options.Cache = a.prefix+options.Name, nil
	}
	return options
}

// isLarge reports whether a text was not read because of its size.
func isLarge(snapshot *editor.Snapshot) bool {
	return slices.ContainsFunc(snapshot.Problems(), func(d diag.Diagnostic) bool {
		return d.Code == diag.TooLarge && d.Location.Source == snapshot.Source()
	})
}

// isLarge reports whether the text of a file was not read because of its size.
func (f *file) isLarge() bool {
	return slices.ContainsFunc(f.found, func(one finding) bool { return one.Code == diag.TooLarge && one.at == f })
}

// users returns the snapshots of all files that use a file, in all folders. Those that are not open
// are read again: nobody may have said that they have changed.
func (a *around) users(ctx context.Context, used string) []*editor.Snapshot {
	users := a.usersHere(ctx, used)
	for _, other := range a.others {
		users = append(users, other.usersHere(ctx, used)...)
	}
	return users
}

// usersHere is users for one folder.
func (a *around) usersHere(ctx context.Context, used string) []*editor.Snapshot {
	var users []*editor.Snapshot
	full := a.reach.pathOf(used)
	names, whole := a.files()
	if !whole && (a.path == "" || below(a.path, full)) {
		a.reach.partial = true
	}
	for _, name := range names {
		here := path.Join(a.path, name)
		a.reach.met(here)
		if a.prefix+name == a.reach.asked || ctx.Err() != nil {
			continue
		}
		text, open := a.open(name)
		if !open {
			var err error
			if text, err = a.folder.Read(name); err != nil {
				if errors.Is(err, fs.ErrPermission) {
					a.reach.unread = append(a.reach.unread, a.prefix+name)
				}
				continue
			}
			if k := a.names[name]; here != full && k.uses != nil && k.sum == sumOf(text) && !a.uses(maps.Keys(k.uses), full) {
				continue
			}
		}
		snapshot := a.load(ctx, name, text)
		large := isLarge(snapshot)
		if large {
			snapshot = a.loadLarge(ctx, name, text)
		}
		switch uses := here == full || a.uses(slices.Values(readsOf(snapshot, a.folder.Root(name))), full); {
		case uses && large:
			a.reach.large = append(a.reach.large, a.prefix+name)
		case uses:
			users = append(users, snapshot)
		}
	}
	return users
}

// uses reports whether a file is among some names, also under that of a link.
func (a *around) uses(names iter.Seq[string], full string) bool {
	found := false
	for name := range names {
		here := path.Join(a.path, name)
		a.reach.met(here)
		found = found || a.reach.isSame(here, full)
	}
	return found
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
