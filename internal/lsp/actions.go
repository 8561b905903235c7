package lsp

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/editor"
)

// fixPause is how long a save waits for a proof, at most.
const fixPause = 500 * time.Millisecond

type actionParams struct {
	TextDocument documentID `json:"textDocument"`
	Range        textRange  `json:"range"`
	Context      struct {
		Diagnostics []diagnostic `json:"diagnostics"`
		Only        []string     `json:"only"`
	} `json:"context"`
}

type codeAction struct {
	Title       words         `json:"title"`
	Kind        string        `json:"kind"`
	Diagnostics []diagnostic  `json:"diagnostics,omitempty"`
	IsPreferred bool          `json:"isPreferred,omitempty"`
	Edit        workspaceEdit `json:"edit"`
}

// actions answers what can be done at a place.
func actions(ctx context.Context, v *view, p actionParams) (any, error) {
	list := []codeAction{}
	if v.doc.file == nil {
		return list, nil
	}
	snapshot := v.made()
	if p.asks(editor.FixAll) && len(p.Context.Only) > 0 {
		if edits := v.fixAll(ctx); len(edits) > 0 {
			list = append(list, codeAction{Title: "Apply all fixes that are certain", Kind: editor.FixAll, Edit: v.workspaceEdit(edits)})
		}
	}
	shown := v.shown
	if shown == nil {
		shown = v.folder.Explain(v.name, v.text, snapshot.Problems())
	}
	shown = append(slices.Clip(shown), v.elsewhere...)
	for _, a := range snapshot.Actions(ctx, v.encoding.span(v.source, p.Range), shown) {
		kind := a.Kind
		if !p.asks(kind) {
			if kind = a.Also; kind == "" || !p.asks(kind) {
				continue
			}
		}
		one := codeAction{Title: words(a.Title), Kind: kind, IsPreferred: a.Preferred, Edit: v.workspaceEdit(a.Edits)}
		if a.Solves >= 0 {
			one.Diagnostics = p.diagnostic(v, &shown[a.Solves])
		}
		list = append(list, one)
	}
	return list, nil
}

// asks reports whether a client asks for a kind of actions. It may name the beginning of one.
func (p *actionParams) asks(kind string) bool {
	for _, only := range p.Context.Only {
		if only == "" || kind == only || strings.HasPrefix(kind, only+".") {
			return true
		}
	}
	return len(p.Context.Only) == 0
}

// diagnostic returns the problem that an action solves as the client has it.
func (p *actionParams) diagnostic(v *view, d *diag.Diagnostic) []diagnostic {
	at := v.textRange(d.Location.Span)
	for _, shown := range p.Context.Diagnostics {
		if shown.Code == string(d.Code) && shown.Range == at {
			return []diagnostic{shown}
		}
	}
	return nil
}

// fixAll returns the edits of all certain fixes. A save waits for them, so they are not waited for
// long.
func (v *view) fixAll(ctx context.Context) []editor.Edit {
	ctx, cancel := context.WithTimeout(ctx, fixPause)
	defer cancel()
	proof := v.proof
	if !v.proved {
		proof = v.made().Prove(ctx)
	}
	text := v.made().FixAll(ctx, proof)
	if text == v.text || ctx.Err() != nil {
		return nil
	}
	return editor.Edits(ast.NewSource(v.made().Source().Name(), v.text), text)
}
