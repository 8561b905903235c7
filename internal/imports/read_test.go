package imports

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
)

// TestFaultyFiles checks that a file system that does what it may not do is an error of the
// file that it was asked for: nothing hangs, and nothing panics.
func TestFaultyFiles(t *testing.T) {
	over, cancel := context.WithCancel(t.Context())
	reads, empty := 0, 0
	text := func(data string) opens { return func() (fs.File, error) { return opened(data), nil } }
	read := func(f func(into []byte) (int, error)) opens {
		return func() (fs.File, error) { return readFile{opened("let a = b = 1"), f}, nil }
	}
	for name, c := range map[string]struct {
		files fs.FS
		err   string // "" for none
	}{
		"fine":     {text("let a = b = 1"), ""},
		"no file":  {opens(func() (fs.File, error) { return nil, nil }), "the file system opens it without an error, and returns no file"},
		"no info":  {opens(func() (fs.File, error) { return noInfo{opened("let a = b = 1")}, nil }), ""},
		"panics":   {opens(func() (fs.File, error) { panic("boom") }), "the file system panics: boom"},
		"nil":      {opens(nil), "the file system panics: runtime error: invalid memory address or nil pointer dereference"},
		"no bytes": {read(func([]byte) (int, error) { empty++; return 0, nil }), io.ErrNoProgress.Error()},
		"now and then": {read(func(into []byte) (int, error) {
			if reads++; reads%maxEmpty != 0 {
				return 0, nil
			}
			if reads > 3*maxEmpty {
				return 0, io.EOF
			}
			into[0] = '\n'
			return 1, nil
		}), ""},
		"too many":      {read(func(into []byte) (int, error) { return len(into) + 1, nil }), "the file system says that it read 513 bytes where there is room for 512"},
		"too few":       {read(func([]byte) (int, error) { return -1, nil }), "the file system says that it read -1 bytes where there is room for 512"},
		"reading fails": {read(func([]byte) (int, error) { panic(errors.New("boom")) }), "the file system panics: boom"},
		"without end": {read(func(into []byte) (int, error) {
			if cancel(); len(into) > 1 {
				into = into[:1]
			}
			into[0] = '#'
			return 1, nil
		}), context.Canceled.Error()},
	} {
		ctx := t.Context()
		if name == "without end" {
			ctx = over
		}
		main := &ast.File{Source: ast.NewSource("rule.seg", "")}
		file, _, err := New(c.files, "rule.seg", main, grammar.Options{}, nil).Import(ctx, main.Source, "a.seg")
		if c.err == "" && (err != nil || file == nil) || c.err != "" && (err == nil || !strings.HasSuffix(err.Error(), c.err)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if empty != 100 {
		t.Errorf("a file without a byte is read %d times", empty)
	}
}

// opens is a file system with one file.
type opens func() (fs.File, error)

func (o opens) Open(string) (fs.File, error) { return o() }

func opened(data string) fs.File {
	f, err := fstest.MapFS{"a.seg": {Data: []byte(data)}}.Open("a.seg")
	if err != nil {
		panic(err)
	}
	return f
}

type readFile struct {
	fs.File
	read func(into []byte) (int, error)
}

func (f readFile) Read(into []byte) (int, error) { return f.read(into) }

type noInfo struct{ fs.File }

func (noInfo) Stat() (fs.FileInfo, error) { return nil, nil }
