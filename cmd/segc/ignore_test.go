package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// skipsIn reports what a run would skip that has neither a key nor flags.
func (a *app) skipsIn(t *testing.T, folder, file string) (bool, error) {
	t.Helper()
	a.getenv = func(string) string { return "" }
	t.Cleanup(func() { _ = a.places.close() })
	return a.skips(folder, file)
}

// TestIgnore holds which files a walk passes over, as git does with the same
// lines in a .gitignore.
func TestIgnore(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ lines, skipped, kept string }{
		{"", "", "a.seg b/a.seg"},
		{"a.seg", "a.seg b/a.seg b/c/a.seg", "aa.seg a.segs/b.seg"},
		{"/a.seg", "a.seg", "b/a.seg"},
		{"b/a.seg", "b/a.seg", "a.seg c/b/a.seg"},
		{"drafts/", "drafts/a.seg drafts/b/c.seg b/drafts/a.seg", "a.seg drafts.seg b/drafts"},
		{"drafts", "drafts/a.seg b/drafts", "drafts.seg"},
		{"*.old.seg", "a.old.seg b/.old.seg", "old.seg a.old.seg.seg"},
		{"b/*.seg", "b/a.seg", "b/c/a.seg a.seg"},
		{"b/**", "b/a.seg b/c/d/a.seg", "a.seg c/b/a.seg"},
		{"**/b/a.seg", "b/a.seg c/b/a.seg c/d/b/a.seg", "a.seg b/c/a.seg"},
		{"b/**/a.seg", "b/a.seg b/c/a.seg b/c/d/a.seg", "a.seg b/c.seg"},
		{"?.seg", "a.seg b/é.seg", "ab.seg .seg"},
		{"[a-c].seg\n[!x]y.seg", "b.seg ay.seg", "d.seg xy.seg"},
		{"# a.seg\n\n  \n\\#b.seg\n\\!c.seg", "#b.seg !c.seg", "a.seg b.seg c.seg"},
		{"a.seg  \nb.seg\\ \r\n", "a.seg", "b.seg"},
		{"a.seg\r\r\n", "a.seg", "b.seg"},
		{"*.seg\n!a.seg", "b.seg c/b.seg", "a.seg c/a.seg"},
		{"!a.seg\na.seg", "a.seg", ""},
		{"b/\n!b/a.seg", "b/a.seg", ""},
		{"/*\n!/b/", "a.seg c/a.seg", "b/a.seg"},
		{"/b/**\n!/b/keep.seg", "b/a.seg b/c/keep.seg", "b/keep.seg"},
		{"\ufeffa.seg\n/\n!\n", "a.seg", "b.seg"},
		{`\[!a].seg`, "", "b.seg"},
	} {
		dir := t.TempDir()
		name := filepath.Join(dir, ignoreName)
		if err := os.WriteFile(name, []byte(test.lines), 0o666); err != nil {
			t.Fatal(err)
		}
		for _, file := range strings.Fields(test.skipped) {
			if skipped, err := new(app).skipsIn(t, dir, file); err != nil || !skipped {
				t.Errorf("%q does not name %s: %v", test.lines, file, err)
			}
		}
		for _, file := range strings.Fields(test.kept) {
			if skipped, err := new(app).skipsIn(t, dir, file); err != nil || skipped {
				t.Errorf("%q names %s: %v", test.lines, file, err)
			}
		}
	}
}

// TestIgnoreLines checks that no pattern hides in a line that looks like two.
func TestIgnoreLines(t *testing.T) {
	t.Parallel()
	for _, lines := range []string{"# drafts\rdrafts/", "a.seg\rb.seg\r", "# x\u2028drafts/\n", "a.seg\n# y\fb.seg", "a.seg\vb.seg", "# z\u0085c.seg"} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, ignoreName), []byte(lines), 0o666); err != nil {
			t.Fatal(err)
		}
		if _, err := new(app).skipsIn(t, dir, "a.seg"); err == nil || !strings.Contains(err.Error(), "can look like the end of a line") {
			t.Errorf("%q gives the error %v", lines, err)
		}
	}
	for _, lines := range []string{"a.seg\r\n# b\r\n", "a.seg\r\r\n", "# b\r"} {
		if _, err := parseIgnore(lines[:strings.IndexAny(lines+"\n", "\n")]); err != nil {
			t.Errorf("%q gives the error %v", lines, err)
		}
	}
}
