package lsp

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"testing/fstest"
	"time"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/editor"
	"github.com/segc-lang/segc/internal/imports"
)

// disk is a computer in memory.
type disk struct {
	lock    sync.Mutex
	files   map[string]string // by path
	stamps  map[string]Stamp
	written int64
	alive   map[int]bool
	gone    map[string]bool   // folders that cannot be read
	links   map[string]string // where folders lead that are links, with all that is below
	targets map[string]string // where files and folders of a workspace lead that are links
	strict  map[string]bool   // folders in which no link can be read, and has a state of its own
	slow    time.Duration     // of each file that is opened
	reads   int
	walks   int
	proofs  int             // whose problems were asked for
	proved  []string        // the files of these
	fault   string          // the name of a file at which segc has a fault
	failed  error           // of every walk
	closed  map[string]bool // files that nobody may read
	limit   int             // files of a folder that are too many; 0 for none
	flags   [][]string
	asked   func(path string) // after a file was read, or its stamp
	cache   imports.Cache
}

func newDisk(files map[string]string) *disk {
	d := &disk{files: map[string]string{}, stamps: map[string]Stamp{}, alive: map[int]bool{}, gone: map[string]bool{}}
	d.cache.MaxBytes = 8 << 20
	for name, text := range files {
		d.write(name, text)
	}
	return d
}

func (d *disk) write(name, text string) {
	d.lock.Lock()
	defer d.lock.Unlock()
	d.written++
	d.files[name] = text
	d.stamps[name] = Stamp{int64(len(text)), d.written}
}

func (d *disk) remove(name string) {
	d.lock.Lock()
	defer d.lock.Unlock()
	delete(d.files, name)
	delete(d.stamps, name)
}

func (d *disk) Folder(name string, flags []string) (Folder, error) {
	d.lock.Lock()
	defer d.lock.Unlock()
	d.flags = append(d.flags, flags)
	f := &diskFolder{disk: d, path: name}
	for _, flag := range flags {
		day, ok := strings.CutPrefix(flag, "--today=")
		if !ok {
			return nil, errors.New("unknown flag " + flag)
		}
		f.day = day
	}
	return f, nil
}

func (d *disk) Real(name string) string {
	for link, folder := range d.links {
		if rest, below := strings.CutPrefix(name, link); below {
			name = folder + rest
		}
	}
	return strings.TrimSuffix(name, "/")
}

func (d *disk) Target(name string) string {
	for link, to := range d.targets {
		if rest, ok := strings.CutPrefix(name, link); ok && (rest == "" || rest[0] == '/') {
			return to + rest
		}
	}
	return name
}

func (d *disk) Alive(process int) bool {
	d.lock.Lock()
	defer d.lock.Unlock()
	return d.alive[process]
}

type diskFolder struct {
	disk *disk
	path string
	day  string
}

func (f *diskFolder) Walk(limit Limit) ([]string, error) {
	f.disk.lock.Lock()
	defer f.disk.lock.Unlock()
	f.disk.walks++
	if f.disk.gone[f.path] {
		return nil, fs.ErrNotExist
	}
	var names []string
	for name := range f.disk.files {
		in := nameBelow(f.path, name)
		if below(f.path, name) && !f.skips(in, limit.Ignored) {
			names = append(names, in)
		}
	}
	for link := range f.disk.targets {
		if in := nameBelow(f.path, link); below(f.path, link) && !f.skips(in, limit.Ignored) {
			names = append(names, in)
		}
	}
	if most := f.disk.limit; most > 0 && len(names) > most {
		return nil, &LimitError{limit}
	}
	slices.SortFunc(names, byFolder)
	return names, f.disk.failed
}

func (f *diskFolder) skips(name string, all bool) bool {
	var ignored []string
	if !all {
		ignored = strings.Fields(f.disk.files[path.Join(f.path, ".segcignore")])
	}
	return path.Ext(name) != ".seg" || strings.HasPrefix(name, ".") || slices.Contains(ignored, name)
}

func (f *diskFolder) Stat(name string) (Stamp, error) {
	defer f.disk.tell(path.Join(f.path, name))
	f.disk.lock.Lock()
	defer f.disk.lock.Unlock()
	stamp, ok := f.disk.stamps[f.disk.Target(path.Join(f.path, name))]
	if f.refuses(name) {
		return Stamp{1, 1}, nil
	}
	if !ok || f.disk.gone[f.path] {
		return Stamp{}, fs.ErrNotExist
	}
	return stamp, nil
}

func (f *diskFolder) Read(name string) (string, error) {
	defer f.disk.tell(path.Join(f.path, name))
	f.disk.lock.Lock()
	slow := f.disk.slow
	f.disk.reads++
	text, ok := f.disk.files[f.disk.Target(path.Join(f.path, name))]
	gone := f.disk.gone[f.path] || f.refuses(name)
	f.disk.lock.Unlock()
	time.Sleep(slow)
	if f.disk.closed[path.Join(f.path, name)] {
		return "", fs.ErrPermission
	}
	if !ok || gone {
		return "", fs.ErrNotExist
	}
	return text, nil
}

func (f *diskFolder) refuses(name string) bool {
	full := path.Join(f.path, name)
	return f.disk.strict[f.path] && f.disk.Target(full) != full
}

// tell says that the disk was asked for a file, and has answered.
func (d *disk) tell(name string) {
	if d.asked != nil {
		d.asked(name)
	}
}

func (f *diskFolder) Root(string) string { return "" }

func (f *diskFolder) Day() string { return f.day }

func (f *diskFolder) Close() error { return nil }

func (f *diskFolder) Options(name, today string, open func(string) (string, bool)) editor.Options {
	f.disk.lock.Lock()
	fault := f.disk.fault
	f.disk.lock.Unlock()
	if fault != "" && name == fault {
		panic("a fault")
	}
	if name == "" {
		name = "<stdin>"
	}
	return editor.Options{Name: name, Path: name, Today: today, Files: diskFiles{f, open}, Cache: &f.disk.cache}
}

func (f *diskFolder) Explain(name, _ string, list diag.List) diag.List {
	f.disk.lock.Lock()
	defer f.disk.lock.Unlock()
	f.disk.proofs++
	f.disk.proved = append(f.disk.proved, path.Join(f.path, name))
	return slices.Clone(list)
}

type diskFiles struct {
	folder *diskFolder
	open   func(string) (string, bool)
}

func (f diskFiles) Open(name string) (fs.File, error) {
	text, open := f.open(name)
	if !open {
		var err error
		if text, err = f.folder.Read(name); err != nil {
			return nil, err
		}
	}
	return fstest.MapFS{"file": &fstest.MapFile{Data: []byte(text)}}.Open("file")
}
