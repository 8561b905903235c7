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

// client is an editor that has started the server.
type client struct {
	folder  string
	server  *exec.Cmd
	in      io.WriteCloser
	log     string
	texts   map[string]string
	version int
	asked   int

	lock    sync.Mutex
	heard   time.Time // when the server said something last
	answers map[int]chan struct{}

	cpu  float64 // milliseconds of the last measurement
	wall time.Duration
}

func start(program, folder string) (*client, error) {
	log := folder + ".log"
	c := &client{folder: folder, server: exec.Command(program, "lsp", "--log", log), log: log, texts: map[string]string{}, answers: map[int]chan struct{}{}}
	in, err := c.server.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := c.server.StdoutPipe()
	if err != nil {
		return nil, err
	}
	c.in, c.server.Stderr = in, os.Stderr
	if err := c.server.Start(); err != nil {
		return nil, err
	}
	go c.read(bufio.NewReader(out))
	c.ask("initialize", map[string]any{
		"rootUri": "file://" + folder,
		"capabilities": map[string]any{
			"general":   map[string]any{"positionEncodings": []string{"utf-8"}},
			"workspace": map[string]any{"didChangeWatchedFiles": map[string]bool{"dynamicRegistration": true}},
		},
	})
	c.notify("initialized", map[string]any{})
	return c, nil
}

func (c *client) read(out *bufio.Reader) {
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
		var m struct {
			ID     *int
			Method string
		}
		_ = json.Unmarshal(body, &m) // what the server sends is JSON
		c.lock.Lock()
		c.heard = time.Now()
		if m.ID != nil && m.Method == "" && c.answers[*m.ID] != nil {
			close(c.answers[*m.ID])
			delete(c.answers, *m.ID)
		}
		c.lock.Unlock()
	}
}

func (c *client) send(message map[string]any) {
	message["jsonrpc"] = "2.0"
	body, err := json.Marshal(message)
	if err != nil {
		panic(err)
	}
	if _, err := fmt.Fprintf(c.in, "Content-Length: %d\r\n\r\n%s", len(body), body); err != nil {
		panic(err)
	}
}

func (c *client) notify(method string, params any) {
	c.send(map[string]any{"method": method, "params": params})
}

// ask sends a request and waits for its answer.
func (c *client) ask(method string, params any) {
	c.asked++
	answered := make(chan struct{})
	c.lock.Lock()
	c.answers[c.asked] = answered
	c.lock.Unlock()
	c.send(map[string]any{"id": c.asked, "method": method, "params": params})
	<-answered
}

func (c *client) id(name string) map[string]any {
	return map[string]any{"uri": "file://" + c.folder + "/" + name}
}

func (c *client) open(name, text string) {
	c.texts[name] = text
	about := c.id(name)
	about["version"], about["text"], about["languageId"] = 0, text, "segc"
	c.notify("textDocument/didOpen", map[string]any{"textDocument": about})
}

// typeAt types a text at an offset.
func (c *client) typeAt(name string, offset int, text string) {
	before := c.texts[name][:offset]
	c.texts[name] = before + text + c.texts[name][offset:]
	at := map[string]int{"line": strings.Count(before, "\n"), "character": offset - strings.LastIndexByte(before, '\n') - 1}
	c.version++
	about := c.id(name)
	about["version"] = c.version
	c.notify("textDocument/didChange", map[string]any{
		"textDocument":   about,
		"contentChanges": []any{map[string]any{"range": map[string]any{"start": at, "end": at}, "text": text}},
	})
}

// rest waits for a while.
func (c *client) rest(pause time.Duration) { time.Sleep(pause) }

// quiet waits until the server works no more: it has taken no processor time for a while.
func (c *client) quiet(pause time.Duration) {
	for last, since := c.used(), time.Now(); time.Since(since) < pause; time.Sleep(50 * time.Millisecond) {
		if now := c.used(); now > last {
			last, since = now, time.Now()
		}
	}
}

// measure notes what the server takes during something.
func (c *client) measure(do func()) {
	before, begin := c.used(), time.Now()
	do()
	c.wall = time.Since(begin)
	c.cpu = c.used() - before
}

// used returns how many milliseconds of processor time the server has taken.
func (c *client) used() float64 {
	total := 0.0
	threads, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", c.server.Process.Pid))
	if err != nil {
		return 0
	}
	for _, thread := range threads {
		data, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/schedstat", c.server.Process.Pid, thread.Name()))
		if err != nil {
			continue
		}
		if fields := strings.Fields(string(data)); len(fields) > 0 {
			if nanoseconds, err := strconv.ParseFloat(fields[0], 64); err == nil {
				total += nanoseconds / 1e6
			}
		}
	}
	return total
}

// checks returns how many checks the server has begun.
func (c *client) checks() int {
	data, err := os.ReadFile(c.log)
	if err != nil {
		return 0
	}
	return strings.Count(string(data), " a check begins\n")
}

// memory returns the memory of the server, in megabytes.
func (c *client) memory() float64 {
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", c.server.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(data)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "VmRSS:" {
			kilobytes, _ := strconv.ParseFloat(fields[1], 64) // a number
			return kilobytes / 1000
		}
	}
	return 0
}

func (c *client) stop() {
	c.ask("shutdown", nil)
	c.notify("exit", nil)
	_ = c.in.Close()
	_ = c.server.Wait() // it was asked to end
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
