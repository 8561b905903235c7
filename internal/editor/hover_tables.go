package editor

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/markdown"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/tables"
)

// tables says what a fixed word of a statement is about.
func (h *hoverer) tables(s *ast.Tables) {
	for _, item := range s.Items {
		for _, clause := range item.Clauses {
			at := clause.Word.At
			if h.offset < at.Start || at.End < h.offset {
				continue
			}
			if said := tablesWord(item.Word(), firstWord(clause.Word.Text)); said != "" {
				h.at = at
				h.w.Words(markdown.Words("**" + clause.Word.Text + "**: " + said))
			}
			return
		}
	}
}

// declared returns the use of a column in a statement `tables`, which uses no file, with the object that
// a catalog next to it declares. Any other use stays as it is.
func (h *hoverer) declared(use resolve.Use) resolve.Use {
	if _, is := tables.In(h.file()); !is || use.Object.Kind != resolve.Column || use.Object.Statement != nil {
		return use
	}
	if o := h.contactColumn(h.ctx, h.work, use.Object.Name); o != nil {
		use.Object = o
	}
	return use
}
