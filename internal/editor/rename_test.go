package editor_test

import (
	"context"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/internal/editor"
	"github.com/segc-lang/segc/internal/test/long"
	"github.com/segc-lang/segc/internal/test/rename"
)

// documentsOf compiles all files of a story, and returns the documents of each.
func documentsOf(t *testing.T, files segc.Files) map[string]string {
	t.Helper()
	all := map[string]string{}
	for name, text := range files {
		if !strings.HasSuffix(name, ".seg") {
			continue
		}
		today := editor.Load(t.Context(), text, editor.Options{Name: name, Files: files, Today: "2026-05-01"})
		var b strings.Builder
		if !today.HasErrors() {
			b.WriteString(today.Prove(t.Context()).Documents())
		}
		all[name] = b.String()
	}
	return all
}

// renamed returns files after edits.
func renamed(t *testing.T, files segc.Files, edits []editor.Edit) segc.Files {
	t.Helper()
	after := maps.Clone(files)
	for _, e := range slices.Backward(edits) {
		name := e.Source.Name()
		if files[name] != e.Source.Text() {
			t.Fatalf("%s has another text", name)
		}
		text := after[name]
		after[name] = text[:e.Span.Start] + e.Text + text[e.Span.End:]
	}
	return after
}

// TestRenamesChangeNoDocument renames what is at places of texts to words of the language and
// to others. What is not refused leaves every document of every file as it was.
func TestRenamesChangeNoDocument(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // the same every time
	words := append(rename.Words(), "x", "plan", "free", "a b", "opened", "in", "null", "mailable", "market", "é", "n")
	done, refused := 0, 0
	for i, story := range stories(t) {
		if i%long.Of(6, 1) != 0 || len(story.files) == 0 || len(story.text) > 4000 || story.files[story.name] == "" {
			continue
		}
		var users []*editor.Snapshot
		for _, name := range slices.Sorted(maps.Keys(story.files)) {
			if strings.HasSuffix(name, ".seg") {
				users = append(users, editor.Load(t.Context(), story.files[name], editor.Options{Name: name, Files: story.files, Today: "2026-05-01"}))
			}
		}
		s := story.load(t)
		var before map[string]string
		for range long.Of(2, 4) {
			offset := random.IntN(len(story.text) + 1)
			name := words[random.IntN(len(words))]
			edits, err := s.Rename(t.Context(), offset, name, users)
			switch {
			case err != nil:
				refused++
				continue
			case len(edits) == 0:
				continue
			}
			if before == nil {
				before = documentsOf(t, story.files)
			}
			done++
			after := documentsOf(t, renamed(t, story.files, edits))
			for file := range after {
				if before[file] == "" {
					after[file] = "" // a name may have been the mistake
				}
			}
			if diff := cmp.Diff(before, after); diff != "" {
				t.Errorf("%s at %d, to %q:\n%s\n%s%s", story.name, offset, name, story.text, shown(edits), diff)
			}
		}
	}
	if done < long.Of(5, 50) || refused == 0 {
		t.Errorf("only %d were renamed, and %d refused", done, refused)
	}
	t.Logf("%d renamed, %d refused", done, refused)
}

// TestRenameEnds checks that a rename ends with its context.
func TestRenameEnds(t *testing.T) {
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	s := editor.Load(t.Context(), "let a = opened\nwhere a", editor.Options{})
	if edits, err := s.Rename(ended, 4, "b", nil); err != context.Canceled {
		t.Errorf("%v, %v", edits, err)
	}
}

// TestRenameToInvisible checks that no name gets characters that nobody can see.
func TestRenameToInvisible(t *testing.T) {
	s := editor.Load(t.Context(), "let a = opened\nwhere a", editor.Options{})
	for _, name := range []string{"b\u202ec", "\u200b", "b\u2066", "b\u00ad", "b\x00", "b\u0085"} {
		if edits, err := s.Rename(t.Context(), 4, name, nil); err == nil || !strings.Contains(err.Error(), "no rule can have this name") {
			t.Errorf("%q: %v, %v", name, edits, err)
		}
	}
}
