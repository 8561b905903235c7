package lsp

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/synctest"

	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/long"
)

// notShown are the members of messages that nobody reads: what is inserted, names of files for programs,
// and the text of a field that a person edits.
func notShown() []string { return []string{"newText", "uri", "target", "placeholder", "arguments"} }

// shownIn calls a function with each string of a JSON value that a person reads, and the way to it.
func shownIn(way string, value any, each func(way, text string)) {
	switch value := value.(type) {
	case string:
		each(way, value)
	case []any:
		for _, one := range value {
			shownIn(way, one, each)
		}
	case map[string]any:
		for name, one := range value {
			if !slices.Contains(notShown(), name) && name != "changes" {
				shownIn(way+"."+name, one, each)
			}
		}
	}
}

// TestNothingHiddenIsShown puts characters that a screen obeys, or that nobody sees, everywhere in files and
// their names where an author may write some: none of them is in a text that a person reads, and all of
// them are in what is inserted.
func TestNothingHiddenIsShown(t *testing.T) {
	all := []string{"\u202e", "\u2066", "\u200b", "\u00ad", "\u2028", "\x1b[31m", "\u0085", "\x00", "\t", "\n", "\ufeff", "\U000e0041"}
	for _, hostile := range all[:long.Of(5, len(all))] {
		t.Run(fmt.Sprintf("%q", hostile), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				escaped := strings.NewReplacer("\x1b", `\u001b`, "\x00", `\u0000`, "\u0085", `\u0085`, "\n", `\n`, "\u2028", `\u2028`).Replace(hostile)
				write := strings.NewReplacer("~", hostile, "^", escaped).Replace
				files := map[string]string{
					"/w/c~at.seg": write("# c~omment\nlist `l~` = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\nlist `m~` = (\"i^d-1\", \"i~d-2\")\nisp `i~` = \"9^9\"\ncampaign `a~` = \"c^\"\nfield `c~`: choice(\"v^\", \"w~\")\n" +
						"field `n~`: number\nvalue `x~` = \"v^\"\nparam `p~`: text = \"q^\"\nlet `b~` = `c~` = \"v^\"\nlet `f~`(`g~`, h) = `c~` = h and `n~` > `g~`\nrequire `b~` because \"b^b~\"\n"),
					"/w/r~.seg": write("use \"c~at.seg\"\nuse \"s.seg\" \"S^ 1\" as `u~`\nuse \"c~at.seg\" as `w~`\nsegment \"A^ {`k~`}\" for `k~` in (\"v^\" as \"l^\", \"w~\")\n  description \"d^d~\"\n  lists `l~`\n  color \"#7cb7de\"\nwhere `c~` = `k~` and not (`b~` or `u~`) and isp in (`i~`) and list in (`l~`, `m~`) and opened `a~` and `f~`(1, `x~`) and `c~` != `p~` and `misspelt~` = \"z^\"\n"),
					"/w/s.seg":  write("use \"c~at.seg\"\nsegment \"S^ 1\" where `b~` and `n~` > 3\n\nsegment \"S~ 2\" where not (`c~` = \"v^\" or `c~` = \"w~\")\n"),
					"/w/e.seg":  write("use \"c~at.seg\"\nwhere `b~` and `` = \"~\"\n"),
					"/w/f.seg":  write("use \"c~at.seg\"\nuse \"c~at.seg\"\nwhere `n~` > 3 and `n~` > 2 or `c~` = \"v^\" and `n~` = \"x~\" and `b~x` and ~\n"),
				}
				named := map[string]string{}
				for name, text := range files {
					named[write(name)] = text
				}
				e := start(t, newDisk(named), setup{folders: []string{"/w"}, options: `{"hints": true, "commands": {"explain": "segc.explain"}}`})
				seen := 0
				clean := func(about string) func(way, text string) {
					return func(way, text string) {
						seen++
						for line := range strings.Lines(text) {
							if line = strings.TrimSuffix(line, "\n"); diag.Printable(line) != line {
								t.Errorf("%s: %s is %q", about, way, text)
							}
						}
					}
				}
				look := func(about string, message any) {
					var value any
					if err := json.Unmarshal(encoded(message), &value); err != nil {
						t.Fatal(err)
					}
					shownIn("", value, clean(about))
				}
				for name, text := range named {
					e.openWith(name, text)
				}
				e.rest()
				for name, text := range named {
					uri := uriOf(name)
					about := documentID{uri}
					whole := map[string]any{"textDocument": about, "range": textRange{End: position{Line: 1000}}, "context": map[string]any{"diagnostics": []any{}}}
					for _, method := range []string{"textDocument/documentSymbol", "textDocument/inlayHint", "textDocument/codeLens", "textDocument/foldingRange", "textDocument/documentLink"} {
						look(method, e.request(method, whole))
					}
					for _, segment := range []any{nil, "", "A", "S\ufffd 1", "S\u202e 2", diag.Printable(write("S~ 2")), write("A~ {`k~`}")} {
						for _, method := range []string{"segc/explain", "segc/document", "segc/uses", "segc/diff"} {
							p := map[string]any{"uri": uri, "text": strings.Replace(text, "3", "4", 1)}
							if segment != nil {
								p["segment"] = segment
							}
							look(method, e.request(method, p))
						}
					}
					for line, words := range strings.Split(text, "\n") {
						for character := 0; character <= len([]rune(words)); character += long.Of(11, 3) {
							at := map[string]any{"textDocument": about, "position": position{line, character}, "newName": "b"}
							for _, method := range []string{"textDocument/hover", "textDocument/completion", "textDocument/rename", "textDocument/prepareRename"} {
								m := e.request(method, at)
								look(method, m)
							}
							here := map[string]any{"textDocument": about, "range": textRange{position{line, character}, position{line, character + 1}}, "context": map[string]any{"diagnostics": []any{}}}
							look("textDocument/codeAction", e.request("textDocument/codeAction", here))
						}
					}
				}
				look("workspace/symbol", e.request("workspace/symbol", map[string]any{"query": ""}))
				for _, event := range e.events {
					look("a problem", event.list)
				}
				for _, note := range e.notes {
					clean("a note")("", note)
				}
				if seen < 1000 {
					t.Errorf("only %d texts were looked at", seen)
				}
				e.stop()
			})
		})
	}
}

// TestHiddenIsInserted checks that what is inserted has the characters that the file has, that the list
// shows it without them, and that a segment is known by the name that a person reads.
func TestHiddenIsInserted(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const text = "use \"cat.seg\"\nsegment \"S\\u202e 1\" where mailable and plan = \"x\"\nsegment \"S 2\" where mailable\n"
		e := start(t, newDisk(map[string]string{"/w/cat.seg": "let mailable = status = \"subscribed\"\nlet `b\u202ec` = opened\n", "/w/r.seg": text}), setup{folders: []string{"/w"}})
		e.open("/w/r.seg")
		e.rest()
		at := e.at("/w/r.seg", "mailable")
		var list struct {
			Items []struct {
				Label    string
				TextEdit textEdit
			}
		}
		if err := json.Unmarshal(e.request("textDocument/completion", at).Result, &list); err != nil {
			t.Fatal(err)
		}
		found := false
		for _, item := range list.Items {
			found = found || item.Label == "`b\ufffdc`" && item.TextEdit.NewText == "`b\u202ec`"
		}
		if !found {
			t.Errorf("completion offers %v", list.Items)
		}
		var answer struct {
			Text     string
			Segments []string
		}
		ask := func(method string, segment any) {
			answer.Text, answer.Segments = "", nil
			m := e.request(method, map[string]any{"uri": "file:///w/r.seg", "segment": segment})
			if m.Error != nil {
				t.Fatalf("%s of %v: %s", method, segment, m.Error.Message)
			}
			if err := json.Unmarshal(m.Result, &answer); err != nil {
				t.Fatal(err)
			}
		}
		ask("segc/explain", nil)
		if want := []string{"S\ufffd 1", "S 2"}; !slices.Equal(answer.Segments, want) {
			t.Fatalf("the segments are %q", answer.Segments)
		}
		for _, segment := range []string{"S\ufffd 1", "S\u202e 1", "S 2"} {
			for _, method := range []string{"segc/explain", "segc/document"} {
				if ask(method, segment); answer.Text == "" || strings.Contains(answer.Text, "\u202e") {
					t.Errorf("%s of %q: %q", method, segment, answer.Text)
				}
			}
			var used usesAnswer
			m := e.request("segc/uses", map[string]any{"uri": "file:///w/r.seg", "segment": segment})
			if err := json.Unmarshal(m.Result, &used); err != nil || len(used.Uses) == 0 {
				t.Errorf("segc/uses of %q: %s", segment, m.Result)
			}
		}
		e.stop()
	})
}
