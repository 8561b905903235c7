package segc_test

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
)

func TestFiles(t *testing.T) {
	for name, c := range map[string]struct {
		files segc.Files
		want  []string // the files that can be opened
	}{
		"nil":        {nil, nil},
		"empty":      {segc.Files{}, nil},
		"one":        {segc.Files{"a.seg": "a"}, []string{"a.seg"}},
		"empty text": {segc.Files{"a.seg": ""}, []string{"a.seg"}},
		"nested":     {segc.Files{"a/b/c.seg": "1", "a/b/d.seg": "22", "a/e.seg": "3", "f.seg": "4"}, []string{"a/b/c.seg", "a/b/d.seg", "a/e.seg", "f.seg"}},
		"names that begin alike": {
			segc.Files{"a/x": "1", "a.b/x": "2", "ab/x": "3", "a-b": "4"},
			[]string{"a/x", "a.b/x", "ab/x", "a-b"},
		},
		"a file and a folder":         {segc.Files{"a": "1", "a/b": "2", "a/b/c": "3", "d/a": "4"}, []string{"a", "d/a"}},
		"a file and a folder, deeper": {segc.Files{"x/a/b": "2", "x/a/b/c/d": "3"}, []string{"x/a/b"}},
		"invalid": {
			segc.Files{"": "1", ".": "2", "..": "3", "/a": "4", "a//b": "5", "./a": "6", "a/": "7", "../b": "8", "b/../c": "9", "\xff": "10", "ok": "11"},
			[]string{"ok"},
		},
		"invalid alone":         {segc.Files{".": "2", "a//b": "5", "b/": "6"}, nil},
		"below an invalid file": {segc.Files{"a/": "1", "a/b": "2"}, []string{"a/b"}},
		"other systems":         {segc.Files{`a\b`: "1", `a/b\c`: "2", "c:d": "3"}, []string{"c:d"}},
		"not ASCII":             {segc.Files{"ü/é.seg": "ß"}, []string{"ü/é.seg"}},
	} {
		t.Run(name, func(t *testing.T) {
			if err := fstest.TestFS(c.files, c.want...); err != nil {
				t.Error(err)
			}
			if got := opened(t, c.files); !slices.Equal(slices.Sorted(maps.Keys(got)), slices.Sorted(slices.Values(c.want))) {
				t.Errorf("%q can be opened, expected %q", slices.Sorted(maps.Keys(got)), c.want)
			}
		})
	}
}

// opened returns the texts of all files that a walk finds, by path.
func opened(t fataler, files fs.FS) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(files, name)
		found[name] = string(text)
		return err
	})
	if err != nil {
		t.Fatalf("a walk: %v", err)
	}
	return found
}

// TestFilesHoldTheirTexts checks random maps: what can be opened is what has a valid path
// that leads through no other file, and it has its text.
func TestFilesHoldTheirTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		files := segc.Files(rapid.MapOfN(rapid.StringMatching(`[ab./]{0,6}`), rapid.StringMatching(`[xy]{0,3}`), 0, 8).Draw(t, "files"))
		want := map[string]string{}
		for name, text := range files {
			parts := strings.Split(name, "/")
			visible := fs.ValidPath(name) && name != "."
			for i := range parts[1:] {
				_, file := files[strings.Join(parts[:i+1], "/")]
				visible = visible && !file
			}
			if visible {
				want[name] = text
			}
		}
		if err := fstest.TestFS(files, slices.Sorted(maps.Keys(want))...); err != nil {
			t.Fatal(err)
		}
		if got := opened(t, files); !maps.Equal(got, want) {
			t.Fatalf("%q can be opened, expected %q", got, want)
		}
	})
}

func TestFilesErrors(t *testing.T) {
	files := segc.Files{"a/b": "1", "c": "2"}
	for name, want := range map[string]error{
		"":    fs.ErrInvalid,
		"/a":  fs.ErrInvalid,
		"a/":  fs.ErrInvalid,
		"..":  fs.ErrInvalid,
		`a\b`: fs.ErrInvalid,
		"x":   fs.ErrNotExist,
		"a/x": fs.ErrNotExist,
		"c/x": fs.ErrNotExist,
	} {
		file, err := files.Open(name)
		var path *fs.PathError
		if file != nil || !errors.Is(err, want) || !errors.As(err, &path) || path.Path != name {
			t.Errorf("%q: %v, %v", name, file, err)
		}
	}
	if _, err := fs.ReadFile(files, "a"); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("a folder is read: %v", err)
	}
}

// TestFilesAreUsed checks that `use` reads Files, relative to Options.Path, and says what
// cannot be read.
func TestFilesAreUsed(t *testing.T) {
	files := segc.Files{"a/base.seg": "use \"deep/ids.seg\"\nlet p = isp in (gmail)", "a/deep/ids.seg": "isp gmail = 1", "b": "let q = isp = 1", "b/c.seg": "let r = isp = 1"}
	for text, want := range map[string]diag.Code{
		`use "base.seg"` + "\nwhere p":      "",
		`use "../a/base.seg"` + "\nwhere p": "",
		`use "../b"` + "\nwhere q":          "",
		`use "deep"` + "\nwhere p":          diag.UseMissing,
		`use "../b/c.seg"` + "\nwhere r":    diag.UseMissing,
		`use "none.seg"` + "\nwhere r":      diag.UseMissing,
		`use "../../c.seg"` + "\nwhere r":   diag.UseRefused,
	} {
		result, list := segc.Compile(t.Context(), text, segc.Options{Files: files, Path: "a/rule.seg"})
		if want == "" != (result != nil) {
			t.Errorf("%q: %v", text, list)
		}
		if _, ok := find(list, want); want != "" && !ok {
			t.Errorf("%q: %v, expected %s", text, list, want)
		}
	}
}

// TestFilesFromManyGoroutines is for the race detector.
func TestFilesFromManyGoroutines(t *testing.T) {
	files := segc.Files{"a/b": "1", "a/c": "2", "d": "3"}
	want := fmt.Sprint(opened(t, files))
	var group sync.WaitGroup
	for range 16 {
		group.Go(func() {
			if got := fmt.Sprint(opened(t, files)); got != want {
				t.Errorf("%s, and alone %s", got, want)
			}
		})
	}
	group.Wait()
}
