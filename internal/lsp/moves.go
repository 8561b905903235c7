package lsp

import (
	"context"
	"maps"
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
		folder, before := s.folderOf(s.Machine.Real(from))
		if other, after := s.folderOf(s.Machine.Real(to)); folder != nil && folder == other {
			moves[folder] = append(moves[folder], editor.Move{From: before, To: after})
		}
	}
	var all []*around
	var each [][]editor.Move
	for _, f := range s.folders {
		if len(moves[f]) > 0 {
			v := &view{state: &state{check: check{folder: f.Folder}}, encoding: s.client.encoding, changes: s.client.changes}
			all, each = append(all, s.aroundFolder(s.seeing(v, f), f)), append(each, moves[f])
		}
	}
	return &answering{ask: func(ctx context.Context) (any, error) {
		var edit workspaceEdit
		for i, a := range all {
			one := a.workspaceEdit(a.moveUses(ctx, each[i]))
			edit.DocumentChanges = append(edit.DocumentChanges, one.DocumentChanges...)
			if edit.Changes == nil {
				edit.Changes = map[string][]textEdit{}
			}
			maps.Copy(edit.Changes, one.Changes)
		}
		if len(edit.Changes)+len(edit.DocumentChanges) == 0 {
			return nil, nil
		}
		return edit, nil
	}}
}

// moveUses returns the edits of all files of a folder.
func (a *around) moveUses(ctx context.Context, moves []editor.Move) (edits []editor.Edit) {
	for _, name := range a.files() {
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
		edits = append(edits, a.load(ctx, name, text).MoveUses(within(moves, a.folder.Root(name)))...)
	}
	return edits
}

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

// files returns the names of all files of the folder, also of those that nobody has looked at.
func (a *around) files() []string {
	names := slices.Collect(maps.Keys(a.names))
	if a.whole {
		if found, err := a.folder.Walk(Limit{maxRules, maxEntries}); err == nil {
			names = append(names, found...)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
