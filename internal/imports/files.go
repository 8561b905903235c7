package imports

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/resolve"
)

// maxUsed is the most bytes that all used files may have together.
const maxUsed = 16 << 20

// maxResolved is how many bytes the path of a used file may have in the file system:
// what many systems allow.
const maxResolved = 4096

// Files gives a program the files that `use` names, each read and parsed once. It
// cannot leave its file system.
type Files struct {
	files   fs.FS
	options grammar.Options
	cache   *Cache
	budget  int
	parsed  map[string]parsedFile  // by path in files
	paths   map[*ast.Source]string // of the parsed files
}

type parsedFile struct {
	file *ast.File
	list diag.List
	err  error
}

// New returns an importer for a file that has its place in a file system: a
// path with slashes, from which `use` begins. The options say how files are parsed;
// the cache may be nil.
func New(files fs.FS, place string, main *ast.File, options grammar.Options, cache *Cache) *Files {
	place = path.Clean(place)
	return &Files{
		files: files, options: options, cache: cache, budget: maxUsed,
		parsed: map[string]parsedFile{place: {file: main}},
		paths:  map[*ast.Source]string{main.Source: place},
	}
}

// Import implements [resolve.Importer].
func (i *Files) Import(ctx context.Context, from *ast.Source, name string) (*ast.File, diag.List, error) {
	if err := ctx.Err(); err != nil {
		return nil, nil, err
	}
	switch {
	case path.IsAbs(name) || len(name) > 1 && name[1] == ':':
		return nil, nil, fmt.Errorf("%w: it must be relative to the file that names it", resolve.ErrRefused)
	case strings.Contains(name, `\`):
		return nil, nil, fmt.Errorf("%w: folders are separated by slashes", resolve.ErrRefused)
	}
	resolved, shown := path.Join(path.Dir(i.paths[from]), name), name
	if from != nil {
		shown = path.Join(path.Dir(from.Name()), name)
	}
	if len(resolved) > maxResolved {
		return nil, nil, fmt.Errorf("%w: its path has more than %d bytes", resolve.ErrRefused, maxResolved)
	}
	if !fs.ValidPath(resolved) {
		return nil, nil, fmt.Errorf("%w: it leaves the folder that may be read", resolve.ErrRefused)
	}
	if p, ok := i.parsed[resolved]; ok {
		return p.file, p.list, p.err
	}
	p := i.parse(ctx, resolved, shown)
	i.parsed[resolved] = p
	if p.file != nil {
		i.paths[p.file.Source] = resolved
	}
	return p.file, p.list, p.err
}

func (i *Files) parse(ctx context.Context, resolved, name string) parsedFile {
	text, err := i.read(ctx, resolved)
	if err != nil {
		return parsedFile{err: err}
	}
	file, list, err := i.cache.parse(ctx, resolved, name, text, i.options)
	if err != nil {
		return parsedFile{err: err}
	}
	return parsedFile{file: file, list: list}
}
