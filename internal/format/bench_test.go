package format_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/format"
)

// benchTexts are texts of each kind that there is: many statements, one rule,
// one long list, many comments.
func benchTexts(b *testing.B) []struct{ name, text string } {
	b.Helper()
	example := strings.Join(examples(b), "\n")
	var rule, list, notes strings.Builder
	for i := range 500 {
		fmt.Fprintf(&rule, "(plan = \"pro\" and opened >= %d in the last 30 days) or\n", i)
		fmt.Fprintf(&list, "\"value number %d\", ", i)
		fmt.Fprintf(&notes, "  and age != %d # for a reason\n", i)
	}
	return []struct{ name, text string }{
		{"examples", example},
		{"rule", "where " + rule.String() + "vip = true\n"},
		{"list", "where plan in (" + list.String() + "\"\")\n"},
		{"comments", "where vip = true\n" + notes.String()},
	}
}

func BenchmarkParse(b *testing.B) {
	for _, c := range benchTexts(b) {
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				grammar.Parse(ast.NewSource("b.seg", c.text), grammar.Options{})
			}
		})
	}
}

func BenchmarkFormat(b *testing.B) {
	for _, c := range benchTexts(b) {
		file, list := grammar.Parse(ast.NewSource("b.seg", c.text), grammar.Options{})
		if c.name != "examples" && list.HasErrors() {
			b.Fatal(list.Err())
		}
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(c.text)))
			b.ReportAllocs()
			for b.Loop() {
				format.Format(file, 0)
			}
		})
	}
}
