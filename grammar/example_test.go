package grammar_test

import (
	"fmt"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
)

// A text with a mistake has a tree of what could be read.
func ExampleParse() {
	file, list := grammar.Parse(ast.NewSource("rule.seg", "where opened and plan ="), grammar.Options{})
	for _, d := range list {
		at := d.Location.Source.Position(d.Location.Span.Start)
		fmt.Printf("%s at %d:%d\n", d.Code, at.Line, at.Column)
	}
	and := file.Statements[0].(*ast.Where).Expr.(*ast.And)
	for _, condition := range and.Operands {
		fmt.Printf("%T %q\n", condition, file.Source.Slice(condition.Span()))
	}
	// Output:
	// SEG101 at 1:24
	// *ast.Event "opened"
	// *ast.Bad "plan ="
}

// An editor knows which column the choices belong to that it offers.
func ExampleExpected() {
	source := ast.NewSource("rule.seg", `where opened and plan in ("pro", `)
	expected := grammar.Expect(source, len(source.Text()))
	fmt.Println(expected.Classes, expected.Column)
	// Output:
	// [value name length value] plan
}
