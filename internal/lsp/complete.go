package lsp

import (
	"context"
	"fmt"

	"github.com/segc-lang/segc/internal/editor"
)

type completionParams struct {
	positionParams
	Context struct {
		TriggerKind      int    `json:"triggerKind"`
		TriggerCharacter string `json:"triggerCharacter"`
	} `json:"context"`
}

type completionList struct {
	IsIncomplete bool             `json:"isIncomplete"`
	Items        []completionItem `json:"items"`
}

// completionItem is an item whose label is the text that comes, with its quotes: that is what clients
// compare with the letters that are there. A filterText would say the same, but Neovim then compares
// it with the word at the cursor, without the quote.
type completionItem struct {
	Label    words    `json:"label"`
	Kind     int      `json:"kind"`
	Detail   words    `json:"detail,omitempty"`
	SortText string   `json:"sortText"`
	TextEdit textEdit `json:"textEdit"`
}

// complete answers what may come next.
func complete(ctx context.Context, v *view, p completionParams) (any, error) {
	snapshot := v.made()
	found := snapshot.Complete(ctx, v.offset(p.Position))
	list := completionList{found.Incomplete, []completionItem{}}
	if typed := p.Context.TriggerCharacter; (typed == " " || typed == "{") && !found.Closed {
		return list, nil // so that Enter stays Enter where anything may come, and most braces are letters
	}
	over := v.textRange(found.Span)
	for i, item := range found.Items {
		list.Items = append(list.Items, completionItem{
			Label: words(item.Text), Kind: completionKind(item.Kind), Detail: words(item.Detail),
			SortText: fmt.Sprintf("%04d", i), TextEdit: textEdit{over, item.Text},
		})
	}
	return list, nil
}

// completionKind returns how an editor marks an item. The numbers are those of the protocol.
func completionKind(kind editor.ItemKind) int {
	switch kind {
	case editor.KeywordItem, editor.DirectiveItem:
		return 14
	case editor.OperatorItem:
		return 24
	case editor.TypeItem:
		return 7
	case editor.UnitItem:
		return 11
	case editor.ColumnItem:
		return 10 // Property
	case editor.PartItem:
		return 3 // Function
	case editor.NamedValueItem, editor.ParamItem, editor.ParameterItem:
		return 6 // Variable
	case editor.ListItem, editor.ISPItem, editor.CampaignItem, editor.ChoiceItem:
		return 20 // EnumMember
	case editor.ColorItem:
		return 16
	case editor.FileItem:
		return 17
	case editor.FolderItem:
		return 19
	case editor.TextItem:
		return 12 // Value
	case editor.RelationItem:
		return 22 // Struct
	}
	return 1 // Text
}
