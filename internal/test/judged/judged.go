// Package judged reads rules for tests of what works beside the judge: as the judge of trees
// reads them, and with nothing of the compiler.
package judged

import (
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/eval"
)

// Source returns the last rule of a text, and what its names mean.
func Source(t testing.TB, text string) (*eval.Names, *eval.Source) {
	t.Helper()
	file, list := grammar.Parse(ast.NewSource("x.seg", text), grammar.Options{})
	if list.HasErrors() {
		t.Fatal(list.Err())
	}
	names, err := eval.NewNames(file)
	if err != nil {
		t.Fatal(err)
	}
	where, ok := file.Statements[len(file.Statements)-1].(*ast.Where)
	if !ok {
		t.Fatalf("%s\ndoes not end with a rule", text)
	}
	source, err := eval.Read(nil, names, where.Expr)
	if err != nil {
		t.Fatal(err)
	}
	return names, source
}
