package segc_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"reflect"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/contact"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/sides"
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
		groups, _ := result.Document().Size()
		for group := range groups {
			places := result.Origin(group, 0)
			for _, at := range places {
				fmt.Fprintln(&all, at.Source.Name(), at.Source.Slice(at.Span), at.Source.Position(at.Span.Start))
			}
		}
		all.Write(result.RulesJSON())
	}
	said("compile", list)
	rule := sides.Rule{Text: text, Options: options}
	difference, list := sides.Diff(ctx, rule, sides.Rule{Text: "where plan = \"pro\"", Options: options})
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

// TestCacheSeesEveryOption changes each field of Options alone, between two calls with one
// cache: the second call answers as one without a cache does.
func TestCacheSeesEveryOption(t *testing.T) {
	const text = "use \"x.seg\"\nparam least: number = 3\nwhere p and seats > least and opened >= 1 in last 30d or plan = \"free\" and age > 5 and age > 3 and seen > today - 7d"
	const small = "let p = plan = \"pro\""
	large := small + "\nlet q = plan in (" + strings.Repeat("\"free\", ", 1000) + "\"pro\")"
	files := segc.Files{"x.seg": large, "a/x.seg": "let p = opened", "y.seg": "require clicked"}
	changes := map[string]any{
		"Name": "b/other.seg", "Path": "a/r.seg", "Files": segc.Files{"x.seg": "let p = clicked"}, "Use": []string{"y.seg"}, "Plain": true,
		"Enable": segc.OptionalRules(), "MaxGroups": 1, "MaxBytes": 50, "MaxWork": 1,
		// A file is read up to a byte beyond the limit: what is read of this one is the same with
		// a limit that refuses it.
		"Params":  map[string]string{"least": "4"},
		"Assume":  contact.Reading{TrimSpaces: contact.Yes, IgnoreTrailingSpaces: contact.No}, // which no platform does
		"Today":   time.Date(2026, 6, 2, 0, 0, 0, 0, time.UTC),
		"MaxSize": len(large) - 1, "MaxMemory": int64(20_000),
	}
	for i := range reflect.TypeFor[segc.Options]().NumField() {
		name := reflect.TypeFor[segc.Options]().Field(i).Name
		if name == "Cache" {
			continue
		}
		change, ok := changes[name]
		if !ok {
			t.Errorf("the test does not change %s", name)
			continue
		}
		before := segc.Options{Path: "rule.seg", Files: files, Today: time.Date(2026, 6, 1, 0, 0, 0, 0, time.UTC)}
		after := before
		reflect.ValueOf(&after).Elem().Field(i).Set(reflect.ValueOf(change))
		if name == "MaxSize" || name == "MaxMemory" { // what refuses the text itself says nothing of the cache
			within := after
			within.Files = segc.Files{"x.seg": small}
			if _, list := segc.Compile(t.Context(), text, within); list.HasErrors() {
				t.Errorf("%s is too small for the text: %v", name, list.Err())
			}
		}
		want := answerOf(t.Context(), text, after)
		if want == answerOf(t.Context(), text, before) {
			t.Errorf("%s changes nothing", name)
		}
		before.Cache = new(segc.Cache)
		after.Cache = before.Cache
		answerOf(t.Context(), text, before)
		if got := answerOf(t.Context(), text, after); got != want {
			t.Errorf("%s: the cache changes the answer: %s", name, cmp.Diff(want, got))
		}
	}
}

// TestCacheChangesNothing checks that no sequence of calls shows whether there is a cache:
// files change, are moved and cannot be read, contexts end, options differ, and callers
// overwrite what they got.
func TestCacheChangesNothing(t *testing.T) {
	t.Parallel()
	paths := []string{"x.seg", "y.seg", "a/x.seg", "a/y.seg", "a/a/x.seg"}
	texts := []string{
		"", "let p = plan = 1", "let q = plan = 2\nlet p = opened", `use "y.seg"`, `use "../x.seg"`, `use "a/x.seg"`, "use \"x.seg\"\nlet r = p",
		lookalike, "wher x = 1", "let p = plan = \"pro", "let p = (a = 1 or", "let p = 1 a", "where plan = 1", "{\"any\": []}", "let p = \xff",
		"field plan: choice(\"pro\", \"free\")", "list p = (\"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\", \"x\")", "require not p because \"no\"",
		"# segc:ignore SEG501\nlet p = a = 1 or a = 1\n" + strings.Repeat("let p = 1 a\n", 50),
	}
	rules := []string{
		"use \"x.seg\"\nwhere p or q", "use \"x.seg\"\nuse \"../x.seg\"\nwhere p or q", "use \"a/x.seg\"\nuse \"x.seg\"\nwhere p",
		"use \"y.seg\"\nwhere plan = \"pro\" and p", "use \"./x.seg\"\nuse \"a/../x.seg\"\nwhere list in (p)", "let z = a = 1\nuse \"a/y.seg\"",
	}
	rapid.Check(t, func(t *rapid.T) {
		cache := &segc.Cache{MaxBytes: rapid.SampledFrom([]int{0, 1, 3000, 20_000}).Draw(t, "bytes")}
		files := fstest.MapFS{}
		for range rapid.IntRange(2, 12).Draw(t, "calls") {
			for range rapid.IntRange(0, 3).Draw(t, "edits") {
				files[rapid.SampledFrom(paths).Draw(t, "path")] = &fstest.MapFile{Data: []byte(rapid.SampledFrom(texts).Draw(t, "text"))}
			}
			options := segc.Options{
				Name:      rapid.SampledFrom([]string{"", "r.seg", "a/r.seg", "/r.seg", "b/b/r.seg"}).Draw(t, "name"),
				Path:      rapid.SampledFrom([]string{"", "r.seg", "a/r.seg", "a/a/r.seg"}).Draw(t, "place"),
				MaxSize:   rapid.SampledFrom([]int{0, 60, 15}).Draw(t, "size"),
				MaxMemory: rapid.SampledFrom([]int64{0, 0, 3000, 10_000, 40_000}).Draw(t, "memory"),
				MaxGroups: rapid.SampledFrom([]int{0, 1}).Draw(t, "groups"),
				MaxBytes:  rapid.SampledFrom([]int{0, 60}).Draw(t, "json"),
				MaxWork:   rapid.SampledFrom([]int{0, 100}).Draw(t, "work"),
				Plain:     rapid.Bool().Draw(t, "plain"),
				Use:       rapid.SampledFrom([][]string{nil, {"x.seg"}, {"a/y.seg", "none.seg"}}).Draw(t, "use"),
				Enable:    rapid.SampledFrom([][]diag.Code{nil, segc.OptionalRules()}).Draw(t, "enabled"),
				Files:     files,
			}
			text := rapid.SampledFrom(rules).Draw(t, "rule")
			cached := options
			cached.Cache = cache
			switch rapid.IntRange(0, 3).Draw(t, "fault") {
			case 0:
				answerOf(&countdown{Context: t.Context(), left: rapid.IntRange(0, 60).Draw(t, "looks")}, text, cached)
			case 1:
				cached.Files = failing{files, rapid.IntRange(0, 60).Draw(t, "good")}
				answerOf(t.Context(), text, cached)
				cached.Files = files
			}
			if want, got := answerOf(t.Context(), text, options), answerOf(t.Context(), text, cached); got != want {
				t.Fatalf("a cache changes what %q gives: %s", text, cmp.Diff(want, got))
			}
		}
	})
}

// countdown is a context that is canceled once it has been asked so many times.
type countdown struct {
	context.Context
	left int
}

func (c *countdown) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

// failing is a file system whose files cannot be read after so many bytes.
type failing struct {
	fs.FS
	good int
}

func (f failing) Open(name string) (fs.File, error) {
	file, err := f.FS.Open(name)
	return &failingFile{file, f.good}, err
}

type failingFile struct {
	fs.File
	good int
}

func (f *failingFile) Read(into []byte) (int, error) {
	if f.good == 0 {
		return 0, errors.New("the disk is gone")
	}
	n, err := f.File.Read(into[:min(len(into), f.good)])
	f.good -= n
	return n, err
}
