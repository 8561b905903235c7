package imports

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestFaultyFiles checks that a file system that does what it may not do is an error of the
// file that it was asked for: nothing hangs, and nothing panics.
func TestFaultyFiles(t *testing.T) {
	messages := prose.Open(t, "faulty-files")
	over, cancel := context.WithCancel(t.Context())
	reads, empty := 0, 0
	text := func(data string) opens { return func() (fs.File, error) { return opened(data), nil } }
	read := func(f func(into []byte) (int, error)) opens {
		return func() (fs.File, error) { return readFile{opened("let a = b = 1"), f}, nil }
	}
	for name, c := range map[string]struct {
		files fs.FS
		err   []string // what it names; nil for none
	}{
		"fine":     {text("let a = b = 1"), nil},
		"no file":  {opens(func() (fs.File, error) { return nil, nil }), []string{}},
		"no info":  {opens(func() (fs.File, error) { return noInfo{opened("let a = b = 1")}, nil }), nil},
		"panics":   {opens(func() (fs.File, error) { panic("boom") }), []string{"boom"}},
		"nil":      {opens(nil), []string{"runtime error: invalid memory address or nil pointer dereference"}},
		"no bytes": {read(func([]byte) (int, error) { empty++; return 0, nil }), []string{io.ErrNoProgress.Error()}},
		"now and then": {read(func(into []byte) (int, error) {
			if reads++; reads%maxEmpty != 0 {
				return 0, nil
			}
			if reads > 3*maxEmpty {
				return 0, io.EOF
			}
			into[0] = '\n'
			return 1, nil
		}), nil},
		"too many":      {read(func(into []byte) (int, error) { return len(into) + 1, nil }), []string{"513", "512"}},
		"too few":       {read(func([]byte) (int, error) { return -1, nil }), []string{"-1", "512"}},
		"reading fails": {read(func([]byte) (int, error) { panic(errors.New("boom")) }), []string{"boom"}},
		"without end": {read(func(into []byte) (int, error) {
			if cancel(); len(into) > 1 {
				into = into[:1]
			}
			into[0] = '#'
			return 1, nil
		}), []string{context.Canceled.Error()}},
	} {
		ctx := t.Context()
		if name == "without end" {
			ctx = over
		}
		main := &ast.File{Source: ast.NewSource("rule.seg", "")}
		file, _, err := New(c.files, "rule.seg", main, grammar.Options{}, nil).Import(ctx, main.Source, "a.seg")
		if c.err == nil && (err != nil || file == nil) || c.err != nil && (err == nil || !prose.Names(err.Error(), c.err...)) {
			t.Fatalf("%s: %v", name, err)
		}
		if err != nil {
			messages.Add(t, name, err.Error())
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
