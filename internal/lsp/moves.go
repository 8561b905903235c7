package lsp

import (
	"context"
	"errors"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/segc-lang/segc/internal/editor"
)

type renameFilesParams struct {
	Files []struct {
		OldURI string `json:"oldUri"`
		NewURI string `json:"newUri"`
	} `json:"files"`
}

// movedFiles answers the edits with which every `use` follows files and folders that are about to
// move within a folder of the workspace.
func (s *session) movedFiles(p renameFilesParams) *answering {
	moves := map[*folder][]editor.Move{}
	for _, f := range p.Files {
		from, ok := fileOf(f.OldURI)
		to, also := fileOf(f.NewURI)
		if !ok || !also {
			continue
		}
		from, to = s.Machine.Real(from), s.Machine.Real(to)
		for _, f := range s.folders { // also the outer ones
			if !f.lone && below(f.path, from) && below(f.path, to) {
				moves[f] = append(moves[f], editor.Move{From: nameBelow(f.path, from), To: nameBelow(f.path, to)})
			}
		}
	}
	var all []*around
	var each [][]editor.Move
	for _, f := range s.folders {
		if len(moves[f]) > 0 {
			v := &view{state: &state{check: check{folder: f.Folder}}, encoding: s.client.encoding, changes: s.client.changes}
			all, each = append(all, s.aroundFolder(s.seeing(v, f), f, newReach(s, f.path))), append(each, moves[f])
		}
	}
	return &answering{ask: func(ctx context.Context) (any, error) {
		var edit workspaceEdit
		many := false
		for i, a := range all {
			one := a.workspaceEdit(a.moveUses(ctx, each[i]))
			edit.DocumentChanges = append(edit.DocumentChanges, one.DocumentChanges...)
			if edit.Changes == nil {
				edit.Changes = map[string][]textEdit{}
			}
			maps.Copy(edit.Changes, one.Changes)
			many = many || a.reach.ignored
		}
		if many {
			s.later(func() {
				s.show(messageWarning, "`.segcignore` names more files than segc looks at; those that use a file that moves are not changed")
			})
		}
		if len(edit.Changes)+len(edit.DocumentChanges) == 0 {
			return nil, nil
		}
		return edit, nil
	}}
}

// moveUses returns the edits of all files of a folder.
func (a *around) moveUses(ctx context.Context, moves []editor.Move) (edits []editor.Edit) {
	names, _ := a.files()
	for _, name := range names {
		text, open := a.open(name)
		if !open {
			var err error
			if text, err = a.folder.Read(name); err != nil {
				continue
			}
		}
		if ctx.Err() != nil || !strings.Contains(strings.ToLower(text), "use") {
			continue
		}
		snapshot, root := a.load(ctx, name, text), a.folder.Root(name)
		if isLarge(snapshot) {
			snapshot = a.loadLarge(ctx, name, text)
		}
		followed := slices.Concat(moves, a.followed(moves, readsOf(snapshot, root)))
		edits = append(edits, snapshot.MoveUses(within(followed, root))...)
	}
	return edits
}

// followed returns the moves of files that have moved under the name of a link to their folder.
func (a *around) followed(moves []editor.Move, reads []string) (all []editor.Move) {
	for _, name := range reads {
		full := path.Join(a.path, name)
		to := a.reach.met(full)
		if to == full || !below(a.path, to) || slices.ContainsFunc(moves, func(m editor.Move) bool { return inside(m, name) }) {
			continue
		}
		for _, m := range moves {
			if inside(m, nameBelow(a.path, to)) {
				all = append(all, editor.Move{From: name, To: m.To + nameBelow(a.path, to)[len(m.From):]})
			}
		}
	}
	return all
}

// inside reports whether a file moves, by itself or with a folder.
func inside(m editor.Move, name string) bool { return name == m.From || below(m.From, name) }

// within returns moves as the files of a root see them, without those that leave it.
func within(moves []editor.Move, root string) []editor.Move {
	if root == "" {
		return moves
	}
	var in []editor.Move
	for _, m := range moves {
		if below(root, m.From) && below(root, m.To) {
			in = append(in, editor.Move{From: nameBelow(root, m.From), To: nameBelow(root, m.To)})
		}
	}
	return in
}

// walk returns the rules of the folder, also those that `.segcignore` names: nothing checks them, but
// they use others. If they are too many, they are left out.
func (a *around) walk() ([]string, error) {
	limit := Limit{Files: maxRules, Entries: maxEntries, Ignored: true}
	found, err := a.folder.Walk(limit)
	if many := (*LimitError)(nil); errors.As(err, &many) {
		a.reach.ignored = true
		limit.Ignored = false
		return a.folder.Walk(limit)
	}
	return found, err
}

// files returns the names of all files of the folder, also of those that nobody has looked at, and
// whether these are all.
func (a *around) files() (names []string, whole bool) {
	names = slices.Collect(maps.Keys(a.names))
	if a.whole {
		found, err := a.walk()
		if whole = err == nil; whole {
			for _, name := range found {
				if a.owns(name) {
					names = append(names, name)
				}
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names), whole
}
