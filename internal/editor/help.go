package editor

import (
	"context"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/markdown"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/resolve"
)

// Help is what more is known of an item. Describe writes it when somebody looks at the item, since
// a list has hundreds of them.
type Help struct {
	Object *resolve.Object // what a name means, or nil
	Word   string          // of the language
	Code   diag.Code
}

// Describe says in Markdown what an item of a completion is: a hover at the same name says the
// same. It is empty if there is nothing to say.
func (s *Snapshot) Describe(ctx context.Context, help Help) (text string) {
	ctx = poll.Within(ctx, s.options.MaxMemory)
	work := poll.New(ctx)
	defer func() {
		if fault := recover(); fault != nil { // or the context has ended
			text = ""
		}
	}()
	h := &hoverer{Snapshot: s, w: markdown.Writer{Poll: work}, ctx: ctx, work: work}
	nowhere := diag.Location{Source: s.Source(), Span: ast.Span{Start: -1, End: -1}}
	switch {
	case help.Object != nil:
		h.object(resolve.Use{Location: nowhere, Object: help.Object})
	case help.Code != "":
		h.page(help.Code)
	}
	return h.written()
}
