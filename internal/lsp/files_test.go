package lsp

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/segc-lang/segc/internal/test/long"
)

// shownEverywhere returns what a client shows of all files that have problems.
func (e *editorOf) shownEverywhere() map[string]string {
	e.lock.Lock()
	defer e.lock.Unlock()
	all := map[string]string{}
	for uri, list := range e.lists {
		if len(list) > 0 {
			all[uri] = string(encoded(list))
		}
	}
	return all
}

// fresh returns what a session shows that starts with the files as they are now.
func fresh(t *testing.T, d *disk, w setup) map[string]string {
	t.Helper()
	e := start(t, d, w)
	time.Sleep(time.Minute)
	synctest.Wait()
	e.stop()
	return e.shownEverywhere()
}

func expectFresh(t *testing.T, e *editorOf, w setup) {
	t.Helper()
	got, want := e.shownEverywhere(), fresh(t, e.disk, w)
	if maps.Equal(got, want) {
		return
	}
	for _, uri := range slices.Sorted(maps.Keys(want)) {
		if got[uri] != want[uri] {
			t.Errorf("%s shows\n%s\nand after a fresh start\n%s", uri, got[uri], want[uri])
		}
	}
	for uri := range got {
		if want[uri] == "" {
			t.Errorf("%s shows\n%s\nand after a fresh start nothing", uri, got[uri])
		}
	}
}

// changed says of files that they have changed, as a client that watches does.
func (e *editorOf) changed(names ...string) {
	var events []fileEvent
	for _, name := range names {
		events = append(events, fileEvent{uriOf(name), 2})
	}
	e.notify("workspace/didChangeWatchedFiles", map[string]any{"changes": events})
	synctest.Wait()
}

func clients() map[string]setup {
	return map[string]setup{
		"a client that watches":               {folders: []string{"/w"}, watches: true},
		"a client that does not":              {folders: []string{"/w"}},
		"a client with versions":              {folders: []string{"/w"}, watches: true, versions: true, general: `{"positionEncodings": ["utf-8"]}`},
		"one that does not, in another order": {folders: []string{"/w"}, general: `{"positionEncodings": ["utf-32", "utf-16", "utf-8"]}`},
	}
}

// TestChangedOnDisk checks that what changes on the disk is shown, and that the session says of each
// of 500 replaced files at most twice what is wrong with it.
func TestChangedOnDisk(t *testing.T) {
	names := slices.Sorted(maps.Keys(clients()))
	for _, name := range names[:long.Of(2, len(names))] {
		w := clients()[name]
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDisk(twoFiles())
				for i := range 1000 {
					d.write(fmt.Sprintf("/w/%d/f%03d.seg", i%7, i), "use \"../catalog.seg\"\nwhere mailable")
				}
				e := start(t, d, w)
				e.open("/w/r.seg")
				time.Sleep(time.Minute)
				e.said()
				d.lock.Lock()
				walks := d.walks
				d.lock.Unlock()
				var names []string
				for i := range 500 {
					name := fmt.Sprintf("/w/%d/f%03d.seg", i%7, i)
					d.write(name, fmt.Sprintf("use \"../catalog.seg\"\nwhere mailable and orders >= %d and orders >= 1", 2+i%3))
					names = append(names, name)
				}
				d.write("/w/catalog.seg", catalogText+"let other = age > 3 and age > 2\n")
				d.remove("/w/3/f500.seg")
				d.write("/w/new.seg", "where x")
				if w.watches {
					for len(names) > 0 { // they come bit by bit
						e.changed(names[:50]...)
						names = names[50:]
						time.Sleep(50 * time.Millisecond)
					}
					e.changed("/w/catalog.seg", "/w/3/f500.seg", "/w/new.seg")
				} else {
					e.save("/w/r.seg")
				}
				time.Sleep(time.Minute)
				synctest.Wait()
				d.lock.Lock()
				if looks := d.walks - walks; looks > 2 {
					t.Errorf("the session has looked at the folder %d times", looks)
				}
				d.lock.Unlock()
				said := map[string]int{}
				for _, line := range e.said() {
					name, _, _ := strings.Cut(line, ":")
					said[name]++
				}
				if said["f000.seg"] == 0 || said["new.seg"] == 0 {
					t.Errorf("published %v", said)
				}
				for name, times := range said {
					if times > 2 {
						t.Errorf("%s was published %d times", name, times)
					}
				}
				e.close("/w/r.seg")
				e.rest()
				expectFresh(t, e, w)
				e.stop()
			})
		})
	}
}

// TestCloseReturnsToTheDisk checks what is shown of a file when its editor is closed.
func TestCloseReturnsToTheDisk(t *testing.T) {
	const bad = "where misspelt = 1 or"
	for _, c := range []struct {
		name    string
		uri     string // that is opened
		before  func(d *disk)
		open    string // what is shown while it is open
		closing func(d *disk)
		closed  string
	}{
		{name: "a change is discarded", uri: "file:///w/a.seg", open: "0:6-0:14 SEG201, 0:21-0:21 SEG101", closed: "0:6-0:14 SEG201"},
		{name: "deleted", uri: "file:///w/a.seg", open: "0:6-0:14 SEG201, 0:21-0:21 SEG101", closing: func(d *disk) { d.remove("/w/a.seg") }, closed: "nothing"},
		{name: "ignored", uri: "file:///w/a.seg", before: func(d *disk) { d.write("/w/.segcignore", "a.seg") }, open: "0:21-0:21 SEG101", closed: "nothing"},
		{name: "hidden", uri: "file:///w/.a.seg", open: "0:21-0:21 SEG101", closed: "nothing"},
		{name: "outside", uri: "file:///else/a.seg", open: "0:21-0:21 SEG101", closed: "nothing"},
		{name: "untitled", uri: "untitled:Untitled-1", open: "0:21-0:21 SEG101", closed: "nothing"},
		{name: "an earlier version", uri: "git:/w/a.seg?HEAD", open: "nothing", closed: "nothing"},
	} {
		t.Run(c.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				d := newDisk(map[string]string{"/w/a.seg": "where misspelt"})
				if c.before != nil {
					c.before(d)
				}
				e := start(t, d, setup{folders: []string{"/w"}})
				e.rest()
				e.openURI(c.uri, bad)
				e.rest()
				if got := brief(e.lists[c.uri]); got != c.open {
					t.Errorf("open, it shows %s, want %s", got, c.open)
				}
				if c.closing != nil {
					c.closing(d)
				}
				e.notify("textDocument/didClose", documentParams{documentID{c.uri}})
				e.rest()
				if got := brief(e.lists[c.uri]); got != c.closed {
					t.Errorf("closed, it shows %s, want %s", got, c.closed)
				}
				e.stop()
			})
		})
	}
}

// TestFolders checks which folder a file belongs to: files of an inner one do not see those of the
// outer one, and a folder that is removed takes its problems away.
func TestFolders(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk(map[string]string{
			"/w/catalog.seg": catalogText, "/w/in/r.seg": "use \"../catalog.seg\"\nwhere mailable", "/w/r.seg": "use \"catalog.seg\"\nwhere mailabel",
		})
		w := setup{folders: []string{"/w", "/w/in"}}
		e := start(t, d, w)
		e.rest()
		expectShown(t, e, "/w/in/r.seg", "0:4-0:20 SEG206")
		expectShown(t, e, "/w/r.seg", "1:6-1:14 SEG201")
		change := func(added, removed []workspaceFolder) {
			e.notify("workspace/didChangeWorkspaceFolders", map[string]any{"event": map[string]any{"added": added, "removed": removed}})
			time.Sleep(10 * time.Second)
			synctest.Wait()
		}
		change(nil, []workspaceFolder{{URI: "file:///w/in"}})
		expectShown(t, e, "/w/in/r.seg", "nothing")
		change(nil, []workspaceFolder{{URI: "file:///w"}})
		expectShown(t, e, "/w/r.seg", "nothing")
		change([]workspaceFolder{{URI: "file:///w/in"}}, nil)
		expectShown(t, e, "/w/in/r.seg", "0:4-0:20 SEG206")
		e.stop()
	})
}

// TestRenamedFolder checks that a session goes on when its folder is not there any more, and shows
// nothing of it.
func TestRenamedFolder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk(map[string]string{"/w/a.seg": "where x", "/w/b.seg": "where y"})
		e := start(t, d, setup{folders: []string{"/w"}, watches: true})
		e.rest()
		expectShown(t, e, "/w/a.seg", "0:6-0:7 SEG201")
		d.lock.Lock()
		d.gone["/w"] = true
		d.lock.Unlock()
		e.changed("/w/a.seg")
		e.rest()
		expectShown(t, e, "/w/a.seg", "nothing")
		expectShown(t, e, "/w/b.seg", "nothing")
		d.lock.Lock()
		d.gone = map[string]bool{}
		d.lock.Unlock()
		e.changed("/w/a.seg")
		e.rest()
		expectShown(t, e, "/w/b.seg", "0:6-0:7 SEG201")
		e.stop()
	})
}

// TestLargeFolder checks that only open files are covered of a folder that is too large, with what
// they use, and that the session says so once.
func TestLargeFolder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk(map[string]string{"/w/a.seg": "use \"b.seg\"\nwhere z", "/w/b.seg": "let x = y", "/w/c.seg": "where z"})
		d.limit = 2
		e := start(t, d, setup{folders: []string{"/w"}})
		e.rest()
		expectSaid(t, e)
		e.open("/w/a.seg")
		e.rest()
		e.save("/w/a.seg")
		e.rest()
		expectShown(t, e, "/w/a.seg", "1:6-1:7 SEG201")
		expectShown(t, e, "/w/b.seg", "0:8-0:9 SEG201")
		expectShown(t, e, "/w/c.seg", "nothing")
		if len(e.notes) != 1 || !strings.Contains(e.notes[0], "more than 10,000 rules") {
			t.Errorf("shown: %v", e.notes)
		}
		e.stop()
	})
}

// TestOpenOnly checks the setting that shows problems of open files only.
func TestOpenOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		e := start(t, newDisk(map[string]string{"/w/a.seg": "where x", "/w/b.seg": "where y"}), setup{folders: []string{"/w"}, options: `{"problems": "open"}`})
		e.open("/w/a.seg")
		e.rest()
		e.close("/w/a.seg")
		e.rest()
		expectSaid(t, e, "a.seg: 0:6-0:7 SEG201", "a.seg: nothing")
		e.stop()
	})
}

// TestBrokenCatalog checks that users of a catalog keep what they show while it has errors that are
// not saved, and that an error in it is shown once, there.
func TestBrokenCatalog(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk(twoFiles())
		d.write("/w/s.seg", "use \"catalog.seg\"\nwhere mailable and orders >= 2 and orders >= 1")
		w := setup{folders: []string{"/w"}}
		e := start(t, d, w)
		e.rest()
		expectSaid(t, e, "s.seg: 1:35-1:46 SEG407")
		e.open("/w/catalog.seg")
		e.open("/w/r.seg")
		e.rest()
		d.lock.Lock()
		before := d.proofs
		d.lock.Unlock()
		e.replace("/w/catalog.seg", 0, 4, "lt ")
		e.rest()
		d.lock.Lock()
		if d.proofs != before {
			t.Errorf("%d checks after an error in a catalog that nobody has saved", d.proofs-before)
		}
		d.lock.Unlock()
		e.replace("/w/r.seg", 0, 0, "# typed here, too\n")
		e.rest()
		expectSaid(t, e, "catalog.seg: 0:0-0:2 SEG116, 0:3-0:11 SEG101, 1:8-1:16 SEG201")
		e.save("/w/r.seg")
		e.save("/w/catalog.seg")
		time.Sleep(10 * time.Second)
		synctest.Wait()
		expectFresh(t, e, w)
		e.stop()
	})
}

// TestSavedIsExact checks that a saved file with errors shows what the command says, and nothing that
// was found before.
func TestSavedIsExact(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		w := setup{folders: []string{"/w"}}
		e := start(t, newDisk(map[string]string{"/w/a.seg": "where orders >= 2 and orders >= 1\n"}), w)
		e.open("/w/a.seg")
		e.rest()
		e.replace("/w/a.seg", 0, 0, "let x = \n")
		e.rest()
		expectShown(t, e, "/w/a.seg", "0:7-0:7 SEG101, 1:6-1:33 SEG502, 1:22-1:33 SEG407")
		e.save("/w/a.seg")
		e.rest()
		expectShown(t, e, "/w/a.seg", "0:7-0:7 SEG101")
		expectFresh(t, e, w)
		e.stop()
	})
}

// TestNights checks that on each of ten nights just the programs are proved again that depend on the day, once
// each: by themselves, by a part of another file, or by a guard, open or not. One that is saved in the morning is
// proved once more then, and nothing else is.
func TestNights(t *testing.T) {
	for _, saved := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			d := newDisk(map[string]string{
				"/w/catalog.seg": "let recent = joined > today - 30d\n",
				"/w/a.seg":       "use \"catalog.seg\"\nwhere recent and joined < 2000-01-20",
				"/w/b.seg":       "where joined > today and joined < 2000-01-05",
				"/w/c.seg":       "where joined > 2000-01-20",
				"/w/d.seg":       "use \"catalog.seg\"\nwhere not recent",
				"/w/guard.seg":   "require joined <= today because \"they come later\"\nwhere joined < 2000-01-06",
			})
			for i := range 50 {
				d.write(fmt.Sprintf("/w/x%d.seg", i), "use \"catalog.seg\"\nwhere age > 3 and age > 2")
			}
			w := setup{folders: []string{"/w"}, watches: true}
			e := start(t, d, w)
			e.open("/w/a.seg")
			e.rest()
			want := []string{"/w/a.seg", "/w/b.seg", "/w/d.seg", "/w/guard.seg"}
			if saved {
				want = append([]string{"/w/a.seg"}, want...)
			}
			for night := range 10 {
				d.lock.Lock()
				reads := d.reads
				d.proved = nil
				d.lock.Unlock()
				time.Sleep(24 * time.Hour)
				synctest.Wait()
				if saved {
					e.notify("textDocument/didSave", documentParams{documentID{"file:///w/a.seg"}})
				}
				synctest.Wait()
				d.lock.Lock()
				reads = d.reads - reads
				proved := slices.Sorted(slices.Values(d.proved))
				d.lock.Unlock()
				if !slices.Equal(proved, want) {
					t.Errorf("in night %d, %d files are proved again, want %v: %v", night, len(proved), want, proved)
				}
				if reads > 8 {
					t.Errorf("%d files were read in a night", reads)
				}
			}
			e.rest()
			e.close("/w/a.seg")
			e.rest()
			expectFresh(t, e, w)
			e.stop()
		})
	}
}

// TestSlowDisk checks that the first answer about an open file does not wait for the files of the
// folder.
func TestSlowDisk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk(twoFiles())
		for i := range 100 {
			d.write(fmt.Sprintf("/w/x%d.seg", i), "where age > 3")
		}
		d.slow = 20 * time.Millisecond
		e := start(t, d, setup{folders: []string{"/w"}})
		e.openWith("/w/a.seg", "where x")
		began := time.Now()
		id := e.ask("textDocument/documentSymbol", documentParams{documentID{"file:///w/a.seg"}})
		for {
			synctest.Wait()
			if _, ok := e.answer(id); ok {
				break
			}
			time.Sleep(time.Millisecond)
		}
		if waited := time.Since(began); waited > 25*time.Millisecond {
			t.Errorf("the first answer took %s", waited)
		}
		e.rest()
		e.stop()
	})
}

// TestOneProof checks that a thousand changes in a second leave one proof running.
func TestOneProof(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		d := newDisk(twoFiles())
		e := start(t, d, setup{folders: []string{"/w"}})
		e.open("/w/r.seg")
		e.rest()
		d.lock.Lock()
		before := d.proofs
		d.lock.Unlock()
		for range 1000 {
			e.replace("/w/r.seg", 0, 0, "#\n")
			time.Sleep(time.Millisecond)
		}
		e.rest()
		d.lock.Lock()
		proofs := d.proofs - before
		d.lock.Unlock()
		if proofs != 1 {
			t.Errorf("%d proofs were made", proofs)
		}
		e.stop()
	})
}
