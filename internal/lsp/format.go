package lsp

import (
	"context"

	"github.com/segc-lang/segc/internal/editor"
)

// format writes a text in its one style. A text with errors stays as it is, without a word: an error
// would pop up at every save.
func format(ctx context.Context, v *view, _ documentParams) (any, error) {
	snapshot := v.made()
	text, ok := snapshot.Format(ctx)
	if !ok {
		return nil, nil
	}
	return v.edits(editor.Edits(v.source, text)), nil
}

// formatRange does so for the statements in a range.
func formatRange(ctx context.Context, v *view, p rangeParams) (any, error) {
	edits, ok := v.made().FormatRange(ctx, v.encoding.span(v.source, p.Range))
	if !ok {
		return nil, nil
	}
	return v.edits(edits), nil
}

// edits writes edits of the text of a view.
func (v *view) edits(edits []editor.Edit) []textEdit {
	list := []textEdit{}
	for _, e := range edits {
		list = append(list, textEdit{v.textRange(e.Span), e.Text})
	}
	return list
}
