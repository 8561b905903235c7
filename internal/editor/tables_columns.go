package editor

import (
	"context"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
)

// What is looked at for the columns that a statement `tables` may be about.
const (
	maxCatalogFiles = 100     // that are read
	maxCatalogBytes = 1 << 20 // of all of them
	maxCatalogs     = 4       // that declare columns
)

// contactColumns returns the columns of contacts, each once: those that every contact has, and those
// that files declare. A statement `tables` uses no file, so these are the files next to it and in the
// folders above, the nearest first.
func (s *Snapshot) contactColumns(ctx context.Context, work *poll.Poll) []*resolve.Object {
	all := s.names.Visible(work, resolve.Column)
	known := make(map[string]int, len(all))
	for i, o := range all {
		known[o.Name] = i
	}
	for _, catalog := range s.catalogsAround(ctx, work) {
		for _, o := range catalog.names.Visible(work, resolve.Column) {
			if o.Statement == nil {
				continue
			}
			i, was := known[o.Name]
			switch {
			case !was:
				known[o.Name] = len(all)
				all = append(all, o)
			case all[i].Statement == nil: // every contact has it, and the file says more of it
				all[i] = o
			}
		}
	}
	poll.Sort(work, all, func(a, b *resolve.Object) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// contactColumn returns what is known of a column of contacts, or nil.
func (s *Snapshot) contactColumn(ctx context.Context, work *poll.Poll, name string) *resolve.Object {
	all := s.contactColumns(ctx, work)
	if i := slices.IndexFunc(all, func(o *resolve.Object) bool { return o.Name == name }); i >= 0 {
		return all[i]
	}
	return nil
}

// catalogsAround returns the files that declare columns, in the folder of the text and in those above it.
func (s *Snapshot) catalogsAround(ctx context.Context, work *poll.Poll) (all []*Snapshot) {
	own := path.Clean(s.place())
	if s.options.Files == nil || !fs.ValidPath(own) {
		return nil
	}
	left, bytes := maxCatalogFiles, maxCatalogBytes
	for folder := path.Dir(own); ; folder = path.Dir(folder) {
		for _, entry := range entries(s.options.Files, folder) {
			work.Step(16)
			name := path.Join(folder, entry.Name())
			if entry.IsDir() || !strings.HasSuffix(name, ".seg") || strings.HasPrefix(entry.Name(), ".") || name == own {
				continue
			}
			if left--; left < 0 || len(all) == maxCatalogs {
				return all
			}
			work.Step(poll.Every) // beside reading a file, a look at the context costs little
			text, ok := textOf(s.options.Files, name, bytes)
			bytes -= len(text)
			if !ok || !strings.Contains(strings.ToLower(text), "field") {
				continue
			}
			options := s.options
			options.Name, options.Path, options.Use = name, name, nil
			if catalog := Load(ctx, text, options); declaresColumns(catalog.file()) {
				all = append(all, catalog)
			}
		}
		if folder == "." || folder == "/" {
			return all
		}
	}
}

// declaresColumns reports whether a file has a `field` statement.
func declaresColumns(file *ast.File) bool {
	return slices.ContainsFunc(file.Statements, func(s ast.Statement) bool { _, is := s.(*ast.Field); return is })
}

// textOf returns the text of a file that has at most so many bytes.
func textOf(files fs.FS, name string, most int) (string, bool) {
	f, err := files.Open(name)
	if err != nil || f == nil {
		return "", false
	}
	defer func() { _ = f.Close() }() // it was only read
	if info, err := f.Stat(); err != nil || info.Size() > int64(most) {
		return "", false
	}
	text, err := io.ReadAll(io.LimitReader(f, int64(most)+1))
	if err != nil || len(text) > most {
		return "", false
	}
	return string(text), true
}
