package segc_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/corpus"
)

// answerOf is all that Check, Compile and Diff answer for a text. It overwrites the lists
// that it gets, as a caller may.
func answerOf(ctx context.Context, text string, options segc.Options) string {
	var all bytes.Buffer
	said := func(call string, list diag.List) {
		fmt.Fprintln(&all, call, list == nil)
		_ = errors.Join(diag.WriteJSON(&all, list), diag.WriteText(&all, list, diag.Style{})) // a buffer takes all
		for _, d := range list {
			fmt.Fprintln(&all, d.Location.Source == nil, d.Related == nil, d.Notes == nil, d.Fixes == nil)
		}
		overwrite(list)
	}
	said("check", segc.Check(ctx, text, options))
	result, list := segc.Compile(ctx, text, options)
	if result != nil {
		groups, _ := result.Size()
		for group := range groups {
			places, _ := result.Origin(group, 0)
			for _, at := range places {
				fmt.Fprintln(&all, at.Source.Name(), at.Source.Slice(at.Span), at.Source.Position(at.Span.Start))
			}
		}
		all.Write(result.RulesJSON(false))
	}
	said("compile", list)
	rule := segc.Rule{Text: text, Options: options}
	difference, list := segc.Diff(ctx, rule, segc.Rule{Text: "where plan = \"pro\"", Options: options})
	if difference != nil {
		fmt.Fprintln(&all, difference.Verdict)
	}
	said("diff", list)
	return all.String()
}

// overwrite changes all that can be changed in a list.
func overwrite(list diag.List) {
	for i := range list {
		d := &list[i]
		for k := range d.Related {
			d.Related[k] = diag.Label{Text: "XX"}
		}
		for k := range d.Notes {
			d.Notes[k] = "XX"
		}
		for k := range d.Fixes {
			for n := range d.Fixes[k].Edits {
				d.Fixes[k].Edits[n] = diag.Edit{Text: "XX"}
			}
			d.Fixes[k] = diag.Fix{Text: "XX"}
		}
		*d = diag.Diagnostic{Message: "XX"}
	}
}

// lookalike is a declaration with a Cyrillic letter. What is said of it has all that a
// diagnostic can have, and shows where texts differ that look alike.
const lookalike = "whеre plan = 1"

// TestCacheIsShared checks that goroutines that share a cache get the answers of those
// that have none. The race detector finds what they write into what they share.
func TestCacheIsShared(t *testing.T) {
	t.Parallel()
	type question struct {
		text    string
		options segc.Options
	}
	all := []question{{"use \"x.seg\"\nwhere a = 1", segc.Options{Files: fstest.MapFS{"x.seg": {Data: []byte(lookalike)}}}}}
	for _, c := range corpus.Cases(t) {
		if text, _ := c.Get("in.seg"); len(all) < 8 && bytes.Contains(text, []byte("use \"")) {
			all = append(all, question{string(text), segc.Options{Files: c.FS()}})
		}
	}
	if len(all) < 8 {
		t.Fatal("few cases use files")
	}
	var want []string
	for _, q := range all {
		want = append(want, answerOf(t.Context(), q.text, q.options))
	}
	cache := new(segc.Cache)
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for k := range 3 * len(all) {
				at := (i/4 + k) % len(all) // some ask for the same at the same time
				options := all[at].options
				options.Cache = cache
				if got := answerOf(t.Context(), all[at].text, options); got != want[at] {
					t.Errorf("with a shared cache, %q gives something else: %s", all[at].text, cmp.Diff(want[at], got))
					return
				}
			}
		})
	}
	group.Wait()
}

// TestCacheIsNotTheCallers checks that what a caller writes into a list is not in the
// next one.
func TestCacheIsNotTheCallers(t *testing.T) {
	for _, used := range []string{"wher x = 1", lookalike} {
		options := segc.Options{Files: fstest.MapFS{"x.seg": {Data: []byte(used)}}}
		const text = "use \"x.seg\"\nwhere a = 1"
		want := answerOf(t.Context(), text, options)
		options.Cache = new(segc.Cache)
		for i := range 3 {
			if got := answerOf(t.Context(), text, options); got != want {
				t.Errorf("%q: call %d with a cache gives something else: %s", used, i+1, cmp.Diff(want, got))
			}
		}
	}
}

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
