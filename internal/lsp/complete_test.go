package lsp

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
)

// offered returns what is offered at the bar in a text that replaces that of an open file, after a
// character that was typed.
func (e *editorOf) offered(name, text, typed string) string {
	text, after, _ := strings.Cut(text, "|")
	e.replace(name, 0, len(e.texts[uriOf(name)]), text+after)
	p := completionParams{positionParams: positionParams{documentID{uriOf(name)}, position{strings.Count(text, "\n"), len(text) - strings.LastIndexByte(text, '\n') - 1}}}
	p.Context.TriggerKind, p.Context.TriggerCharacter = 2, typed
	var list completionList
	if err := json.Unmarshal(e.request("textDocument/completion", p).Result, &list); err != nil {
		e.t.Fatal(err)
	}
	var labels []string
	for _, item := range list.Items {
		labels = append(labels, string(item.Label))
	}
	return strings.Join(labels, " ")
}

// TestOpenTextsAreOffered checks that `use` is offered open texts that nobody has saved yet, until they
// are closed. A file on the disk is left to the listing of its folder, also while it is open.
func TestOpenTextsAreOffered(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := start(t, newDisk(map[string]string{"/w/there.seg": "let a = opened", "/other/b.seg": ""}), setup{folders: []string{"/w"}})
		e.openWith("/w/rule.seg", "")
		e.openWith("/w/new.seg", "let fresh = clicked")
		e.openWith("/w/parts/wrong.seg", "let = ")
		e.openWith("/w/parts/more.seg", "")
		e.openWith("/other/c.seg", "")
		e.openURI("untitled:Untitled-1", "let x = opened")
		e.open("/w/there.seg")
		e.replace("/w/there.seg", 0, 0, "# changed\n")
		e.rest()
		if got := e.offered("/w/rule.seg", `use "`, `"`); got != `"new.seg" "parts/"` {
			t.Errorf("it offers %s", got)
		}
		if got := e.offered("/w/rule.seg", `use "parts/`, ""); got != `"parts/more.seg" "parts/wrong.seg"` {
			t.Errorf("in a folder, it offers %s", got)
		}
		if got := e.offered("/w/parts/more.seg", `use "../`, ""); got != `"../new.seg" "../parts/" "../rule.seg"` {
			t.Errorf("from a folder, it offers %s", got)
		}
		e.close("/w/new.seg")
		e.rest()
		if got := e.offered("/w/rule.seg", `use "n`, ""); got != `"parts/"` {
			t.Errorf("after it was closed, it offers %s", got)
		}
		e.stop()
	})
}

// TestBracesAsk checks that a brace opens a list in the name of a segment with a `for`, and nowhere else.
func TestBracesAsk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := start(t, newDisk(nil), setup{folders: []string{"/w"}})
		e.openWith("/w/a.seg", "")
		loop := "segment \"A\" for n in (3, 7)\nwhere delivered = n\nsegment \"In {market}\" for market in (\"AT\")\n  description \"To {|\""
		for text, want := range map[string]string{loop: "market}", "where plan = {": "", "segment \"In {": "", "{": ""} {
			if got := e.offered("/w/a.seg", text, "{"); got != want {
				t.Errorf("after %q, it offers %q", text, got)
			}
		}
		e.stop()
	})
}
