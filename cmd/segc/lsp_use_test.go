package main

import (
	"path/filepath"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// inEditor returns a note of the command as an editor has it. The one about the folder that `use` reads is
// the only text in which the two differ: an editor has a folder that is open, and no --root.
func inEditor(note string) string {
	const reads, flag = "`use` reads .seg files below ", "; to use another folder, pass --root"
	if below, found := strings.CutPrefix(note, reads); found {
		if below == "the working folder"+flag {
			return reads + "the folder that is open in your editor; open a folder that contains both files"
		}
		return reads + strings.TrimSuffix(below, flag)
	}
	return note
}

// TestServerNamesTheFolder checks what an editor says of a path that leaves its folder.
func TestServerNamesTheFolder(t *testing.T) {
	folder, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"rule.seg": "use \"../up.seg\"\nwhere x\n", "repo/.git/HEAD": "ref", "repo/rule.seg": "use \"../../up.seg\"\nwhere x\n",
	} {
		writeBelow(t, folder, name, text)
	}
	t.Chdir(folder)
	sameAsCheck(t, folder, []string{"--today", "2026-05-01"})
	sameAsCheck(t, folder, []string{"--today", "2026-05-01", "--root", "."})
	synctest.Test(t, func(t *testing.T) {
		c := startLSP(t, folder)
		time.Sleep(time.Hour)
		synctest.Wait()
		c.lock.Lock()
		got := map[string]string{}
		for uri, list := range c.lists {
			for _, d := range list {
				got[strings.TrimPrefix(uri, "file://"+folder+"/")] += d.Message + "\n"
			}
		}
		c.lock.Unlock()
		for name, want := range map[string]string{
			"rule.seg": "note: `use` reads .seg files below the folder that is open in your editor; open a folder that contains both files",
		} {
			if !strings.Contains(got[name], want) {
				t.Errorf("%s shows %q, want %q", name, got[name], want)
			}
		}
		for name, text := range got {
			for _, word := range []string{"--root", "working folder"} {
				if strings.Contains(text, word) {
					t.Errorf("%s shows %s", name, text)
				}
			}
		}
		c.stop()
	})
	said, _ := checkedHere(t)
	if !strings.Contains(strings.Join(said["rule.seg"], "\n"), "open a folder") {
		t.Errorf("the command says %q", said)
	}
	var out strings.Builder
	run([]string{"check", "rule.seg"}, streams{strings.NewReader(""), &out, &out}, func(string) string { return "" })
	if want := "below the working folder; to use another folder, pass"; !strings.Contains(strings.Join(strings.Fields(out.String()), " "), want) {
		t.Errorf("the command says %s, want %q", out.String(), want)
	}
}
