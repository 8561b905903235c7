package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
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

// TestIgnore checks which files a walk skips: the same as git skips with these
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

// TestIgnoreAsBefore checks the table against the plain way to match, which tries
// everything, on all small patterns and names.
func TestIgnoreAsBefore(t *testing.T) {
	t.Parallel()
	var tryAll func(parts, names []string) bool
	tryAll = func(parts, names []string) bool {
		switch {
		case len(parts) == 0:
			return len(names) == 0
		case len(names) == 0:
			return false
		case parts[0] != "**":
			return matchName(parts[0], names[0]) && tryAll(parts[1:], names[1:])
		case len(parts) == 1:
			return true
		}
		return tryAll(parts[1:], names) || tryAll(parts, names[1:])
	}
	matched := 0
	for _, parts := range wordsOf([]string{"**", "a", "*", "b"}, 4) {
		for _, names := range wordsOf([]string{"a", "b"}, 5) {
			want := tryAll(parts, names)
			if matchParts(parts, names) != want {
				t.Errorf("%q matches %q: %t", parts, names, !want)
			}
			if want {
				matched++
			}
		}
	}
	if matched < 1000 {
		t.Errorf("only %d pairs match", matched)
	}
}

// wordsOf returns all lists of 1 to so many words.
func wordsOf(words []string, most int) [][]string {
	var all [][]string
	last := [][]string{nil}
	for range most {
		var next [][]string
		for _, l := range last {
			for _, w := range words {
				next = append(next, append(slices.Clip(l), w))
			}
		}
		all, last = append(all, next...), next
	}
	return all
}

// TestIgnoreTakesLittle checks patterns for which trying everything takes ages.
func TestIgnoreTakesLittle(t *testing.T) {
	t.Parallel()
	names := strings.Split(strings.Repeat("a/", 200)+"b", "/")
	for _, text := range []string{strings.Repeat("**/a/", 100) + "zz", strings.Repeat("**/*/", 100) + "a", strings.Repeat("*a", 300) + "/b"} {
		line, err := parseIgnore(text)
		if err != nil {
			t.Fatal(err)
		}
		line.parts = append(line.parts, "*") // or else the last name decides
		for range 100 {
			if matchParts(line.parts, names) != strings.HasPrefix(text, "**/*") {
				t.Fatalf("%q", text)
			}
		}
	}
	dir := t.TempDir()
	lines := strings.Repeat(strings.Repeat("*a", 500)+"\n", 200)
	if err := os.WriteFile(filepath.Join(dir, ignoreName), []byte(lines), 0o666); err != nil {
		t.Fatal(err)
	}
	at := func(a *app) *ignores {
		where, err := a.places.folder(".", dir)
		if err != nil {
			t.Fatal(err)
		}
		i, err := a.ignoresAbove(where, dir)
		if err := errors.Join(err, i.enter(".")); err != nil {
			t.Fatal(err)
		}
		return i
	}
	a := &app{getenv: func(string) string { return "" }, network: newNetwork()}
	defer func() { _ = a.places.close() }()
	i := at(a)
	i.work = maxMatching - 10_000_000
	for range 10_000 {
		if _, err := i.skip(strings.Repeat("a", 200)+"/"+strings.Repeat("a", 200)+"b", false); errors.Is(err, errMatching) {
			if !strings.Contains(err.Error(), filepath.Join(dir, ignoreName)) {
				t.Errorf("%v names no file", err)
			}
			return
		}
	}
	t.Error("matching has no bound")
}

// TestIgnoreQuotesNothing checks that errors about a .segcignore do not quote
// it, since it may be a link to another file.
func TestIgnoreQuotesNothing(t *testing.T) {
	t.Parallel()
	for lines, want := range map[string]string{
		"a\nKEY=s3cret[":                      ".segcignore:2: this pattern cannot be read",
		"s3cret//a":                           ".segcignore:1: this pattern cannot be read",
		"a\ns3cret\u2028b":                    ".segcignore:2: this line contains U+2028",
		strings.Repeat("s3cret", 200):         ".segcignore:1: this line has more than 1024 bytes",
		strings.Repeat("s3cret\n", 1001):      ".segcignore:1001: there are more than 1000 patterns",
		"s3cret\x00":                          "it is not text",
		strings.Repeat("s3cret", 256<<10/6+1): "it has more than 256 KiB",
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, ignoreName), []byte(lines), 0o666); err != nil {
			t.Fatal(err)
		}
		_, err := new(app).skipsIn(t, dir, "a.seg")
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%.20q gives %v", lines, err)
		}
	}
}

// TestIgnoreAbove checks which folders above count: those of the project, and none
// that strangers may write into.
func TestIgnoreAbove(t *testing.T) {
	for _, c := range []struct {
		name, marker, working, walk string
		skipped                     bool
	}{
		{"no project", "", "top/in", ".", false},
		{"no project, elsewhere", "", "other", "../top/in", false},
		{"the working folder", "", "top", "in", true},
		{"a repository", "top/.git", "top/in", ".", true},
		{"a work tree", "top/.git", "top/in/deep", "..", true},
		{"a repository elsewhere", "top/.git", "other", "../top/in", true},
		{"a repository below", "top/in/.git", "top/in", ".", false},
		{"the lock", "top/segc.lock", "top/in", ".", true},
		{"the lock below", "top/in/segc.lock", "top/in", ".", false},
		{"the lock below the working folder", "top/in/segc.lock", "top", "in", true},
		{"itself", "", "top/in", "..", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			base := t.TempDir()
			for name, text := range map[string]string{"top/.segcignore": "hidden.seg", "top/in/hidden.seg": "opend", "top/in/a.seg": "isp = 1", "top/in/deep/b.seg": "isp = 1", "other/a.seg": "", c.marker: ""} {
				if name == "" {
					continue
				}
				name = filepath.Join(base, filepath.FromSlash(name))
				if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o777), os.WriteFile(name, []byte(text), 0o666)); err != nil {
					t.Fatal(err)
				}
			}
			t.Chdir(filepath.Join(base, filepath.FromSlash(c.working)))
			var out, said strings.Builder
			code := run([]string{"check", filepath.FromSlash(c.walk)}, streams{strings.NewReader(""), &out, &said}, func(string) string { return "" })
			if c.skipped != strings.Contains(said.String(), "(1 file skipped by .segcignore)") || c.skipped == strings.Contains(out.String(), "hidden.seg") {
				t.Errorf("exit code %d, %s%s", code, out.String(), said.String())
			}
		})
	}
}

// TestIgnoreHoldsLittle checks that a walk holds the patterns of the folders that
// lead to where it is, and no others, and that these are bounded together.
func TestIgnoreHoldsLittle(t *testing.T) {
	lines := strings.Repeat(strings.Repeat("a/", 127)+"a\n", 1000)
	base := t.TempDir()
	deep := base
	write := func(folder string) {
		t.Helper()
		if err := errors.Join(os.MkdirAll(folder, 0o777), os.WriteFile(filepath.Join(folder, ignoreName), []byte(lines), 0o666), os.WriteFile(filepath.Join(folder, "x.seg"), nil, 0o666)); err != nil {
			t.Fatal(err)
		}
	}
	for n := range 40 {
		write(filepath.Join(base, "wide", fmt.Sprint(n)))
	}
	for range 5 {
		deep = filepath.Join(deep, "deep")
		write(deep)
	}
	a := &app{getenv: func(string) string { return "" }, network: newNetwork()}
	defer func() { _ = a.places.close() }()
	walk := func(name string) (*ignores, int, error) {
		folder := filepath.Join(base, name)
		at, err := a.places.folder(".", folder)
		if err != nil {
			t.Fatal(err)
		}
		ignored, err := a.ignoresAbove(at, folder)
		if err != nil {
			t.Fatal(err)
		}
		w := walker{places: &a.places, at: at, folder: folder, ignored: ignored}
		err = fs.WalkDir(at.files.FS(), at.name, w.visit)
		return ignored, len(w.found), errors.Join(append(w.problems, err)...)
	}
	if i, found, err := walk("wide"); err != nil || found != 40 || len(i.below) > 1 || i.held > maxHeld/2 {
		t.Errorf("%d files, %d folders with %d bytes: %v", found, len(i.below), i.held, err)
	}
	want := filepath.Join("deep", "deep", "deep", ignoreName)
	if i, _, err := walk("deep"); err == nil || !strings.Contains(err.Error(), want) || !errors.Is(err, errHeld) || i.held > maxHeld {
		t.Errorf("%v", err)
	}
}
