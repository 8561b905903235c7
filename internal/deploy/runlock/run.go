package runlock

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"syscall"
	"time"

	"github.com/segc-lang/segc/internal/inert"
)

// Suffix is what the name of the file has after that of the segc.lock beside it.
const Suffix = ".run"

// Options say how to take the lock.
type Options struct {
	// Wait is how long to wait for a run that is at work; zero refuses at once.
	Wait time.Duration
	// Sleep waits, until the context ends.
	Sleep func(ctx context.Context, d time.Duration) error
	// Waiting, if set, is called once with the run that holds the lock.
	Waiting func(*HeldError)
}

// If the lock is taken, it is tried again a few times, no matter what the options
// say: `segc plan` takes it for an instant, and a run that has just taken it has
// not written yet who it is.
const (
	grace      = 5
	gracePause = 20 * time.Millisecond
	waitPause  = 200 * time.Millisecond
)

// Run is a run that is at work. Nil is one that could not take the lock and works
// without: its methods do nothing.
type Run struct {
	at     File
	file   *os.File
	me     Holder
	left   []Intent
	first  int // intents up to this number are of earlier runs
	open   map[int]bool
	last   int
	length int64
	odd    bool
	synced bool // the folder has been written through to the disk

	base   int64 // what lies before must stay; what follows is about intents of this run
	own    int   // how many intents of this run are open
	pinned bool  // something after base is about an intent of an earlier run
}

// Take takes the lock. It returns a *HeldError while another run is at work, and
// a *FolderError where nothing can be written.
func Take(ctx context.Context, at File, me Holder, o Options) (*Run, error) {
	var waited time.Duration
	for n := 1; ; n++ {
		last := n > grace && waited >= o.Wait
		// Who is at work is read only if it will be reported.
		run, err := take(at, me, last || n == grace+1 && o.Waiting != nil)
		var held *HeldError
		if !errors.As(err, &held) {
			return run, err
		}
		pause := gracePause
		if n > grace {
			pause = waitPause
		}
		if held.Here != "" || last {
			return nil, held
		}
		if n == grace+1 && o.Waiting != nil {
			o.Waiting(held)
		}
		if err := o.Sleep(ctx, pause); err != nil {
			return nil, err
		}
		if n > grace {
			waited += pause
		}
	}
}

// take tries to take the lock once. If another run has it, ask says whether to
// read who that is.
func take(at File, me Holder, ask bool) (*Run, error) {
	const most = 100 // times that the file may be removed between opening and locking
	for range most {
		f, err := at.open(true)
		if unwritable(err) {
			return nil, refusedFolder(at, err, ask)
		}
		if err != nil {
			return nil, fmt.Errorf("cannot lock %s: %w", inert.Name(at.Path), reason(err))
		}
		run, err := lockOpen(f, at, me, ask)
		if err != nil {
			return nil, errors.Join(err, closeLocked(f))
		}
		if run != nil {
			return run, nil
		}
		if err := closeLocked(f); err != nil {
			return nil, err
		}
	}
	return nil, fmt.Errorf("cannot lock %s: it is removed again and again", inert.Name(at.Path))
}

// lockOpen locks the file and begins to write the journal. It returns no run when
// the name is that of another file by now.
func lockOpen(f *os.File, at File, me Holder, ask bool) (*Run, error) {
	got, unlocked := tryLock(f)
	if unlocked != nil && !errors.Is(unlocked, errors.ErrUnsupported) {
		return nil, fmt.Errorf("cannot lock %s: %w", inert.Name(at.Path), reason(unlocked))
	}
	if unlocked == nil && !got {
		return nil, heldBy(f, at.Path, ask)
	}
	if there, err := at.inPlace(f); err != nil || !there {
		return nil, err
	}
	j, err := read(f, at.Path)
	if err != nil {
		return nil, err
	}
	if j.holder != nil && mayBeAtWork(*j.holder, me, unlocked == nil, network(f), alive) {
		return nil, &HeldError{Path: at.Path, Holder: j.holder, Here: shown(me.Host)}
	}
	r := &Run{at: at, file: f, me: me, left: j.intents, first: j.last, last: j.last, odd: j.foreign, open: map[int]bool{}}
	for _, i := range j.intents {
		r.open[i.Number] = true
	}
	return r, r.begin(j.end)
}

// heldBy says that another run has the lock, and if ask is true, who that is.
func heldBy(f *os.File, path string, ask bool) error {
	if !ask {
		return &HeldError{Path: path}
	}
	j, err := read(f, path)
	if err != nil {
		return err
	}
	return &HeldError{Path: path, Holder: j.holder}
}

// mayBeAtWork reports whether the run that the file names may be at work although
// the lock could be taken, or could not be asked for: on another host, if locks
// may not reach there, and on this one, if there are no locks.
func mayBeAtWork(holder, me Holder, locked, network bool, alive func(int) bool) bool {
	if holder.Host != shown(me.Host) {
		return !locked || network
	}
	return !locked && holder.Process != me.Process && alive(holder.Process)
}

// begin writes who is at work: over what nobody needs any more, or after what is
// open, which ends at end. It removes what runs before only said about themselves,
// so that the file does not grow with each run.
func (r *Run) begin(end int64) error {
	if len(r.left) == 0 {
		end = 0
	}
	if err := r.cut(end); err != nil {
		return err
	}
	if end > 0 {
		if err := r.write([]byte("\n")); err != nil { // the line may lack its end
			return err
		}
	}
	if err := r.append(line{Holder: &r.me}); err != nil {
		return err
	}
	r.base = r.length
	return nil
}

// cut removes what follows, in one step.
func (r *Run) cut(length int64) error {
	if err := r.file.Truncate(length); err != nil {
		return fmt.Errorf("cannot write %s: %w", inert.Name(r.at.Path), reason(err))
	}
	r.length = length
	return nil
}

func (r *Run) append(l line) error {
	text, err := l.encode()
	if err != nil {
		return err
	}
	return r.write(text)
}

// write writes a line in one call, so that a kill leaves all of it or nothing.
func (r *Run) write(text []byte) error {
	if _, err := r.file.WriteAt(text, r.length); err != nil {
		return fmt.Errorf("cannot write %s: %w", inert.Name(r.at.Path), reason(err))
	}
	r.length += int64(len(text))
	return nil
}

// Left returns the intents that earlier runs left open.
func (r *Run) Left() []Intent {
	if r == nil {
		return nil
	}
	return r.left
}

// Odd reports whether the file had something that no run writes.
func (r *Run) Odd() bool { return r != nil && r.odd }

// Note writes an intent through to the disk and returns its number.
func (r *Run) Note(i Intent) (int, error) {
	if r == nil {
		return 0, nil
	}
	there, err := r.at.inPlace(r.file)
	if err != nil {
		return 0, err
	}
	if !there {
		return 0, fmt.Errorf("%s was removed while this run is at work, so another one may have begun", inert.Name(r.at.Path))
	}
	i.Number = r.last + 1
	text, err := line{Intent: &i}.encode()
	if err != nil {
		return 0, err
	}
	// Half of the room is for closing intents, which takes less than they do.
	if i.Number > maxNumber || r.length+int64(len(text)) > maxJournal/2 {
		return 0, fmt.Errorf("cannot write %s: intents that nobody finished fill it; "+
			"run segc with the API addresses that they name, or look at the file and remove it", inert.Name(r.at.Path))
	}
	if err := r.write(text); err != nil {
		return 0, err
	}
	if err := r.file.Sync(); err != nil {
		return 0, fmt.Errorf("cannot write %s: %w", inert.Name(r.at.Path), reason(err))
	}
	if !r.synced {
		r.at.syncFolder()
		r.synced = true
	}
	r.last = i.Number
	r.open[i.Number] = true
	r.own++
	return i.Number, nil
}

// Close closes an intent whose outcome is known, and kept. When the last
// intent of this run is closed, what was written about them goes, so that the
// length of the file does not depend on how many segments a run creates.
func (r *Run) Close(number int) error {
	if r == nil || !r.open[number] {
		return nil
	}
	own := number > r.first
	if own && r.own == 1 && !r.pinned {
		if err := r.cut(r.base); err != nil {
			return err
		}
		delete(r.open, number)
		r.own = 0
		return nil
	}
	if err := r.append(line{Done: number}); err != nil {
		return err
	}
	delete(r.open, number)
	if own {
		r.own--
	} else {
		r.pinned = true
	}
	switch {
	case len(r.open) == 0:
		r.pinned = false
		if err := r.cut(0); err != nil {
			return err
		}
		if err := r.append(line{Holder: &r.me}); err != nil {
			return err
		}
		r.base = r.length
	case r.own == 0:
		r.pinned, r.base = false, r.length
	}
	return nil
}

// Release ends the run. The file goes, unless the next run needs it.
func (r *Run) Release() error {
	if r == nil {
		return nil
	}
	if len(r.open) > 0 {
		return errors.Join(r.append(line{Ended: true}), closeLocked(r.file))
	}
	there, err := r.at.inPlace(r.file)
	if err != nil || !there {
		return errors.Join(err, closeLocked(r.file))
	}
	return removeOpen(r.file, r.at)
}

// Look returns the intents that runs which are over left open, and who is at work.
// It changes nothing.
func Look(at File) ([]Intent, *HeldError, error) {
	f, err := at.open(false)
	if errors.Is(err, fs.ErrNotExist) || unwritable(err) {
		return nil, nil, nil
	}
	if err != nil {
		return nil, nil, err
	}
	defer func() { _ = closeLocked(f) }() // nothing was written
	got, err := tryLock(f)
	if err != nil {
		return nil, nil, nil //nolint:nilerr // where files cannot be locked, nobody knows whether a run is at work
	}
	j, err := read(f, at.Path)
	if err != nil {
		return nil, nil, err
	}
	if !got {
		return nil, &HeldError{Path: at.Path, Holder: j.holder}, nil
	}
	return j.intents, nil, nil
}

// closeLocked ends the lock and closes the file. Closing alone does not end it while
// a process that was just begun still has a copy of the descriptor: an embedding
// program may begin one at any time.
func closeLocked(f *os.File) error {
	unlock(f)
	return f.Close()
}

// refusedFolder says that the lock cannot be taken, unless another run has it.
func refusedFolder(at File, why error, ask bool) error {
	if f, err := at.open(false); err == nil {
		defer func() { _ = closeLocked(f) }() // it was only read
		if got, err := tryLock(f); err == nil && !got {
			var held *HeldError
			if err := heldBy(f, at.Path, ask); errors.As(err, &held) {
				return held
			}
		}
	}
	return &FolderError{Path: at.Path, Err: reason(why)}
}

func unwritable(err error) bool {
	return errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS)
}

// reason returns an error without the name of the file, which is said already.
func reason(err error) error {
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	return err
}

// syncFolder writes a folder through to the disk, where that can be done: not
// every system can, and then the file is safe from a kill but not from a loss of
// power.
func (f File) syncFolder() {
	d, err := f.Folder.Open(filepath.FromSlash(path.Dir(f.Name)))
	if err != nil {
		return
	}
	_ = d.Sync()
	_ = d.Close()
}

// Alive reports whether a process of this machine may still run.
func Alive(process int) bool { return alive(process) }
