package lsp

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
)

// TestTextsInNoFolder checks that a text without a file uses no file of the machine if no folder is open,
// and those of the folder otherwise.
func TestTextsInNoFolder(t *testing.T) {
	for _, c := range []struct {
		name    string
		folders []string
	}{{"no folder", nil}, {"a folder", []string{"/w"}}} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDisk(map[string]string{"/w/secret.seg": "let it = plan = \"secret\"\n", "/secret.seg": "let it = plan = \"secret\"\n"})
				e := start(t, d, setup{folders: c.folders})
				for uri, name := range map[string]string{"untitled:A": "secret.seg", "untitled:B": "w/secret.seg", "untitled:C": "/w/secret.seg", "untitled:D": "../w/secret.seg"} {
					text := "use \"" + name + "\"\nwhere it"
					e.openURI(uri, text)
					e.rest()
					if uri == "untitled:A" {
						if got := brief(e.lists[uri]); strings.HasPrefix(got, "0:4-0:16 SEG") != (c.folders == nil) {
							t.Errorf("%s: %s shows %s", uri, text, got)
						}
					}
					if uri == "untitled:A" && c.folders != nil {
						continue
					}
					for method, p := range map[string]any{
						"textDocument/hover":        positionParams{documentID{uri}, position{1, 6}},
						"textDocument/definition":   positionParams{documentID{uri}, position{0, 6}},
						"textDocument/documentLink": documentParams{documentID{uri}},
						"textDocument/completion":   positionParams{documentID{uri}, position{0, 5}},
						"workspace/symbol":          map[string]string{"query": "it"},
					} {
						if got := string(e.request(method, p).Result); strings.Contains(got, "plan") || strings.Contains(got, "/secret.seg") && c.folders == nil {
							t.Errorf("%s: %s answers %s", uri, method, got)
						}
					}
				}
				e.stop()
			})
		})
	}
}

// TestWrongRequests checks that a request whose members have wrong types is answered with its id, and that
// the session still knows all texts then.
func TestWrongRequests(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := start(t, newDisk(twoFiles()), setup{folders: []string{"/w"}})
		e.open("/w/r.seg")
		for id, body := range map[string]string{
			"7": `{"jsonrpc":"2.0","id":7,"method":5}`, `"a"`: `{"id":"a","method":{},"params":3}`, "8": `{"id":8,"jsonrpc":2,"method":"textDocument/hover"}`,
		} {
			e.write([]byte(body))
			synctest.Wait()
			if m, ok := e.answer(id); !ok || code(m) != codeInvalidRequest {
				t.Errorf("%s is answered with %v", body, m.Error)
			}
		}
		m := e.request("textDocument/documentSymbol", documentParams{documentID{uriOf("/w/r.seg")}})
		if string(m.Result) == "null" || len(e.notes) > 0 {
			t.Errorf("the text has %s; shown: %v", m.Result, e.notes)
		}
		e.write(json.RawMessage(`{"jsonrpc":"2.0","method":5}`))
		synctest.Wait()
		if m, ok := e.answer("null"); !ok || code(m) != codeParse {
			t.Errorf("without an id, it is answered with %v", m.Error)
		}
		e.stop()
	})
}
