package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/segc-lang/segc/ast"
)

// lspClient speaks to `segc lsp` over pipes, as far as tests need it.
type lspClient struct {
	t    *testing.T
	in   *io.PipeWriter
	code chan int

	lock    sync.Mutex
	lists   map[string][]lspProblem // by URI
	answers map[int]json.RawMessage
	asked   int
}

type lspProblem struct {
	Range    lspRange
	Severity int
	Code     string
	Message  string
	Related  []struct {
		Location struct {
			URI   string
			Range lspRange
		}
		Message string
	} `json:"relatedInformation"`
}

type lspRange struct{ Start, End lspPosition }

// startLSP starts a session for a folder. It is called in a bubble of synctest.
func startLSP(t *testing.T, folder string, flags ...string) *lspClient {
	t.Helper()
	in, write := io.Pipe()
	read, out := io.Pipe()
	c := &lspClient{t: t, in: write, code: make(chan int, 1), lists: map[string][]lspProblem{}, answers: map[int]json.RawMessage{}}
	go func() {
		c.code <- run([]string{"lsp"}, streams{in, out, io.Discard}, func(string) string { return "" })
		_ = out.Close()
	}()
	go c.read(bufio.NewReader(read))
	c.ask("initialize", map[string]any{
		"processId": nil, "rootUri": "file://" + folder,
		"capabilities": map[string]any{
			"general":   map[string]any{"positionEncodings": []string{"utf-8"}},
			"workspace": map[string]any{"didChangeWatchedFiles": map[string]any{"dynamicRegistration": true}},
		},
		"initializationOptions": map[string]any{"flags": flags},
	})
	c.send(map[string]any{"method": "initialized", "params": map[string]any{}})
	return c
}

func (c *lspClient) send(message map[string]any) {
	message["jsonrpc"] = "2.0"
	body, err := json.Marshal(message)
	if err != nil {
		panic(err)
	}
	_, _ = fmt.Fprintf(c.in, "Content-Length: %d\r\n\r\n%s", len(body), body)
}

// ask sends a request and returns its result.
func (c *lspClient) ask(method string, params any) json.RawMessage {
	c.asked++
	c.send(map[string]any{"id": c.asked, "method": method, "params": params})
	synctest.Wait()
	c.lock.Lock()
	defer c.lock.Unlock()
	result, ok := c.answers[c.asked]
	if !ok {
		c.t.Fatalf("no answer to %s", method)
	}
	return result
}

func (c *lspClient) read(from *bufio.Reader) {
	for {
		header, err := textproto.NewReader(from).ReadMIMEHeader()
		if err != nil {
			return
		}
		size, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			panic(err)
		}
		body := make([]byte, size)
		if _, err := io.ReadFull(from, body); err != nil {
			panic(err)
		}
		var m struct {
			ID     *int
			Method string
			Result json.RawMessage
			Params struct {
				URI         string
				Diagnostics []lspProblem
			}
		}
		if err := json.Unmarshal(body, &m); err != nil {
			panic(err)
		}
		c.lock.Lock()
		switch {
		case m.Method == "textDocument/publishDiagnostics":
			c.lists[m.Params.URI] = m.Params.Diagnostics
		case m.Method == "" && m.ID != nil:
			c.answers[*m.ID] = m.Result
		}
		c.lock.Unlock()
	}
}

// stop ends the session.
func (c *lspClient) stop() {
	c.t.Helper()
	c.ask("shutdown", nil)
	c.send(map[string]any{"method": "exit"})
	code := <-c.code
	_ = c.in.Close()
	if code != 0 {
		c.t.Errorf("segc lsp exits with %d", code)
	}
}

// problems returns what is shown of the files of a folder: by file, each problem with the bytes that
// it is about.
func (c *lspClient) problems(folder string) map[string][]string {
	c.lock.Lock()
	defer c.lock.Unlock()
	sources := map[string]*ast.Source{}
	place := func(uri string, r lspRange) string {
		name := nameIn(folder, uri)
		if sources[name] == nil {
			data, err := os.ReadFile(filepath.Join(folder, name))
			if err != nil {
				c.t.Fatalf("%s: %v", uri, err)
			}
			sources[name] = ast.NewSource(name, string(data))
		}
		_, start := sources[name].Line(r.Start.Line + 1)
		_, end := sources[name].Line(r.End.Line + 1)
		return fmt.Sprintf("%s %d-%d", name, start+r.Start.Character, end+r.End.Character)
	}
	shown := map[string][]string{}
	for uri, list := range c.lists {
		name := nameIn(folder, uri)
		for _, p := range list {
			severity := map[int]string{1: "error", 2: "warning"}[p.Severity]
			text := fmt.Sprintf("%s %s[%s]: %s", place(uri, p.Range), severity, p.Code, p.Message)
			for _, r := range p.Related {
				text += fmt.Sprintf("\nat %s: %s", place(r.Location.URI, r.Location.Range), r.Message)
			}
			shown[name] = append(shown[name], text)
		}
		slices.Sort(shown[name])
	}
	return shown
}

type lspPosition struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}
