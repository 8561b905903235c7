package editor

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/tables"
)

// maxEntries is how many entries of a folder are looked at.
const maxEntries = 10_000

// paths adds the files and folders that `use` may read, in the folder that the letters before
// the cursor lead to.
func (c *completer) paths() {
	if c.options.Files == nil {
		return
	}
	typed := strings.Trim(c.Source().Slice(c.expected.Span), `"'`)
	if typed != "" && !isUsable(typed) {
		return
	}
	below := ""
	if i := strings.LastIndexByte(typed, '/'); i >= 0 {
		below = typed[:i+1]
	}
	own := path.Clean(c.place())
	folder := path.Join(path.Dir(own), below)
	if !fs.ValidPath(folder) {
		return
	}
	kinds := map[string]ItemKind{}
	links := map[string]bool{}
	for _, entry := range entries(c.options.Files, folder) {
		c.work.Step(16)
		links[entry.Name()] = entry.Type()&fs.ModeSymlink != 0
		if entry.IsDir() {
			kinds[entry.Name()+"/"] = FolderItem
		} else {
			kinds[entry.Name()] = FileItem
		}
	}
	for _, name := range c.openIn(folder) {
		c.work.Step(16)
		if first, _, in := strings.Cut(name, "/"); in {
			kinds[first+"/"] = FolderItem
		} else {
			kinds[name] = FileItem
		}
	}
	look := readable{completer: c, left: maxCatalogFiles, bytes: maxCatalogBytes}
	for _, name := range slices.Sorted(maps.Keys(kinds)) {
		switch {
		case strings.HasPrefix(name, ".") || strings.Contains(name, `\`):
		case kinds[name] == FolderItem:
			c.quoted(FolderItem, below+name, "")
		case strings.HasSuffix(name, ".seg") && path.Join(folder, name) != own && look.suits(path.Join(folder, name), links[name]):
			c.quoted(FileItem, below+name, "")
		}
	}
}

// isUsable reports whether `use` may take a path that is written so. It does not look at the file.
func isUsable(written string) bool {
	return !path.IsAbs(written) && !strings.Contains(written, `\`) && (len(written) < 2 || written[1] != ':')
}

// readable looks into files for what no `use` takes, as far as there are few of them.
type readable struct {
	*completer
	left, bytes int
}

// suits reports whether `use` takes a file: a link may lead to what nobody may read, and no rule uses what
// a database calls things.
func (r *readable) suits(name string, link bool) bool {
	if r.left--; r.left < 0 {
		return !link
	}
	r.work.Step(poll.Every) // beside reading a file, a look at the context costs little
	text, ok := textOf(r.options.Files, name, r.bytes)
	r.bytes -= len(text)
	if !ok || !strings.Contains(strings.ToLower(text), "tables") {
		return ok || !link
	}
	file, _ := grammar.Parse(ast.NewSource("", text), grammar.Options{Context: r.ctx})
	_, is := tables.In(file)
	return !is
}

// openIn returns the names, from a folder, of texts below it that are open and on no disk.
func (c *completer) openIn(folder string) (names []string) {
	if c.options.Open == nil {
		return nil
	}
	for _, name := range c.options.Open() {
		if folder != "." {
			var in bool
			if name, in = strings.CutPrefix(name, folder+"/"); !in {
				continue
			}
		}
		if fs.ValidPath(name) {
			names = append(names, name)
		}
	}
	return names
}

// entries returns what is in a folder, as far as it can be read.
func entries(files fs.FS, folder string) []fs.DirEntry {
	if lists, ok := files.(fs.ReadDirFS); ok {
		all, _ := lists.ReadDir(folder) // what could be read is worth showing
		return all[:min(len(all), maxEntries)]
	}
	f, err := files.Open(folder)
	if err != nil || f == nil {
		return nil
	}
	defer func() { _ = f.Close() }() // it was only read
	if listed, ok := f.(fs.ReadDirFile); ok {
		all, _ := listed.ReadDir(maxEntries)
		slices.SortFunc(all, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
		return all
	}
	return nil
}
