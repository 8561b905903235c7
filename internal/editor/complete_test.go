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

// goesOn reports whether the parser reads an item after the beginning of a text, and goes on after it.
func goesOn(text, before, item string) bool {
	now := before + item
	were := mistakes(before, len(before))
	maps.Copy(were, mistakes(text, len(before)))
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

// TestItemsParse inserts every item at every offset of texts: the parser goes on after it, with no
// mistake before its end that was not there without it.
func TestItemsParse(t *testing.T) {
	items, ofTables := 0, 0
	for i, story := range stories(t) {
		tables := strings.Contains(strings.ToLower(story.text), "tables ")
		if i%long.Of(12, 6) != 0 && !tables || len(story.text) > 3000 {
			continue
		}
		s := story.load(t)
		text := s.Source().Text()
		step := long.Of(7, 3)
		for offset := i % step; offset <= len(text); offset += step {
			done := s.Complete(t.Context(), offset)
			if done.Span.Start > offset || done.Span.End < offset || len(done.Items) > editor.MaxItems {
				t.Fatalf("%q at %d: it replaces %v with %d items", text, offset, done.Span, len(done.Items))
			}
			before := text[:done.Span.Start]
			for n, item := range done.Items {
				if n%long.Of(5, 3) != offset%long.Of(5, 3) {
					continue
				}
				items++
				if tables {
					ofTables++
				}
				if !goesOn(text, before, item.Text) && isRight(before) {
					t.Errorf("after %q, %q is not read: %v", before, item.Text, mistakes(before+item.Text, len(before)+len(item.Text)))
				}
			}
		}
	}
	if items < 1000 || ofTables < 500 {
		t.Errorf("only %d items were inserted, and %d in statements about tables", items, ofTables)
	}
	t.Logf("%d items, %d in statements about tables", items, ofTables)
}
