package main

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
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
	info    fs.FileInfo // nil when there was none
	sum     [sha256.Size]byte
	broken  bool // it could not be read
	settled bool // the same time and size will mean the same content
}

// same reports whether two states have the same content.
func (s state) same(other state) bool {
	return (s.info == nil) == (other.info == nil) && s.sum == other.sum && s.broken == other.broken
}

// timeStep is how coarse the times of a file system may be: what was written
// within it before it was read may be written again without a new time.
const timeStep = 2 * time.Second

// stateOf returns what is in a file. It reads it only when something says that
// it may differ from what was seen before.
func stateOf(name string, before state) state {
	info, err := os.Stat(name)
	if err != nil || !info.Mode().IsRegular() {
		return state{broken: err != nil && !errors.Is(err, fs.ErrNotExist)}
	}
	if before.settled && info.Size() == before.info.Size() && info.ModTime().Equal(before.info.ModTime()) && os.SameFile(info, before.info) {
		return before
	}
	now := time.Now()
	data, err := os.ReadFile(name)
	if err != nil {
		return state{info: info, broken: true}
	}
	return state{info: info, sum: sha256.Sum256(data), settled: now.Sub(info.ModTime()) > timeStep}
}

// lookAt looks at the files that the arguments stand for and at those that they
// use. An argument that is not there stands for nothing.
func lookAt(args []string, used map[string]bool, before look) (look, error) {
	now := look{states: map[string]state{}}
	see := func(name string) { now.states[name] = stateOf(name, before.states[name]) }
	for _, arg := range args {
		files, err := filesOf(arg)
		if _, gone := os.Stat(arg); errors.Is(err, fs.ErrNotExist) && errors.Is(gone, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return look{}, err
		}
		for _, file := range files {
			name := filepath.Clean(file.name)
			if _, twice := now.states[name]; !twice {
				now.listed = append(now.listed, file)
				see(name)
			}
		}
	}
	for name := range used {
		if _, seen := now.states[name]; !seen {
			see(name)
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

// recorder is a file system that remembers what was opened in it, found or
// not, and what was in it before it was opened.
type recorder struct {
	folder
	before look
	lock   sync.Mutex
	used   map[string]state
}

// Open implements fs.FS.
func (r *recorder) Open(name string) (fs.File, error) {
	full := filepath.Join(string(r.folder), filepath.FromSlash(name))
	seen := stateOf(full, r.before.states[full])
	r.lock.Lock()
	if _, known := r.used[full]; !known {
		r.used[full] = seen
	}
	r.lock.Unlock()
	return r.folder.Open(name)
}
