package editor

import (
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/directive"
	"github.com/segc-lang/segc/internal/palette"
	"github.com/segc-lang/segc/internal/poll"
)

// addValues adds texts that may come: the values of a column, or what the text is for.
func (c *completer) addValues() {
	if !c.expects(grammar.AnyValue) && !c.expects(grammar.StringText) {
		return
	}
	of, known := c.column()
	if known && len(of.Choices) > 0 {
		for _, choice := range of.Choices {
			c.quoted(ChoiceItem, choice, "value of "+c.expected.Column)
		}
		return
	}
	if c.expected.Column != "" || c.expects(grammar.AnyValue) {
		c.open = c.open || !known || of.Type != column.Boolean
		return
	}
	c.open = true
	switch c.wordBefore() {
	case "use":
		c.open = false
		c.paths()
	case "color":
		c.open = false
		for _, color := range palette.Colors() {
			c.quoted(ColorItem, color, "")
		}
	default:
		c.segments()
	}
}

// quoted adds a text between quotes.
func (c *completer) quoted(kind ItemKind, text, detail string) {
	if quoted, ok := grammar.Quote(text); ok {
		c.add(Item{Kind: kind, Label: quoted, Text: quoted, Detail: detail})
	}
}

// wordBefore returns the word right before the place, in lower case.
func (c *completer) wordBefore() string {
	text := strings.TrimRight(c.text()[:c.at], " \t\r\n")
	start := strings.LastIndexFunc(text, func(r rune) bool { return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') }) + 1
	return strings.ToLower(text[start:])
}

// segments adds the names of the segments of the file that a `use` names right before the place.
func (c *completer) segments() {
	use, ok := c.scope.statement.(*ast.Use)
	if !ok || use.Path.At.End > c.at {
		return
	}
	file := c.names.Imported(use)
	if file == nil {
		return
	}
	for _, p := range c.names.Programs() {
		c.work.Step(1)
		if p.Main() != file || file == c.file() {
			continue
		}
		for i := range p.MainRules {
			c.work.Step(8)
			c.quoted(TextItem, p.MainRules[i].Name(), "segment")
		}
	}
}

// maxEntries is how many entries of a folder are looked at.
const maxEntries = 10_000

// paths adds the files and folders that `use` may read, in the folder that the letters before
// the cursor lead to.
func (c *completer) paths() {
	if c.options.Files == nil {
		return
	}
	typed := strings.Trim(c.Source().Slice(c.expected.Span), `"'`)
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
	for _, entry := range entries(c.options.Files, folder) {
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
	for _, name := range slices.Sorted(maps.Keys(kinds)) {
		switch {
		case strings.HasPrefix(name, "."):
		case kinds[name] == FolderItem:
			c.quoted(FolderItem, below+name, "")
		case strings.HasSuffix(name, ".seg") && path.Join(folder, name) != own:
			c.quoted(FileItem, below+name, "")
		}
	}
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

// completeComment returns what may come in a comment, and whether the offset is in one: only what
// speaks to segc.
func (s *Snapshot) completeComment(work *poll.Poll, offset int) (Completion, bool) {
	for _, comment := range s.file().Comments {
		work.Step(1)
		if offset <= comment.At.Start || offset > comment.At.End {
			continue
		}
		text, done := s.text(), Completion{Span: ast.Span{Start: offset, End: offset}}
		start := offset
		for start > comment.At.Start+1 && !strings.ContainsRune(" \t", rune(text[start-1])) {
			start--
		}
		end := offset
		for end < comment.At.End && !strings.ContainsRune(" \t", rune(text[end])) {
			end++
		}
		before := strings.TrimSpace(text[comment.At.Start+1 : start])
		done.Span = ast.Span{Start: start, End: end}
		switch {
		case before == "":
			for _, word := range [...]string{directive.Ignore, directive.Plain} {
				done.Items = append(done.Items, Item{Kind: DirectiveItem, Label: word, Text: word})
			}
		case before == directive.Ignore:
			done.Items = s.warned(comment)
		}
		return done, true
	}
	return Completion{}, false
}

// warned returns the codes of the warnings about the lines next to a comment, and of all others.
func (s *Snapshot) warned(ast.Comment) []Item {
	var items []Item
	for _, code := range diag.Codes() {
		if page, ok := diag.LookupPage(code); ok && page.Severity == diag.Warning {
			items = append(items, Item{Kind: DirectiveItem, Label: string(code), Text: string(code), Detail: page.Title, Help: Help{Code: code}})
		}
	}
	return items
}

// place returns the path of the text in its files.
func (s *Snapshot) place() string {
	if s.options.Path != "" {
		return s.options.Path
	}
	return s.Source().Name()
}
