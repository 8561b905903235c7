package ast_test

import (
	"fmt"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
)

// All yields every node of a file, in the order of the text: here, the columns that rules
// look at.
func ExampleFile_All() {
	const text = "let paying = plan = \"pro\"\nwhere paying and (age > 18 or not opened)"
	file, _ := grammar.Parse(ast.NewSource("rule.seg", text), grammar.Options{})
	for node := range file.All() {
		if column, ok := node.(*ast.Column); ok {
			position := file.Source.Position(column.Name.At.Start)
			fmt.Printf("%s in line %d\n", column.Name.Text, position.Line)
		}
	}
	// Output:
	// plan in line 1
	// age in line 2
}
