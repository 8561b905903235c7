package lsp

import (
	"context"
	"maps"
	"slices"
	"sync/atomic"

	"github.com/segc-lang/segc/internal/editor"
)

// states are the files that a text was loaded with, by their names from the folder. Each has the state
// that it had before it was read: if it changes while it is read, it is in another state at the next
// look, no matter which text was read.
type states map[string]Stamp

// inEditor is the state of a file that was read as it is open in the editor.
var inEditor = Stamp{Size: -1}

// load returns the snapshot of the text, and the files that it was loaded with.
func (c *check) load(ctx context.Context) (*editor.Snapshot, states) {
	read := states{}
	var loaded atomic.Bool // files that are read after that, as for a fix on trial, do not count
	options := c.folder.Options(c.name, c.today, func(name string) (string, bool) {
		text, open := c.open(name)
		if !loaded.Load() {
			if _, again := read[name]; !again {
				read[name] = inEditor
				if !open {
					read[name], _ = c.folder.Stat(name) // no state is one, too
				}
			}
		}
		return text, open
	})
	options.Open = c.unsaved
	snapshot := editor.Load(ctx, c.text, options)
	loaded.Store(true)
	return snapshot, read
}

// stateOf reads a file and its state. The sum is 0 if the file has changed since its state was read, so
// that nobody knows which state has this text.
func stateOf(f Folder, name string) (text string, now seen, err error) {
	now.stamp, _ = f.Stat(name)
	if text, err = f.Read(name); err != nil {
		return "", now, err
	}
	if after, _ := f.Stat(name); after == now.stamp {
		now.sum = sumOf(text)
	}
	return text, now, nil
}

// use is how a file has read another one: in which state, and which one the session knew then.
type use struct{ read, known Stamp }

// uses notes which files a file has read. If one of them was in another state than the session knows,
// somebody has to look again, once: links can be such that two folders never agree.
func (s *session) uses(f *file, read states) {
	before := map[*file]use{}
	for _, used := range f.reads {
		before[used] = used.users[f]
		delete(used.users, f)
	}
	f.reads = f.reads[:0]
	for _, name := range slices.Sorted(maps.Keys(read)) {
		used := s.fileAt(f.folder, name)
		if used.users == nil {
			used.users = map[*file]use{}
		}
		now := use{read[name], used.stamp}
		if used.stamp == (Stamp{}) && now.read != inEditor {
			used.stamp, now.known = now.read, now.read
		}
		used.users[f] = now
		f.reads = append(f.reads, used)
		if now.read != inEditor && now.read != now.known && before[used] != now {
			s.sweeps.disagree(s, f)
		}
	}
}

// outdated has a file checked again, since one that it uses has changed. If the session does not know of
// that change, it looks before that: others may use that file, too.
func (s *session) outdated(f *file, now states) {
	for name, state := range now {
		if s.fileAt(f.folder, name).stamp != state {
			s.sweeps.outdated(s, f)
			return
		}
	}
	s.again(f)
}

// compareOpen has a file checked again if one that it uses is open now with another text than its check
// has seen.
func (s *session) compareOpen(f *file, saw func(name string) (string, bool)) {
	for _, used := range f.reads {
		before, was := saw(nameBelow(f.folder.path, used.path()))
		now, is := s.overlay[used.path()]
		if was != is || before != now {
			s.again(f)
			return
		}
	}
}

// tellUsers has the users of a file checked again that have read it in another state than it is in now.
func (s *session) tellUsers(f *file, was, now Stamp, changed bool) {
	for _, user := range inOrder(maps.Keys(f.users)) {
		switch one := f.users[user]; {
		case one.read == now && (now != was || !changed): // it has read just this
			f.users[user] = use{now, now}
		case changed, one.read != was && one.known != now:
			if user != f {
				s.again(user)
			}
		case one.read == was: // the text is the same
			f.users[user] = use{now, now}
		}
	}
}
