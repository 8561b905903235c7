package lsp

import (
	"strings"
	"testing"
	"testing/synctest"
)

// TestRenameInIgnored checks that a new name, and a new place of a file, change the rules that use it and
// that `.segcignore` names: nothing checks them, but they would be broken.
func TestRenameInIgnored(t *testing.T) {
	for _, c := range []struct {
		name        string
		limit       int
		broken      string // a text of the ignored rule
		want, moved string
		note        string
	}{
		{name: "some", want: "catalog.seg drafts.seg r.seg", moved: "drafts.seg r.seg"},
		{name: "too many", limit: 3, want: "catalog.seg r.seg", moved: "r.seg", note: "`.segcignore` names more files than segc looks at"},
		{name: "one with a mistake", broken: "use \"catalog.seg\"\nwhere (mailable or", want: "catalog.seg drafts.seg r.seg", moved: "drafts.seg r.seg"},
		{name: "one with a mistake that is not about it", broken: "use \"catalog.seg\"\nwhere (opened or", want: "catalog.seg r.seg", moved: "drafts.seg r.seg"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDisk(twoFiles())
				d.limit = c.limit
				d.write("/w/.segcignore", "drafts.seg other.seg")
				d.write("/w/drafts.seg", "use \"catalog.seg\"\nwhere mailable and misspelt")
				if c.broken != "" {
					d.write("/w/drafts.seg", c.broken)
				}
				d.write("/w/other.seg", "where mailable")
				e := start(t, d, setup{folders: []string{"/w"}})
				e.open("/w/r.seg")
				e.rest()
				m := e.request("textDocument/rename", renameParams{e.at("/w/r.seg", "mailable"), "reachable"})
				got := ""
				if m.Error != nil {
					got = m.Error.Message
				} else {
					got = namesIn(t, m, "/w")
				}
				if got != c.want {
					t.Errorf("rename: %s, want %s", got, c.want)
				}
				p := referenceParams{positionParams: e.at("/w/r.seg", "mailable")}
				if got := namesIn(t, e.request("textDocument/references", p), "/w"); c.limit == 0 && c.broken == "" && got != "catalog.seg drafts.seg r.seg" {
					t.Errorf("references are in %s", got)
				}
				m = e.request("workspace/willRenameFiles", map[string]any{"files": []any{map[string]string{"oldUri": "file:///w/catalog.seg", "newUri": "file:///w/names.seg"}}})
				if got := namesIn(t, m, "/w"); got != c.moved {
					t.Errorf("a move changes %s, want %s", got, c.moved)
				}
				if c.note == "" && len(e.notes) > 0 || c.note != "" && (len(e.notes) != 2 || !strings.Contains(e.notes[0], c.note) || !strings.Contains(e.notes[1], c.note)) {
					t.Errorf("shown: %v", e.notes)
				}
				expectShown(t, e, "/w/drafts.seg", "nothing")
				e.stop()
			})
		})
	}
}

// TestRenameInUnread checks that a rename is refused, and says why, if a rule that uses the file was not
// read: it is too large, or nobody may read it.
func TestRenameInUnread(t *testing.T) {
	large := strings.Repeat("# a long line of a comment\n", 45_000)
	for _, c := range []struct {
		name, file, text, want string
		ignored                bool
	}{
		{"a large user", "/w/large.seg", "use \"catalog.seg\"\nwhere mailable\n" + large, "`large.seg` uses `catalog.seg`, and it is too large to be read", false},
		{"a large user that is ignored", "/w/large.seg", "use \"catalog.seg\"\nwhere mailable\n" + large, "`large.seg` uses `catalog.seg`, and it is too large to be read", true},
		{"a large user whose first lines are comments", "/w/large.seg", large[:1<<19] + "\nuse \"catalog.seg\"\nwhere mailable\n" + large, "`large.seg` uses `catalog.seg`", false},
		{"a large user of a user", "/w/large.seg", "use \"r.seg\" as r\nwhere r\n" + large, "`large.seg` uses `catalog.seg`", false},
		{"a large rule that uses nothing", "/w/large.seg", "where mailable\n" + large, "", false},
		{"a large rule that uses another file", "/w/large.seg", "use \"other.seg\"\nwhere mailable\n" + large, "", false},
		{"a rule that cannot be read", "/w/locked.seg", "where x", "`locked.seg` may use `mailable`, and it cannot be read", false},
	} {
		for _, asked := range []string{"/w/r.seg", "/w/catalog.seg"} {
			t.Run(c.name+", "+asked, func(t *testing.T) {
				synctest.Test(t, func(t *testing.T) {
					d := newDisk(twoFiles())
					d.closed = map[string]bool{"/w/locked.seg": true}
					d.write("/w/other.seg", "let mailable = orders >= 2")
					d.write(c.file, c.text)
					if c.ignored {
						d.write("/w/.segcignore", "large.seg")
					}
					e := start(t, d, setup{folders: []string{"/w"}})
					e.open(asked)
					e.rest()
					if c.file == "/w/large.seg" && !c.ignored {
						expectShown(t, e, "/w/large.seg", "0:0-0:0 SEG114")
					}
					m := e.request("textDocument/rename", renameParams{e.at(asked, "mailable"), "reachable"})
					switch {
					case c.want == "" && (m.Error != nil || namesIn(t, m, "/w") != "catalog.seg r.seg"):
						t.Errorf("rename: %s %v", m.Result, m.Error)
					case c.want != "" && (code(m) != codeRequestFailed || !strings.Contains(m.Error.Message, c.want)):
						t.Errorf("rename: %s %v, want %s", m.Result, m.Error, c.want)
					}
					e.stop()
				})
			})
		}
	}
}

// TestMoveInLarge checks that the paths after `use` follow a move also in a rule that is too large to be
// checked.
func TestMoveInLarge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk(twoFiles())
		d.write("/w/large.seg", "use \"catalog.seg\"\nwhere mailable\n"+strings.Repeat("# a long line of a comment\n", 45_000))
		e := start(t, d, setup{folders: []string{"/w"}})
		e.rest()
		m := e.request("workspace/willRenameFiles", map[string]any{"files": []any{map[string]string{"oldUri": "file:///w/catalog.seg", "newUri": "file:///w/names.seg"}}})
		if got := namesIn(t, m, "/w"); got != "large.seg r.seg" || strings.Count(string(m.Result), `\"names.seg\"`) != 2 {
			t.Errorf("a move changes %s", m.Result)
		}
		e.stop()
	})
}
