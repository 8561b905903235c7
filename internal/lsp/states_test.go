package lsp

import (
	"fmt"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/segc-lang/segc/internal/test/long"
)

// TestChangedAmidCheck changes a used file at each moment at which the session has just asked the disk
// for it, so that what it does then is about another text: after the next look, all users show what
// they do after a fresh start.
func TestChangedAmidCheck(t *testing.T) {
	const before, after, broken = catalogText, "let other = age > 3 and age > 2\n", "let mailable = \n"
	for _, c := range []struct {
		name   string
		ignore string
		open   []string
		text   string // of the catalog at first; "" for none
		after  string
	}{
		{"nobody has it open", "", nil, before, after},
		{"a walk does not find it", "catalog.seg", nil, before, after},
		{"a user is open", "", []string{"/w/r.seg"}, before, after},
		{"a user is open, and a walk does not find the file", "catalog.seg", []string{"/w/r.seg"}, before, after},
		{"it is open, too", "", []string{"/w/catalog.seg", "/w/r.seg"}, before, after},
		{"it has an error", "", []string{"/w/r.seg"}, before, broken},
		{"it comes", "", []string{"/w/r.seg"}, "", after},
		{"it comes, and nobody is open", "catalog.seg", nil, "", after},
		{"a user is outside the folders of the workspace", "", []string{"/else/r.seg"}, before, after},
	} {
		for _, watches := range []bool{false, true} {
			for n := range long.Of(8, 12) {
				t.Run(fmt.Sprintf("%s, %t, %d", c.name, watches, n), func(t *testing.T) {
					synctest.Test(t, func(t *testing.T) {
						d := newDisk(map[string]string{"/w/r.seg": ruleText, "/w/a.seg": ruleText, "/w/s.seg": "use \"catalog.seg\"\nwhere mailable", "/w/z.seg": "where x", "/else/r.seg": ruleText})
						if c.ignore != "" {
							d.write("/w/.segcignore", c.ignore)
						}
						if c.text != "" {
							d.write("/w/catalog.seg", c.text)
							d.write("/else/catalog.seg", c.text)
						}
						var asked atomic.Int32
						d.asked = func(path string) {
							if (path == "/w/catalog.seg" || path == "/else/catalog.seg") && asked.Add(1) == int32(n+1) {
								d.write(path, c.after)
							}
						}
						w := setup{folders: []string{"/w"}, watches: watches}
						e := start(t, d, w)
						for _, name := range c.open {
							e.open(name)
						}
						e.rest()
						d.asked = nil
						if watches {
							e.changed("/w/catalog.seg")
						} else {
							e.open("/w/z.seg")
						}
						e.rest()
						e.rest()
						if c.open != nil && c.open[0] == "/else/r.seg" {
							want := "5:6-5:14 SEG201"
							if d.files["/else/catalog.seg"] == before {
								want = "nothing"
							}
							expectShown(t, e, "/else/r.seg", want)
						}
						for _, name := range append(c.open, "/w/z.seg") {
							if e.texts[uriOf(name)] != "" {
								e.close(name)
							}
						}
						e.rest()
						expectFresh(t, e, w)
						e.stop()
					})
				})
			}
		}
	}
}

// TestFoldersDisagree checks that a session comes to rest if two folders never agree on a file: a link that
// one of them can read, and the other one cannot.
func TestFoldersDisagree(t *testing.T) {
	for _, watches := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			d := newDisk(map[string]string{"/n/common.seg": catalogText, "/n/r.seg": "use \"inner/link.seg\"\nwhere mailable and country = \"AT\""})
			d.targets, d.strict = map[string]string{"/n/inner/link.seg": "/n/common.seg"}, map[string]bool{"/n/inner": true}
			e := start(t, d, setup{folders: []string{"/n", "/n/inner"}, watches: watches})
			e.open("/n/r.seg")
			e.rest()
			asked := func() (proofs, walks int) {
				d.lock.Lock()
				defer d.lock.Unlock()
				return d.proofs, d.walks
			}
			proofs, walks := asked()
			time.Sleep(time.Hour)
			synctest.Wait()
			if now, looks := asked(); now != proofs || looks != walks {
				t.Errorf("at rest, the session has made %d checks and %d looks", now-proofs, looks-walks)
			}
			for range 5 {
				e.save("/n/r.seg")
				e.changed("/n/r.seg")
				e.rest()
			}
			if now, _ := asked(); now-proofs > 15 {
				t.Errorf("after five times, the session has made %d checks", now-proofs)
			}
			expectShown(t, e, "/n/r.seg", "nothing")
			e.stop()
		})
	}
}

// TestOpenedAmidCheck saves an open catalog with an error while one of its users is checked for the first
// time, which was loaded with the catalog as it was before: the user is checked again.
func TestOpenedAmidCheck(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk(twoFiles())
		e := start(t, d, setup{folders: []string{"/w"}})
		e.open("/w/r.seg")
		e.open("/w/catalog.seg")
		e.replace("/w/catalog.seg", 0, 0, "let mine = age > 3\n")
		e.rest()
		e.replace("/w/catalog.seg", 4, 8, "mein")
		e.replace("/w/catalog.seg", 0, 0, "let part = mien\n") // the error
		e.rest()
		text := e.texts[uriOf("/w/catalog.seg")]
		amid := false
		d.asked = func(path string) {
			if path == "/w/extra.seg" && !amid { // it is read after the catalog
				amid = true
				d.write("/w/catalog.seg", text)
				go e.notify("textDocument/didSave", documentParams{documentID{uriOf("/w/catalog.seg")}})
				time.Sleep(100 * time.Millisecond)
			}
		}
		d.write("/w/.segcignore", "extra.seg")
		d.write("/w/extra.seg", "let rich = revenue > 1000")
		d.write("/w/new.seg", "use \"catalog.seg\"\nuse \"extra.seg\"\nwhere mailable and mine and rich")
		e.save("/w/r.seg")
		e.rest()
		if !amid {
			t.Error("the new file was not read")
		}
		e.rest()
		expectShown(t, e, "/w/new.seg", "2:19-2:23 SEG201")
		e.close("/w/catalog.seg")
		e.close("/w/r.seg")
		e.rest()
		expectFresh(t, e, setup{folders: []string{"/w"}})
		e.stop()
	})
}

// TestLookAmidCheck changes a file while one of its users is checked for the first time, and the client says
// so at once: the session has looked at the file before it knows who uses it.
func TestLookAmidCheck(t *testing.T) {
	for _, ignored := range []string{"extra.seg", "extra.seg catalog.seg"} {
		synctest.Test(t, func(t *testing.T) {
			d := newDisk(map[string]string{
				"/w/catalog.seg": catalogText, "/w/extra.seg": "let rich = revenue > 1000", "/w/.segcignore": ignored,
				"/w/user.seg": "use \"catalog.seg\"\nuse \"extra.seg\"\nwhere mailable and rich",
			})
			w, e := setup{folders: []string{"/w"}, watches: true}, (*editorOf)(nil)
			amid := false
			d.asked = func(path string) {
				if path == "/w/extra.seg" && !amid { // it is read after the catalog
					amid = true
					d.write("/w/catalog.seg", "let other = age > 3\n")
					go e.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": []fileEvent{{uriOf("/w/catalog.seg"), 2}}})
					time.Sleep(10 * time.Second)
				}
			}
			e = launch(t, d, w)
			e.initialize(w)
			e.notify("initialized", map[string]any{})
			time.Sleep(time.Minute)
			synctest.Wait()
			expectShown(t, e, "/w/user.seg", "2:6-2:14 SEG201")
			e.stop()
		})
	}
}
