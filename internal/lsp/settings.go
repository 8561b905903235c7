package lsp

import (
	"encoding/json"
	"maps"
	"slices"
	"time"
)

// settingsPause is how long folders wait for their settings.
const settingsPause = time.Second

// configure asks for the settings of each folder, and begins with them.
func (s *session) configure() {
	var folders []*folder
	var items []map[string]string
	for _, f := range s.folders {
		if !f.lone {
			folders = append(folders, f)
			items = append(items, map[string]string{"scopeUri": f.uri, "section": "segc"})
		}
	}
	if !s.client.configures || len(folders) == 0 {
		s.begin(folders)
		return
	}
	s.timers.after(s, "settings", settingsPause, func() { s.begin(folders) })
	s.ask("workspace/configuration", map[string]any{"items": items}, func(m message) {
		s.timers.drop("settings")
		var all []json.RawMessage
		_ = json.Unmarshal(m.Result, &all) // a client that answers something else has no settings
		for i, f := range folders {
			if i < len(all) && slices.Contains(s.folders, f) {
				s.set(f, all[i])
			}
		}
		s.begin(folders)
	})
}

// set gives a folder its settings.
func (s *session) set(f *folder, text json.RawMessage) {
	before, now := f.settings, s.client.settings
	now.Flags = slices.Clone(now.Flags) // which is overwritten
	_ = json.Unmarshal(text, &now)      // null says nothing
	f.settings = now
	if s.client.hints && before.Hints != now.Hints {
		s.ask("workspace/inlayHint/refresh", nil, nil)
	}
	if slices.Equal(before.Flags, now.Flags) {
		if f.ready && before.Problems != now.Problems {
			for _, file := range inOrder(maps.Values(f.files)) {
				s.publish(file)
			}
		}
		return
	}
	s.reopen(f)
	for _, file := range inOrder(maps.Values(f.files)) {
		switch {
		case file.doc != nil:
			s.changed(file.doc)
		case file.there:
			s.work.add(file, ofDisk)
		}
	}
}

// begin checks what is in folders whose settings are known.
func (s *session) begin(folders []*folder) {
	for _, f := range folders {
		if f.ready {
			continue
		}
		f.ready = true
		for _, file := range inOrder(maps.Values(f.files)) {
			if file.doc != nil {
				s.pause(file.doc)
			}
		}
	}
	s.startSweep()
	s.work.pump(s)
}

// foldersChanged adds and removes folders of the workspace.
func (s *session) foldersChanged(added, removed []workspaceFolder) {
	s.client.folders += len(added) - len(removed)
	for _, f := range removed {
		s.removeFolder(f.URI)
	}
	for _, f := range added {
		s.addFolder(f.URI)
	}
	s.configure()
}
