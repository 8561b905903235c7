package segc

import (
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
)

// TestHeld checks that all that a result holds comes back as it was.
func TestHeld(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		files := make([]*ast.File, 300)
		for i := range files {
			files[i] = &ast.File{Source: ast.NewSource("a.seg", "")}
		}
		var stats Stats
		fill(t, reflect.ValueOf(&stats).Elem())
		place := rapid.Custom(func(t *rapid.T) diag.Location {
			file := rapid.OneOf(rapid.Just(0), rapid.IntRange(0, len(files)-1)).Draw(t, "file")
			start := rapid.OneOf(rapid.IntRange(0, 50), rapid.IntRange(0, 1<<20)).Draw(t, "start")
			return diag.Location{Source: files[file].Source, Span: ast.Span{Start: start, End: start + rapid.IntRange(0, 300).Draw(t, "length")}}
		})
		without := rapid.SliceOfN(place, 0, 3).Draw(t, "without")
		known := rapid.SliceOfN(rapid.SliceOfN(place, 1, 4), 1, 5).Draw(t, "places")
		origins := rapid.SliceOfN(rapid.SliceOfN(rapid.SampledFrom(known), 1, 4), 0, 4).Draw(t, "origins")

		h := hold(stats, without, origins, files)
		if diff := cmp.Diff(stats, h.stats()); diff != "" {
			t.Fatal(diff)
		}
		if got := h.without(files); !slices.Equal(got, without) {
			t.Fatalf("%v instead of %v", got, without)
		}
		for g := -1; g <= len(origins); g++ {
			for c := -1; c < 6; c++ {
				var want []diag.Location
				if g >= 0 && g < len(origins) && c >= 0 && c < len(origins[g]) {
					want = origins[g][c]
				}
				if got := h.origin(g, c, files); !slices.Equal(got, want) || want == nil && got != nil {
					t.Fatalf("condition %d of group %d: %v instead of %v", c, g, got, want)
				}
			}
		}
	})
}

// fill gives each field of a value something.
func fill(t *rapid.T, v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i))
		}
	case reflect.Int:
		v.SetInt(rapid.OneOf(rapid.Int64Range(0, 300), rapid.Int64Range(0, 1<<40)).Draw(t, "number"))
	case reflect.Bool:
		v.SetBool(rapid.Bool().Draw(t, "answer"))
	case reflect.String:
		v.SetString(rapid.String().Draw(t, "word"))
	default:
		t.Fatalf("how does a result hold a %s?", v.Kind())
	}
}

// TestHeldOfNothing checks that a zero result holds nothing.
func TestHeldOfNothing(t *testing.T) {
	var h held
	if h.stats() != (Stats{}) || h.without(nil) != nil || h.origin(0, 0, nil) != nil {
		t.Error("a zero result holds something")
	}
}

// TestHeldOnce checks that places that many conditions share are held once: a text can
// say a condition a thousand times, and have it in each of a thousand groups.
func TestHeldOnce(t *testing.T) {
	file := &ast.File{Source: ast.NewSource("a.seg", "")}
	shared := make([]diag.Location, 1000)
	for i := range shared {
		shared[i] = diag.Location{Source: file.Source, Span: ast.Span{Start: 10 * i, End: 10*i + 5}}
	}
	origins := make([][][]diag.Location, 1000)
	for g := range origins {
		origins[g] = [][]diag.Location{shared}
	}
	if h := hold(Stats{}, nil, origins, []*ast.File{file}); len(h.data) > 3000 {
		t.Errorf("a thousand places are held in %d bytes", len(h.data))
	}
}
