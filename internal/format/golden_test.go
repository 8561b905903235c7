package format_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/segc-lang/segc/internal/format"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/prose"
)

// TestGolden formats in.seg of each archive in testdata to out.seg. The
// archives are the guide to the style; a file `width` says how wide lines are.
func TestGolden(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("there are no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			archive := corpus.Case{Archive: txtar.Parse(data)}
			in, _ := archive.Get("in.seg")
			width := 0
			if text, ok := archive.Get("width"); ok {
				if width, err = strconv.Atoi(strings.TrimSpace(string(text))); err != nil {
					t.Fatal(err)
				}
			}
			file, ok := read(string(in))
			if !ok {
				t.Fatal("in.seg has errors")
			}
			got := format.Format(file, width)
			if prose.Update() {
				archive.Put("out.seg", got)
				if err := os.WriteFile(path, txtar.Format(archive.Archive), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, _ := archive.Get("out.seg")
			if diff := cmp.Diff(string(want), string(got)); diff != "" {
				t.Errorf("-update rewrites it (-want +got)\n%s", diff)
			}
			if problem := check(string(in), width); problem != "" {
				t.Error(problem)
			}
		})
	}
}
