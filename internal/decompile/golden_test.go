package decompile_test

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/decompile"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/internal/test/prose"
	"github.com/segc-lang/segc/internal/test/sides"
)

// TestGolden decompiles the documents of testdata/golden. A name that begins
// with exact- or has use- says with which options.
func TestGolden(t *testing.T) {
	for _, name := range files(t, "testdata/golden/*.json") {
		base := filepath.Base(name)
		exact := strings.HasPrefix(base, "exact-")
		golden(t, name, strings.TrimSuffix(name, ".json")+".seg", "testdata/golden", exact, strings.Contains(base, "use-"))
	}
}

// TestExamples decompiles the documents of the examples, with their catalog
// and without: each result is one that its author could keep.
func TestExamples(t *testing.T) {
	for _, name := range files(t, "../../examples/*.json") {
		if data, err := os.ReadFile(name); err != nil || data[0] == '[' {
			continue // the bodies of several segments, which are not a document
		}
		base := strings.TrimSuffix(filepath.Base(name), ".json")
		golden(t, name, filepath.Join("testdata", "examples", base+".seg"), "../../examples", false, true)
		golden(t, name, filepath.Join("testdata", "examples", base+".exact.seg"), "../../examples", true, false)
	}
}

func golden(t *testing.T, name, want, folder string, exact, use bool) {
	t.Run(strings.TrimSuffix(filepath.Base(want), ".seg"), func(t *testing.T) {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		options := segc.DecompileOptions{Exact: exact}
		if use {
			options.Use, options.Files = "catalog.seg", os.DirFS(folder)
		}
		text, err := segc.Decompile(context.Background(), data, options)
		if err != nil {
			t.Fatal(err)
		}
		if prose.Update() {
			if err := os.MkdirAll(filepath.Dir(want), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(want, []byte(text), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		kept, err := os.ReadFile(want)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(kept), text); diff != "" {
			t.Errorf("%s differs (-want +got); -update rewrites it\n%s", want, diff)
		}
		result, list := segc.Compile(context.Background(), text, segc.Options{Plain: true, Files: os.DirFS(folder)})
		if result == nil {
			t.Fatal(list.Err())
		}
		for _, d := range list {
			if d.Code == diag.MixedAndOr || !strings.Contains(name, "redundant") {
				t.Errorf("the rule draws a warning: %v", d)
			}
		}
		if in, err := decompile.Decode(nil, data); err != nil {
			t.Fatal(err)
		} else if exact && !bytes.Equal(sides.Compact(result), append(rule.AppendJSON(nil, in.Rules, true), '\n')) {
			t.Errorf("the rule is not exact:\n%s", result.RulesJSON())
		}
	})
}

func files(t *testing.T, pattern string) []string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil || len(names) == 0 {
		t.Fatalf("there are no files %s: %v", pattern, err)
	}
	return names
}
