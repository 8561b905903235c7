package runlock

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/segc-lang/segc/internal/inert"
)

// maxJournal is the limit of what is read, and maxOpen that of open intents. A run
// keeps its file far below both, see Note and Close.
const (
	maxJournal = 1 << 20
	maxOpen    = 10_000
)

// open opens the file of the lock, and makes it if create says so. It follows no
// link and waits for no pipe.
func open(path string, create bool) (*os.File, error) {
	info, err := os.Lstat(path)
	switch {
	case err == nil && !info.Mode().IsRegular():
		return nil, notRegular(path)
	case err != nil && (!create || !errors.Is(err, fs.ErrNotExist)):
		return nil, err
	}
	flags := os.O_RDONLY
	if create {
		flags = os.O_RDWR | os.O_CREATE
	}
	f, err := os.OpenFile(path, flags|careful, 0o666)
	if err != nil {
		if now, problem := os.Lstat(path); problem == nil && !now.Mode().IsRegular() {
			return nil, notRegular(path) // it was replaced just now
		}
		return nil, err
	}
	opened, err := f.Stat()
	switch {
	case err == nil && !opened.Mode().IsRegular():
		err = notRegular(path)
	case err == nil && names(opened) > 1:
		err = fmt.Errorf("%s is a second name of another file; segc notes there which run is at work, so remove it", inert.Name(path))
	}
	if err != nil {
		_ = f.Close() // nothing was written
		return nil, err
	}
	return f, nil
}

func notRegular(path string) error {
	return fmt.Errorf("%s is not a regular file; segc notes there which run is at work, so remove it", inert.Name(path))
}

// inPlace reports whether the file that is open is the one that the path names.
// The run that held the lock before may have removed it between opening and locking.
func inPlace(f *os.File, path string) (bool, error) {
	opened, err := f.Stat()
	if err != nil {
		return false, err
	}
	named, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(opened, named), err
}

// read reads the journal.
func read(f *os.File, path string) (journal, error) {
	data, err := io.ReadAll(io.NewSectionReader(f, 0, maxJournal+1))
	if err != nil {
		return journal{}, err
	}
	if len(data) > maxJournal {
		return journal{}, fmt.Errorf("%s has more than %d MiB, which segc never writes; look at it and remove it", inert.Name(path), maxJournal>>20)
	}
	j := parse(data)
	if len(j.intents) > maxOpen {
		return journal{}, fmt.Errorf("%s has more than %d intents, which segc never writes; look at it and remove it", inert.Name(path), maxOpen)
	}
	return j, nil
}
