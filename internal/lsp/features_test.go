package lsp

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// at returns a question about the place of a word in a file.
func (e *editorOf) at(name, word string) positionParams {
	text, open := e.texts[uriOf(name)]
	if !open {
		text = e.disk.files[name]
	}
	offset := strings.Index(text, word)
	line := strings.Count(text[:offset], "\n")
	return positionParams{documentID{uriOf(name)}, position{line, offset - strings.LastIndexByte(text[:offset], '\n') - 1}}
}

func thirty() *disk {
	return newDisk(map[string]string{
		"/w/catalog.seg": catalogOfThirty, "/w/r.seg": ruleOfThirty,
		"/w/deep/closed.seg": "use \"../catalog.seg\"\n# mailable\nwhere mailable and plan = \"😀\" and not mailable",
		"/w/other.seg":       "let mailable = age > 3\nwhere mailable",
	})
}

func expectResult(t *testing.T, m message, want string) {
	t.Helper()
	got := string(m.Result)
	if m.Error != nil {
		got = m.Error.Message
	}
	if got != want {
		t.Errorf("the answer is\n%s\nwant\n%s", got, want)
	}
}

func TestDefinition(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := start(t, thirty(), setup{folders: []string{"/w"}})
		e.open("/w/r.seg")
		m := e.request("textDocument/definition", e.at("/w/r.seg", "mailable"))
		expectResult(t, m, `[{"uri":"file:///w/catalog.seg","range":{"start":{"line":2,"character":4},"end":{"line":2,"character":12}}}]`)
		m = e.request("textDocument/documentHighlight", e.at("/w/r.seg", "near ="))
		expectResult(t, m, `[{"range":{"start":{"line":10,"character":4},"end":{"line":10,"character":8}},"kind":3},{"range":{"start":{"line":20,"character":6},"end":{"line":20,"character":10}},"kind":2}]`)
		m = e.request("textDocument/documentLink", documentParams{documentID{"file:///w/r.seg"}})
		expectResult(t, m, `[{"range":{"start":{"line":1,"character":5},"end":{"line":1,"character":16}},"target":"file:///w/catalog.seg"}]`)
		e.stop()
	})
}

// TestReferences checks that names are found in all files, also before anybody has looked at them.
func TestReferences(t *testing.T) {
	for _, rested := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			e := start(t, thirty(), setup{folders: []string{"/w"}})
			e.open("/w/catalog.seg")
			if rested {
				e.rest()
			}
			p := referenceParams{positionParams: e.at("/w/catalog.seg", "mailable")}
			m := e.request("textDocument/references", p)
			var found []location
			if err := json.Unmarshal(m.Result, &found); err != nil {
				t.Fatal(err)
			}
			var places []string
			for _, l := range found {
				places = append(places, l.URI[len("file:///w/"):])
			}
			if got := strings.Join(places, " "); got != "catalog.seg deep/closed.seg deep/closed.seg r.seg" {
				t.Errorf("found in %s", got)
			}
			e.stop()
		})
	}
}

// TestRename checks that a name is changed in open and closed files, whose versions the edit names if
// the client can take that, and that segc refuses what is not its own.
func TestRename(t *testing.T) {
	for _, documents := range []bool{true, false} {
		synctest.Test(t, func(t *testing.T) {
			w := setup{folders: []string{"/w"}}
			if documents {
				w.more = `{"workspaceEdit": {"documentChanges": true}}`
			}
			d := thirty()
			e := start(t, d, w)
			e.open("/w/r.seg")
			e.rest()
			e.replace("/w/r.seg", 0, 0, "# 😀\n")
			d.write("/w/late.seg", "use \"catalog.seg\"\nwhere mailable") // nobody has said so
			m := e.request("textDocument/rename", renameParams{e.at("/w/r.seg", "mailable"), "reachable"})
			var edit workspaceEdit
			if err := json.Unmarshal(m.Result, &edit); err != nil {
				t.Fatal(err, m.Error)
			}
			changes := edit.Changes
			if documents {
				changes = map[string][]textEdit{}
				for _, one := range edit.DocumentChanges {
					changes[one.TextDocument.URI] = one.Edits
					if (one.TextDocument.Version != nil) != (one.TextDocument.URI == "file:///w/r.seg") {
						t.Errorf("%s has version %v", one.TextDocument.URI, one.TextDocument.Version)
					}
				}
			}
			for name, want := range map[string]int{"catalog.seg": 2, "r.seg": 1, "deep/closed.seg": 2, "late.seg": 1, "other.seg": 0} {
				if got := len(changes["file:///w/"+name]); got != want {
					t.Errorf("%s has %d edits, want %d", name, got, want)
				}
			}
			m = e.request("textDocument/prepareRename", e.at("/w/r.seg", "mailable"))
			expectResult(t, m, `{"placeholder":"mailable","range":{"start":{"line":17,"character":6},"end":{"line":17,"character":14}}}`)
			if m := e.request("textDocument/rename", renameParams{e.at("/w/r.seg", "orders"), "x"}); code(m) != codeRequestFailed {
				t.Errorf("a column is renamed: %s", m.Result)
			}
			e.stop()
		})
	}
}

// TestAnswersOnce checks that a canceled request and an edit that is outdated have their own errors.
func TestAnswersOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := thirty()
		d.slow = 100 * time.Millisecond
		e := start(t, d, setup{folders: []string{"/w"}})
		e.open("/w/r.seg")
		e.rest()
		e.replace("/w/r.seg", 0, 0, " ")
		formatting := e.ask("textDocument/formatting", documentParams{documentID{"file:///w/r.seg"}})
		symbols := e.ask("textDocument/documentSymbol", documentParams{documentID{"file:///w/r.seg"}})
		canceled := e.ask("textDocument/references", referenceParams{positionParams: e.at("/w/r.seg", "mailable")})
		e.replace("/w/r.seg", 0, 0, " ")
		e.notify("$/cancelRequest", map[string]any{"id": json.RawMessage(canceled)})
		e.rest()
		for id, want := range map[string]int{formatting: codeContentModified, symbols: 0, canceled: codeCanceled} {
			if m, ok := e.answer(id); !ok || code(m) != want {
				t.Errorf("request %s has the answer %d, want %d", id, code(m), want)
			}
		}
		e.stop()
	})
}

// TestLens checks what is above a segment: what was proved, errors, and that a client is asked to look
// again only if that has changed.
func TestLens(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := start(t, thirty(), setup{folders: []string{"/w"}, more: `{"codeLens": {"refreshSupport": true}}`, options: `{"commands": {"explain": "segc.explain"}}`})
		e.open("/w/r.seg")
		title := func() string {
			m := e.request("textDocument/codeLens", documentParams{documentID{"file:///w/r.seg"}})
			var list []codeLens
			if err := json.Unmarshal(m.Result, &list); err != nil || len(list) != 1 {
				t.Fatal(err, string(m.Result))
			}
			if list[0].Range.Start.Line != 3+strings.Count(e.texts["file:///w/r.seg"], "# new")+strings.Count(e.texts["file:///w/r.seg"], "let = ") {
				t.Errorf("the lens is in line %d", list[0].Range.Start.Line)
			}
			if c := list[0].Command; c.Command != "segc.explain" || len(c.Arguments) != 2 || c.Arguments[0] != "file:///w/r.seg" {
				t.Errorf("the command is %v", c)
			}
			return string(list[0].Command.Title)
		}
		refreshed := func() (times int) {
			e.lock.Lock()
			defer e.lock.Unlock()
			for _, m := range e.requests {
				if m.Method == "workspace/codeLens/refresh" {
					times++
				}
			}
			e.requests = nil
			return times
		}
		e.rest()
		if got, want := title(), "48 groups, 560 conditions, proved minimal"; !strings.HasPrefix(got, want) {
			t.Errorf("the lens says %s, want %s", got, want)
		}
		refreshed()
		e.replace("/w/r.seg", 0, 0, "# new\n")
		e.rest()
		if times := refreshed(); times != 0 {
			t.Errorf("nothing has changed, and the lens was refreshed %d times", times)
		}
		e.replace("/w/r.seg", 0, 0, "# new\nlet = \n")
		e.rest()
		if times := refreshed(); times != 1 {
			t.Errorf("the lens was refreshed %d times", times)
		}
		if got := title(); !strings.Contains(got, "error") {
			t.Errorf("the lens says %s", got)
		}
		e.stop()
	})
}

// TestMisspelledColumn checks the way from a misspelled column to its fix, as a person goes it.
func TestMisspelledColumn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk(map[string]string{"/w/r.seg": "where orders >= 2 and opend >= 1 in last 30d\n"})
		e := start(t, d, setup{folders: []string{"/w"}})
		e.open("/w/r.seg")
		e.rest()
		shown := e.lists["file:///w/r.seg"]
		if len(shown) == 0 {
			t.Fatal("nothing is shown")
		}
		p := actionParams{TextDocument: documentID{"file:///w/r.seg"}, Range: shown[0].Range}
		p.Context.Diagnostics = shown
		var found []codeAction
		if err := json.Unmarshal(e.request("textDocument/codeAction", p).Result, &found); err != nil {
			t.Fatal(err)
		}
		fixed := false
		for _, a := range found {
			if a.Kind == "source.fixAll.segc" {
				t.Errorf("an action that nobody has asked for: %v", a)
			}
			if a.Kind == "quickfix" && strings.Contains(string(a.Title), "opened") {
				edits := a.Edit.Changes["file:///w/r.seg"]
				fixed = len(edits) == 1 && len(a.Diagnostics) == 1 && a.Diagnostics[0].Code == shown[0].Code
			}
		}
		if !fixed {
			t.Errorf("the actions are %v", found)
		}
		p.Context.Only = []string{"refactor"}
		if err := json.Unmarshal(e.request("textDocument/codeAction", p).Result, &found); err != nil {
			t.Fatal(err)
		}
		for _, a := range found {
			if !strings.HasPrefix(a.Kind, "refactor.") {
				t.Errorf("refactor has %s", a.Kind)
			}
		}
		m := e.request("textDocument/hover", e.at("/w/r.seg", "orders"))
		if !strings.Contains(string(m.Result), `"kind":"markdown"`) {
			t.Errorf("hover says %s", m.Result)
		}
		expectResult(t, e.request("textDocument/hover", e.at("/w/r.seg", "\n")), "null")
		e.stop()
	})
}

// TestFixAll checks that all certain fixes are one edit, also before the proof of the text has ended.
func TestFixAll(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk(map[string]string{"/w/r.seg": "where plan = \"a\" and orders >= 2 and orders >= 1\n"})
		e := start(t, d, setup{folders: []string{"/w"}})
		e.open("/w/r.seg")
		for _, rest := range []bool{false, true} {
			if rest {
				e.rest()
			}
			p := actionParams{TextDocument: documentID{"file:///w/r.seg"}}
			p.Context.Only = []string{"source.fixAll"}
			m := e.request("textDocument/codeAction", p)
			expectResult(t, m, `[{"title":"Apply all fixes that are certain","kind":"source.fixAll.segc","edit":{"changes":{"file:///w/r.seg":[{"range":{"start":{"line":0,"character":32},"end":{"line":0,"character":48}},"newText":""}]}}}]`)
		}
		e.stop()
	})
}

// TestMovedFiles checks that every `use` follows a file and a folder, from open and closed files.
func TestMovedFiles(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := start(t, thirty(), setup{folders: []string{"/w"}})
		e.open("/w/r.seg")
		move := func(from, to string) message {
			return e.request("workspace/willRenameFiles", map[string]any{"files": []any{map[string]string{"oldUri": uriOf(from), "newUri": uriOf(to)}}})
		}
		expectResult(t, move("/w/catalog.seg", "/w/shared/catalog.seg"), `{"changes":{`+
			`"file:///w/deep/closed.seg":[{"range":{"start":{"line":0,"character":4},"end":{"line":0,"character":20}},"newText":"\"../shared/catalog.seg\""}],`+
			`"file:///w/r.seg":[{"range":{"start":{"line":1,"character":4},"end":{"line":1,"character":17}},"newText":"\"shared/catalog.seg\""}]}}`)
		expectResult(t, move("/w/deep", "/w/deeper/still"), `{"changes":{`+
			`"file:///w/deep/closed.seg":[{"range":{"start":{"line":0,"character":4},"end":{"line":0,"character":20}},"newText":"\"../../catalog.seg\""}]}}`)
		expectResult(t, move("/w/other.seg", "/w/another.seg"), "null")
		expectResult(t, move("/w/catalog.seg", "/elsewhere/catalog.seg"), "null")
		e.stop()
	})
}

// TestHints checks that hints are off unless somebody turns them on.
func TestHints(t *testing.T) {
	for options, want := range map[string]string{"{}": "[]", `{"hints": true}`: "[{"} {
		synctest.Test(t, func(t *testing.T) {
			e := start(t, thirty(), setup{folders: []string{"/w"}, options: options})
			e.open("/w/r.seg")
			m := e.request("textDocument/inlayHint", rangeParams{documentID{"file:///w/r.seg"}, textRange{position{0, 0}, position{100, 0}}})
			if got := string(m.Result); !strings.HasPrefix(got, want) {
				t.Errorf("with %s, the hints are %s", options, got)
			}
			e.stop()
		})
	}
}

// TestSegments checks the requests of segc itself: about one segment, and about one of several.
func TestSegments(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := thirty()
		d.write("/w/many.seg", "use \"catalog.seg\"\nsegment \"Market {m}\"\n  for m in (1, 2)\nwhere mailable and market = m\n")
		e := start(t, d, setup{folders: []string{"/w"}})
		ask := func(method, name string, more map[string]any) (message, segmentAnswer) {
			p := map[string]any{"uri": uriOf(name)}
			for key, value := range more {
				p[key] = value
			}
			m := e.request(method, p)
			var answer segmentAnswer
			if m.Error == nil {
				if err := json.Unmarshal(m.Result, &answer); err != nil {
					t.Fatal(err)
				}
			}
			return m, answer
		}
		if m, _ := ask("segc/explain", "/else/r.seg", nil); code(m) != codeRequestFailed {
			t.Errorf("a file outside of the workspace that is not open is explained: %s", m.Result)
		}
		e.open("/w/r.seg")
		for _, method := range []string{"segc/explain", "segc/document"} {
			if m, a := ask(method, "/w/r.seg", nil); a.Text == nil || *a.Text == "" || len(a.Segments) != 1 || a.Segments[0] != "Spring sale" {
				t.Errorf("%s answers %s %v", method, m.Result, m.Error)
			}
		}
		earlier := strings.Replace(ruleOfThirty, "market = 7", "market = 8", 1)
		if m, a := ask("segc/diff", "/w/r.seg", map[string]any{"text": earlier}); a.Text == nil || !strings.Contains(*a.Text, "enter") {
			t.Errorf("segc/diff answers %s %v", m.Result, m.Error)
		}
		m := e.request("segc/uses", map[string]any{"uri": "file:///w/r.seg"})
		if got := string(m.Result); !strings.Contains(got, `"name":"mailable","location":{"uri":"file:///w/catalog.seg"`) || !strings.Contains(got, `"files":["file:///w/catalog.seg"`) {
			t.Errorf("segc/uses answers %s", got)
		}
		e.open("/w/many.seg")
		if m, a := ask("segc/explain", "/w/many.seg", nil); a.Text != nil || len(a.Segments) != 2 {
			t.Errorf("of two segments, segc/explain answers %s %v", m.Result, m.Error)
		}
		if m, a := ask("segc/explain", "/w/many.seg", map[string]any{"segment": "Market 2"}); a.Text == nil {
			t.Errorf("of one of two segments, segc/explain answers %s %v", m.Result, m.Error)
		}
		e.replace("/w/r.seg", 0, 0, "let")
		if m, _ := ask("segc/document", "/w/r.seg", nil); code(m) != codeRequestFailed || m.Error.Message == "" {
			t.Errorf("a text with errors has the document %s", m.Result)
		}
		e.stop()
	})
}
