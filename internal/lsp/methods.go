package lsp

import (
	"context"
	"encoding/json"

	"github.com/segc-lang/segc/internal/editor"
)

// capabilities says what the server can do. Problems are pushed and cannot be pulled: a client that
// does both shows each of them twice.
func (s *session) capabilities() any {
	return map[string]any{
		"positionEncoding":   s.client.encoding,
		"textDocumentSync":   map[string]any{"openClose": true, "change": 2, "save": map[string]bool{"includeText": false}},
		"completionProvider": map[string]any{"triggerCharacters": []string{`"`, "`", "(", "=", " ", "{"}},
		"hoverProvider":      true, "inlayHintProvider": true,
		"codeActionProvider": map[string]any{"codeActionKinds": []string{editor.QuickFix, editor.Extract, editor.Inline, editor.Rewrite, editor.FixAll}},
		"definitionProvider": true, "referencesProvider": true, "documentHighlightProvider": true,
		"renameProvider":         map[string]bool{"prepareProvider": true},
		"codeLensProvider":       map[string]any{},
		"documentSymbolProvider": true, "workspaceSymbolProvider": true, "foldingRangeProvider": true, "selectionRangeProvider": true,
		"documentLinkProvider":       map[string]any{},
		"documentFormattingProvider": true, "documentRangeFormattingProvider": true,
		"semanticTokensProvider": map[string]any{
			"legend": map[string]any{"tokenTypes": editor.TokenTypes(), "tokenModifiers": []string{"declaration"}},
			"full":   true, "range": true,
		},
		"workspace": map[string]any{
			"workspaceFolders": map[string]any{"supported": true, "changeNotifications": true},
			"fileOperations": map[string]any{"willRename": map[string]any{"filters": []any{
				map[string]any{"scheme": "file", "pattern": map[string]string{"glob": "**/*.seg", "matches": "file"}},
				map[string]any{"scheme": "file", "pattern": map[string]string{"glob": "**", "matches": "folder"}},
			}}},
		},
	}
}

// notified handles a notification. Those that nobody knows are left out.
func (s *session) notified(m message) {
	if m.Method == "exit" {
		s.life = exited
		return
	}
	if s.life == uninitialized || s.shutdown {
		return
	}
	switch m.Method {
	case "initialized":
		s.initialized()
	case "$/cancelRequest":
		s.canceled(m.Params)
	case "textDocument/didOpen":
		with(m.Params, func(p openParams) {
			s.open(p)
			s.owe(s.texts[p.TextDocument.URI])
		})
	case "textDocument/didChange":
		s.change(m.Params)
	case "textDocument/didSave":
		with(m.Params, s.savedText)
	case "textDocument/didClose":
		with(m.Params, func(p documentParams) {
			delete(s.lost, p.TextDocument.URI)
			s.closed(p)
		})
	case "workspace/didChangeWatchedFiles":
		with(m.Params, func(p struct {
			Changes []fileEvent `json:"changes"`
		},
		) {
			s.watched(p.Changes)
		})
	case "workspace/didChangeConfiguration":
		s.configure()
	case "workspace/didChangeWorkspaceFolders":
		with(m.Params, func(p struct {
			Event struct{ Added, Removed []workspaceFolder } `json:"event"`
		},
		) {
			s.foldersChanged(p.Event.Added, p.Event.Removed)
		})
	}
}

// with handles parameters that can be read.
func with[T any](params json.RawMessage, do func(T)) {
	var p T
	if json.Unmarshal(params, &p) == nil {
		do(p)
	}
}

// answering returns how a request is answered.
func (s *session) answering(method string, params json.RawMessage) (*answering, error) {
	switch method {
	case "textDocument/completion":
		return asked(s, params, complete)
	case "textDocument/documentSymbol":
		return asked(s, params, symbols)
	case "textDocument/foldingRange":
		return asked(s, params, folds)
	case "textDocument/selectionRange":
		return asked(s, params, selections)
	case "textDocument/documentLink":
		return asked(s, params, links)
	case "textDocument/semanticTokens/full":
		return asked(s, params, tokens)
	case "textDocument/semanticTokens/range":
		return asked(s, params, tokensIn)
	case "textDocument/formatting":
		return edits(asked(s, params, format))
	case "textDocument/rangeFormatting":
		return edits(asked(s, params, formatRange))
	case "textDocument/definition":
		return asked(s, params, definition)
	case "segc/explain":
		return askedOf(s, params, explain)
	case "segc/document":
		return askedOf(s, params, documentOf)
	case "segc/diff":
		return askedOf(s, params, diff)
	case "segc/uses":
		return askedOf(s, params, uses)
	case "textDocument/hover":
		return asked(s, params, hoverAt)
	case "textDocument/inlayHint":
		return asked(s, params, hints)
	case "textDocument/codeAction":
		return edits(asked(s, params, actions))
	case "workspace/willRenameFiles":
		var p renameFilesParams
		if err := decode(params, &p); err != nil {
			return nil, err
		}
		return s.movedFiles(p), nil
	case "textDocument/documentHighlight":
		return asked(s, params, highlights)
	case "textDocument/references":
		return askedAround(s, params, references)
	case "textDocument/prepareRename":
		return asked(s, params, prepareRename)
	case "textDocument/rename":
		return edits(askedAround(s, params, rename))
	case "textDocument/codeLens":
		var p documentParams
		if err := decode(params, &p); err != nil {
			return nil, err
		}
		if v := s.view(p.TextDocument.URI); v != nil {
			return s.lensesOf(v), nil
		}
		return nil, nil
	case "workspace/symbol":
		var p struct {
			Query string `json:"query"`
		}
		if err := decode(params, &p); err != nil {
			return nil, err
		}
		return s.findSymbols(p.Query), nil
	}
	return nil, &responseError{codeMethodNotFound, "segc does not know this method"}
}

// asked returns how a question about an open text is answered.
func asked[T any](s *session, params json.RawMessage, ask func(context.Context, *view, T) (any, error)) (*answering, error) {
	var about documentParams
	var p T
	if err := decode(params, &about); err != nil {
		return nil, err
	}
	if err := decode(params, &p); err != nil {
		return nil, err
	}
	return s.about(about.TextDocument.URI, func(ctx context.Context, v *view) (any, error) { return ask(ctx, v, p) })
}

// askedOf is asked for a question about a segment.
func askedOf(s *session, params json.RawMessage, ask func(context.Context, *view, segmentParams) (any, error)) (*answering, error) {
	var p segmentParams
	if err := decode(params, &p); err != nil {
		return nil, err
	}
	if s.texts[p.URI] == nil {
		return s.aboutDisk(p.URI, func(ctx context.Context, v *view) (any, error) { return ask(ctx, v, p) })
	}
	return s.about(p.URI, func(ctx context.Context, v *view) (any, error) { return ask(ctx, v, p) })
}

// askedAround is asked for a question that is about several files.
func askedAround[T any](s *session, params json.RawMessage, ask func(context.Context, *around, T) (any, error)) (*answering, error) {
	var about documentParams
	if err := decode(params, &about); err != nil {
		return nil, err
	}
	var a *around
	if v := s.view(about.TextDocument.URI); v != nil {
		a = s.around(v)
	}
	return asked(s, params, func(ctx context.Context, _ *view, p T) (any, error) { return ask(ctx, a, p) })
}

// edits marks a question whose answer changes the text.
func edits(a *answering, err error) (*answering, error) {
	if a != nil {
		a.edits = true
	}
	return a, err
}
