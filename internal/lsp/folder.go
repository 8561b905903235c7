package lsp

import (
	"cmp"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/editor"
)

// folder is a folder of the workspace, or the folder of an open file that is in none of them.
type folder struct {
	path string // the real one, with slashes
	uri  string // as the client writes it; of a lone one, none
	lone bool   // covers open files only
	// nowhere is a lone one of texts without a file: it has none, and they use none.
	nowhere bool
	Folder

	settings settings
	ready    bool // its settings are known: what is found may be published
	files    map[string]*file
	listed   bool   // its files are known
	failed   string // why it could not be read when somebody looked last
	wrong    string // what was said of its flags
	limited  bool   // it has too many of them, so that open files only are covered
}

// file is a file that a session knows: it is there, or it is open, or another one uses it.
type file struct {
	folder *folder
	name   string    // from the folder, with slashes
	doc    *document // nil if it is not open
	uri    string    // under which problems were published; empty if none were

	there bool  // it was found in the folder
	left  bool  // it is another folder's now, or no one's: nothing is published of it
	stamp Stamp // of the state that was read last
	sum   uint64

	reads   []*file        // the files that it uses
	users   map[*file]use  // the files that use it
	today   bool           // its program depends on the day
	symbols []symbol       // what it declares
	found   []finding      // by its check, also in files that it uses
	kept    bool           // some of that was found before its errors
	from    map[*file]bool // files whose checks found something here
	sent    uint64         // of the list that was published last; 0 for an empty one, owed for one that is due
}

// path returns the whole path of a file.
func (f *file) path() string { return path.Join(f.folder.path, f.name) }

// folderOf returns the innermost folder of the workspace that contains a path, and its name there.
func (s *session) folderOf(name string) (*folder, string) { return innermost(s.folders, name) }

func innermost(folders []*folder, name string) (*folder, string) {
	var best *folder
	for _, f := range folders {
		if !f.lone && below(f.path, name) && (best == nil || len(f.path) > len(best.path)) {
			best = f
		}
	}
	if best == nil {
		return nil, ""
	}
	return best, nameBelow(best.path, name)
}

// below reports whether a path lies below a folder.
func below(folder, name string) bool {
	return strings.HasPrefix(name, strings.TrimSuffix(folder, "/")+"/")
}

// nameBelow returns the name from a folder of what lies below it.
func nameBelow(folder, name string) string {
	return strings.TrimPrefix(name, strings.TrimSuffix(folder, "/")+"/")
}

// file returns a file of a folder, which need not be there.
func (f *folder) file(name string) *file {
	if f.files[name] == nil {
		f.files[name] = &file{folder: f, name: name, from: map[*file]bool{}}
	}
	return f.files[name]
}

// fileAt returns the file with a name from a folder. It may belong to a folder of the workspace
// within that one.
func (s *session) fileAt(f *folder, name string) *file {
	if !f.lone {
		if inner, in := s.folderOf(path.Join(f.path, name)); inner != nil {
			return inner.file(in)
		}
	}
	return f.file(name)
}

// addFolder adds a folder of the workspace.
func (s *session) addFolder(uri string) {
	name, ok := fileOf(uri)
	if !ok {
		return
	}
	real := s.realFolder(name)
	if slices.ContainsFunc(s.folders, func(f *folder) bool { return !f.lone && f.path == real }) {
		return
	}
	f := &folder{path: real, uri: strings.TrimSuffix(uri, "/"), files: map[string]*file{}, settings: s.client.settings}
	if s.reopen(f) {
		s.folders = append(s.folders, f)
		s.rehome()
		s.regroup(real)
	}
}

// removeFolder removes a folder of the workspace with its problems.
func (s *session) removeFolder(uri string) {
	name, ok := fileOf(uri)
	if !ok {
		return
	}
	real := s.realFolder(name)
	for i, f := range s.folders {
		if f.lone || f.path != real {
			continue
		}
		s.folders = slices.Delete(s.folders, i, i+1)
		s.drop(f)
		s.rehome()
		s.regroup(real)
		return
	}
}

// regroup gives folders around one that came or went the files that are theirs now. What uses a file
// that changed hands is checked again, since only a check says what it finds there.
func (s *session) regroup(changed string) {
	for _, f := range s.folders {
		if f.lone || !below(f.path, changed) {
			continue
		}
		for _, one := range inOrder(maps.Values(f.files)) {
			if one.fileName() == "" {
				continue
			}
			if owner, _ := s.folderOf(one.path()); owner != f {
				s.find(one, nil)
				s.leave(one)
				delete(f.files, one.name)
			} else if slices.ContainsFunc(one.reads, func(used *file) bool { return below(changed, used.path()) }) {
				s.again(one)
			}
		}
	}
	s.spread()
}

// drop forgets a folder and what was published of its files.
func (s *session) drop(f *folder) {
	for _, file := range inOrder(maps.Values(f.files)) {
		file.found = nil
		s.leave(file)
	}
	_ = f.Close() // it was only read
}

// leave forgets what was published of a file that is in no folder any more, or in another one.
func (s *session) leave(f *file) {
	s.work.forget(f)
	f.left = true
	if f.uri != "" && f.sent != 0 {
		s.notify("textDocument/publishDiagnostics", publishParams{URI: f.uri, Diagnostics: []diagnostic{}})
	}
	f.sent = 0
}

// reopen opens a folder as its settings say. If the flags are wrong, it says so and goes on
// without them.
func (s *session) reopen(f *folder) bool {
	opened, err := s.Machine.Folder(f.path, f.settings.Flags)
	if err == nil {
		f.wrong = ""
	}
	if err != nil && len(f.settings.Flags) > 0 {
		if of := s.flagsOf(f) + ": " + err.Error(); of != f.wrong {
			s.show(messageError, of)
			f.wrong = of
		}
		opened, err = s.Machine.Folder(f.path, nil)
	}
	if err != nil {
		s.log.line("a folder cannot be read")
		return false
	}
	if f.Folder != nil {
		_ = f.Close() // it was only read
	}
	f.Folder = opened
	if f.nowhere {
		f.Folder = noFiles{opened}
	}
	return true
}

// noFiles is a folder without files, for a text that is in none: it uses nothing.
type noFiles struct{ Folder }

func (noFiles) Walk(Limit) ([]string, error) { return nil, nil }
func (noFiles) Stat(string) (Stamp, error)   { return Stamp{}, fs.ErrNotExist }
func (noFiles) Read(string) (string, error)  { return "", fs.ErrNotExist }

func (n noFiles) Options(name, today string, open func(string) (string, bool)) editor.Options {
	o := n.Folder.Options(name, today, open)
	o.Files = nil
	return o
}

// flagsOf names the flags of a folder. A person who has several folders reads which one is meant.
func (s *session) flagsOf(f *folder) string {
	if f.lone || s.client.folders < 2 {
		return "segc.flags"
	}
	return "segc.flags of " + f.path
}

// lone returns the folder of a file outside the folders of the workspace; with an empty name, that of texts
// without a file, if the workspace has no folder.
func (s *session) lone(name string) *folder {
	f := &folder{path: cmp.Or(name, "/"), nowhere: name == "", lone: true, ready: true, files: map[string]*file{}, settings: s.client.settings}
	for _, other := range s.folders {
		if other.lone && other.path == f.path && other.nowhere == f.nowhere {
			return other
		}
	}
	if !s.reopen(f) {
		return nil
	}
	s.folders = append(s.folders, f)
	return f
}

// rehome finds the folders of open files again.
func (s *session) rehome() {
	for _, uri := range slices.Sorted(maps.Keys(s.texts)) {
		d := s.texts[uri]
		before := d.file
		s.place(d)
		if d.file == before || before == nil {
			continue
		}
		before.doc = nil
		s.changed(d)
	}
}

// dayOf returns the day of the files of a folder.
func (s *session) dayOf(f *folder) string {
	if given := f.Day(); given != "" {
		return given
	}
	if s.Today != "" {
		return s.Today
	}
	return s.day
}

// checkOf returns how a text is checked, with the open files as they are now.
func (s *session) checkOf(f *folder, name, text string) check {
	overlay := s.overlay
	return check{f.Folder, name, text, s.dayOf(f), func(name string) (string, bool) {
		text, open := overlay[path.Join(f.path, name)]
		return text, open
	}, nil}
}

// openIn returns the names of the open files below a folder, from there.
func (s *session) openIn(f *folder) (names []string) {
	for _, d := range s.texts {
		if d.file != nil && d.file.fileName() != "" && below(f.path, d.file.path()) {
			names = append(names, nameBelow(f.path, d.file.path()))
		}
	}
	return names
}

// readsOf returns the files that a snapshot has read, by their names from the folder.
func readsOf(snapshot *editor.Snapshot, base string) []string {
	reads := snapshot.Reads()
	if base == "" {
		return reads
	}
	names := make([]string, len(reads))
	for i, read := range reads {
		names[i] = path.Join(base, read)
	}
	return names
}

// source returns the text that the problems of a file are places of.
func (f *file) source(found *ast.Source) *ast.Source {
	if f.doc != nil {
		return f.doc.source
	}
	return found
}

// used reports whether a file of the folder is open.
func (f *folder) used() bool {
	for _, file := range f.files {
		if file.doc != nil {
			return true
		}
	}
	return false
}

// realFolder returns the one path of a folder.
func (s *session) realFolder(name string) string {
	return path.Dir(s.Machine.Real(path.Join(name, "file.seg")))
}
