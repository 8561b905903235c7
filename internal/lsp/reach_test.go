package lsp

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
)

// namesIn returns the files that an edit or a list of places has, without their folder.
func namesIn(t *testing.T, m message, folder string) string {
	t.Helper()
	var edit workspaceEdit
	var places []location
	var names []string
	if json.Unmarshal(m.Result, &places) == nil {
		for _, l := range places {
			names = append(names, strings.TrimPrefix(l.URI, uriOf(folder)+"/"))
		}
	} else if err := json.Unmarshal(m.Result, &edit); err != nil {
		t.Fatal(err)
	}
	for uri := range edit.Changes {
		names = append(names, strings.TrimPrefix(uri, uriOf(folder)+"/"))
	}
	slices.Sort(names)
	return strings.Join(slices.Compact(names), " ")
}

// TestUsersInOuterFolder checks that a name of an inner folder of the workspace changes in the files of
// the outer one, too, and that each file is looked at in its own folder.
func TestUsersInOuterFolder(t *testing.T) {
	for _, folders := range [][]string{{"/n", "/n/inner", "/else"}, {"/else", "/n/inner", "/n"}} {
		for _, asked := range []string{"/n/inner/cat.seg", "/n/inner/r.seg", "/n/outer.seg"} {
			synctest.Test(t, func(t *testing.T) {
				e := start(t, newDisk(map[string]string{
					"/n/inner/cat.seg": "let mailable = orders >= 2\n", "/n/inner/r.seg": "use \"cat.seg\"\nwhere mailable",
					"/n/outer.seg": "use \"inner/cat.seg\"\nwhere mailable", "/n/cat.seg": "let mailable = orders >= 3\n",
					"/n/other.seg": "use \"cat.seg\"\nwhere mailable", "/else/x.seg": "use \"cat.seg\"\nwhere mailable",
				}), setup{folders: folders})
				e.open(asked)
				e.rest()
				at := e.at(asked, "mailable")
				if got := namesIn(t, e.request("textDocument/rename", renameParams{at, "reachable"}), "/n"); got != "inner/cat.seg inner/r.seg outer.seg" {
					t.Errorf("rename at %s changes %s", asked, got)
				}
				p := referenceParams{positionParams: at}
				p.Context.IncludeDeclaration = true
				if got := namesIn(t, e.request("textDocument/references", p), "/n"); got != "inner/cat.seg inner/r.seg outer.seg" {
					t.Errorf("references at %s are in %s", asked, got)
				}
				m := e.request("workspace/willRenameFiles", map[string]any{"files": []any{map[string]string{"oldUri": "file:///n/inner/cat.seg", "newUri": "file:///n/inner/dog.seg"}}})
				if got := namesIn(t, m, "/n"); got != "inner/r.seg outer.seg" || strings.Count(string(m.Result), "newText") != 2 {
					t.Errorf("a move changes %s", m.Result)
				}
				e.stop()
			})
		}
	}
}

// TestLinksAreOneFile checks that users of a file under the name of a link are found, and that a rename
// that would miss some is refused.
func TestLinksAreOneFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk(map[string]string{
			"/w/real/cat.seg": "let mailable = orders >= 2\n", "/w/real/r.seg": "use \"cat.seg\"\nwhere mailable",
			"/w/a.seg": "use \"alias.seg\"\nwhere mailable", "/w/l.seg": "use \"ln/cat.seg\"\nwhere mailable",
			"/w/plain.seg": "let free = orders >= 2\nwhere free",
		})
		d.targets = map[string]string{"/w/alias.seg": "/w/real/cat.seg", "/w/ln": "/w/real"}
		e := start(t, d, setup{folders: []string{"/w"}})
		e.open("/w/real/r.seg")
		e.open("/w/a.seg")
		e.open("/w/plain.seg")
		e.rest()
		for asked, want := range map[string]string{
			"/w/real/r.seg": "`real/cat.seg` and `alias.seg` are one file", "/w/a.seg": "`alias.seg` and `ln/cat.seg` are one file",
		} {
			m := e.request("textDocument/rename", renameParams{e.at(asked, "mailable"), "reachable"})
			if code(m) != codeRequestFailed || !strings.Contains(m.Error.Message, want) || !strings.Contains(m.Error.Message, "remove the link") {
				t.Errorf("rename at %s: %s %v", asked, m.Result, m.Error)
			}
			p := referenceParams{positionParams: e.at(asked, "mailable")}
			p.Context.IncludeDeclaration = true
			if got := namesIn(t, e.request("textDocument/references", p), "/w"); got != "a.seg l.seg real/cat.seg real/r.seg" {
				t.Errorf("references at %s are in %s", asked, got)
			}
		}
		if m := e.request("textDocument/rename", renameParams{e.at("/w/plain.seg", "free"), "reachable"}); namesIn(t, m, "/w") != "plain.seg" {
			t.Errorf("rename where no link is: %s %v", m.Result, m.Error)
		}
		m := e.request("workspace/willRenameFiles", map[string]any{"files": []any{map[string]string{"oldUri": "file:///w/real/cat.seg", "newUri": "file:///w/real/dog.seg"}}})
		if got := namesIn(t, m, "/w"); got != "a.seg l.seg real/r.seg" || strings.Count(string(m.Result), "real/dog.seg") != 2 {
			t.Errorf("a move changes %s", m.Result)
		}
		e.stop()
	})
}

// TestRenameSeesAll checks that a name that other files can use is changed only where segc knows all
// files.
func TestRenameSeesAll(t *testing.T) {
	for _, c := range []struct {
		name    string
		folders []string
		limit   int
		uri     string
	}{
		{"no folder", nil, 0, "file:///w/a.seg"},
		{"another folder", []string{"/else"}, 0, "file:///w/a.seg"},
		{"a folder that is too large", []string{"/w"}, 1, "file:///w/a.seg"},
		{"an outer folder that is too large", []string{"/w/in", "/w"}, 2, "file:///w/in/a.seg"},
	} {
		synctest.Test(t, func(t *testing.T) {
			const text = "let mailable = orders >= 2\nsegment \"A {x}\" for x in (1, 2) where mailable and orders >= 2 and isp in (x)\n"
			d := newDisk(map[string]string{"/w/a.seg": text, "/w/in/a.seg": text, "/w/b.seg": "use \"a.seg\"\nwhere mailable"})
			d.limit = c.limit
			e := start(t, d, setup{folders: c.folders})
			e.openURI(c.uri, text)
			e.rest()
			rename := func(line, character int) message {
				return e.request("textDocument/rename", renameParams{positionParams{documentID{c.uri}, position{line, character}}, "other"})
			}
			if m := rename(0, 5); code(m) != codeRequestFailed || !strings.Contains(m.Error.Message, "other files may use `mailable`, and segc cannot look at all of them; open their folder") {
				t.Errorf("%s: %s %v", c.name, m.Result, m.Error)
			}
			if m := rename(1, 12); code(m) != 0 {
				t.Errorf("%s: a name that is local is refused: %v", c.name, m.Error)
			}
			e.stop()
		})
	}
}

// TestUnreadableFile checks that a file which cannot be read shows why, until it can be.
func TestUnreadableFile(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk(twoFiles())
		d.closed = map[string]bool{"/w/r.seg": true}
		e := start(t, d, setup{folders: []string{"/w"}, watches: true})
		e.rest()
		if list := e.lists["file:///w/r.seg"]; len(list) != 1 || list[0].Message != "permission denied" || list[0].Severity != severityError {
			t.Errorf("it shows %v", list)
		}
		e.changed("/w/r.seg")
		e.rest()
		if said := e.said(); len(said) != 1 {
			t.Errorf("published: %v", said)
		}
		delete(d.closed, "/w/r.seg")
		d.write("/w/r.seg", ruleText)
		e.changed("/w/r.seg")
		e.rest()
		expectShown(t, e, "/w/r.seg", "nothing")
		e.open("/w/r.seg")
		d.closed["/w/r.seg"] = true
		e.close("/w/r.seg")
		e.rest()
		if list := e.lists["file:///w/r.seg"]; len(list) != 1 || list[0].Message != "permission denied" {
			t.Errorf("closed, it shows %v", list)
		}
		e.stop()
	})
}
