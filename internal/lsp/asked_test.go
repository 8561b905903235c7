package lsp

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestRewordedFinding checks that a finding of an earlier proof goes where a later check says the same
// of its place in other words.
func TestRewordedFinding(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		text := "where vip = true and plan = \"free\"\n"
		e := start(t, newDisk(map[string]string{"/w/vip.seg": text}), setup{folders: []string{"/w"}})
		e.open("/w/vip.seg")
		e.rest()
		at := len(text) - 1
		e.typed("/w/vip.seg", at, " or plan = \"club\"", 20*time.Millisecond)
		e.rest()
		at += len(" or plan = \"club\"")
		e.typed("/w/vip.seg", at, " and ord", 20*time.Millisecond)
		e.rest()
		type place struct {
			code string
			at   textRange
		}
		seen := map[place]bool{}
		for _, d := range e.lists["file:///w/vip.seg"] {
			one := place{d.Code, d.Range}
			if seen[one] {
				t.Errorf("%s is shown twice at %v: %s", d.Code, d.Range, e.shown("/w/vip.seg"))
			}
			seen[one] = true
		}
		if len(seen) == 0 {
			t.Error("nothing is shown of a rule with an unknown column")
		}
		e.stop()
	})
}

// TestProblemsOfTheFolder checks that a file that was closed while only open files counted is shown
// when those of the folder count.
func TestProblemsOfTheFolder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk(map[string]string{"/w/bad.seg": "where x", "/w/other.seg": "where y"})
		w := setup{folders: []string{"/w"}, more: `{"configuration": true}`}
		e := launch(t, d, w)
		e.settings = []json.RawMessage{json.RawMessage(`{"problems": "open"}`)}
		e.initialize(w)
		e.notify("initialized", map[string]any{})
		e.rest()
		e.open("/w/bad.seg")
		e.rest()
		expectShown(t, e, "/w/bad.seg", "0:6-0:7 SEG201")
		e.close("/w/bad.seg")
		expectShown(t, e, "/w/bad.seg", "nothing")
		e.rest()
		expectShown(t, e, "/w/bad.seg", "nothing")
		e.lock.Lock()
		e.settings = []json.RawMessage{json.RawMessage(`{"problems": "folder"}`)}
		e.lock.Unlock()
		e.notify("workspace/didChangeConfiguration", map[string]any{})
		e.rest()
		expectShown(t, e, "/w/bad.seg", "0:6-0:7 SEG201")
		expectShown(t, e, "/w/other.seg", "0:6-0:7 SEG201")
		e.stop()
	})
}

// TestOneNamePerFile checks that the problems of a file are shown once, under the name that the client
// uses, and under the one of the folder again when it is closed.
func TestOneNamePerFile(t *testing.T) {
	for _, uri := range []string{"file:///w/sub/%61.seg", "file:///w/./sub/a.seg", "file:///link/sub/a.seg"} {
		t.Run(uri, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				const own = "file:///w/sub/a.seg"
				d := newDisk(map[string]string{"/w/sub/a.seg": "where x"})
				d.links = map[string]string{"/link/": "/w/"}
				e := start(t, d, setup{folders: []string{"/w"}})
				e.rest()
				expect := func(when, used, other, want string) {
					t.Helper()
					if got := brief(e.lists[used]); got != want {
						t.Errorf("%s, %s shows %s, want %s", when, used, got, want)
					}
					if got := brief(e.lists[other]); got != "nothing" {
						t.Errorf("%s, %s shows %s, too", when, other, got)
					}
				}
				expect("at first", own, uri, "0:6-0:7 SEG201")
				e.openURI(uri, "where x")
				e.rest()
				expect("open", uri, own, "0:6-0:7 SEG201")
				e.openURI(own, "where x and y")
				e.rest()
				expect("open twice", uri, own, "0:6-0:7 SEG201")
				e.notify("textDocument/didClose", documentParams{documentID{uri}})
				e.rest()
				expect("open under its own name", own, uri, "0:6-0:7 SEG201, 0:12-0:13 SEG201")
				e.notify("textDocument/didClose", documentParams{documentID{own}})
				e.rest()
				expect("closed", own, uri, "0:6-0:7 SEG201")
				e.stop()
			})
		})
	}
}

// TestAlternatives checks that a message tells alternatives apart in the words of the command.
func TestAlternatives(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := start(t, newDisk(nil), setup{folders: []string{"/w"}})
		e.openWith("/w/a.seg", "where (plan = \"free\") and age > 3 or vip = true\n")
		e.rest()
		var help []string
		for _, d := range e.lists["file:///w/a.seg"] {
			for line := range strings.Lines(d.Message) {
				if strings.HasPrefix(line, "help: ") {
					help = append(help, strings.TrimSpace(line))
				}
			}
		}
		if len(help) < 2 || !strings.HasPrefix(help[0], "help: either ") || !strings.HasPrefix(help[1], "help: or ") {
			t.Errorf("the message says %q of %s", help, e.shown("/w/a.seg"))
		}
		e.stop()
	})
}

// TestActionKinds checks that what corrects a problem by adding something is found among the
// corrections and among the changes, and once if both are asked for.
func TestActionKinds(t *testing.T) {
	for _, c := range []struct{ text, title string }{
		{"field plan: text\n\nwhere tier = 1\n", "Declare the column `tier`"},
		{"require status = \"subscribed\" because \"no\"\n\nwhere age > 3\n", "Add the requirement to the rule"},
	} {
		t.Run(c.title, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := start(t, newDisk(nil), setup{folders: []string{"/w"}})
				e.openWith("/w/a.seg", c.text)
				e.rest()
				at := e.lists["file:///w/a.seg"][0].Range
				for only, want := range map[string]string{
					"": "quickfix", "quickfix": "quickfix", "refactor.rewrite": "refactor.rewrite", "refactor": "refactor.rewrite",
					"refactor.rewrite quickfix": "quickfix", "refactor.extract": "",
				} {
					m := e.request("textDocument/codeAction", map[string]any{
						"textDocument": documentID{"file:///w/a.seg"}, "range": at, "context": map[string]any{"diagnostics": []any{}, "only": strings.Fields(only)},
					})
					var list []codeAction
					if err := json.Unmarshal(m.Result, &list); err != nil {
						t.Fatal(err)
					}
					var kinds []string
					for _, a := range list {
						if string(a.Title) == c.title {
							kinds = append(kinds, a.Kind)
						}
					}
					if got := strings.Join(kinds, " "); got != want {
						t.Errorf("of %q, it is offered as %q, want %q: %s", only, got, want, m.Result)
					}
				}
				e.stop()
			})
		})
	}
}

// TestClosedFiles checks that a person can ask about a file of the workspace that is not open, and
// that what is open goes before what is on the disk.
func TestClosedFiles(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk(map[string]string{
			"/w/catalog.seg": "let club = plan = \"club\"\n", "/w/r.seg": "use \"catalog.seg\"\nwhere club\n", "/w/notes.txt": "", "/else/r.seg": "where age > 3",
		})
		e := start(t, d, setup{folders: []string{"/w"}})
		ask := func(method, uri string) string {
			m := e.request(method, map[string]any{"uri": uri})
			if m.Error != nil {
				return m.Error.Message
			}
			return string(m.Result)
		}
		closed := map[string]string{}
		for _, method := range []string{"segc/explain", "segc/document", "segc/uses"} {
			closed[method] = ask(method, "file:///w/r.seg")
			if !strings.Contains(closed[method], "club") {
				t.Errorf("%s answers %s", method, closed[method])
			}
		}
		for uri, want := range map[string]string{
			"file:///w/gone.seg":  "the file cannot be read",
			"file:///w/notes.txt": "open the file first",
			"file:///else/r.seg":  "the file is not in a folder of the workspace; open it first",
			"git:/w/r.seg":        "open the file first",
		} {
			if got := ask("segc/explain", uri); got != want {
				t.Errorf("%s: %s, want %s", uri, got, want)
			}
		}
		e.open("/w/r.seg")
		e.rest()
		for method, want := range closed {
			if got := ask(method, "file:///w/r.seg"); got != want {
				t.Errorf("open, %s answers %s, and closed %s", method, got, want)
			}
		}
		e.replace("/w/r.seg", len("use \"catalog.seg\"\nwhere "), len("use \"catalog.seg\"\nwhere club"), "age > 3")
		e.rest()
		if got := ask("segc/explain", "file:///w/%72.seg"); strings.Contains(got, "club") || !strings.Contains(got, "3") {
			t.Errorf("under another name, the answer is %s", got)
		}
		e.stop()
	})
}

// TestLabelsAreWhatComes checks that the label of an item is its text, with the quotes, and that no
// other text is compared with the letters that are there: Neovim then does not count the quote.
func TestLabelsAreWhatComes(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := start(t, newDisk(nil), setup{folders: []string{"/w"}})
		text := "field plan: choice (\"free\", \"club\")\nfield `full name`: text\nwhere plan = \"c\" and f"
		e.openWith("/w/a.seg", text)
		for _, c := range []struct {
			at   int
			want string
		}{{len("where plan = \"c"), `"club"`}, {len("where plan = \"c\" and f"), "`full name`"}} {
			m := e.request("textDocument/completion", positionParams{documentID{"file:///w/a.seg"}, position{2, c.at}})
			var list completionList
			if err := json.Unmarshal(m.Result, &list); err != nil {
				t.Fatal(err)
			}
			found := false
			for _, item := range list.Items {
				found = found || string(item.Label) == c.want
				if string(item.Label) != item.TextEdit.NewText {
					t.Errorf("%s inserts %s", item.Label, item.TextEdit.NewText)
				}
			}
			if !found || strings.Contains(string(m.Result), "filterText") {
				t.Errorf("the answer does not have %s, or a filterText: %s", c.want, m.Result)
			}
		}
		e.stop()
	})
}
