package lsp

import (
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// What a session covers of a folder. Above that, only open files and what they use.
const (
	maxRules   = 10_000
	maxEntries = 200_000
)

// The pauses of looking at folders.
const (
	quietPause = 300 * time.Millisecond // after the last event of a client that watches
	quietMost  = 2 * time.Second        // after the first one
	sweepPause = 2 * time.Second        // between two looks of a session that watches itself
)

// sweeps are the looks at the files of folders: at the start, and when something has changed.
type sweeps struct {
	running bool
	again   bool
	last    time.Time // when the last one began
	first   time.Time // when the first event came of those that wait
	named   map[*file]bool
	wait    map[*file]bool // files whose check waits for a look, since one that they use has changed
	looked  map[*file]bool // those that have waited
}

// outdated looks at once, and has a file checked after that.
func (w *sweeps) outdated(s *session, f *file) {
	w.await(f)
	s.startSweep()
}

// disagree looks soon, and has a file checked after that.
func (w *sweeps) disagree(s *session, f *file) {
	w.await(f)
	s.sweepSoon()
}

func (w *sweeps) await(f *file) {
	if w.wait == nil {
		w.wait = map[*file]bool{}
	}
	w.wait[f] = true
}

// listing is what a look at a folder has found.
type listing struct {
	folder  *folder
	opened  Folder
	names   []string
	seen    map[string]seen
	limited bool
	failed  string // why it was not read, or not all of it
}

// seen is a file of a listing that may have changed.
type seen struct {
	stamp Stamp
	sum   uint64 // 0 if it cannot be read, or if it has changed while it was read
	// unread says that nobody has read it: in the state that the session knows, it has the text that
	// the session knows.
	unread bool
}

// sweep looks at all folders, for a client that does not say what changes. It does not look more
// often than every sweepPause.
func (s *session) sweep() {
	if !s.client.watches {
		s.sweepSoon()
	}
}

func (s *session) sweepSoon() {
	if s.life == running && !s.timers.waits("sweep") {
		s.timers.after(s, "sweep", sweepPause-time.Since(s.sweeps.last), s.startSweep)
	}
}

// watched notes that files have changed, as a client says. It waits until there is quiet: a
// checkout changes many files.
func (s *session) watched(events []fileEvent) {
	for _, e := range events {
		name, ok := fileOf(e.URI)
		if !ok {
			continue
		}
		if f, in := s.folderOf(s.Machine.Real(name)); f != nil && path.Ext(in) == ".seg" {
			if s.sweeps.named == nil {
				s.sweeps.named = map[*file]bool{}
			}
			s.sweeps.named[f.file(in)] = true
		}
	}
	if !s.timers.waits("quiet") {
		s.sweeps.first = time.Now()
	}
	s.timers.after(s, "quiet", min(quietPause, quietMost-time.Since(s.sweeps.first)), s.startSweep)
}

// startSweep looks at all folders of the workspace, and at what open files use elsewhere.
func (s *session) startSweep() {
	if s.sweeps.running {
		s.sweeps.again = true
		return
	}
	s.sweeps.running, s.sweeps.last = true, time.Now()
	named := s.sweeps.named
	s.sweeps.named = nil
	type look struct {
		folder *folder
		opened Folder
		known  map[string]seen
		named  map[string]bool
	}
	var looks []look
	for _, f := range s.folders {
		if !f.ready {
			continue
		}
		one := look{f, f.Folder, map[string]seen{}, map[string]bool{}}
		for name, file := range f.files {
			if file.name[0] != 0 {
				one.known[name] = seen{stamp: file.stamp, sum: file.sum}
				one.named[name] = named[file]
			}
		}
		looks = append(looks, one)
	}
	go func() {
		var all []listing
		defer func() { s.later(func() { s.swept(all) }) }()
		defer s.recovered()
		for _, one := range looks {
			all = append(all, list(one.folder, one.opened, one.known, one.named))
		}
	}()
}

// list looks at a folder. It reads what may have changed, and nothing that nobody has read yet.
func list(f *folder, opened Folder, known map[string]seen, named map[string]bool) listing {
	l := listing{folder: f, opened: opened, seen: map[string]seen{}}
	if !f.lone {
		var err error
		var limit *LimitError
		l.names, err = opened.Walk(Limit{Files: maxRules, Entries: maxEntries})
		switch l.limited = errors.As(err, &limit); {
		case l.limited:
			l.names = nil
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			l.failed, _, _ = strings.Cut(err.Error(), "\n")
		}
	}
	look := func(name string) {
		before, met := known[name]
		now, err := opened.Stat(name)
		switch {
		case err != nil:
			l.seen[name] = seen{}
		case met && before.stamp != (Stamp{}) && (before.stamp != now || named[name]):
			_, l.seen[name], _ = stateOf(opened, name)
		default:
			l.seen[name] = seen{stamp: now, unread: true}
		}
	}
	for _, name := range l.names {
		look(name)
	}
	for name := range known {
		if _, done := l.seen[name]; !done {
			look(name)
		}
	}
	return l
}

// swept takes what a look at the folders has found, in one batch.
func (s *session) swept(all []listing) {
	s.sweeps.running = false
	for i := range all {
		if slices.Contains(s.folders, all[i].folder) && all[i].folder.Folder == all[i].opened {
			s.listed(&all[i])
		}
	}
	if s.sweeps.again {
		s.sweeps.again = false
		s.startSweep()
	}
	s.sweeps.looked, s.sweeps.wait = s.sweeps.wait, nil
	for _, f := range inOrder(maps.Keys(s.sweeps.looked)) {
		s.again(f)
	}
	s.spread()
	s.work.pump(s)
}

// listed compares a folder with what is known of it.
func (s *session) listed(l *listing) {
	f := l.folder
	if f.listed = true; l.limited && !f.limited {
		f.limited = true
		s.show(messageWarning, "this folder has more than 10,000 rules or 200,000 entries; only open files, and the files that they use, are checked")
	}
	if l.failed != "" && l.failed != f.failed {
		s.show(messageError, l.failed)
	}
	f.failed = l.failed
	here := map[string]bool{}
	for _, name := range l.names {
		if inner, _ := s.folderOf(path.Join(f.path, name)); inner == f {
			here[name] = true
			f.file(name)
		}
	}
	names := make([]string, 0, len(f.files))
	for name := range f.files {
		names = append(names, name)
	}
	slices.SortFunc(names, byFolder)
	for _, name := range names {
		if now, looked := l.seen[name]; looked {
			s.seen(f.files[name], now, here[name])
		}
	}
}

// byFolder is the order in which a walk meets files.
func byFolder(a, b string) int {
	for i := range min(len(a), len(b)) {
		if one, other := inWalk(a[i]), inWalk(b[i]); one != other {
			return cmp.Compare(one, other)
		}
	}
	return cmp.Compare(len(a), len(b))
}

// inWalk is where a walk has a byte of a name: what is in a folder comes directly after the folder.
func inWalk(b byte) byte {
	if b == '/' {
		return 0
	}
	return b
}

// seen notes the state of a file on the disk.
func (s *session) seen(f *file, now seen, here bool) {
	was := seen{stamp: f.stamp, sum: f.sum}
	if now.unread && now.stamp == was.stamp {
		now.sum = was.sum
	}
	met := was.stamp != (Stamp{})
	came, went := here && !f.there, f.there && !here
	f.there = here
	f.stamp, f.sum = now.stamp, now.sum
	changed := met && now.stamp != was.stamp && (now.sum == 0 || now.sum != was.sum) || met && now.sum != was.sum && was.sum != 0
	if !met && now.stamp != (Stamp{}) {
		changed = true // somebody may have looked for it
	}
	switch {
	case f.doc != nil:
		if changed {
			f.doc.saved = now.sum != 0 && now.sum == sumOf(f.doc.source.Text())
		}
	case went:
		s.work.forget(f)
		s.clear(f)
	case here && (came || changed):
		s.work.add(f, ofDisk)
	}
	if _, open := s.overlay[f.path()]; !open {
		s.tellUsers(f, was.stamp, now.stamp, changed)
	}
}
