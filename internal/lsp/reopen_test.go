package lsp

import (
	"strings"
	"testing"
	"testing/synctest"
)

// TestOpenedAgain checks that a client gets the list of a file once more whenever it opens it, and when it
// has closed it: Neovim drops what it shows when it reads a file again, and when it unloads a text.
func TestOpenedAgain(t *testing.T) {
	const shown = "r.seg: 5:6-5:14 SEG201"
	bad := strings.Replace(ruleText, "mailable and", "mailabel and", 1)
	worse := strings.Replace(bad, "country", "mailbale and country", 1)
	for _, c := range []struct {
		name string
		uri  string // that is opened the second time, unless it is the first one
		stay bool   // it is not closed before
		text string
		said []string // when it is closed and opened
	}{
		{name: "the same text", text: bad, said: []string{shown, shown}},
		{name: "without closing it", stay: true, text: bad, said: []string{shown}},
		{name: "a text without the problem", text: ruleText, said: []string{"r.seg: nothing"}},
		{name: "without closing it, a text without the problem", stay: true, text: ruleText, said: []string{"r.seg: nothing"}},
		{name: "a text in which it has moved", text: "# a line\n" + bad, said: []string{"r.seg: 6:6-6:14 SEG201", "r.seg: 6:6-6:14 SEG201"}},
		{name: "without closing it, a text in which it has moved", stay: true, text: "# a line\n" + bad, said: []string{"r.seg: 6:6-6:14 SEG201"}},
		{name: "a text with another one", stay: true, text: worse, said: []string{shown, "r.seg: 5:6-5:14 SEG201, 5:19-5:27 SEG201"}},
		{name: "another name", uri: "file:///link/r.seg", text: bad, said: []string{shown, "r.seg: nothing", shown}},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDisk(map[string]string{"/w/catalog.seg": catalogText, "/w/r.seg": bad})
				d.links = map[string]string{"/link/": "/w/"}
				e := start(t, d, setup{folders: []string{"/w"}, watches: true})
				e.rest()
				expectSaid(t, e, shown)
				e.open("/w/r.seg")
				e.rest()
				expectSaid(t, e, shown)
				d.write("/w/r.seg", c.text)
				if !c.stay {
					e.close("/w/r.seg")
				}
				uri := c.uri
				if uri == "" {
					uri = uriOf("/w/r.seg")
				}
				e.openURI(uri, c.text)
				e.rest()
				expectSaid(t, e, c.said...)
				for range 3 {
					e.changed("/w/catalog.seg", "/w/r.seg")
					e.notify("textDocument/didSave", documentParams{documentID{uri}})
					e.rest()
				}
				expectSaid(t, e)
				e.stop()
			})
		})
	}
}

// TestOpenedFirst checks that nothing is said of a file without problems when it is opened, however often,
// and that what a file shows already is said again when it is opened and when it is closed.
func TestOpenedFirst(t *testing.T) {
	for _, w := range []setup{{folders: []string{"/w"}}, {folders: []string{"/w"}, options: `{"problems": "open"}`}, {}} {
		synctest.Test(t, func(t *testing.T) {
			d := newDisk(map[string]string{"/w/catalog.seg": catalogText, "/w/a.seg": ruleText, "/w/b.seg": "where x"})
			e := start(t, d, w)
			e.rest()
			shown := len(w.folders) > 0 && w.options == ""
			if shown {
				expectSaid(t, e, "b.seg: 0:6-0:7 SEG201")
			}
			for range 3 {
				e.open("/w/a.seg")
				e.rest()
				e.close("/w/a.seg")
				e.rest()
			}
			expectSaid(t, e)
			for range 3 {
				e.open("/w/b.seg")
				e.rest()
				e.close("/w/b.seg")
				e.rest()
				if shown {
					expectSaid(t, e, "b.seg: 0:6-0:7 SEG201", "b.seg: 0:6-0:7 SEG201")
				} else {
					expectSaid(t, e, "b.seg: 0:6-0:7 SEG201", "b.seg: nothing")
				}
			}
			e.stop()
		})
	}
}
