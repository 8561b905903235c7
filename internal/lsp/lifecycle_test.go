package lsp

import (
	"encoding/json"
	"io"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// code returns the code of an answer; 0 for a result.
func code(m message) int {
	if m.Error == nil {
		return 0
	}
	return m.Error.Code
}

func TestLife(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := launch(t, newDisk(twoFiles()), setup{})
		if got := code(e.request("textDocument/hover", positionParams{})); got != codeNotInitialized {
			t.Errorf("a request before the first one is answered with %d", got)
		}
		e.initialize(setup{folders: []string{"/w"}})
		if got := code(e.request("initialize", map[string]any{})); got != codeInvalidRequest {
			t.Errorf("a second initialize is answered with %d", got)
		}
		if len(e.requests)+len(e.notes)+len(e.history) > 0 {
			t.Errorf("the server speaks before the client is ready: %v %v %v", e.requests, e.notes, e.history)
		}
		e.notify("initialized", map[string]any{})
		if got := code(e.request("segc/unknown", map[string]any{})); got != codeMethodNotFound {
			t.Errorf("an unknown request is answered with %d", got)
		}
		e.notify("$/unknown", nil)
		e.rest()
		if got := code(e.request("shutdown", nil)); got != 0 {
			t.Errorf("shutdown is answered with %d", got)
		}
		if got := code(e.request("segc/explain", map[string]any{})); got != codeInvalidRequest {
			t.Errorf("a request after shutdown is answered with %d", got)
		}
		e.notify("exit", nil)
		<-e.ended
		if !e.told {
			t.Error("the session does not know that it was shut down")
		}
		_ = e.in.Close()
	})
}

// TestEnds checks in which ways a session ends by itself.
func TestEnds(t *testing.T) {
	for _, c := range []struct {
		name string
		end  func(e *editorOf)
		told bool
	}{
		{"exit alone", func(e *editorOf) { e.notify("exit", nil) }, false},
		{"closed input", func(e *editorOf) { _ = e.in.Close() }, false},
		{"half a frame", func(e *editorOf) {
			_, _ = e.in.Write([]byte("Content-Length: 100\r\n\r\n{"))
			_ = e.in.Close()
		}, false},
		{"closed input after shutdown", func(e *editorOf) {
			e.request("shutdown", nil)
			_ = e.in.Close()
		}, true},
		{"closed output", func(e *editorOf) {
			_ = e.out.Close()
			e.notify("textDocument/didOpen", map[string]any{"textDocument": map[string]any{"uri": "file:///w/x.seg", "text": "where"}})
			time.Sleep(time.Second)
		}, false},
		{"the process of the client", func(e *editorOf) {
			e.disk.lock.Lock()
			e.disk.alive = nil
			e.disk.lock.Unlock()
			time.Sleep(processPause + time.Second)
		}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDisk(twoFiles())
				d.alive[7] = true
				e := start(t, d, setup{folders: []string{"/w"}, process: 7})
				e.rest()
				c.end(e)
				<-e.ended
				if e.told != c.told {
					t.Errorf("told is %t", e.told)
				}
				_, _ = e.in.Close(), e.out.Close()
			})
		})
	}
}

// TestProcessElsewhere checks that a process that cannot be seen at the start, as from another
// container, does not end the session.
func TestProcessElsewhere(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := start(t, newDisk(twoFiles()), setup{folders: []string{"/w"}, process: 7})
		time.Sleep(time.Hour)
		if got := code(e.request("segc/unknown", nil)); got != codeMethodNotFound {
			t.Errorf("answered with %d", got)
		}
		e.stop()
	})
}

// TestGarbage checks that a session goes on after messages that cannot be read.
func TestGarbage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := start(t, newDisk(twoFiles()), setup{folders: []string{"/w"}})
		for _, bad := range []string{
			"garbage\r\nmore: garbage\r\n\r\n", "Content-Length: 1\r\n\r\n{", "Content-Length: 2\r\n\r\n[]", "Content-Length: 2\r\n\r\n{}",
			"Content-Length: 4\r\n\r\nnull", "Content-Length: x\r\n\r\n",
			string(appendFrame(nil, []byte(`{"jsonrpc":"2.0","id":99,"result":null}`))),
			string(appendFrame(nil, []byte(`{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"contentChanges":[{}]}}`))),
			string(appendFrame(nil, []byte(`{"jsonrpc":"2.0","method":"textDocument/didOpen","params":7}`))),
			string(appendFrame(nil, []byte(`{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":99}}`))),
		} {
			_, _ = e.in.Write([]byte(bad))
			synctest.Wait()
		}
		if m, ok := e.answer("null"); !ok || code(m) == 0 {
			t.Errorf("garbage is answered with %v", m)
		}
		go func() {
			_, _ = io.WriteString(e.in, "Content-Length: 104857600\r\n\r\n"+`{"jsonrpc":"2.0","id":"big","method":"x","params":"`)
			_, _ = io.Copy(e.in, io.LimitReader(endless{}, 104857600-51))
		}()
		synctest.Wait()
		if m, ok := e.answer(`"big"`); !ok || code(m) != codeInvalidRequest {
			t.Errorf("a long request is answered with %v", m)
		}
		e.open("/w/r.seg")
		e.stop()
	})
}

// TestFault checks that a fault of segc in one request is its answer, and that the session goes on.
func TestFault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk(twoFiles())
		var log strings.Builder
		e := start(t, d, setup{folders: []string{"/w"}, log: &log})
		e.open("/w/r.seg")
		e.rest()
		d.lock.Lock()
		d.fault = "r.seg"
		d.lock.Unlock()
		e.replace("/w/r.seg", 0, 0, "# my secret\n")
		e.rest()
		if got := code(e.request("textDocument/documentSymbol", documentParams{documentID{uriOf("/w/r.seg")}})); got != codeInternal {
			t.Errorf("a fault is answered with %d", got)
		}
		d.lock.Lock()
		d.fault = ""
		d.lock.Unlock()
		e.replace("/w/r.seg", 0, 0, "x")
		e.rest()
		expectShown(t, e, "/w/r.seg", "0:0-0:1 SEG116, 0:0-0:1 SEG201, 6:0-6:33 SEG209")
		if got := code(e.request("textDocument/documentSymbol", documentParams{documentID{uriOf("/w/r.seg")}})); got != 0 {
			t.Errorf("after a fault, a request is answered with %d", got)
		}
		e.stop()
		if text := log.String(); !strings.Contains(text, "a fault of segc") || !strings.Contains(text, "textDocument/didChange version 2") || strings.Contains(text, "secret") || strings.Contains(text, "r.seg") {
			t.Errorf("the log has\n%s", text)
		}
	})
}

// TestSettings checks that flags come from the settings of a folder, that wrong ones are said, and
// that they can change.
func TestSettings(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk(map[string]string{"/w/a.seg": "where d > today"})
		e := launch(t, d, setup{})
		e.settings = []json.RawMessage{json.RawMessage(`{"flags": ["--wrong"]}`)}
		e.initialize(setup{folders: []string{"/w"}, more: `{"configuration": true}`, options: `{"flags": ["--today=2026-01-01"]}`})
		e.notify("initialized", map[string]any{})
		e.rest()
		if len(e.notes) != 1 || !strings.Contains(e.notes[0], "unknown flag --wrong") {
			t.Errorf("shown: %v", e.notes)
		}
		e.lock.Lock()
		e.settings = []json.RawMessage{json.RawMessage(`{"flags": ["--today=2026-02-02"]}`)}
		e.lock.Unlock()
		e.notify("workspace/didChangeConfiguration", map[string]any{})
		e.rest()
		if last := d.flags[len(d.flags)-1]; len(last) != 1 || last[0] != "--today=2026-02-02" {
			t.Errorf("flags %v", d.flags)
		}
		e.stop()
	})
}
