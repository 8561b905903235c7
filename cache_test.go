package segc_test

import (
	"testing"
	"testing/fstest"

	"github.com/segc-lang/segc"
)

// TestCacheTellsPathsApart checks that two files with the same text are two files, also
// where diagnostics call them by the same name.
func TestCacheTellsPathsApart(t *testing.T) {
	options := segc.Options{
		Name: "/r.seg", Path: "a/r.seg",
		Files: fstest.MapFS{
			"x.seg": {Data: []byte(`use "y.seg"`)}, "y.seg": {Data: []byte("let p = plan = 1")},
			"a/x.seg": {Data: []byte(`use "y.seg"`)}, "a/y.seg": {Data: []byte("let q = plan = 2")},
		},
		Cache: new(segc.Cache),
	}
	for range 2 {
		if _, list := segc.Compile(t.Context(), "use \"x.seg\"\nuse \"../x.seg\"\nwhere p or q", options); list.HasErrors() {
			t.Error(list.Err())
		}
	}
}
