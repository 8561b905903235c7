package segc

import (
	"io"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"time"
)

// Files is a file system in memory for Options.Files: texts by paths such as "shop/base.seg".
// A path that fs.ValidPath refuses, has a backslash or is below a file leads to no file. The
// map must not change during a call.
type Files map[string]string

// Open opens a file or a folder. The error is an *fs.PathError.
func (f Files) Open(name string) (fs.File, error) {
	switch {
	case !validPath(name):
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	case f.isFile(name):
		text := f[name]
		return &openedFile{*strings.NewReader(text), fileInfo{path.Base(name), len(text), 0o444}}, nil
	case f.isFolder(name):
		return &openedFolder{files: f, name: name}, nil
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

// validPath reports whether a path may lead to something. A backslash would be part of a
// name here, and separates folders where people copy such a path from.
func validPath(name string) bool { return fs.ValidPath(name) && !strings.Contains(name, `\`) }

// isFile reports whether a valid path is a file, and all that leads to it are not.
func (f Files) isFile(name string) bool {
	_, ok := f[name]
	return ok && name != "." && !f.belowFile(name)
}

// belowFile reports whether a path that leads to a path is a file.
func (f Files) belowFile(name string) bool {
	for i, c := range []byte(name) {
		if c == '/' {
			if _, ok := f[name[:i]]; ok {
				return true
			}
		}
	}
	return false
}

// isFolder reports whether a valid path that is not a file is a folder.
func (f Files) isFolder(name string) bool {
	if name == "." {
		return true
	}
	if f.belowFile(name) {
		return false
	}
	for other := range f {
		if strings.HasPrefix(other, name+"/") && validPath(other) {
			return true
		}
	}
	return false
}

// entries returns what is in a folder, sorted by name.
func (f Files) entries(folder string) []fs.DirEntry {
	prefix := folder + "/"
	if folder == "." {
		prefix = ""
	}
	found := map[string]fs.DirEntry{}
	for name := range f {
		below, ok := strings.CutPrefix(name, prefix)
		if !ok || name == "." || !validPath(name) {
			continue
		}
		first, _, _ := strings.Cut(below, "/")
		info := folderInfo(first)
		if text, ok := f[prefix+first]; ok {
			info = fileInfo{first, len(text), 0o444}
		}
		found[first] = fs.FileInfoToDirEntry(info)
	}
	entries := make([]fs.DirEntry, 0, len(found))
	for _, name := range slices.Sorted(maps.Keys(found)) {
		entries = append(entries, found[name])
	}
	return entries
}

// fileInfo describes a file or a folder of Files. It is an fs.FileInfo.
type fileInfo struct {
	name string
	size int
	mode fs.FileMode
}

// folderInfo describes a folder.
func folderInfo(name string) fileInfo { return fileInfo{name, 0, fs.ModeDir | 0o555} }

func (i fileInfo) Name() string       { return i.name }
func (i fileInfo) Size() int64        { return int64(i.size) }
func (i fileInfo) Mode() fs.FileMode  { return i.mode }
func (i fileInfo) ModTime() time.Time { return time.Time{} }
func (i fileInfo) IsDir() bool        { return i.mode.IsDir() }
func (i fileInfo) Sys() any           { return nil }
func (i fileInfo) String() string     { return fs.FormatFileInfo(i) }

// openedFile is an open file. The reader brings the other methods of an *os.File that
// callers may look for, such as Seek.
type openedFile struct {
	strings.Reader
	info fileInfo
}

func (f *openedFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *openedFile) Close() error               { return nil }

// openedFolder is an open folder. What is in it is found when somebody asks: `use` only
// asks whether it is a folder.
type openedFolder struct {
	files Files
	name  string
	asked bool
	left  []fs.DirEntry
}

func (f *openedFolder) Stat() (fs.FileInfo, error) { return folderInfo(path.Base(f.name)), nil }
func (f *openedFolder) Close() error               { return nil }

func (f *openedFolder) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: f.name, Err: fs.ErrInvalid}
}

// ReadDir implements fs.ReadDirFile.
func (f *openedFolder) ReadDir(n int) ([]fs.DirEntry, error) {
	if !f.asked {
		f.asked, f.left = true, f.files.entries(f.name)
	}
	if n <= 0 {
		n = len(f.left)
	} else if len(f.left) == 0 {
		return nil, io.EOF
	}
	n = min(n, len(f.left))
	entries := f.left[:n:n]
	f.left = f.left[n:]
	return entries, nil
}
