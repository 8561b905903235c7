package runlock

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/segc-lang/segc/internal/inert"
)

// maxJournal is the limit of what is read, and maxOpen that of open intents. A run
// keeps its file far below both, see Note and Close.
const (
	maxJournal = 1 << 20
	maxOpen    = 10_000
)

// File says where the journal lies.
type File struct {
	Folder *os.Root // which nothing leads out of
	Name   string   // in the folder, with slashes
	Path   string   // as messages show it
}

func (f File) lstat() (fs.FileInfo, error) { return f.Folder.Lstat(filepath.FromSlash(f.Name)) }

func (f File) remove() error { return f.Folder.Remove(filepath.FromSlash(f.Name)) }

// open opens the file of the lock, and makes it if create says so. It waits for no
// pipe. A link that appears just now may be followed inside the folder, which
// inPlace finds out before anything is written.
func (f File) open(create bool) (*os.File, error) {
	info, err := f.lstat()
	switch {
	case err == nil && !info.Mode().IsRegular():
		return nil, notRegular(f.Path)
	case err != nil && (!create || !errors.Is(err, fs.ErrNotExist)):
		return nil, err
	}
	flags := os.O_RDONLY
	if create {
		flags = os.O_RDWR | os.O_CREATE
	}
	opened, err := f.Folder.OpenFile(filepath.FromSlash(f.Name), flags|careful, 0o666)
	if err != nil {
		if now, problem := f.lstat(); problem == nil && !now.Mode().IsRegular() {
			return nil, notRegular(f.Path) // it was replaced just now
		}
		return nil, err
	}
	info, err = opened.Stat()
	switch {
	case err == nil && !info.Mode().IsRegular():
		err = notRegular(inert.Name(f.Path))
	case err == nil && hardlinks(info) > 1:
		err = fmt.Errorf("%s has more than one name (hard link); segc notes there which run is at work, so remove it", inert.Name(f.Path))
	}
	if err != nil {
		_ = opened.Close() // nothing was written
		return nil, err
	}
	return opened, nil
}

func notRegular(path string) error {
	return fmt.Errorf("%s is not a regular file; segc notes there which run is at work, so remove it", inert.Name(path))
}

// inPlace reports whether the file that is open is the one that has the name. The
// run that held the lock before may have removed it between opening and locking.
func (f File) inPlace(opened *os.File) (bool, error) {
	info, err := opened.Stat()
	if err != nil {
		return false, err
	}
	named, err := f.lstat()
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && os.SameFile(info, named), err
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
