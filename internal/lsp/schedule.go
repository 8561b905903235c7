package lsp

import (
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/segc-lang/segc/diag"
)

// The pauses after the last key. Good news does not wait.
const (
	proofPause  = 150 * time.Millisecond
	longPause   = time.Second // at most, for a text whose proofs take long
	errorsPause = 500 * time.Millisecond
)

// looked is what the quick check of an open text has found.
type looked struct {
	state *state
	fault bool
	disk  seen // what is on the disk; looked at only when the text was opened
	saved bool // the text is that
}

// lookAt runs the quick check of an open text. One runs at a time, and then the last text
// is looked at, not those before it.
func (s *session) lookAt(d *document) {
	if d.looking {
		return
	}
	d.looking = true
	st, opening := d.state, d.typed.IsZero()
	go func() {
		found := looked{state: st, fault: true}
		defer func() { s.later(func() { s.looked(d, found) }) }()
		defer s.recovered()
		if opening && st.name != "" {
			text, disk, err := stateOf(st.folder, st.name)
			found.disk, found.saved = disk, err == nil && withoutMark(text) == st.text
		}
		st.made()
		found.fault = false
	}()
}

// looked takes what the quick check has found.
func (s *session) looked(d *document, found looked) {
	d.looking = false
	st := found.state
	if s.texts[d.uri] != d || d.file == nil {
		return
	}
	if d.state != st || st.ctx.Err() != nil {
		s.lookAt(d)
		return
	}
	if found.fault {
		s.work.pump(s)
		return
	}
	snapshot := st.made()
	d.quick = &quick{st, snapshot.Problems(), snapshot.HasErrors()}
	if d.typed.IsZero() {
		d.saved = found.saved
		if found.disk.sum != 0 {
			d.file.stamp, d.file.sum = found.disk.stamp, found.disk.sum
		}
	}
	s.uses(d.file, st.read)
	d.file.symbols = s.client.symbolsOf(snapshot)
	d.file.today = snapshot.UsesToday()
	s.goodNews(d)
	if d.file.sent == owed {
		s.publish(d.file)
	}
	if !d.quick.errors {
		s.settle(d.file, &st.text)
	}
	s.pause(d)
}

// pause waits until the person has stopped typing.
func (s *session) pause(d *document) {
	if d.quick == nil || d.quick.state != d.state {
		return // when it was looked at
	}
	wait := errorsPause
	if !d.quick.errors {
		wait = min(max(proofPause, d.took), longPause)
	}
	if typed := s.lastTyped(d); typed.IsZero() {
		wait = 0
	} else {
		wait -= time.Since(typed)
	}
	s.timers.after(s, d.uri, wait, func() { s.rested(d) })
}

// lastTyped returns when a text changed last. One that was opened since somebody typed in another text may
// be about to change with it: clients rename in one text after another, and open those first.
func (s *session) lastTyped(d *document) time.Time {
	last := d.typed
	if last.IsZero() {
		for _, other := range s.texts {
			if other.typed.After(last) {
				last = other.typed
			}
		}
	}
	return last
}

// rested publishes errors, or proves a text without.
func (s *session) rested(d *document) {
	if d.stale && d.quick.errors { // a file that it uses has changed since: the errors may be gone
		s.renew(d)
		s.lookAt(d)
		return
	}
	if d.quick.errors && !d.saved {
		s.badNews(d)
		s.lensesChanged()
		s.work.pump(s)
		return
	}
	s.work.add(d.file, ofTyped)
	s.work.pump(s)
}

// waits reports whether somebody types, so that only what they type is looked at.
func (s *session) waits() bool {
	for _, d := range s.texts {
		if d.looking || s.timers.waits(d.uri) {
			return true
		}
	}
	return false
}

// recovered keeps a fault of segc in one piece of work from ending the session. It is deferred.
func (s *session) recovered() {
	if fault := recover(); fault != nil {
		where := stack()
		s.later(func() { s.faulty(where) })
	}
}

// settle notes how others see an open file; nil is as it is on the disk. A file with errors that
// nobody has saved stays for others as it was.
func (s *session) settle(f *file, text *string) {
	before, was := s.overlay[f.path()]
	if text == nil && !was || text != nil && was && before == *text {
		return
	}
	if text != nil && !was && f.doc != nil && f.doc.saved && f.doc.typed.IsZero() {
		return // it is as it is on the disk
	}
	overlay := make(map[string]string, len(s.overlay)+1)
	for name, text := range s.overlay {
		overlay[name] = text
	}
	if delete(overlay, f.path()); text != nil {
		overlay[f.path()] = *text
	}
	s.overlay = overlay
	s.usersOf(f)
}

// usersOf has the users of a file checked again.
func (s *session) usersOf(f *file) {
	for _, user := range inOrder(maps.Keys(f.users)) {
		if user != f {
			s.again(user)
		}
	}
}

// inOrder returns files in the order in which `segc check` has them.
func inOrder(files iter.Seq[*file]) []*file { return slices.SortedFunc(files, byPath) }

// again has a file checked again whose text is as it was.
func (s *session) again(f *file) {
	switch {
	case f.doc != nil:
		f.doc.stale = true
		s.work.add(f, ofUser)
	case f.there:
		s.work.add(f, ofDisk)
	}
}

// newDay has everything checked again that depends on the day.
func (s *session) newDay() {
	for _, folder := range s.folders {
		if folder.Day() != "" || s.Today != "" {
			continue
		}
		for _, f := range inOrder(maps.Values(folder.files)) {
			if f.today {
				s.again(f)
			}
		}
	}
	s.work.pump(s)
}

// exact reports whether all texts of a check are as they are on the disk: then a person sees just
// what `segc check` says.
func (f *file) exact() bool {
	if f.doc != nil && !f.doc.saved {
		return false
	}
	for _, used := range f.reads {
		if used.doc != nil && !used.doc.saved {
			return false
		}
	}
	return true
}

// took notes what the check of a file has found.
func (s *session) took(f *file, list, quick diag.List) {
	found := s.findingsOf(f, list, quick)
	if f.kept = list.HasErrors() && !f.exact(); f.kept {
		found = s.keeping(f, found)
	}
	s.find(f, found)
	s.publish(f)
}
