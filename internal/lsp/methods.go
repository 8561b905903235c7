package lsp

import "encoding/json"

// capabilities says what the server can do. Problems are pushed and cannot be pulled: a client that
// does both shows each of them twice.
func (s *session) capabilities() any {
	return map[string]any{
		"positionEncoding": s.client.encoding,
		"textDocumentSync": map[string]any{"openClose": true, "change": 2, "save": map[string]bool{"includeText": false}},
		"workspace": map[string]any{
			"workspaceFolders": map[string]any{"supported": true, "changeNotifications": true},
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
		with(m.Params, s.opened)
	case "textDocument/didChange":
		with(m.Params, s.edited)
	case "textDocument/didSave":
		with(m.Params, s.savedText)
	case "textDocument/didClose":
		with(m.Params, s.closed)
	case "workspace/didChangeWatchedFiles":
		with(m.Params, func(p struct {
			Changes []fileEvent `json:"changes"`
		}) {
			s.watched(p.Changes)
		})
	case "workspace/didChangeConfiguration":
		s.configure()
	case "workspace/didChangeWorkspaceFolders":
		with(m.Params, func(p struct {
			Event struct{ Added, Removed []workspaceFolder } `json:"event"`
		}) {
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
func (s *session) answering(method string, _ json.RawMessage) (*answering, error) {
	return nil, &responseError{codeMethodNotFound, "segc does not know this method"}
}
