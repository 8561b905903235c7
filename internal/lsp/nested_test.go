package lsp

import (
	"testing"
	"testing/synctest"
	"time"
)

// TestNestedFolders adds and removes a folder of the workspace within another one, and compares what is
// shown with a session that has these folders from the start.
func TestNestedFolders(t *testing.T) {
	const named = "field plan: text\nlet p = plan = \"x\"\n"
	files := map[string]string{
		"/w/cat.seg": named, "/w/sub/cat.seg": named, "/w/a.seg": "use \"cat.seg\"\nuse \"sub/cat.seg\"\nwhere p\n",
		"/w/sub/bad.seg": "where nothing", "/w/sub/deep/user.seg": "use \"../cat.seg\"\nwhere p and q\n",
	}
	event := func(e *editorOf, added, removed bool) {
		sub, event := workspaceFolder{uriOf("/w/sub"), "sub"}, map[string][]workspaceFolder{"added": {}, "removed": {}}
		if added {
			event["added"] = append(event["added"], sub)
		}
		if removed {
			event["removed"] = append(event["removed"], sub)
		}
		e.notify("workspace/didChangeWorkspaceFolders", map[string]any{"event": event})
	}
	type change struct{ added, removed bool }
	for _, c := range []struct {
		name    string
		sub     bool // it is there at the start
		changes []change
	}{
		{"added", false, []change{{added: true}}},
		{"removed", true, []change{{removed: true}}},
		{"removed and added at once", true, []change{{true, true}}},
		{"removed and added", true, []change{{removed: true}, {added: true}}},
		{"added and removed", false, []change{{added: true}, {removed: true}}},
		{"added, removed and added", false, []change{{added: true}, {removed: true}, {added: true}}},
	} {
		for _, open := range []string{"", "/w/sub/cat.seg", "/w/a.seg", "/w/sub/deep/user.seg"} {
			for _, pause := range []time.Duration{0, time.Millisecond, 5 * time.Second} {
				for _, watches := range []bool{false, true} {
					t.Run(c.name, func(t *testing.T) {
						synctest.Test(t, func(t *testing.T) {
							folders := []string{"/w"}
							if c.sub {
								folders = append(folders, "/w/sub")
							}
							e := start(t, newDisk(files), setup{folders: folders, watches: watches})
							if open != "" {
								e.open(open)
							}
							time.Sleep(pause)
							there := c.sub
							for _, change := range c.changes {
								event(e, change.added, change.removed)
								time.Sleep(pause)
								there = change.added
							}
							e.rest()
							folders = []string{"/w"}
							if there {
								folders = append(folders, "/w/sub")
							}
							fresh := start(t, newDisk(files), setup{folders: folders, watches: watches})
							fresh.rest()
							for name := range files {
								if got, want := e.shown(name), fresh.shown(name); got != want {
									t.Errorf("with %q open and %s between, %s shows %s, want %s", open, pause, name, got, want)
								}
							}
							if fresh.shown("/w/sub/cat.seg") == "nothing" || fresh.shown("/w/sub/bad.seg") == "nothing" {
								t.Error("there is nothing to see")
							}
							fresh.stop()
							e.stop()
						})
					})
				}
			}
		}
	}
}
