package lsp

import (
	"context"

	"github.com/segc-lang/segc/ast"
)

type semanticTokens struct {
	Data []int `json:"data"`
}

// tokens answers what each word of a text is.
func tokens(_ context.Context, v *view, _ documentParams) (any, error) {
	return v.tokens(ast.Span{End: len(v.source.Text())}), nil
}

// tokensIn does so for a part of a text.
func tokensIn(_ context.Context, v *view, p rangeParams) (any, error) {
	return v.tokens(v.encoding.span(v.source, p.Range)), nil
}

// tokens writes tokens as the protocol has them: five numbers for each, with its distance from the
// one before.
func (v *view) tokens(span ast.Span) semanticTokens {
	data := []int{}
	var before position
	for _, t := range v.made().Tokens(span) {
		r := v.textRange(t.Span)
		line, character := r.Start.Line-before.Line, r.Start.Character
		if line == 0 {
			character -= before.Character
		}
		declares := 0
		if t.Declares {
			declares = 1
		}
		data = append(data, line, character, r.End.Character-r.Start.Character, int(t.Type), declares)
		before = r.Start
	}
	return semanticTokens{data}
}
