package lsp

import (
	"encoding/json"
	"io"
	"strings"
	"testing"
	"testing/synctest"
)

// TestLostChange checks that after a change that could not be read, a text gets no answer and no edit until
// all of it comes again.
func TestLostChange(t *testing.T) {
	const uri = "file:///w/catalog.seg"
	long := `{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"` + uri + `","version":2},"contentChanges":[{"text":"`
	for _, c := range []struct{ name, message string }{
		{"no list", `{"method":"textDocument/didChange","params":{"textDocument":{"uri":"` + uri + `","version":2},"contentChanges":7}}`},
		{"no text", `{"method":"textDocument/didChange","params":{"textDocument":{"uri":"` + uri + `","version":2},"contentChanges":[{}]}}`},
		{"a wrong range", `{"method":"textDocument/didChange","params":{"contentChanges":[{"range":7,"text":""}],"textDocument":{"uri":"` + uri + `"}}}`},
		{"no JSON", `{"method":"textDocument/didChange","params":{"textDocument":{"uri":"` + uri + `"},"contentChanges":[`},
		{"too long", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := start(t, newDisk(twoFiles()), setup{folders: []string{"/w"}})
				e.open("/w/catalog.seg")
				e.open("/w/r.seg")
				e.rest()
				if c.message == "" {
					_, _ = io.WriteString(e.in, "Content-Length: 104857600\r\n\r\n"+long)
					_, _ = io.Copy(e.in, io.LimitReader(endless{}, 104857600-int64(len(long))))
				} else {
					e.write([]byte(c.message))
				}
				e.rest()
				if len(e.notes) != 1 || !strings.Contains(e.notes[0], "close the file and open it again") {
					t.Errorf("shown: %v", e.notes)
				}
				ask := func() string {
					return string(e.request("textDocument/documentSymbol", documentParams{documentID{uri}}).Result)
				}
				if got := ask(); got != "null" {
					t.Errorf("a text that nobody knows has %s", got)
				}
				m := e.request("textDocument/rename", renameParams{e.at("/w/r.seg", "mailable"), "reachable"})
				if code(m) != codeRequestFailed || !strings.Contains(m.Error.Message, "could not be read") {
					t.Errorf("rename answers %s %v", m.Result, m.Error)
				}
				m = e.request("workspace/willRenameFiles", map[string]any{"files": []any{map[string]string{"oldUri": "file:///w/r.seg", "newUri": "file:///w/in/r.seg"}}})
				if !strings.Contains(string(m.Result), "r.seg") || strings.Contains(string(m.Result), "catalog.seg\":[") {
					t.Errorf("a move answers %s", m.Result)
				}
				e.notify("textDocument/didChange", json.RawMessage(`{"textDocument":{"uri":"`+uri+`","version":3},"contentChanges":[{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":0}},"text":"#"}]}`))
				synctest.Wait()
				if got := ask(); got != "null" {
					t.Errorf("after a change of a text that nobody knows, it has %s", got)
				}
				e.notify("textDocument/didChange", json.RawMessage(`{"textDocument":{"uri":"`+uri+`","version":4},"contentChanges":[{"text":"let b = 1"},{"range":{"start":{"line":0,"character":4},"end":{"line":0,"character":5}},"text":"mailable"}]}`))
				synctest.Wait()
				if got := ask(); !strings.Contains(got, `"mailable"`) {
					t.Errorf("after all of its text, it has %s", got)
				}
				e.stop()
			})
		})
	}
}

// TestOddMessages checks the answers of requests that no editor sends.
func TestOddMessages(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := launch(t, newDisk(twoFiles()), setup{})
		e.request("initialize", json.RawMessage(`{"processId": "seven", "capabilities": {}}`))
		if m, _ := e.answer("1"); code(m) != 0 {
			t.Errorf("a process id that is none is answered with %v", m.Error)
		}
		e.notify("initialized", map[string]any{})
		e.write([]byte(`{"jsonrpc":"2.0","id":50,"method":""}`))
		synctest.Wait()
		if m, ok := e.answer("50"); !ok || code(m) != codeInvalidRequest {
			t.Errorf("an empty method is answered with %v", m.Error)
		}
		e.write([]byte("{\"jsonrpc\":\"2.0\",\"id\":\"a\xff\",\"method\":\"x\"}"))
		synctest.Wait()
		if m, ok := e.answer(`"a` + "\ufffd" + `"`); !ok || code(m) != codeMethodNotFound {
			t.Errorf("an id that is not valid UTF-8 is answered with %v", m.Error)
		}
		e.stop()
	})
}

// TestSameID checks that a request whose id another one has is refused, and that both are answered.
func TestSameID(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSession(io.Discard, Options{Machine: newDisk(nil)})
		s.life = running
		s.answers["7"] = func() {}
		s.request(message{ID: json.RawMessage("7"), Method: "workspace/symbol", Params: json.RawMessage(`{"query": ""}`)})
		frames, _ := s.out.take()
		if len(frames) != 1 || !strings.Contains(string(frames[0]), "-32600") {
			t.Errorf("sent %q", frames)
		}
		if s.answers["7"] == nil {
			t.Error("the first request was lost")
		}
	})
}
