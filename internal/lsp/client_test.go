package lsp

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/segc-lang/segc/ast"
)

// editorOf is the client of a session: it opens texts, types, and keeps what comes.
type editorOf struct {
	t    testing.TB
	disk *disk
	in   *io.PipeWriter
	out  *io.PipeReader

	lock      sync.Mutex
	lists     map[string][]diagnostic // published, by URI
	history   []string                // of what was published
	events    []event                 // what was typed and published, in order
	answers   map[string]message
	requests  []message // of the server
	notes     []string  // shown to the person
	settings  []json.RawMessage
	asked     int
	forgotten int               // questions whose answers are not kept any more
	texts     map[string]string // open, by URI
	versions  map[string]int

	ended chan struct{}
	told  bool
	err   error
}

// event is an edit, or a list that was published.
type event struct {
	uri   string
	typed *edit
	list  []diagnostic
	text  string // that the list is about
	at    time.Time
}

// setup is the capabilities and options of a client.
type setup struct {
	folders  []string
	options  string
	general  string // as JSON
	more     string // members of capabilities.workspace
	process  int
	watches  bool
	today    string
	log      io.Writer
	versions bool
}

// start starts a session of a client with a folder.
func start(t testing.TB, d *disk, w setup) *editorOf {
	t.Helper()
	e := launch(t, d, w)
	e.initialize(w)
	e.notify("initialized", map[string]any{})
	synctest.Wait()
	return e
}

func launch(t testing.TB, d *disk, w setup) *editorOf {
	t.Helper()
	serverIn, in := io.Pipe()
	out, serverOut := io.Pipe()
	e := &editorOf{
		t: t, disk: d, in: in, out: out, lists: map[string][]diagnostic{}, answers: map[string]message{},
		texts: map[string]string{}, versions: map[string]int{}, ended: make(chan struct{}),
	}
	go func() {
		defer close(e.ended)
		e.told, e.err = Run(serverIn, serverOut, Options{Machine: d, Version: "test", Today: w.today, Log: w.log})
		_ = serverOut.Close()
		_ = serverIn.Close()
	}()
	go e.read()
	return e
}

func (e *editorOf) initialize(w setup) {
	e.t.Helper()
	var folders []workspaceFolder
	for _, f := range w.folders {
		folders = append(folders, workspaceFolder{URI: uriOf(f), Name: f})
	}
	general := json.RawMessage("{}")
	if w.general != "" {
		general = json.RawMessage(w.general)
	}
	workspace := map[string]json.RawMessage{}
	if w.more != "" {
		if err := json.Unmarshal([]byte(w.more), &workspace); err != nil {
			e.t.Fatal(err)
		}
	}
	if w.watches {
		workspace["didChangeWatchedFiles"] = json.RawMessage(`{"dynamicRegistration": true}`)
	}
	p := map[string]any{
		"workspaceFolders": folders,
		"capabilities": map[string]any{
			"general": general, "workspace": workspace,
			"textDocument": map[string]any{"publishDiagnostics": map[string]bool{"versionSupport": w.versions}},
		},
	}
	if w.process != 0 {
		p["processId"] = w.process
	}
	if w.options != "" {
		p["initializationOptions"] = json.RawMessage(w.options)
	}
	e.request("initialize", p)
}

// read keeps what the server sends.
func (e *editorOf) read() {
	frames := newFrames(e.out)
	for {
		body, err := frames.read()
		if err != nil {
			return
		}
		var m message
		if err := json.Unmarshal(body, &m); err != nil {
			panic(err)
		}
		e.take(m)
	}
}

func (e *editorOf) take(m message) {
	e.lock.Lock()
	defer e.lock.Unlock()
	switch {
	case m.Method == "":
		id := string(m.ID)
		if _, twice := e.answers[id]; twice && id != "null" {
			panic("two answers to " + id)
		}
		e.answers[id] = m
	case m.Method == "textDocument/publishDiagnostics":
		var p publishParams
		if err := json.Unmarshal(m.Params, &p); err != nil {
			panic(err)
		}
		e.lists[p.URI] = p.Diagnostics
		e.events = append(e.events, event{uri: p.URI, list: p.Diagnostics, text: e.texts[p.URI], at: time.Now()})
		e.history = append(e.history, fmt.Sprintf("%s: %s", p.URI[strings.LastIndexByte(p.URI, '/')+1:], brief(p.Diagnostics)))
	case m.ID == nil:
		e.notes = append(e.notes, m.Method+" "+string(m.Params))
	default:
		e.requests = append(e.requests, m)
		result := json.RawMessage("null")
		if m.Method == "workspace/configuration" && e.settings != nil {
			result = encoded(e.settings)
		}
		go e.write(encoded(message{Version: "2.0", ID: m.ID, Result: result}))
	}
}

// brief writes a list in one line.
func brief(list []diagnostic) string {
	var all []string
	for _, d := range list {
		all = append(all, fmt.Sprintf("%d:%d-%d:%d %s", d.Range.Start.Line, d.Range.Start.Character, d.Range.End.Line, d.Range.End.Character, d.Code))
	}
	if len(all) == 0 {
		return "nothing"
	}
	return strings.Join(all, ", ")
}

func (e *editorOf) write(body []byte) {
	_, _ = e.in.Write(appendFrame(nil, body)) // fails only after the end
}

func (e *editorOf) notify(method string, params any) {
	e.write(encoded(message{Version: "2.0", Method: method, Params: encoded(params)}))
}

// ask sends a request, and returns its id.
func (e *editorOf) ask(method string, params any) string {
	e.asked++
	id := fmt.Sprint(e.asked)
	e.write(encoded(message{Version: "2.0", ID: json.RawMessage(id), Method: method, Params: encoded(params)}))
	return id
}

// request sends a request, and returns its answer.
func (e *editorOf) request(method string, params any) message {
	e.t.Helper()
	id := e.ask(method, params)
	synctest.Wait()
	m, ok := e.answer(id)
	if !ok {
		e.t.Fatalf("no answer to %s", method)
	}
	return m
}

func (e *editorOf) answer(id string) (message, bool) {
	e.lock.Lock()
	defer e.lock.Unlock()
	m, ok := e.answers[id]
	return m, ok
}

// open opens a file with the text that is on the disk.
func (e *editorOf) open(name string) { e.openWith(name, e.disk.files[name]) }

func (e *editorOf) openWith(name, text string) { e.openURI(uriOf(name), text) }

func (e *editorOf) openURI(uri, text string) {
	e.set(uri, text)
	e.versions[uri] = 1
	e.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": uri, "languageId": "segc", "version": 1, "text": text}})
	synctest.Wait()
}

// set notes the text that is open.
func (e *editorOf) set(uri, text string) {
	e.lock.Lock()
	defer e.lock.Unlock()
	e.texts[uri] = text
}

// replace replaces a part of an open text, by offsets in a text of ASCII characters.
func (e *editorOf) replace(name string, from, to int, with string) {
	uri := uriOf(name)
	e.lock.Lock()
	text := e.texts[uri]
	e.texts[uri] = text[:from] + with + text[to:]
	e.events = append(e.events, event{uri: uri, typed: &edit{ast.Span{Start: from, End: to}, with}})
	e.lock.Unlock()
	e.versions[uri]++
	e.notify("textDocument/didChange", map[string]any{
		"textDocument":   map[string]any{"uri": uri, "version": e.versions[uri]},
		"contentChanges": []any{map[string]any{"range": textRange{placeIn(text, from), placeIn(text, to)}, "text": with}},
	})
}

// placeIn returns the place of an offset in a text of ASCII characters.
func placeIn(text string, offset int) position {
	line := strings.Count(text[:offset], "\n")
	return position{line, offset - (strings.LastIndexByte(text[:offset], '\n') + 1)}
}

// typed types a text at a place, key by key.
func (e *editorOf) typed(name string, at int, text string, pause time.Duration) {
	for i, key := range text {
		e.replace(name, at+i, at+i, string(key))
		synctest.Wait()
		time.Sleep(pause)
		synctest.Wait()
	}
}

func (e *editorOf) save(name string) {
	uri := uriOf(name)
	e.disk.write(name, e.texts[uri])
	e.notify("textDocument/didSave", documentParams{documentID{uri}})
	synctest.Wait()
}

func (e *editorOf) close(name string) {
	uri := uriOf(name)
	e.lock.Lock()
	delete(e.texts, uri)
	e.lock.Unlock()
	e.notify("textDocument/didClose", documentParams{documentID{uri}})
	synctest.Wait()
}

// rest lets time pass until nothing happens any more.
func (e *editorOf) rest() {
	time.Sleep(5 * time.Second)
	synctest.Wait()
}

// shown returns what is published of a file, in a line.
func (e *editorOf) shown(name string) string {
	e.lock.Lock()
	defer e.lock.Unlock()
	return brief(e.lists[uriOf(name)])
}

// told returns what was published since the last time.
func (e *editorOf) said() []string {
	e.lock.Lock()
	defer e.lock.Unlock()
	all := e.history
	e.history = nil
	return all
}

// stop ends the session as clients do.
func (e *editorOf) stop() {
	e.t.Helper()
	e.request("shutdown", nil)
	e.notify("exit", nil)
	<-e.ended
	_ = e.in.Close()
	if !e.told || e.err != nil {
		e.t.Errorf("the session ended with %t, %v", e.told, e.err)
	}
}

func expectShown(t *testing.T, e *editorOf, name, want string) {
	t.Helper()
	if got := e.shown(name); got != want {
		t.Errorf("%s shows %s, want %s", name, got, want)
	}
}

func expectSaid(t *testing.T, e *editorOf, want ...string) {
	t.Helper()
	if got := e.said(); !slices.Equal(got, want) {
		t.Errorf("published\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(want, "\n  "))
	}
}
