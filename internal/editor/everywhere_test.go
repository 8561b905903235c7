package editor_test

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/describe"
	"github.com/segc-lang/segc/internal/editor"
	"github.com/segc-lang/segc/internal/test/corpus"
	"github.com/segc-lang/segc/internal/test/long"
)

// TestSameAsExplainAndDiff compares what is said of every segment of the corpus with what package
// segc says.
func TestSameAsExplainAndDiff(t *testing.T) {
	said, compared := 0, 0
	var earlier *editor.Snapshot
	var before *segc.Result
	for i, c := range corpus.Cases(t) {
		if i%long.Of(12, 2) != 0 {
			continue
		}
		text, _ := c.Get("in.seg")
		options := segc.Options{Name: "in.seg", Files: c.FS()}
		program, _ := segc.Load(t.Context(), string(text), options)
		s := editor.Load(t.Context(), string(text), editor.Options{Name: "in.seg", Files: c.FS()})
		for _, rule := range program.Rules() {
			result, list := rule.Compile(t.Context())
			explained, err := s.Explain(t.Context(), rule.Name())
			if list.HasErrors() {
				first := list[slices.IndexFunc(list, func(d diag.Diagnostic) bool { return d.Severity == diag.Error })]
				if err == nil || !strings.HasSuffix(err.Error(), ": "+first.Message) {
					t.Errorf("%s: %q is refused with %v, and not with %s", c.Name, rule.Name(), err, first.Message)
				}
				continue
			}
			if err != nil {
				t.Errorf("%s: %v", c.Name, err)
				continue
			}
			said++
			explanation, err := result.Explain(t.Context(), time.Time{})
			if err != nil {
				t.Fatal(err)
			}
			var want bytes.Buffer
			if err := explanation.Write(&want, segc.ExplainText); err != nil {
				t.Fatal(err)
			}
			if explained != want.String() {
				t.Errorf("%s: it says\n%s\nand not\n%s", c.Name, explained, want.String())
			}
			if document, err := s.Document(t.Context(), rule.Name()); err != nil || document != string(result.RulesJSON()) {
				t.Errorf("%s: the document is\n%s, %v", c.Name, document, err)
			}
			if len(program.Rules()) > 1 {
				continue
			}
			if earlier != nil && sameDifference(t, c.Name, earlier, s, before, result) {
				compared++
			}
			earlier, before = s, result
		}
	}
	if said < 10 || compared < 5 {
		t.Errorf("only %d segments are explained, and %d compared", said, compared)
	}
}

// sameDifference compares what is said of two rules with what package segc says. It reports whether
// they can be compared.
func sameDifference(t *testing.T, name string, earlier, s *editor.Snapshot, before, result *segc.Result) bool {
	text, err := s.Diff(t.Context(), earlier, "", "old.seg", "new.seg")
	difference, other := segc.Diff(t.Context(), before, result)
	if other != nil || err != nil {
		if !strings.HasSuffix(fmt.Sprint(other), fmt.Sprint(err)) { // which may have a place before it
			t.Errorf("%s: the difference is %v, and not %v", name, err, other)
		}
		return false
	}
	want := describe.Difference{Verdict: string(difference.Verdict), Enters: difference.Enters, Leaves: difference.Leaves}
	for _, r := range difference.ByReading {
		want.ByReading = append(want.ByReading, describe.ReadingVerdict{Reading: r.Reading, Verdict: string(r.Verdict)})
	}
	var b bytes.Buffer
	want.Text(&b, "old.seg", "new.seg")
	if text != b.String() {
		t.Errorf("%s: the difference is\n%s\nand not\n%s", name, text, b.String())
	}
	return true
}

// asked is a snapshot that is asked everything.
type asked struct {
	*testing.T
	s     *editor.Snapshot
	proof *editor.Proof
	text  string
}

func (a asked) inside(what string, at ast.Span) {
	if at.Start < 0 || at.End < at.Start || at.End > len(a.text) {
		a.Fatalf("%s is at %v of %q", what, at, a.text)
	}
}

// at asks about an offset.
func (a asked) at(offset int) {
	for _, proof := range []*editor.Proof{nil, a.proof} {
		hover, ok := a.s.Hover(a.Context(), offset, proof)
		if a.inside("the hover", hover.Span); ok && (hover.Markdown == "" || !utf8.ValidString(hover.Markdown)) {
			a.Fatalf("the hover at %d of %q is %q", offset, a.text, hover.Markdown)
		}
	}
	around := a.s.Selections(offset)
	for i, at := range around {
		if a.inside("a selection", at); i > 0 && (!at.Covers(around[i-1]) || at == around[i-1]) {
			a.Fatalf("at %d of %q, %v is not around %v", offset, a.text, at, around[i-1])
		}
	}
	if last := around[len(around)-1]; last != (ast.Span{End: len(a.text)}) {
		a.Fatalf("at %d of %q, the last selection is %v", offset, a.text, last)
	}
}

// whole asks about all of the text.
func (a asked) whole() {
	all := ast.Span{End: len(a.text)}
	last := 0
	for _, token := range a.s.Tokens(all) {
		a.inside("a token", token.Span)
		if token.Span.Start < last || token.Span.Empty() || strings.ContainsAny(a.s.Source().Slice(token.Span), "\r\n") || int(token.Type) >= len(editor.TokenTypes()) {
			a.Fatalf("%v %q is a token of %q", token, a.s.Source().Slice(token.Span), a.text)
		}
		last = token.Span.End
	}
	lines := map[int]bool{}
	for _, fold := range a.s.Folds() {
		a.inside("a fold", fold.Span)
		first := a.s.Source().LineOf(fold.Span.Start)
		if lines[first] || a.s.Source().LineOf(fold.Span.End) == first {
			a.Fatalf("%v is a fold of %q", fold, a.text)
		}
		lines[first] = true
	}
	var symbols func(all []editor.Symbol, in ast.Span)
	symbols = func(all []editor.Symbol, in ast.Span) {
		for _, symbol := range all {
			a.inside("a symbol", symbol.Span)
			if symbol.Name == "" || !in.Covers(symbol.Span) || !symbol.Span.Covers(symbol.At) || strings.ContainsAny(symbol.Name, "\r\n\x1b") {
				a.Fatalf("%+v is a symbol of %q", symbol, a.text)
			}
			symbols(symbol.Within, symbol.Span)
		}
	}
	symbols(a.s.Symbols(), all)
	for _, link := range a.s.Links() {
		a.inside("a link", link.Span)
	}
	last = 0
	for _, hint := range a.s.Hints(a.Context(), all) {
		if hint.Offset < last || hint.Offset > len(a.text) || hint.Text == "" {
			a.Fatalf("%+v is a hint of %q", hint, a.text)
		}
		last = hint.Offset
	}
	for _, state := range []editor.State{{}, {Proving: true}, {Errors: 2}} {
		for _, proof := range []*editor.Proof{nil, a.proof} {
			for _, lens := range a.s.Lenses(proof, state) {
				if a.inside("a lens", lens.Span); lens.Title == "" {
					a.Fatalf("a lens of %q says nothing", a.text)
				}
			}
		}
	}
	for _, used := range first(a.s.Uses("")) {
		if used.Name == "" || used.Location.Source == nil {
			a.Fatalf("%q uses %+v", a.text, used)
		}
	}
}

func first[T, U any](all T, _ U) T { return all }

// formats formats the text, and a part of it, which leaves it the same rules.
func (a asked) formats(part ast.Span) {
	want, list := segc.Format(a.Context(), a.text, segc.FormatOptions{})
	text, ok := a.s.Format(a.Context())
	if ok == list.HasErrors() || ok && text != want {
		a.Fatalf("%q is formatted as %q, %v", a.text, text, ok)
	}
	edits, ranged := a.s.FormatRange(a.Context(), part)
	if ok != ranged {
		a.Fatalf("%v of %q is formatted: %v", part, a.text, ranged)
	}
	if !ok {
		return
	}
	if got := apply(a, a.s, editor.Edits(a.s.Source(), text)); got != text {
		a.Fatalf("the edits of %q make %q", a.text, got)
	}
	formatted := apply(a, a.s, edits)
	file, list := grammar.Parse(ast.NewSource("", formatted), grammar.Options{})
	if list.HasErrors() || !ast.SameFile(a.s.Files()[0], file) || len(a.s.Files()[0].Comments) != len(file.Comments) {
		a.Fatalf("%v of %q is formatted as %q: %v", part, a.text, formatted, list)
	}
}

// TestEverywhere asks everything at offsets of texts, and of texts that were cut and mixed up.
func TestEverywhere(t *testing.T) {
	random := rand.New(rand.NewPCG(5, 6)) //nolint:gosec // the same every time
	all := stories(t)
	every := long.Every(12, 2, 1)
	for i, story := range all {
		if i%every != 0 || len(story.text) > 3000 {
			continue
		}
		other := all[random.IntN(len(all))].text
		at, from := random.IntN(len(story.text)+1), random.IntN(len(other)+1)
		mixed := story.text[:at] + other[from:min(len(other), from+random.IntN(30))] + []string{"", "\r", "\x00", "\"", "`", "é", "\xff", "("}[random.IntN(8)] + story.text[at:]
		for j, text := range []string{story.text, mixed} {
			s := editor.Load(t.Context(), text, editor.Options{Name: story.name, Files: story.files, Today: "2026-05-01"})
			a := asked{T: t, s: s, text: text}
			if j == 0 {
				a.proof = s.Prove(t.Context())
			}
			a.whole()
			for range long.Most(8, 60, 200) {
				a.at(random.IntN(len(text)+3) - 1)
			}
			start := random.IntN(len(text) + 1)
			a.formats(ast.Span{Start: start, End: min(len(text), start+random.IntN(40))})
		}
	}
}

// TestHoverKnowsItsProof points at a rule with the proof of an earlier state of it.
func TestHoverKnowsItsProof(t *testing.T) {
	earlier := editor.Load(t.Context(), `where plan = "pro"`, editor.Options{})
	now := editor.Load(t.Context(), `where plan = "free"`, editor.Options{})
	hover, ok := now.Hover(t.Context(), 0, earlier.Prove(t.Context()))
	if !ok || hover.Markdown != "Contacts whose `plan` is `free`." {
		t.Errorf("it says %q", hover.Markdown)
	}
	if hover, _ := now.Hover(t.Context(), 0, now.Prove(t.Context())); !strings.Contains(hover.Markdown, "1 group, 1 condition, proved minimal") {
		t.Errorf("with its proof, it says %q", hover.Markdown)
	}
}
