package lsp

import (
	"context"
	"maps"
	"path"
	"slices"
	"sync/atomic"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/editor"
)

// document is an open text.
type document struct {
	uri     string
	version int
	source  *ast.Source // the text as it is now
	halved  halves      // that text with halves of characters; empty if it has none
	file    *file       // nil of a text whose scheme gets no problems
	saved   bool        // it is what is on the disk
	state   *state      // of the text
	stale   bool        // a file that it uses has changed since then

	typed   time.Time     // when the text changed last
	took    time.Duration // by its last proof
	quick   *quick        // what was found at once in the text that was looked at last
	proof   *proved       // of the text that was proved last
	looking bool          // the quick check is at work
}

// state is a text with how it is checked. Its snapshot is made when the first one needs it.
type state struct {
	check
	source *ast.Source
	ctx    context.Context
	cancel context.CancelFunc
	held   int // requests that wait for it: then it is made, even if the text has changed

	begun    atomic.Bool
	ready    chan struct{} // closed when there is a snapshot, or none because of a fault
	snapshot *editor.Snapshot
	read     states // what it was loaded with
}

// made returns the snapshot.
func (s *state) made() *editor.Snapshot {
	if s.begun.CompareAndSwap(false, true) {
		defer close(s.ready)
		s.snapshot, s.read = s.load(s.ctx)
		return s.snapshot
	}
	if <-s.ready; s.snapshot == nil {
		panic("the text could not be loaded") // it was said where that happened
	}
	return s.snapshot
}

// quick is what a snapshot says without a proof.
type quick struct {
	state  *state
	list   diag.List
	errors bool
}

// proved is what a proof has found.
type proved struct {
	state *state
	proof *editor.Proof
	list  diag.List // as it is shown
}

// opened adds an open text.
func (s *session) opened(p openParams) {
	uri := p.TextDocument.URI
	if before := s.texts[uri]; before != nil {
		s.closed(documentParams{documentID{uri}})
	}
	d := &document{uri: uri, version: p.TextDocument.Version}
	d.write("", s.unitsOf(withoutMark(p.TextDocument.Text)))
	s.texts[uri] = d
	s.place(d)
	s.changed(d)
	s.sweep()
}

// place finds the file that an open text is.
func (s *session) place(d *document) {
	d.file = nil
	switch schemeOf(d.uri) {
	case "file":
		name, ok := fileOf(d.uri)
		if !ok {
			return
		}
		name = s.Machine.Real(name)
		f, in := s.folderOf(name)
		if f == nil {
			if f = s.lone(path.Dir(name)); f == nil {
				return
			}
			in = path.Base(name)
		}
		d.file = f.file(in)
	case "untitled":
		f := s.home()
		if f == nil {
			return
		}
		d.file = f.file(untitledName(d.uri))
	default:
		return
	}
	if other := d.file.doc; other != nil && other != d {
		d.file = nil // one key per file: it is open already, under another name
		return
	}
	s.moveFindings(d)
	d.file.doc = d
}

// home returns the folder that texts without a file belong to.
func (s *session) home() *folder {
	for _, f := range s.folders {
		if !f.lone {
			return f
		}
	}
	return s.lone("")
}

// untitledName is the name of a text without a file; no file has it.
func untitledName(uri string) string { return "\x00" + uri }

// fileName returns the name with which a file is checked; empty for a text without one.
func (f *file) fileName() string {
	if f.name[0] == 0 {
		return ""
	}
	return f.name
}

// edited changes an open text, one change after another.
func (s *session) edited(p changeParams) {
	d := s.texts[p.TextDocument.URI]
	if d == nil {
		return
	}
	draft := newDraft(d.text())
	for _, change := range p.ContentChanges {
		e := edit{ast.Span{End: len(draft.text)}, string(s.unitsOf(withoutMark(change.Text)))}
		if change.Range != nil {
			e = draft.edit(s.client.encoding, *change.Range, change.Text)
		}
		draft.replace(e.span, e.text)
		s.move(d, e)
	}
	d.write(d.source.Name(), halves(draft.text))
	if p.TextDocument.Version != nil {
		d.version = *p.TextDocument.Version
	}
	d.saved = false
	d.typed = time.Now()
	s.changed(d)
}

// text returns the text with halves of characters.
func (d *document) text() string {
	if d.halved != "" {
		return string(d.halved)
	}
	return d.source.Text()
}

// write gives an open text its characters.
func (d *document) write(name string, text halves) {
	valid := text.valid()
	if d.halved = text; valid == string(text) {
		d.halved = ""
	}
	d.source = ast.NewSource(name, valid)
}

// unitsOf returns a text of the client as it counts characters: in UTF-8, there are no halves.
func (s *session) unitsOf(text halves) halves {
	if s.client.encoding == utf8Units {
		return halves(text.valid())
	}
	return text
}

// move moves what is shown of an open text with the text around it.
func (s *session) move(d *document, e edit) {
	if d.file != nil {
		for _, input := range inputsOf(d.file) {
			moveAll(input.found, d.file, e)
		}
	}
}

// changed gives an open text a new state, and looks at it.
func (s *session) changed(d *document) {
	s.renew(d)
	if d.file == nil {
		return
	}
	s.work.interrupt()
	s.timers.drop(d.uri)
	s.lookAt(d)
}

// renew gives an open text a new state: it was edited, or a file that it uses.
func (s *session) renew(d *document) {
	if d.state != nil && d.state.held == 0 {
		d.state.cancel()
	}
	d.stale = false
	st := &state{source: d.source, ready: make(chan struct{})}
	st.ctx, st.cancel = context.WithCancel(context.Background())
	text := d.source.Text()
	if d.file != nil {
		st.check = s.checkOf(d.file.folder, d.file.fileName(), text)
		st.texts = s.openIn(d.file.folder)
	} else {
		st.check = check{folder: syntaxOnly{}, text: text}
	}
	d.state = st
}

// closed removes an open text: what is on the disk counts again.
func (s *session) closed(p documentParams) {
	d := s.texts[p.TextDocument.URI]
	if d == nil {
		return
	}
	delete(s.texts, d.uri)
	d.state.cancel()
	s.timers.drop(d.uri)
	f := d.file
	if f == nil {
		return
	}
	s.work.interrupt()
	f.doc = nil
	s.settle(f, nil)
	for _, uri := range slices.Sorted(maps.Keys(s.texts)) {
		other := s.texts[uri]
		if other.file != nil {
			continue
		}
		if s.place(other); other.file == f { // it is open under another name, too
			s.changed(other)
			return
		}
	}
	s.closeFile(f, d.source)
}

// closeFile lets a file that was open be the one on the disk.
func (s *session) closeFile(f *file, shown *ast.Source) {
	if !f.folder.lone && f.there {
		for _, input := range inputsOf(f) {
			atRest(input.found, f, shown)
		}
		if f.sent != 0 { // Neovim drops what it shows of a text that it unloads
			f.sent = owed
		}
		s.work.add(f, ofDisk)
		if f.folder.settings.Problems == "open" {
			s.publish(f) // an empty list, until the setting changes
		}
	} else {
		s.work.forget(f)
		s.clear(f)
	}
	if f.folder.lone && !f.folder.used() {
		s.folders = slices.DeleteFunc(s.folders, func(other *folder) bool { return other == f.folder })
		s.drop(f.folder)
	}
	s.work.pump(s)
}

// savedText notes that an open text is on the disk.
func (s *session) savedText(p documentParams) {
	d := s.texts[p.TextDocument.URI]
	if d == nil || d.file == nil {
		return
	}
	d.saved = true
	text := d.source.Text()
	s.settle(d.file, &text)
	for _, user := range inOrder(maps.Keys(d.file.users)) {
		if user.kept {
			s.again(user)
		}
	}
	s.pause(d)
	s.sweep()
}
