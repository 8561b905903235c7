//go:build !nonet

package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/segc-lang/segc/internal/deploy/lock"
	"github.com/segc-lang/segc/internal/tree"
)

// readLock reads the lock; a lock that is not there is an empty one.
func (a *app) readLock(name string) (*lock.File, error) {
	data, err := a.readFile(name, lock.MaxSize)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, cannot("read", name, err)
	}
	known, err := lock.Parse(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", named(name), err)
	}
	return known, nil
}

// maxAbove is how many folders above the one of a lock are looked at for another.
const maxAbove = 8

// lockElsewhere says that a lock is missing here, and that there is one in a folder above
// that belongs to the same work tree: without it, segments are found by their names alone.
func (a *app) lockElsewhere(name string) {
	if a.report.quiet || exists(name) || filepath.Base(name) != defaultLock {
		return
	}
	folder := filepath.Dir(name)
	for range maxAbove {
		absolute, err := filepath.Abs(folder)
		if err != nil || exists(filepath.Join(folder, ".git")) || absolute == filepath.Dir(absolute) {
			return
		}
		folder = filepath.Join(folder, "..")
		if exists(filepath.Join(folder, defaultLock)) {
			a.progress.line(fmt.Sprintf("%s is in %s; run segc there or pass its path with --lock", defaultLock, named(folder)))
			return
		}
	}
}

// relativeTo returns the name of a file from a folder, with slashes.
func relativeTo(folder, name string) (string, error) {
	base, err := filepath.Abs(folder)
	if err != nil {
		return "", err
	}
	absolute, err := filepath.Abs(name)
	if err != nil {
		return "", err
	}
	below, err := filepath.Rel(base, absolute)
	if err != nil || !filepath.IsLocal(below) {
		return "", fmt.Errorf("%s is not below the folder of the lock, %s; run segc where the lock is, or pass its path with --lock", named(name), named(folder))
	}
	if below = filepath.ToSlash(below); !fs.ValidPath(below) {
		return "", fmt.Errorf("the lock cannot name the file %q", name)
	}
	return below, nil
}

// canName returns an error if the lock cannot have an entry for a file.
func canName(file string) error {
	if err := lock.CheckFile(file); err != nil {
		return fmt.Errorf("the lock cannot name the file %q: it %w", file, err)
	}
	return nil
}

// besideLock returns the name of a file that a lock names.
func besideLock(lock, file string) (string, error) {
	local, err := filepath.Localize(file)
	if err != nil {
		return "", fmt.Errorf("%s: no file can be called %q here", named(lock), file)
	}
	return filepath.Join(filepath.Dir(lock), local), nil
}

// existsBeside reports whether a file that a lock names is there.
func existsBeside(lock string) func(string) bool {
	return func(file string) bool {
		name, err := besideLock(lock, file)
		return err == nil && exists(name)
	}
}

// saveLock writes the lock with one more entry, if that is new. It says so when
// that brings the lock to a new version. An entry that could not be read again is
// refused, and nothing is written.
func (a *app) saveLock(name, base string, known *lock.File, entry lock.Entry) error {
	// The other entries were read, or came in here, and Set keeps each place and
	// each segment once. To read all of them again would take longer with each.
	alone := lock.New()
	alone.Set(base, entry)
	err := canName(entry.File)
	if err == nil {
		_, err = lock.Parse(alone.Format())
	}
	if err != nil {
		return fmt.Errorf("%s was not changed: %w", named(name), err)
	}
	if !known.Set(base, entry) {
		return nil
	}
	text, err := known.Bounded()
	if err != nil {
		return fmt.Errorf("%s was not changed: %w", named(name), err)
	}
	if err := a.writeLock(name, text); err != nil {
		return err
	}
	if known.Read != lock.Version && !a.report.quiet {
		a.progress.line(fmt.Sprintf("%s: now version %d (it was version %d)", named(name), lock.Version, known.Read))
	}
	known.Read = lock.Version
	return nil
}

// writeLock writes the lock in its folder. A device that somebody named, such as
// /dev/null, is written in place, not replaced.
func (a *app) writeLock(name string, text []byte) error {
	if openFile(name) {
		return writeOpen(name, text)
	}
	at, err := a.places.beside(name)
	if err != nil {
		return cannotWrite(name, err)
	}
	_, err = replacing(name, func(ctx context.Context) (bool, error) { return at.files.Write(ctx, at.name, text) })
	if errors.Is(err, tree.ErrNotFile) && device(name) {
		f, err := at.files.Through(at.name)
		if err != nil {
			return cannotWrite(name, err)
		}
		return writeThrough(f, name, text)
	}
	return err
}

// entryRoom is more than most entries of a lock take, in bytes.
const entryRoom = 1 << 10

// checkWritable refuses a lock that saveLock could not write with so many more
// entries, also because the disk is full.
func (a *app) checkWritable(name string, entries int) error {
	if openFile(name) {
		return nil
	}
	at, err := a.places.beside(name)
	if err == nil {
		room := int64(entries) * entryRoom
		if info, unknown := at.files.Stat(at.name); unknown == nil && info.Mode().IsRegular() {
			room += info.Size()
		}
		err = at.files.Check(at.name, room)
	}
	if errors.Is(err, tree.ErrNotFile) && device(name) {
		return nil // what cannot be replaced is written as it stands
	}
	if err != nil {
		return makeRoom(cannotWrite(name, err))
	}
	return nil
}
