package editor_test

import (
	"context"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/editor"
	"github.com/segc-lang/segc/internal/fixing"
	"github.com/segc-lang/segc/internal/test/long"
)

// after returns a text after the edits of an action, which are all of that text.
func after(t *testing.T, s *editor.Snapshot, action editor.Action) string {
	t.Helper()
	fix := diag.Fix{}
	for _, e := range action.Edits {
		fix.Edits = append(fix.Edits, diag.Edit{Location: diag.Location{Source: e.Source, Span: e.Span}, Text: e.Text})
	}
	text, err := diag.Apply(s.Source(), fix)
	if err != nil {
		t.Fatalf("%s: %v", action.Title, err)
	}
	return text
}

// TestActionsChangeNoDocument makes what is offered at random places of texts: a refactoring leaves
// every document as it was, and an ignored warning is gone.
func TestActionsChangeNoDocument(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4)) //nolint:gosec // the same every time
	count := map[string]int{}
	for i, story := range stories(t) {
		if i%long.Of(3, 1) != 0 || len(story.text) > 4000 || story.text == "" {
			continue
		}
		s := story.load(t)
		proof := s.Prove(t.Context())
		before := proof.Documents()
		for range long.Of(4, 20) {
			start := random.IntN(len(story.text))
			span := ast.Span{Start: start, End: start + random.IntN(len(story.text)-start+1)}
			if random.IntN(2) == 0 {
				span.End = start
			}
			if d := proof.List; len(d) > 0 && random.IntN(2) == 0 {
				span = d[random.IntN(len(d))].Location.Span
			}
			for _, action := range s.Actions(t.Context(), span, proof.List) {
				if action.Kind == editor.QuickFix && !strings.HasPrefix(action.Title, "Ignore") || strings.Contains(action.Title, "required") {
					after(t, s, action)
					count[action.Kind]++
					continue
				}
				count[action.Kind+action.Title[:1]]++
				text := after(t, s, action)
				now := editor.Load(t.Context(), text, editor.Options{Name: story.name, Files: story.files, Today: "2026-05-01"})
				changed := now.Prove(t.Context())
				if action.Kind == editor.QuickFix {
					was := proof.List[action.Solves]
					if n := countOf(changed.List, was.Code); n >= countOf(proof.List, was.Code) {
						t.Errorf("%s: %s is still there\n%s", action.Title, was.Error(), text)
					}
					continue
				}
				if strings.Contains("\n"+before, "\n\n") {
					continue // a rule that has errors has no document yet
				}
				if diff := cmp.Diff(before, changed.Documents()); diff != "" {
					t.Errorf("%s: %s\n%s\n--\n%s%s", story.name, action.Title, story.text, text, diff)
				}
			}
		}
	}
	t.Log(count)
	for _, kind := range []string{editor.QuickFix, editor.QuickFix + "I", editor.Extract + "E", editor.Inline + "I", editor.Rewrite + "A", editor.Rewrite + "R"} {
		if count[kind] == 0 {
			t.Errorf("nothing of %s was offered", kind)
		}
	}
}

// countOf returns how many problems have a code.
func countOf(list diag.List, code diag.Code) int {
	n := 0
	for _, d := range list {
		if d.Code == code {
			n++
		}
	}
	return n
}

// checkedText is a text that package segc checked, as the command has it.
type checkedText struct {
	results []*segc.Result
	list    diag.List
}

func (c checkedText) List() diag.List { return c.list }

func (c checkedText) Documents() (all [][]byte) {
	for _, r := range c.results {
		all = append(all, r.Compact())
	}
	return all
}

func (c checkedText) Same(ctx context.Context, after fixing.Checked, rule int) bool {
	d, err := segc.Diff(ctx, c.results[rule], after.(checkedText).results[rule])
	return err == nil && d.Verdict == segc.Same
}

// TestFixAllIsThatOfTheCommand compares texts after all fixes with those after `segc check --fix`, and
// checks that exactly the first of these fixes are preferred.
func TestFixAllIsThatOfTheCommand(t *testing.T) {
	changed, preferred := 0, 0
	for i, story := range stories(t) {
		if i%long.Of(2, 1) != 0 {
			continue
		}
		options := segc.Options{Name: story.name, Files: story.files}
		check := func(text string) fixing.Checked {
			program, _ := segc.Load(t.Context(), text, options)
			results, list := program.Check(t.Context())
			return checkedText{results, list}
		}
		want := fixing.Apply(t.Context(), story.name, story.text, check)
		s := editor.Load(t.Context(), story.text, editor.Options{Name: story.name, Files: story.files})
		proof := s.Prove(t.Context())
		if got := s.FixAll(t.Context(), proof); got != want.Text {
			t.Errorf("%s: (-command +editor)\n%s", story.name, cmp.Diff(want.Text, got))
		}
		if want.Text != story.text {
			changed++
		}
		fixed := map[ast.Position]bool{}
		for _, f := range want.Fixed {
			fixed[f.Place] = true
		}
		for _, action := range s.Actions(t.Context(), ast.Span{End: len(story.text)}, proof.List) {
			if !action.Preferred {
				continue
			}
			preferred++
			at := s.Source().Position(proof.List[action.Solves].Location.Span.Start)
			if !fixed[at] && len(want.Fixed) > 0 {
				t.Errorf("%s: %s is preferred, and check --fix leaves it\n%s", story.name, action.Title, story.text)
			}
		}
	}
	if changed < 3 || preferred < 3 {
		t.Errorf("only %d texts were changed, and %d fixes are preferred", changed, preferred)
	}
	t.Logf("%d changed, %d preferred", changed, preferred)
}

// TestFixAllEnds checks that without a proof, or after the end of the context, the text stays.
func TestFixAllEnds(t *testing.T) {
	const text = `where status = "subscribed" and plan in ("pro", "pro")`
	s := editor.Load(t.Context(), text, editor.Options{})
	proof := s.Prove(t.Context())
	if s.FixAll(t.Context(), proof) == text {
		t.Fatal("there is nothing to fix")
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	for _, got := range []string{s.FixAll(ended, proof), s.FixAll(t.Context(), nil), s.FixAll(t.Context(), s.Prove(ended))} {
		if got != text {
			t.Errorf("the text is %q", got)
		}
	}
}

// TestActionsOnlyForTheTextAsItIs checks that fixes of an earlier text are not offered.
func TestActionsOnlyForTheTextAsItIs(t *testing.T) {
	earlier := editor.Load(t.Context(), "where pln = 1\nfield plan: number\n", editor.Options{})
	for text, want := range map[string]bool{"where pln = 1\nfield plan: number\n": true, "where  pln = 1\nfield plan: number\n": false} {
		s := editor.Load(t.Context(), text, editor.Options{})
		if all := s.Actions(t.Context(), ast.Span{Start: 6, End: 9}, earlier.Problems()); len(all) > 0 != want {
			t.Errorf("%q: %v", text, all)
		}
	}
}
