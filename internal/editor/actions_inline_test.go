package editor_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/editor"
	"github.com/segc-lang/segc/internal/test/gen"
	"github.com/segc-lang/segc/internal/test/long"
)

// inlined counts the parts that were written in the places of their names.
type inlined struct{ plain, called, refused int }

// all writes each part of a text in each place of its name, one at a time: the documents stay as they
// are, byte for byte.
func (n *inlined) all(t *testing.T, story story) {
	t.Helper()
	s := story.load(t)
	var refs []*ast.Ref
	for node := range s.Files()[0].All() {
		if ref, is := node.(*ast.Ref); is {
			refs = append(refs, ref)
		}
	}
	if len(refs) == 0 || s.HasErrors() {
		return
	}
	proof := s.Prove(t.Context())
	before := proof.Documents()
	if slices.ContainsFunc(proof.Rules, func(r editor.Proved) bool { return !r.Made }) {
		return // a rule that has errors has no document yet
	}
	for _, ref := range refs {
		all := s.Actions(t.Context(), ast.Span{Start: ref.Name.At.Start, End: ref.Name.At.Start}, proof.List)
		i := slices.IndexFunc(all, func(a editor.Action) bool { return a.Kind == editor.Inline })
		if i < 0 {
			if ref.Call != nil {
				n.refused++
			}
			continue
		}
		if ref.Call != nil {
			n.called++
		} else {
			n.plain++
		}
		now := story
		now.text = after(t, s, all[i])
		if got := now.load(t).Prove(t.Context()).Documents(); got != before {
			t.Errorf("%s: %s\n%s\n--\n%s%s", story.name, all[i].Title, story.text, now.text, cmp.Diff(before, got))
		}
	}
}

// TestInlineChangesNoDocument writes the parts of the examples, of the corpus and of random programs in
// the places of their names.
func TestInlineChangesNoDocument(t *testing.T) {
	var n inlined
	for i, story := range stories(t) {
		if i%long.Of(4, 1) == 0 && len(story.text) < 4000 || strings.Contains(story.text, "# For ") {
			n.all(t, story)
		}
	}
	t.Logf("of written programs, %+v", n)
	if n.plain < 20 || n.called < 4 {
		t.Errorf("only %+v", n)
	}
	n = inlined{}
	for i := range long.Most(150, 400, 4000) {
		s := gen.Rand(rand.New(rand.NewPCG(uint64(i), 21)))
		text := gen.File(s, gen.Options{Values: true, Size: 6, Days: i%2 == 1, Plain: i%3 == 0})
		n.all(t, story{name: "random.seg", text: text})
	}
	t.Logf("of random programs, %+v", n)
	if n.plain+n.called < 30 || n.called < 15 || n.refused > n.called {
		t.Errorf("only %+v", n)
	}
}

// TestRewritesChangeNoDocument adds and removes parentheses in random programs, and makes parts of
// conditions: of one, and of two next to each other.
func TestRewritesChangeNoDocument(t *testing.T) {
	count := map[string]int{}
	programs := long.Most(150, 400, 4000)
	for i := range programs {
		s := gen.Rand(rand.New(rand.NewPCG(uint64(i), 22)))
		story := story{name: "random.seg", text: gen.File(s, gen.Options{Size: 9, Days: i%2 == 1, Plain: i%4 != 0})}
		if i%3 == 0 { // where the order of what is simplified matters most
			story.text = gen.Rule(s, gen.Options{Size: 5, Plain: true, FirstEdition: true})
		}
		snapshot := story.load(t)
		if snapshot.HasErrors() {
			continue
		}
		proof := snapshot.Prove(t.Context())
		if slices.ContainsFunc(proof.Rules, func(r editor.Proved) bool { return !r.Made }) {
			continue
		}
		for node := range snapshot.Files()[0].All() {
			var at ast.Span
			switch n := node.(type) {
			case *ast.Paren:
				at = ast.Span{Start: n.At.Start, End: n.At.Start}
			case *ast.Or:
				at = n.Operands[0].Span().Join(n.Operands[1].Span())
			case *ast.And:
				at = n.Operands[0].Span().Join(n.Operands[1].Span())
			case *ast.Column:
				at = n.At
			default:
				continue
			}
			for _, action := range snapshot.Actions(t.Context(), at, nil) {
				count[action.Title]++
				now := story
				now.text = after(t, snapshot, action)
				if got := now.load(t).Prove(t.Context()).Documents(); got != proof.Documents() {
					t.Errorf("%s\n%s\n--\n%s%s", action.Title, story.text, now.text, cmp.Diff(proof.Documents(), got))
				}
			}
		}
	}
	t.Log(count)
	for _, title := range []string{"Add parentheses", "Remove parentheses", "Extract into a part"} {
		if count[title] < max(1, programs/15) {
			t.Errorf("%s is offered %d times in %d programs", title, count[title], programs)
		}
	}
}
