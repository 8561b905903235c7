package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/judges"
)

// TestPullThroughLinkedFolder checks that a folder of the lock's files that is a link
// out of the project is named once, in the words of every link, and that nothing is
// read or written there.
func TestPullThroughLinkedFolder(t *testing.T) {
	const files = 3
	for name, c := range map[string]struct {
		link, folder string // and the folder of the files in the lock
		deleted      bool   // the files that the link leads to are not there
	}{
		"the files are there":     {"segs", "segs", false},
		"the files are not there": {"segs", "segs", true},
		"a folder below the link": {"segs", "segs/deep", false},
		"a link below a folder":   {"rules/segs", "rules/segs", false},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			linkProject(t)
			outside := filepath.Join(t.TempDir(), "outside")
			below := filepath.Join(outside, strings.TrimPrefix(c.folder, c.link))
			for _, folder := range []string{below, c.folder} {
				if err := os.MkdirAll(folder, 0o777); err != nil {
					t.Fatal(err)
				}
			}
			for i := range files {
				rule := ruleOf(fmt.Sprintf("S%d", i), i+1)
				if err := os.WriteFile(fmt.Sprintf("%s/s%d.seg", c.folder, i), []byte(rule), 0o666); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(fmt.Sprintf("%s/s%d.seg", below, i), []byte(rule+"# "+outsideMark+"\n"), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			s.segc("apply", "--auto-approve", c.folder).want(t, 0)
			if err := os.RemoveAll(c.link); err != nil {
				t.Fatal(err)
			}
			if c.deleted {
				for i := range files {
					if err := os.Remove(fmt.Sprintf("%s/s%d.seg", below, i)); err != nil {
						t.Fatal(err)
					}
				}
			}
			relative, err := filepath.Rel(filepath.Dir(mustAbs(t, c.link)), outside)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(relative, c.link); err != nil {
				judges.Missing(t, "files", "%v", err)
			}
			before := snapshot(t, outside)
			got := s.segc("pull", "--force")
			if n := strings.Count(got.err, "segc: cannot read "+c.link+": it is a link that leads out of the working folder; "); got.code != exitUsage || n != 1 || strings.Contains(got.err, "escapes") {
				t.Errorf("%d: the link is named %d times in\n%s%s", got.code, n, got.out, got.err)
			}
			if after := snapshot(t, outside); after != before || strings.Contains(got.out+got.err, outsideMark) {
				t.Errorf("it is\n%sand was\n%s", after, before)
			}
		})
	}
}

func mustAbs(t *testing.T, name string) string {
	t.Helper()
	absolute, err := filepath.Abs(name)
	if err != nil {
		t.Fatal(err)
	}
	return absolute
}
