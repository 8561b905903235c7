package lsp

import "context"

type hover struct {
	Contents markup    `json:"contents"`
	Range    textRange `json:"range"`
}

// hoverAt answers what is at a place.
func hoverAt(ctx context.Context, v *view, p positionParams) (any, error) {
	found, ok := v.made().Hover(ctx, v.offset(p.Position), v.proof)
	if !ok {
		return nil, nil
	}
	return hover{markup{"markdown", found.Markdown}, v.textRange(found.Span)}, nil
}

type inlayHint struct {
	Position    position `json:"position"`
	Label       words    `json:"label"`
	PaddingLeft bool     `json:"paddingLeft"`
}

// hints answers what an editor may show between the words of a text. They are off unless somebody
// turns them on.
func hints(ctx context.Context, v *view, p rangeParams) (any, error) {
	list := []inlayHint{}
	if !v.settings.Hints {
		return list, nil
	}
	for _, h := range v.made().Hints(ctx, v.encoding.span(v.source, p.Range)) {
		list = append(list, inlayHint{v.encoding.position(v.source, h.Offset), words(h.Text), true})
	}
	return list, nil
}
