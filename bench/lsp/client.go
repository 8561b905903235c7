package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/textproto"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"time"
)

// server says how to start a language server and what to tell it.
type server struct {
	command  []string
	language string // of its texts
	options  any    // of the request initialize; nil for none
	settings map[string]any
	log      string // the file that segc writes; empty for other servers
}

// segcServer is `segc lsp` with a log.
func segcServer(program, log string) server {
	return server{command: []string{program, "lsp", "--log", log}, language: "segc", log: log}
}

// client is an editor that has started a server.
type client struct {
	server  server
	folder  string
	process *exec.Cmd
	in      io.WriteCloser
	texts   map[string]string
	version int
	asked   int

	lock    sync.Mutex // for what follows, and for writing
	answers map[int]chan json.RawMessage
	lists   []list
	news    chan struct{} // has an element after a list came
	ended   chan struct{} // closed when the server sends nothing more

	cpu  float64 // milliseconds of the last measurement
	wall time.Duration
}

func start(s server, folder string) (*client, error) {
	c := &client{
		server: s, folder: folder, process: exec.Command(s.command[0], s.command[1:]...), texts: map[string]string{},
		answers: map[int]chan json.RawMessage{}, news: make(chan struct{}, 1), ended: make(chan struct{}),
	}
	in, err := c.process.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.process.StdoutPipe()
	if err != nil {
		return nil, err
	}
	c.in, c.process.Stderr = in, os.Stderr
	if err := c.process.Start(); err != nil {
		return nil, err
	}
	go c.read(bufio.NewReader(out))
	initialize := map[string]any{
		"processId":        os.Getpid(),
		"rootUri":          "file://" + folder,
		"workspaceFolders": []any{map[string]string{"uri": "file://" + folder, "name": "rules"}},
		"capabilities": map[string]any{
			"general": map[string]any{"positionEncodings": []string{"utf-8"}},
			"workspace": map[string]any{
				"didChangeWatchedFiles":  map[string]bool{"dynamicRegistration": true},
				"didChangeConfiguration": map[string]bool{"dynamicRegistration": true},
				"configuration":          s.settings != nil,
				"workspaceFolders":       true,
			},
		},
	}
	if s.options != nil {
		initialize["initializationOptions"] = s.options
	}
	c.ask("initialize", initialize)
	c.notify("initialized", map[string]any{})
	if s.settings != nil {
		c.notify("workspace/didChangeConfiguration", map[string]any{"settings": s.settings})
	}
	return c, nil
}

// said is a message of the server.
type said struct {
	ID     json.RawMessage
	Method string
	Result json.RawMessage
	Params struct {
		URI         string
		Diagnostics []json.RawMessage
		Items       []struct{ Section string }
	}
}

func (c *client) read(out *bufio.Reader) {
	defer close(c.ended)
	for {
		header, err := textproto.NewReader(out).ReadMIMEHeader()
		if err != nil {
			return
		}
		size, err := strconv.Atoi(header.Get("Content-Length"))
		if err != nil {
			return
		}
		body := make([]byte, size)
		if _, err := io.ReadFull(out, body); err != nil {
			return
		}
		at := time.Now()
		var m said
		_ = json.Unmarshal(body, &m) // parameters of other messages may have other types
		c.take(m, at)
	}
}

// take keeps what is of use in a message, and answers a request.
func (c *client) take(m said, at time.Time) {
	switch {
	case m.Method == "":
		id, err := strconv.Atoi(string(m.ID))
		if err != nil {
			return
		}
		c.lock.Lock()
		defer c.lock.Unlock()
		if c.answers[id] != nil {
			c.answers[id] <- m.Result
			delete(c.answers, id)
		}
	case m.Method == "textDocument/publishDiagnostics":
		c.lock.Lock()
		c.lists = append(c.lists, list{strings.TrimPrefix(m.Params.URI, "file://"+c.folder+"/"), len(m.Params.Diagnostics), at})
		c.lock.Unlock()
		select {
		case c.news <- struct{}{}:
		default:
		}
	case m.ID != nil:
		var result any
		if m.Method == "workspace/configuration" {
			values := make([]any, len(m.Params.Items))
			for i, item := range m.Params.Items {
				values[i] = c.server.settings[item.Section]
			}
			result = values
		}
		c.send(map[string]any{"id": m.ID, "result": result})
	}
}

func (c *client) send(message map[string]any) {
	message["jsonrpc"] = "2.0"
	body, err := json.Marshal(message)
	if err != nil {
		panic(err)
	}
	c.lock.Lock()
	defer c.lock.Unlock()
	if _, err := fmt.Fprintf(c.in, "Content-Length: %d\r\n\r\n%s", len(body), body); err != nil {
		panic(err)
	}
}

func (c *client) notify(method string, params any) {
	c.send(map[string]any{"method": method, "params": params})
}

// ask sends a request, waits for its answer, and returns its result.
func (c *client) ask(method string, params any) json.RawMessage {
	c.asked++
	answered := make(chan json.RawMessage, 1)
	c.lock.Lock()
	c.answers[c.asked] = answered
	c.lock.Unlock()
	c.send(map[string]any{"id": c.asked, "method": method, "params": params})
	select {
	case result := <-answered:
		return result
	case <-c.ended:
		panic(c.server.command[0] + " has ended without an answer to " + method)
	}
}

func (c *client) id(name string) map[string]any {
	return map[string]any{"uri": "file://" + c.folder + "/" + name}
}

func (c *client) open(name, text string) {
	c.texts[name] = text
	about := c.id(name)
	about["version"], about["text"], about["languageId"] = 0, text, c.server.language
	c.notify("textDocument/didOpen", map[string]any{"textDocument": about})
}

// typeAt types a text at an offset.
func (c *client) typeAt(name string, offset int, text string) { c.replace(name, offset, offset, text) }

// replace replaces what is between two offsets.
func (c *client) replace(name string, from, to int, text string) {
	before := c.texts[name]
	c.texts[name] = before[:from] + text + before[to:]
	c.version++
	about := c.id(name)
	about["version"] = c.version
	c.notify("textDocument/didChange", map[string]any{
		"textDocument": about,
		"contentChanges": []any{map[string]any{
			"range": map[string]any{"start": position(before, from), "end": position(before, to)}, "text": text,
		}},
	})
}

// position returns the place of an offset in a text of ASCII characters.
func position(text string, offset int) map[string]int {
	before := text[:offset]
	return map[string]int{"line": strings.Count(before, "\n"), "character": offset - strings.LastIndexByte(before, '\n') - 1}
}

func (c *client) stop() {
	c.ask("shutdown", nil)
	c.notify("exit", nil)
	_ = c.in.Close()
	_ = c.process.Wait() // it was asked to end
}
