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
		fmt.Println(d.Error())
	}
	and := file.Statements[0].(*ast.Where).Expr.(*ast.And)
	for _, condition := range and.Operands {
		fmt.Printf("%T %q\n", condition, file.Source.Slice(condition.Span()))
	}
	// Output:
	// rule.seg:1:24: error[SEG101]: a value is missing here
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
