package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/textproto"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/english"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/long"
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
	Range struct {
		Start, End struct{ Line, Character int }
	}
	Severity int
	Code     string
	Message  string
}

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
	shown := map[string][]string{}
	for uri, list := range c.lists {
		name := nameIn(folder, uri)
		data, err := os.ReadFile(filepath.Join(folder, name))
		if err != nil {
			c.t.Fatalf("%s: %v", uri, err)
		}
		source := ast.NewSource(name, string(data))
		offset := func(line, character int) int {
			_, start := source.Line(line + 1)
			return start + character
		}
		for _, p := range list {
			severity := map[int]string{1: "error", 2: "warning"}[p.Severity]
			shown[name] = append(shown[name], fmt.Sprintf("%d-%d %s[%s]: %s",
				offset(p.Range.Start.Line, p.Range.Start.Character), offset(p.Range.End.Line, p.Range.End.Character), severity, p.Code, p.Message))
		}
		slices.Sort(shown[name])
	}
	return shown
}

// checked returns what `segc check` says of the files of the working folder, in the same form.
func checkedHere(t *testing.T, flags ...string) (said map[string][]string, fixes map[string][]checkedFix) {
	t.Helper()
	said, fixes = map[string][]string{}, map[string][]checkedFix{}
	var out, err strings.Builder
	args := append([]string{"check", "--format", "json", "."}, flags...)
	if code := run(args, streams{strings.NewReader(""), &out, &err}, func(string) string { return "" }); code > 2 {
		t.Fatalf("segc %s: %d %s", strings.Join(args, " "), code, err.String())
	}
	var report struct {
		Diagnostics []struct {
			File, Code, Severity, Message string
			Start, End                    struct{ Offset int }
			Notes                         []string
			Fixes                         []struct {
				Message string
				Edits   []checkedEdit
			}
		}
	}
	if err := json.Unmarshal([]byte(out.String()), &report); err != nil {
		t.Fatal(err)
	}
	for _, d := range report.Diagnostics {
		text := fmt.Sprintf("%d-%d %s[%s]: %s", d.Start.Offset, d.End.Offset, d.Severity, d.Code, d.Message)
		for _, note := range d.Notes {
			text += "\nnote: " + inEditor(note)
		}
		orders := make([]string, len(d.Fixes))
		for i, fix := range d.Fixes {
			orders[i] = fix.Message
		}
		for _, order := range english.Either(orders) { // which is how people read them
			text += "\nhelp: " + order
		}
		for _, fix := range d.Fixes {
			fixes[d.File] = append(fixes[d.File], checkedFix{d.Start.Offset, d.End.Offset, fmt.Sprint(fix.Edits)})
		}
		said[d.File] = append(said[d.File], text)
	}
	for name := range said {
		slices.Sort(said[name])
	}
	return said, fixes
}

// checkedFix is a fix of a problem, whose place has two offsets: its edits in one text.
type checkedFix struct {
	from, to int
	edits    string
}

type checkedEdit struct {
	File       string
	Start, End struct{ Offset int }
	Text       string
}

// nameIn returns the name of a file in a folder.
func nameIn(folder, uri string) string {
	parsed, err := url.Parse(uri)
	if err != nil {
		panic(err)
	}
	return strings.TrimPrefix(parsed.Path, folder+"/")
}

// fixes checks that each fix is an action of the editor at the place of its problem, edit by edit.
func (c *lspClient) fixes(folder, name string, fixes []checkedFix) {
	c.t.Helper()
	data, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		c.t.Fatal(err)
	}
	uri, source := (&url.URL{Scheme: "file", Path: folder + "/" + name}).String(), ast.NewSource(name, strings.TrimPrefix(string(data), "\ufeff"))
	shift := len(data) - len(source.Text())
	c.send(map[string]any{"method": "textDocument/didOpen", "params": map[string]any{"textDocument": map[string]any{"uri": uri, "version": 1, "text": source.Text()}}})
	time.Sleep(time.Minute)
	at := func(offset int) lspPosition {
		p := source.Position(offset - shift)
		_, start := source.Line(p.Line)
		return lspPosition{p.Line - 1, p.Offset - start}
	}
	for _, fix := range fixes {
		var actions []struct {
			Edit struct {
				Changes map[string][]struct {
					Range   struct{ Start, End lspPosition }
					NewText string
				}
			}
		}
		result := c.ask("textDocument/codeAction", map[string]any{
			"textDocument": map[string]any{"uri": uri}, "range": map[string]any{"start": at(fix.from), "end": at(fix.to)},
			"context": map[string]any{"diagnostics": []any{}, "only": []string{"quickfix"}},
		})
		if err := json.Unmarshal(result, &actions); err != nil {
			c.t.Fatal(err)
		}
		found := slices.ContainsFunc(actions, func(a struct {
			Edit struct {
				Changes map[string][]struct {
					Range   struct{ Start, End lspPosition }
					NewText string
				}
			}
		},
		) bool {
			var edits []checkedEdit
			for uri, list := range a.Edit.Changes {
				for _, e := range list {
					one := checkedEdit{File: nameIn(folder, uri), Text: e.NewText}
					_, start := source.Line(e.Range.Start.Line + 1)
					_, end := source.Line(e.Range.End.Line + 1)
					one.Start.Offset, one.End.Offset = start+e.Range.Start.Character+shift, end+e.Range.End.Character+shift
					edits = append(edits, one)
				}
			}
			return fmt.Sprint(edits) == fix.edits
		})
		if !found {
			c.t.Errorf("%s: no action at %d-%d is %s:\n%s", name, fix.from, fix.to, fix.edits, result)
		}
	}
	c.send(map[string]any{"method": "textDocument/didClose", "params": map[string]any{"textDocument": map[string]any{"uri": uri}}})
}

type lspPosition struct {
	Line      int `json:"line"`
	Character int `json:"character"`
}

// TestServerSaysWhatCheckSays checks that an editor at rest shows exactly what the command says: of
// every case of the corpus and of the examples, under several flags.
func TestServerSaysWhatCheckSays(t *testing.T) {
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for i, c := range corpus.Cases(t) {
		for _, f := range c.Files {
			if i%long.Of(8, 1) == 0 && strings.HasSuffix(f.Name, ".seg") {
				writeBelow(t, folder, filepath.Join(filepath.FromSlash(c.Name), f.Name), string(f.Data))
			}
		}
	}
	examples, err := filepath.Glob(filepath.Join("..", "..", "examples", "*.seg"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range examples {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		writeBelow(t, folder, filepath.Join("examples", filepath.Base(name)), string(data))
	}
	t.Chdir(folder)
	for _, flags := range [][]string{
		{"--today", "2026-05-01"},
		{"--today", "2026-05-01", "--enable", "all", "--werror"},
		{"--today", "2026-02-28", "--assume", "missing=skip", "--max-groups", "20"},
	} {
		sameAsCheck(t, folder, flags)
	}
}

// sameAsCheck compares what an editor at rest shows of the working folder with what the command says.
func sameAsCheck(t *testing.T, folder string, flags []string) {
	t.Helper()
	want, fixes := checkedHere(t, flags...)
	synctest.Test(t, func(t *testing.T) {
		c := startLSP(t, folder, flags...)
		time.Sleep(time.Hour)
		synctest.Wait()
		got := c.problems(folder)
		for _, name := range slices.Sorted(maps.Keys(want)) {
			if !slices.Equal(got[name], want[name]) {
				t.Errorf("%v: %s shows\n%s\nsegc check says\n%s", flags, name, strings.Join(got[name], "\n"), strings.Join(want[name], "\n"))
			}
		}
		for name, list := range got {
			if len(list) > 0 && want[name] == nil {
				t.Errorf("%v: %s shows\n%s\nsegc check says nothing", flags, name, strings.Join(list, "\n"))
			}
		}
		for _, name := range slices.Sorted(maps.Keys(fixes)) {
			c.fixes(folder, name, fixes[name])
		}
		c.stop()
	})
}

// TestServerInOddFolders checks the same of folders that strangers have made: with a repository of its
// own within, links, names that are skipped, and texts with a byte order mark and other ends of lines.
func TestServerInOddFolders(t *testing.T) {
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"catalog.seg":         "let mailable = status = \"subscribed\"\nrequire mailable because \"we never mail people who left\"\n",
		"repo/.git/HEAD":      "ref",
		"repo/rule.seg":       "use \"../catalog.seg\"\nwhere mailable\n",
		"repo/own.seg":        "use \"lib/parts.seg\"\nwhere part and orders >= 2 and orders >= 1\n",
		"repo/lib/parts.seg":  "let part = misspeld = 1\n",
		"deep/er/mark.seg":    "\ufeffuse \"../../catalog.seg\"\r\nwhere country = \"😀\"\rand opend >= 1\r\n",
		"deep/er/near.seg":    "use \"catalog.seg\"\nwhere mailable\n",
		"skipped/a.seg":       "where",
		"deep/er/skipped.seg": "where",
		".hidden/a.seg":       "where",
		".segcignore":         "skipped/\ndeep/**/skipped.seg\n",
		"a name & more.seg":   "where x",
		"empty.seg":           "",
	} {
		writeBelow(t, folder, name, text)
	}
	for name, target := range map[string]string{"link.seg": "deep/er/near.seg", "out.seg": "/etc/passwd", "gone.seg": "nothing.seg"} {
		if err := os.Symlink(target, filepath.Join(folder, name)); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(folder)
	sameAsCheck(t, folder, []string{"--today", "2026-05-01"})
	sameAsCheck(t, folder, []string{"--today", "2026-05-01", "--root", "."})
}

// TestServerFlags checks that flags that are not for editors are refused, and that the session goes on
// without them.
func TestServerFlags(t *testing.T) {
	for flag, want := range map[string]string{
		"--fix": errLSPFix.Error(), "--root=..": errLSPRoot.Error(), "a.seg": errLSPFiles.Error(), "--tody=2026-05-01": "did you mean --today?",
		"--format=json": errLSPFormat.Error(), "--format=text": errLSPFormat.Error(), "--diagnostics=json": errLSPFormat.Error(),
		"--help": errLSPHelp.Error(), "-h": errLSPHelp.Error(),
		"--nonsense": "`segc check --help` lists them",
	} {
		m := &lspMachine{app: newApp(streams{strings.NewReader(""), io.Discard, io.Discard}, func(string) string { return "" })}
		if _, err := m.Folder(t.TempDir(), []string{flag}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", flag, err, want)
		}
	}
}

func writeBelow(t *testing.T, folder, name, text string) {
	t.Helper()
	name = filepath.Join(folder, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}
