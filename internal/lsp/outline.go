package lsp

import (
	"context"
	"path"

	"github.com/segc-lang/segc/internal/editor"
)

type documentSymbol struct {
	Name           words            `json:"name"`
	Detail         words            `json:"detail,omitempty"`
	Kind           int              `json:"kind"`
	Range          textRange        `json:"range"`
	SelectionRange textRange        `json:"selectionRange"`
	Children       []documentSymbol `json:"children,omitempty"`
}

// symbols answers what a text declares.
func symbols(_ context.Context, v *view, _ documentParams) (any, error) {
	return v.symbols(v.made().Symbols()), nil
}

func (v *view) symbols(all []editor.Symbol) []documentSymbol {
	list := []documentSymbol{}
	for _, s := range all {
		one := documentSymbol{Name: words(s.Name), Detail: words(s.Detail), Kind: symbolKind(s.Kind), Range: v.textRange(s.Span), SelectionRange: v.textRange(s.At)}
		if len(s.Within) > 0 {
			one.Children = v.symbols(s.Within)
		}
		list = append(list, one)
	}
	return list
}

// symbolKind returns how an editor marks a symbol. The numbers are those of the protocol.
func symbolKind(kind editor.SymbolKind) int {
	switch kind {
	case editor.SegmentSymbol:
		return 5 // Class
	case editor.RuleSymbol:
		return 6 // Method
	case editor.GuardSymbol:
		return 24 // Event
	case editor.PartSymbol:
		return 12 // Function
	case editor.ColumnSymbol:
		return 7 // Property
	case editor.ListSymbol, editor.ISPSymbol, editor.CampaignSymbol:
		return 22 // EnumMember
	case editor.LoopSymbol:
		return 3 // Namespace
	case editor.TablesSymbol, editor.RelationSymbol:
		return 23 // Struct
	case editor.EventSymbol:
		return 24 // Event
	}
	return 13 // Variable
}

type foldingRange struct {
	StartLine int    `json:"startLine"`
	EndLine   int    `json:"endLine"`
	Kind      string `json:"kind,omitempty"`
}

// folds answers what can be hidden.
func folds(_ context.Context, v *view, _ documentParams) (any, error) {
	list := []foldingRange{}
	for _, f := range v.made().Folds() {
		r := v.textRange(f.Span)
		one := foldingRange{StartLine: r.Start.Line, EndLine: r.End.Line}
		switch f.Kind {
		case editor.CommentFold:
			one.Kind = "comment"
		case editor.UsesFold:
			one.Kind = "imports"
		case editor.CodeFold:
		}
		list = append(list, one)
	}
	return list, nil
}

type selectionParams struct {
	TextDocument documentID `json:"textDocument"`
	Positions    []position `json:"positions"`
}

type selectionRange struct {
	Range  textRange       `json:"range"`
	Parent *selectionRange `json:"parent,omitempty"`
}

// selections answers what is around places.
func selections(_ context.Context, v *view, p selectionParams) (any, error) {
	list := []*selectionRange{}
	for _, at := range p.Positions {
		var around *selectionRange
		spans := v.made().Selections(v.offset(at))
		for i := len(spans) - 1; i >= 0; i-- {
			around = &selectionRange{v.textRange(spans[i]), around}
		}
		if around == nil {
			around = &selectionRange{Range: textRange{at, at}}
		}
		list = append(list, around)
	}
	return list, nil
}

type documentLink struct {
	Range  textRange `json:"range"`
	Target string    `json:"target"`
}

// links answers where `use` leads.
func links(_ context.Context, v *view, _ documentParams) (any, error) {
	list := []documentLink{}
	for _, l := range v.made().Links() {
		list = append(list, documentLink{v.textRange(l.Span), v.uri(path.Join(v.folder.Root(v.name), l.Path))})
	}
	return list, nil
}
