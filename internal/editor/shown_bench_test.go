package editor_test

import (
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/editor"
	"github.com/segc-lang/segc/internal/imports"
)

// BenchmarkShown measures what an editor shows of a rule: when somebody points at it, and on every key.
func BenchmarkShown(b *testing.B) {
	s := load30(b, &imports.Cache{MaxBytes: 1 << 24})
	proof := s.Prove(b.Context())
	all := ast.Span{End: len(s30)}
	b.Logf("%d groups, %d conditions", proof.Rules[0].Groups, proof.Rules[0].Conditions)
	hover := func(word string, proof *editor.Proof) func() {
		offset := strings.LastIndex(s30, word)
		return func() {
			if _, ok := s.Hover(b.Context(), offset, proof); !ok {
				b.Fatalf("nothing is said of %s", word)
			}
		}
	}
	for _, c := range []struct {
		name string
		call func()
	}{
		{"hover/part", hover("lively", proof)},
		{"hover/catalog", hover("mailable", proof)},
		{"hover/column", hover("interests", proof)},
		{"hover/rule", hover("where mailable", proof)},
		{"hover/unproved", hover("where mailable", nil)},
		{"tokens", func() { s.Tokens(all) }},
		{"symbols", func() { s.Symbols() }},
		{"folds", func() { s.Folds() }},
		{"selections", func() { s.Selections(len(s30) / 2) }},
		{"lenses", func() { s.Lenses(proof, editor.State{}) }},
		{"hints", func() { s.Hints(b.Context(), all) }},
		{"format", func() { s.Format(b.Context()) }},
		{"explain", func() {
			if _, err := s.Explain(b.Context(), ""); err != nil {
				b.Fatal(err)
			}
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				c.call()
			}
		})
	}
}
