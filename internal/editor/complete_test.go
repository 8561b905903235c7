package editor_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/editor"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/long"
)

// story is a text with the files that it uses.
type story struct {
	name  string
	text  string
	files segc.Files
}

// stories returns all texts of the corpus and of the examples.
func stories(t testing.TB) []story {
	t.Helper()
	var all []story
	for _, c := range corpus.Cases(t) {
		files := segc.Files{}
		for _, f := range c.Files {
			files[f.Name] = string(f.Data)
		}
		for _, f := range c.Files {
			if strings.HasSuffix(f.Name, ".seg") {
				all = append(all, story{f.Name, string(f.Data), files})
			}
		}
	}
	files := segc.Files{}
	for _, pattern := range []string{"*.seg", "tables/*.seg"} {
		folder := filepath.Join(corpus.Root(t), "examples")
		paths, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil || len(paths) == 0 {
			t.Fatalf("there are no examples: %v", err)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files[filepath.ToSlash(path[len(folder)+1:])] = string(text)
		}
	}
	for name, text := range files {
		all = append(all, story{name, text, files})
	}
	slices.SortStableFunc(all, func(a, b story) int { return strings.Compare(a.name, b.name) })
	for _, text := range slices.Concat(corpus.SecondEdition(), corpus.Named(), corpus.Tables()) {
		all = append(all, story{"in.seg", text, segc.Files{}})
	}
	return all
}

func (s story) load(t testing.TB) *editor.Snapshot {
	return editor.Load(t.Context(), s.text, editor.Options{Name: s.name, Files: s.files, Today: "2026-05-01"})
}

// mistakes returns where the syntax of a text is wrong before an offset.
func mistakes(text string, before int) map[string]int {
	_, list := grammar.Parse(ast.NewSource("x.seg", text), grammar.Options{})
	all := map[string]int{}
	for _, d := range list {
		if d.Severity == diag.Error && d.Location.Span.Start < before {
			all[fmt.Sprintf("%s at %d", d.Code, d.Location.Span.Start)] = d.Location.Span.Start
		}
	}
	return all
}

// rests returns texts that complete what an item begins.
func rests() []string {
	return []string{
		"", "x", "x: text", "missing skip", "x = 1", "= 1", "in (1)", "q in (1)", "and 2", `"a"`, "(a)", ": text", "null", `with "a"`, "3d", "3d ago", "ago", "last 3d", "than 3d ago",
		"campaigns (1)", "any (a)", "as q", "skip", "fold", "both", "whole", "1 and 2", "and today", "d ago", "x in (a)", `contains "a"`, "opened", "(n) = 1", "last",
		"a", `"a" "b"`, "a = 1", "1 0", "(a, b)", "a (b, c)", ", b)", "b)", ")", "zone 'a'", "seconds", // of `tables`
	}
}

// beginning returns the mistakes of a text before an offset, whether it ends there or not.
func beginning(text string, offset int) map[string]int {
	were := mistakes(text[:offset], offset)
	maps.Copy(were, mistakes(text, offset))
	return were
}

// goesOn reports whether the parser reads an item after the beginning of a text, which has some
// mistakes, and goes on after it.
func goesOn(before string, were map[string]int, item string) bool {
	now := before + item
	return slices.ContainsFunc(rests(), func(rest string) bool {
		for mistake, start := range mistakes(now+" "+rest, len(now)) {
			if _, was := were[mistake]; !was && (len(were) == 0 || start >= len(before)) {
				return false
			}
		}
		return true
	})
}

// isRight reports whether the parser takes the beginning of a text if the right words follow. After
// a mistake, it guesses what was meant, and reads on with that.
func isRight(before string) bool {
	return slices.ContainsFunc(rests(), func(rest string) bool {
		now := before + " " + rest
		return len(mistakes(now, len(now))) == 0 || len(mistakes(now+")", len(now)+1)) == 0
	})
}

// joined returns one text of a size, with the segments of several examples and what these need.
func joined(t testing.TB, size int) string {
	t.Helper()
	var uses, rest []string
	length := 0
	for _, story := range stories(t) {
		if !strings.Contains(story.text, "\nsegment ") || length > size || len(mistakes(story.text, len(story.text))) > 0 {
			continue
		}
		for line := range strings.Lines(story.text + "\n") {
			if strings.HasPrefix(line, "use ") {
				if !slices.Contains(uses, line) {
					uses = append(uses, line)
				}
				continue
			}
			rest = append(rest, line)
			length += len(line)
		}
	}
	text := strings.Join(uses, "") + "\n" + strings.Join(rest, "")
	if wrong := mistakes(text, len(text)); len(wrong) > 0 || len(text) < size {
		t.Fatalf("the text of %d bytes has the mistakes %v:\n%s", len(text), wrong, text)
	}
	return text
}

// TestItemsParse inserts every item at every offset of texts: the parser goes on after it, with no
// mistake before its end that was not there without it.
func TestItemsParse(t *testing.T) {
	items, ofTables := 0, 0
	all := stories(t)
	for i, story := range all {
		if tables := strings.Contains(strings.ToLower(story.text), "tables "); i%long.Of(12, 4) == 0 || tables {
			n := itemsParse(t, story, i, long.Of(7, 3), long.Of(5, 3))
			items += n
			if tables {
				ofTables += n
			}
		}
	}
	ofLarge := 0
	for i, size := range []int{3_000, long.Of(6_000, 12_000)} {
		large := story{"large.seg", joined(t, size), all[0].files}
		ofLarge += itemsParse(t, large, i, size/long.Of(50, 120), 5)
	}
	if items < 1000 || ofTables < 500 || ofLarge < 100 {
		t.Errorf("only %d items were inserted, %d in statements about tables, and %d in large texts", items, ofTables, ofLarge)
	}
	t.Logf("%d items, %d in statements about tables, %d in large texts", items, ofTables, ofLarge)
}

// itemsParse inserts one in so many items at offsets that are a step apart, and returns how many.
func itemsParse(t *testing.T, story story, first, step, every int) int {
	s := story.load(t)
	text := s.Source().Text()
	items := 0
	for offset := first % step; offset <= len(text); offset += step {
		done := s.Complete(t.Context(), offset)
		if done.Span.Start > offset || done.Span.End < offset || len(done.Items) > editor.MaxItems {
			t.Fatalf("%q at %d: it replaces %v with %d items", text, offset, done.Span, len(done.Items))
		}
		before := text[:done.Span.Start]
		were := beginning(text, len(before))
		for n, item := range done.Items {
			if n%every != offset%every {
				continue
			}
			items++
			if !goesOn(before, were, item.Text) && isRight(before) {
				t.Errorf("after %q, %q is not read: %v", before, item.Text, mistakes(before+item.Text, len(before)+len(item.Text)))
			}
		}
	}
	return items
}
