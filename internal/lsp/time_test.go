package lsp

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

const catalogText = `let mailable = status = "subscribed" and never complained
require mailable because "we never mail people who left"
`

const ruleText = `use "catalog.seg"
segment "x"
  color "#7cb7de"
  lists "0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab"

where mailable and country = "AT"
`

func twoFiles() map[string]string {
	return map[string]string{"/w/catalog.seg": catalogText, "/w/r.seg": ruleText}
}

// TestGoodNewsAtOnce checks that an error appears after a pause and disappears with the key that
// corrects it.
func TestGoodNewsAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := start(t, newDisk(twoFiles()), setup{folders: []string{"/w"}})
		e.open("/w/r.seg")
		e.rest()
		expectSaid(t, e)
		at := strings.Index(ruleText, "mailable")
		e.typed("/w/r.seg", at, "x", 0)
		time.Sleep(499 * time.Millisecond)
		synctest.Wait()
		expectSaid(t, e)
		time.Sleep(2 * time.Millisecond)
		synctest.Wait()
		expectSaid(t, e, "r.seg: 5:6-5:15 SEG201")
		e.replace("/w/r.seg", at, at+1, "")
		synctest.Wait()
		expectSaid(t, e, "r.seg: nothing")
		e.stop()
	})
}

// TestGuardStays checks that what a guard found stays while the next condition is half typed, and
// moves with the text.
func TestGuardStays(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := start(t, newDisk(twoFiles()), setup{folders: []string{"/w"}})
		e.open("/w/r.seg")
		e.rest()
		at := strings.Index(ruleText, " and country")
		e.replace("/w/r.seg", at, at+4, " or")
		e.rest()
		expectSaid(t, e, "r.seg: 5:18-5:32 SEG601")
		text := e.texts[uriOf("/w/r.seg")]
		e.replace("/w/r.seg", 0, 0, "# a line\n")
		e.rest()
		expectSaid(t, e, "r.seg: 6:18-6:32 SEG601")
		e.typed("/w/r.seg", len(text)+8, " or pla", 10*time.Millisecond)
		e.rest()
		expectSaid(t, e, "r.seg: 6:18-6:32 SEG601, 6:36-6:39 SEG201")
		e.typed("/w/r.seg", len(text)+8+7, `n = "x"`, 10*time.Millisecond)
		e.rest()
		expectSaid(t, e, "r.seg: 6:18-6:32 SEG601", "r.seg: 6:18-6:32 SEG601") // first without the error, then with another contact
		e.stop()
	})
}
