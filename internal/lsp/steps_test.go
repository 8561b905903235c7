package lsp

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// TestRenameInSteps has a client rename in one text after another, as most do: it opens the next file,
// and changes it. What is wrong only until the last one has changed is not shown, and the text that was
// open before shows it only if the person stops.
func TestRenameInSteps(t *testing.T) {
	const old = "use \"catalog.seg\"\nwhere mailable and opened in last 30d\n"
	files := map[string]string{"/w/catalog.seg": "let mailable = status = \"subscribed\"\n", "/w/open.seg": "use \"catalog.seg\"\nlet it = mailable\nwhere it\n"}
	for i := range 20 {
		files[fmt.Sprintf("/w/%02d.seg", i)] = old
	}
	files["/w/use.seg"] = "use \"open.seg\"\nwhere it\n"
	name := func(e *editorOf, file string) {
		at := strings.Index(files[file], "mailable")
		e.replace(file, at, at+len("mailable"), "reachable")
	}
	for _, c := range []struct {
		before, between, after time.Duration // the catalog; each of the others; the open text
		shown                  bool
	}{
		{},
		{before: time.Millisecond},
		{between: time.Millisecond},
		{before: 140 * time.Millisecond},
		{after: 140 * time.Millisecond},
		{between: 20 * time.Millisecond},
		{after: 400 * time.Millisecond, shown: true},
		{after: time.Minute, shown: true},
	} {
		t.Run(fmt.Sprint(c.before, c.between, c.after), func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				e := start(t, newDisk(files), setup{folders: []string{"/w"}})
				e.open("/w/open.seg")
				e.rest()
				e.said()
				e.open("/w/catalog.seg")
				name(e, "/w/catalog.seg")
				time.Sleep(c.before)
				for i := range 20 {
					file := fmt.Sprintf("/w/%02d.seg", i)
					e.open(file)
					name(e, file)
					time.Sleep(c.between)
				}
				time.Sleep(c.after)
				name(e, "/w/open.seg")
				synctest.Wait()
				expectShown(t, e, "/w/open.seg", "nothing")
				e.rest()
				said := strings.Join(e.said(), "\n")
				if got := strings.Contains(said, "SEG201"); got != c.shown {
					t.Errorf("published\n%s", said)
				}
				if rest := strings.NewReplacer("open.seg: 1:9-1:17 SEG201\n", "", "open.seg: nothing", "").Replace(said); strings.Contains(rest, "SEG") {
					t.Errorf("published\n%s", rest)
				}
				e.stop()
			})
		})
	}
}
