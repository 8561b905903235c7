package editor_test

import (
	"io/fs"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/segc-lang/segc/internal/editor"
)

// linked is a folder with links, and refuses to read those that lead out of it.
type linked struct{ fstest.MapFS }

func (l linked) Open(name string) (fs.File, error) {
	if name == "out.seg" || name == "out" {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return l.MapFS.Open(name)
}

// TestPathsDoNotLeaveTheFolder offers what a `use` may read, and no link to what nobody may.
func TestPathsDoNotLeaveTheFolder(t *testing.T) {
	link := &fstest.MapFile{Mode: fs.ModeSymlink | 0o777, Data: []byte("real.seg")}
	files := linked{fstest.MapFS{"real.seg": &fstest.MapFile{Data: []byte("field a: text")}, "in_link.seg": link, "out.seg": link, "out": link}}
	s := editor.Load(t.Context(), `use ""`, editor.Options{Name: "in.seg", Files: files})
	var offered []string
	for _, item := range s.Complete(t.Context(), len(`use "`)).Items {
		offered = append(offered, item.Text)
	}
	if want := []string{`"in_link.seg"`, `"real.seg"`}; !slices.Equal(offered, want) {
		t.Errorf("it offers %v, and not %v", offered, want)
	}
}
