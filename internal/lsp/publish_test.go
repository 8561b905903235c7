package lsp

import (
	"fmt"
	"strings"
	"testing"
	"testing/synctest"
)

// TestMostPublished checks how many problems of a file are published, and what the last one says then.
func TestMostPublished(t *testing.T) {
	for count, want := range map[int]string{
		maxPublished - 1: "", maxPublished: "", maxPublished + 1: "and 1 more problem in this file", maxPublished + 20: "and 20 more problems in this file",
	} {
		synctest.Test(t, func(t *testing.T) {
			text := "where x0"
			for i := range count - 1 {
				text += fmt.Sprintf("\n and x%d", i+1)
			}
			e := start(t, newDisk(map[string]string{"/w/r.seg": text}), setup{folders: []string{"/w"}})
			e.rest()
			list := e.lists["file:///w/r.seg"]
			last := list[len(list)-1].Message
			if want == "" && (len(list) != count || strings.HasPrefix(last, "and ")) || want != "" && (len(list) != maxPublished+1 || last != want) {
				t.Errorf("of %d problems, %d are published, and the last is %q", count, len(list), last)
			}
			e.stop()
		})
	}
}

// TestWrongFlags checks that wrong flags are said once of each folder, with its name if there are several.
func TestWrongFlags(t *testing.T) {
	for _, folders := range [][]string{{"/w"}, {"/w", "/v"}} {
		synctest.Test(t, func(t *testing.T) {
			e := start(t, newDisk(map[string]string{"/w/r.seg": "", "/v/r.seg": "", "/x/r.seg": "", "/x/s.seg": ""}), setup{folders: folders, options: `{"flags": ["--wrong"]}`})
			e.rest()
			want := []string{"segc.flags"}
			if len(folders) > 1 {
				want = []string{"segc.flags of /w", "segc.flags of /v"}
			}
			if len(e.notes) != len(want) {
				t.Errorf("shown %q, want one of each of %q", e.notes, want)
			}
			for i, note := range e.notes {
				if !strings.Contains(note, "segc: "+want[min(i, len(want)-1)]+": ") {
					t.Errorf("shown %q, want one of %q", note, want)
				}
			}
			e.stop()
		})
	}
}
