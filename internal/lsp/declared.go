package lsp

import (
	"context"
	"maps"
	"path"
	"slices"

	"github.com/segc-lang/segc/internal/editor"
)

type workspaceSymbol struct {
	Name      words    `json:"name"`
	Kind      int      `json:"kind"`
	Container words    `json:"containerName,omitempty"`
	Location  location `json:"location"`
}

// maxSymbols is how many symbols of the workspace one answer has.
const maxSymbols = 1000

// symbol is something that a file declares, with its place.
type symbol struct {
	name  string
	kind  int
	place textRange
}

// symbolsOf returns what a snapshot declares, with what is within that.
func (c *client) symbolsOf(snapshot *editor.Snapshot) []symbol {
	var all []symbol
	var add func([]editor.Symbol)
	add = func(found []editor.Symbol) {
		for _, one := range found {
			all = append(all, symbol{one.Name, symbolKind(one.Kind), c.encoding.textRange(snapshot.Source(), one.At)})
			add(one.Within)
		}
	}
	add(snapshot.Symbols())
	return all
}

// declaring is a file that may declare what somebody looks for.
type declaring struct {
	uri, name string
	symbols   []symbol
	check     *check // of a file that nobody has read yet
}

// findSymbols answers what the files of the workspace declare. It does not wait until they are checked:
// those that nobody has read yet are read for the answer.
func (s *session) findSymbols(query string) *answering {
	var files []declaring
	type unlisted struct {
		*folder
		known map[string]bool
	}
	var all []unlisted
	checks, client := map[*folder]check{}, s.client
	for _, folder := range s.folders {
		if !folder.ready {
			continue
		}
		checks[folder] = s.checkOf(folder, "", "")
		if !folder.lone && !folder.listed {
			one := unlisted{folder, map[string]bool{}}
			for name := range folder.files {
				one.known[name] = true
			}
			all = append(all, one)
		}
		for _, f := range inOrder(maps.Values(folder.files)) {
			one := declaring{uri: s.uriOfFile(f), name: f.name, symbols: f.symbols}
			switch {
			case f.doc == nil && !f.there:
				continue
			case f.doc == nil && f.sum == 0:
				c := checks[folder]
				c.name, one.check = f.name, &c
			}
			files = append(files, one)
		}
	}
	owner := s.owner()
	return &answering{ask: func(ctx context.Context) (any, error) {
		for _, one := range all {
			files = append(files, unread(one.folder, checks[one.folder], func(name string) bool {
				return one.known[name] || owner(path.Join(one.path, name)) != one.folder
			})...)
		}
		list := []workspaceSymbol{}
		for _, f := range files {
			if f.check != nil {
				if ctx.Err() != nil {
					return nil, ctx.Err()
				}
				f.symbols = f.check.declared(ctx, &client)
			}
			for _, one := range f.symbols {
				if len(list) == maxSymbols {
					return list, nil
				}
				if editor.Matches(one.name, query) {
					list = append(list, workspaceSymbol{words(one.name), one.kind, words(path.Base(f.name)), location{f.uri, one.place}})
				}
			}
		}
		return list, nil
	}}
}

// owner returns a function that says which folder of the workspace has a path, as the folders are now.
func (s *session) owner() func(name string) *folder {
	folders := slices.Clone(s.folders)
	return func(name string) *folder {
		best, _ := innermost(folders, name)
		return best
	}
}

// unread returns the files of a folder that nobody has looked at yet.
func unread(f *folder, c check, skip func(name string) bool) (files []declaring) {
	names, err := c.folder.Walk(Limit{Files: maxRules, Entries: maxEntries})
	if err != nil && len(names) == 0 {
		return nil // the look at the folder says why
	}
	for _, name := range names {
		if skip(name) {
			continue
		}
		one := c
		one.name = name
		files = append(files, declaring{uri: uriBelow(f.uri, name), name: name, check: &one})
	}
	return files
}

// declared returns what a file declares.
func (c *check) declared(ctx context.Context, to *client) []symbol {
	text, err := c.folder.Read(c.name)
	if err != nil {
		return nil // its check says why
	}
	c.text = text
	snapshot, _ := c.load(ctx)
	return to.symbolsOf(snapshot)
}
