package editor_test

import (
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/editor"
	"github.com/segc-lang/segc/internal/test/hostile"
	"github.com/segc-lang/segc/internal/test/long"
)

// FuzzAnswers asks everything at any place of any text: nothing panics, and every edit is inside of its
// text.
func FuzzAnswers(f *testing.F) {
	for i, story := range stories(f) {
		if i%long.Of(8, 1) == 0 {
			f.Add(story.text, i*37%(len(story.text)+1), i*11)
		}
	}
	for i, shape := range hostile.Texts() {
		f.Add(shape.Make(400), 200+i, 20)
	}
	for _, text := range []string{"", "\ufeff", "use \"\"", "use \"..\" as x", "segment \"{", "segment \"{a}\" for a in (", "let (", "#", "`", "\"", "\xff", "where (((", "tables", "let x(x) = x(x)", "a = {"} {
		f.Add(text, len(text), -5)
	}
	files := segc.Files{"catalog.seg": "let a = opened\nfield plan: choice(\"x\")\nlist l = \"0fd3d5b4-1c0a-4e91-8a4f-0f17dc6dc5ab\"\n"}
	f.Fuzz(func(t *testing.T, text string, offset, length int) {
		if len(text) > 5000 {
			return
		}
		s := editor.Load(t.Context(), text, editor.Options{Name: "in.seg", Files: files, Today: "2026-05-01", MaxWork: 100_000})
		ask(t, s, offset, length)
	})
}

// ask asks a snapshot everything at a place.
func ask(t *testing.T, s *editor.Snapshot, offset, length int) {
	t.Helper()
	text := s.Source().Text()
	inside := func(what string, edits []editor.Edit) {
		for _, e := range edits {
			if e.Span.Start < 0 || e.Span.End < e.Span.Start || e.Span.End > len(e.Source.Text()) {
				t.Fatalf("%s: an edit at %v", what, e.Span)
			}
		}
	}
	done := s.Complete(t.Context(), offset)
	if done.Span.Start < 0 || done.Span.End > len(text) || len(done.Items) > editor.MaxItems {
		t.Fatalf("%d items at %v", len(done.Items), done.Span)
	}
	for _, item := range done.Items[:min(len(done.Items), 20)] {
		s.Describe(t.Context(), item.Help)
	}
	s.Definition(offset)
	s.Highlights(offset)
	if named, ok := s.NameAt(offset); ok {
		s.ReferencesTo(named)
		if named.Location.Span.Start > offset || named.Location.Span.End < offset {
			t.Fatalf("the name at %d is at %v", offset, named.Location.Span)
		}
	}
	edits, _ := s.Rename(t.Context(), offset, "other name", []*editor.Snapshot{s, nil})
	inside("rename", edits)
	inside("moves", s.MoveUses([]editor.Move{{From: "catalog.seg", To: "x/y.seg"}}))
	for _, action := range s.Actions(t.Context(), ast.Span{Start: offset, End: offset + length}, s.Problems()) {
		inside(action.Title, action.Edits)
	}
	if !s.HasErrors() && len(text) < 5000 {
		s.FixAll(t.Context(), s.Prove(t.Context()))
	}
}
