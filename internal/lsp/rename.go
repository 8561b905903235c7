package lsp

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/editor"
)

type renameParams struct {
	positionParams
	NewName string `json:"newName"`
}

// prepareRename answers what would be renamed, or why nothing can be.
func prepareRename(_ context.Context, v *view, p positionParams) (any, error) {
	named, err := v.made().Renamable(v.offset(p.Position))
	if err != nil {
		return nil, err
	}
	return map[string]any{"range": v.textRange(named.Location.Span), "placeholder": named.Name}, nil
}

// rename answers the edits that give a name another one, in all files.
func rename(ctx context.Context, a *around, p renameParams) (any, error) {
	from := a.load(ctx, a.name, a.text)
	a.reach.asked = from.Source().Name()
	offset := a.offset(p.Position)
	named, err := from.Renamable(offset)
	if err != nil {
		return nil, err
	}
	var users []*editor.Snapshot
	if !named.IsLocal() && named.Declared.Source != nil {
		users = a.users(ctx, named.Declared.Source.Name())
	}
	edits, err := from.Rename(ctx, offset, p.NewName, users)
	if err != nil {
		return nil, err
	}
	if err := a.misses(named, edits); err != nil {
		return nil, err
	}
	for _, e := range edits {
		if a.isLost(a.uriOf(e.Source)) {
			return nil, fmt.Errorf("`%s` has this name, and a change of it could not be read; close the file and open it again", diag.Printable(e.Source.Name()))
		}
	}
	if a.reach.ignored && len(edits) > 0 {
		a.say(fmt.Sprintf("`.segcignore` names more files than segc looks at; those that use `%s` keep this name", diag.Printable(named.Name)))
	}
	return a.workspaceEdit(edits), nil
}

// misses returns why files may have a name that the edits leave as it is.
func (a *around) misses(named editor.Named, edits []editor.Edit) error {
	if named.IsLocal() || a.path == "" || a.name == "" && named.Declared.Source.Name() == a.made().Source().Name() {
		return nil
	}
	if a.reach.partial {
		return fmt.Errorf("other files may use `%s`, and segc cannot look at all of them; open their folder in the editor, or a smaller one, and rename it there", diag.Printable(named.Name))
	}
	if len(a.reach.unread) > 0 {
		return fmt.Errorf("`%s` may use `%s`, and it cannot be read: correct its permissions first", diag.Printable(a.reach.unread[0]), diag.Printable(named.Name))
	}
	if len(a.reach.large) > 0 {
		return fmt.Errorf("`%s` uses `%s`, and it is too large to be read: make it smaller first", diag.Printable(a.reach.large[0]), diag.Printable(named.Declared.Source.Name()))
	}
	for _, e := range edits {
		name := e.Source.Name()
		if others := a.reach.otherNames(a.reach.pathOf(name)); len(others) > 0 {
			return fmt.Errorf("`%s` and `%s` are one file, because of a link; remove the link before you rename what is in it",
				diag.Printable(name), diag.Printable(a.reach.nameOf(others[0])))
		}
	}
	return nil
}

// workspaceEdit writes edits of several files as the client can take them.
func (v *view) workspaceEdit(edits []editor.Edit) workspaceEdit {
	changes := map[string][]textEdit{}
	for _, e := range edits {
		uri := v.uriOf(e.Source)
		if v.isLost(uri) {
			continue
		}
		changes[uri] = append(changes[uri], textEdit{v.encoding.textRange(e.Source, e.Span), e.Text})
	}
	if !v.changes {
		return workspaceEdit{Changes: changes}
	}
	list := []documentEdit{}
	for _, uri := range slices.Sorted(maps.Keys(changes)) {
		about := versionedID{URI: uri}
		if version, open := v.versions[uri]; open {
			about.Version = &version
		}
		list = append(list, documentEdit{about, changes[uri]})
	}
	return workspaceEdit{DocumentChanges: list}
}
