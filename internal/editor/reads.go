package editor

import (
	"io/fs"
	"maps"
	"slices"
)

// recorder is a file system that notes which files are asked for.
type recorder struct {
	files fs.FS
	asked map[string]bool
}

func newRecorder(files fs.FS) *recorder {
	return &recorder{files: files, asked: map[string]bool{}}
}

// Open implements fs.FS.
func (r *recorder) Open(name string) (fs.File, error) {
	r.asked[name] = true
	return r.files.Open(name)
}

// paths returns the files that were asked for, sorted.
func (r *recorder) paths() []string {
	if r == nil {
		return nil
	}
	return slices.Sorted(maps.Keys(r.asked))
}
