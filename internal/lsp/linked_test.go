package lsp

import (
	"testing"
	"testing/synctest"
)

// TestLinkIsARule checks that a link to a rule of the folder is a rule of its own, as for `segc check`: paths
// after `use` begin where it is, each name has its own list, and both follow the text.
func TestLinkIsARule(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const user = "use \"catalog.seg\"\nwhere mailable and misspelt"
		d := newDisk(map[string]string{"/w/catalog.seg": catalogText, "/w/sub/rule.seg": user})
		d.targets = map[string]string{"/w/link.seg": "/w/sub/rule.seg"}
		w := setup{folders: []string{"/w"}, watches: true}
		e := start(t, d, w)
		e.rest()
		both := func(when, link, rule string) {
			t.Helper()
			if got := e.shown("/w/link.seg"); got != link {
				t.Errorf("%s, the link shows %s, want %s", when, got, link)
			}
			if got := e.shown("/w/sub/rule.seg"); got != rule {
				t.Errorf("%s, the rule shows %s, want %s", when, got, rule)
			}
		}
		both("at first", "1:19-1:27 SEG201", "0:4-0:17 SEG207")
		e.openWith("/w/link.seg", user)
		e.rest()
		both("with the link open", "1:19-1:27 SEG201", "0:4-0:17 SEG207")
		e.replace("/w/link.seg", 0, 0, "# a line\n")
		e.rest()
		both("after a key in the link", "2:19-2:27 SEG201", "0:4-0:17 SEG207")
		d.write("/w/sub/rule.seg", e.texts[uriOf("/w/link.seg")])
		e.notify("textDocument/didSave", documentParams{documentID{uriOf("/w/link.seg")}})
		e.changed("/w/link.seg", "/w/sub/rule.seg")
		e.rest()
		both("saved", "2:19-2:27 SEG201", "1:4-1:17 SEG207")
		e.openWith("/w/sub/rule.seg", d.files["/w/sub/rule.seg"])
		e.close("/w/link.seg")
		e.rest()
		both("with the rule open", "2:19-2:27 SEG201", "1:4-1:17 SEG207")
		d.remove("/w/sub/rule.seg")
		e.close("/w/sub/rule.seg")
		delete(d.targets, "/w/link.seg")
		e.changed("/w/link.seg", "/w/sub/rule.seg")
		e.rest()
		both("without the file", "nothing", "nothing")
		e.stop()
	})
}
