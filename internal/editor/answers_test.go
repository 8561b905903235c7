package editor_test

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/editor"
)

// shownAnswers has those that show something of a text, and change nothing in it but its layout.
func shownAnswers() map[string]func(*archive) string {
	return map[string]func(*archive) string{
		"diff":       (*archive).diff,
		"document":   (*archive).document,
		"explain":    (*archive).explain,
		"folds":      (*archive).folds,
		"format":     (*archive).format,
		"hints":      (*archive).hints,
		"hover":      (*archive).hover,
		"lenses":     (*archive).lenses,
		"links":      (*archive).links,
		"range":      (*archive).formatRange,
		"selections": (*archive).selections,
		"symbols":    (*archive).symbols,
		"tokens":     (*archive).tokens,
		"uses":       (*archive).uses,
	}
}

// place writes a place of the text as lines and columns.
func (a *archive) place(at ast.Span) string {
	start, end := a.snapshot.Source().Position(at.Start), a.snapshot.Source().Position(at.End)
	return fmt.Sprintf("%d:%d-%d:%d", start.Line, start.Column, end.Line, end.Column)
}

// span returns the part of the text between the marks: all of it, if there are none.
func (a *archive) span() ast.Span {
	if a.offset < 0 {
		return ast.Span{End: len(a.snapshot.Source().Text())}
	}
	return ast.Span{Start: a.offset, End: max(a.offset, a.end)}
}

func (a *archive) symbols() string {
	var b strings.Builder
	var write func(indent string, all []editor.Symbol)
	write = func(indent string, all []editor.Symbol) {
		for _, s := range all {
			fmt.Fprintf(&b, "%s%d %s, at %s, of %s", indent, s.Kind, s.Name, a.place(s.At), a.place(s.Span))
			if s.Detail != "" {
				fmt.Fprintf(&b, " (%s)", s.Detail)
			}
			b.WriteString("\n")
			write(indent+"  ", s.Within)
		}
	}
	write("", a.snapshot.Symbols())
	return b.String()
}

func (a *archive) folds() string {
	var b strings.Builder
	for _, f := range a.snapshot.Folds() {
		fmt.Fprintf(&b, "%s %s\n", [...]string{"code", "comment", "uses"}[f.Kind], a.place(f.Span))
	}
	return b.String()
}

func (a *archive) selections() string {
	var b strings.Builder
	for _, at := range a.snapshot.Selections(a.offset) {
		fmt.Fprintf(&b, "%q\n", a.snapshot.Source().Slice(at))
	}
	return b.String()
}

func (a *archive) links() string {
	var b strings.Builder
	for _, l := range a.snapshot.Links() {
		fmt.Fprintf(&b, "%s %s\n", a.snapshot.Source().Slice(l.Span), l.Path)
	}
	return b.String()
}

func (a *archive) format() string {
	text, ok := a.snapshot.Format(a.t.Context())
	if !ok {
		return "nothing"
	}
	if applied := apply(a.t, a.snapshot, editor.Edits(a.snapshot.Source(), text)); applied != text {
		a.t.Errorf("the edits make\n%s", applied)
	}
	return a.edits(editor.Edits(a.snapshot.Source(), text)) + text
}

func (a *archive) formatRange() string {
	edits, ok := a.snapshot.FormatRange(a.t.Context(), a.span())
	if !ok {
		return "nothing"
	}
	return a.edits(edits) + apply(a.t, a.snapshot, edits)
}

// edits writes edits.
func (a *archive) edits(edits []editor.Edit) string {
	var b strings.Builder
	for _, e := range edits {
		fmt.Fprintf(&b, "%s %q becomes %q\n", a.place(e.Span), e.Source.Slice(e.Span), e.Text)
	}
	return b.String()
}

// apply applies edits of the text of a snapshot.
func apply(t interface{ Fatalf(string, ...any) }, s *editor.Snapshot, edits []editor.Edit) string {
	var b strings.Builder
	last := 0
	for _, e := range edits {
		if e.Source != s.Source() || e.Span.Start < last || e.Span.End < e.Span.Start {
			t.Fatalf("the edits are not of the text, or not in its order: %v", edits)
		}
		b.WriteString(s.Source().Slice(ast.Span{Start: last, End: e.Span.Start}))
		b.WriteString(e.Text)
		last = e.Span.End
	}
	b.WriteString(s.Source().Slice(ast.Span{Start: last, End: len(s.Source().Text())}))
	return b.String()
}

func (a *archive) tokens() string {
	var b strings.Builder
	for _, t := range a.snapshot.Tokens(a.span()) {
		declared := ""
		if t.Declares {
			declared = ", declared"
		}
		fmt.Fprintf(&b, "%s %s: %s%s\n", a.place(t.Span), a.snapshot.Source().Slice(t.Span), editor.TokenTypes()[t.Type], declared)
	}
	return b.String()
}

func (a *archive) lenses() string {
	state := editor.State{Proving: a.options["proving"] == "yes"}
	state.Errors, _ = strconv.Atoi(a.options["errors"])
	var proof *editor.Proof
	switch a.options["proof"] {
	case "none":
	case "earlier":
		proof = a.load("earlier.seg").Prove(a.t.Context())
	default:
		proof = a.snapshot.Prove(a.t.Context())
	}
	var b strings.Builder
	for _, l := range a.snapshot.Lenses(proof, state) {
		fmt.Fprintf(&b, "%s %q: %s\n", a.place(l.Span), l.Segment, l.Title)
	}
	return b.String()
}

func (a *archive) hover() string {
	var proof *editor.Proof
	if a.options["proof"] != "none" {
		proof = a.snapshot.Prove(a.t.Context())
	}
	hover, ok := a.snapshot.Hover(a.t.Context(), a.offset, proof)
	if !ok {
		return "nothing"
	}
	return fmt.Sprintf("of %q:\n\n%s", a.snapshot.Source().Slice(hover.Span), hover.Markdown)
}

// hints writes the text with the hints in it.
func (a *archive) hints() string {
	text := a.snapshot.Source().Text()
	var b strings.Builder
	last := 0
	for _, h := range a.snapshot.Hints(a.t.Context(), a.span()) {
		b.WriteString(text[last:h.Offset] + "‹" + h.Text + "›")
		last = h.Offset
	}
	return b.String() + text[last:]
}

// orRefused returns a text, or why there is none.
func orRefused(text string, err error) string {
	if err != nil {
		return "refused: " + err.Error()
	}
	return text
}

func (a *archive) explain() string {
	return orRefused(a.snapshot.Explain(a.t.Context(), a.options["segment"]))
}

func (a *archive) document() string {
	return orRefused(a.snapshot.Document(a.t.Context(), a.options["segment"]))
}

func (a *archive) diff() string {
	return orRefused(a.snapshot.Diff(a.t.Context(), a.load("earlier.seg"), a.options["segment"], "earlier.seg", "in.seg"))
}

func (a *archive) uses() string {
	used, files := a.snapshot.Uses(a.options["segment"])
	var b strings.Builder
	for _, u := range used {
		fmt.Fprintf(&b, "%v %s in %s\n", u.Kind, u.Name, u.Location.Source.Name())
	}
	for _, name := range files {
		fmt.Fprintf(&b, "%s\n", name)
	}
	return b.String()
}
