package main

import (
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/segc-lang/segc/grammar"
)

// A look at the files that are watched: which there are, and what is in them.
//
// Looking again and again needs no more than reading a folder and asking for
// the times of its files. Unlike the notifications of an operating system, it
// works the same on network drives and in containers, it has no limit on the
// number of folders, and it does not matter how an editor saves.
type look struct {
	listed []found
	states map[string]state // by clean name: the listed files and those that they use
}

// state is what was in a file.
type state struct {
	root    string      // the folder that it belongs to, which decides what a link and `use` may reach
	info    fs.FileInfo // nil when there was none
	sum     [sha256.Size]byte
	broken  bool // it could not be read
	settled bool // the same time and size will mean the same content
}

// same reports whether two states have the same content and belong to the same folder.
func (s state) same(other state) bool {
	return s.root == other.root && (s.info == nil) == (other.info == nil) && s.sum == other.sum && s.broken == other.broken
}

// timeStep is how coarse the times of a file system may be: what was written
// within it before it was read may be written again without a new time.
const timeStep = 2 * time.Second

// stateOf returns what is in a file. It reads it only when something says that
// it may differ from what was seen before.
func stateOf(at place, before state) state {
	root := at.files.Folder()
	info, err := at.files.Stat(at.name)
	if err != nil || !info.Mode().IsRegular() {
		return state{root: root, broken: err != nil && !errors.Is(err, fs.ErrNotExist)}
	}
	if before.settled && before.root == root && info.Size() == before.info.Size() && info.ModTime().Equal(before.info.ModTime()) && os.SameFile(info, before.info) {
		return before
	}
	now := time.Now()
	sum, err := sumOf(at)
	if err != nil {
		return state{root: root, info: info, broken: true}
	}
	return state{root: root, info: info, sum: sum, settled: now.Sub(info.ModTime()) > timeStep}
}

// sumOf returns the sum of as much of a file as the compiler reads, without holding
// it.
func sumOf(at place) (sum [sha256.Size]byte, err error) {
	f, err := at.files.Open(at.name)
	if err != nil {
		return sum, err
	}
	defer func() { _ = f.Close() }() // it was only read
	hash := sha256.New()
	if _, err := io.Copy(hash, io.LimitReader(f, grammar.MaxSize+1)); err != nil {
		return sum, err
	}
	hash.Sum(sum[:0])
	return sum, nil
}

// lookAt looks at the files that the arguments name and at those that they use.
// It ignores an argument that does not exist.
func (w *watcher) lookAt(used map[string]place, before look) (look, error) {
	now := look{states: map[string]state{}}
	w.places.forgetKinds() // a folder may have become a repository
	see := func(name string, at place) { now.states[name] = stateOf(at, before.states[name]) }
	for _, arg := range w.args {
		files, err := w.filesOf(arg, w.flags.root)
		if errors.Is(err, fs.ErrNotExist) && !exists(arg) {
			continue
		}
		if err != nil {
			return look{}, err
		}
		for _, file := range files {
			name := filepath.Clean(file.name)
			if _, twice := now.states[name]; twice {
				continue
			}
			at, err := w.placeOf(file, w.flags.root)
			if err != nil {
				return look{}, err
			}
			now.listed = append(now.listed, file)
			see(name, at)
		}
	}
	for name, at := range used {
		if _, seen := now.states[name]; !seen {
			see(name, at)
		}
	}
	return now, nil
}

// changes returns the names whose content differs between two looks.
func (l look) changes(later look) map[string]bool {
	changed := map[string]bool{}
	for name, now := range later.states {
		if before, known := l.states[name]; !known || !now.same(before) {
			changed[name] = true
		}
	}
	for name := range l.states {
		if _, still := later.states[name]; !still {
			changed[name] = true
		}
	}
	return changed
}

// recorder remembers what a rule uses, found or not, and what was in it before it
// was opened.
type recorder struct {
	before look
	lock   sync.Mutex
	places map[string]place // by name
	used   map[string]state
}

// look is called before a file is opened.
func (r *recorder) look(at place) {
	full := at.full()
	seen := stateOf(at, r.before.states[full])
	r.lock.Lock()
	defer r.lock.Unlock()
	if _, known := r.used[full]; !known {
		r.used[full], r.places[full] = seen, at
	}
}
