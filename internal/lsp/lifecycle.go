package lsp

import (
	"encoding/json"
	"time"
)

// client is what a client says of itself.
type client struct {
	encoding   encoding
	watches    bool // it tells of files that change
	configures bool // it can be asked for settings
	versions   bool // it takes versions of published lists
	changes    bool // it takes edits of documents
	lenses     bool // it can be told that lenses have changed
	hints      bool
	folders    int // of the workspace
	settings   settings
}

// settings are what a person sets, per folder or for all of them.
type settings struct {
	Flags    []string `json:"flags"`
	Problems string   `json:"problems"` // folder or open
	Hints    bool     `json:"hints"`
	Commands commands `json:"commands"` // of the client, for lenses; none if empty
}

// commands are the commands of a client that a lens may name.
type commands struct {
	Explain  string `json:"explain"`
	Document string `json:"document"`
}

type initializeParams struct {
	ProcessID        json.RawMessage   `json:"processId"`
	RootURI          string            `json:"rootUri"`
	RootPath         string            `json:"rootPath"`
	WorkspaceFolders []workspaceFolder `json:"workspaceFolders"`
	Options          json.RawMessage   `json:"initializationOptions"`
	Capabilities     struct {
		General struct {
			PositionEncodings []string `json:"positionEncodings"`
		} `json:"general"`
		Workspace struct {
			Configuration bool `json:"configuration"`
			WorkspaceEdit struct {
				DocumentChanges bool `json:"documentChanges"`
			} `json:"workspaceEdit"`
			DidChangeWatchedFiles struct {
				DynamicRegistration bool `json:"dynamicRegistration"`
			} `json:"didChangeWatchedFiles"`
			CodeLens struct {
				RefreshSupport bool `json:"refreshSupport"`
			} `json:"codeLens"`
			InlayHint struct {
				RefreshSupport bool `json:"refreshSupport"`
			} `json:"inlayHint"`
		} `json:"workspace"`
		TextDocument struct {
			PublishDiagnostics struct {
				VersionSupport bool `json:"versionSupport"`
			} `json:"publishDiagnostics"`
		} `json:"textDocument"`
	} `json:"capabilities"`
}

// initialize answers the first request.
func (s *session) initialize(params json.RawMessage) (any, error) {
	if s.life != uninitialized {
		return nil, &responseError{codeInvalidRequest, "the session is initialized already"}
	}
	var p initializeParams
	if err := decode(params, &p); err != nil {
		return nil, err
	}
	c := p.Capabilities
	s.client = client{
		encoding:   chooseEncoding(c.General.PositionEncodings),
		watches:    c.Workspace.DidChangeWatchedFiles.DynamicRegistration,
		configures: c.Workspace.Configuration,
		versions:   c.TextDocument.PublishDiagnostics.VersionSupport,
		changes:    c.Workspace.WorkspaceEdit.DocumentChanges,
		lenses:     c.Workspace.CodeLens.RefreshSupport,
		hints:      c.Workspace.InlayHint.RefreshSupport,
	}
	_ = json.Unmarshal(p.Options, &s.client.settings) // those of another server say nothing here
	s.life = initializing
	folders := p.WorkspaceFolders
	if len(folders) == 0 && p.RootURI != "" {
		folders = []workspaceFolder{{URI: p.RootURI}}
	}
	if len(folders) == 0 && p.RootPath != "" {
		folders = []workspaceFolder{{URI: uriOf(p.RootPath)}}
	}
	s.client.folders = len(folders)
	for _, f := range folders {
		s.addFolder(f.URI)
	}
	var process int
	if json.Unmarshal(p.ProcessID, &process) == nil { // anything but a number names no process
		s.watchProcess(process)
	}
	return map[string]any{
		"capabilities": s.capabilities(),
		"serverInfo":   map[string]string{"name": "segc", "version": s.Version},
	}, nil
}

// initialized begins everything that the server does by itself.
func (s *session) initialized() {
	if s.life != initializing {
		return
	}
	s.life = running
	s.awaitMidnight()
	if s.client.watches {
		s.ask("client/registerCapability", map[string]any{"registrations": []any{map[string]any{
			"id": "segc.files", "method": "workspace/didChangeWatchedFiles",
			"registerOptions": map[string]any{"watchers": []any{
				map[string]string{"globPattern": "**/*.seg"}, map[string]string{"globPattern": "**/.segcignore"},
			}},
		}}}, nil)
	}
	s.configure()
}

// processPause is how often a session looks whether its client is there.
const processPause = 30 * time.Second

// watchProcess ends the session with the process of its client. One that cannot be seen when it
// starts is in another container: it says nothing.
func (s *session) watchProcess(process int) {
	if process <= 0 || !s.Machine.Alive(process) {
		return
	}
	s.timers.after(s, "process", processPause, func() {
		if !s.Machine.Alive(process) {
			s.life = exited
			return
		}
		s.watchProcess(process)
	})
}

// awaitMidnight waits for the next day in UTC.
func (s *session) awaitMidnight() {
	now := time.Now().UTC()
	midnight := now.Truncate(24 * time.Hour).Add(24 * time.Hour)
	s.timers.after(s, "midnight", midnight.Sub(now), func() {
		s.checkDay()
		s.awaitMidnight()
	})
}

// checkDay notices that a day has begun, also after a machine has slept: then no timer runs.
func (s *session) checkDay() {
	now := today()
	if now == s.day {
		return
	}
	s.day = now
	s.newDay()
}

// decode reads parameters.
func decode(params json.RawMessage, to any) error {
	if len(params) == 0 {
		return &responseError{codeInvalidParams, "the parameters are missing"}
	}
	if err := json.Unmarshal(params, to); err != nil {
		return &responseError{codeInvalidParams, "the parameters are not those of the method"}
	}
	return nil
}
