package check

import (
	"fmt"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/resolve"
)

// TestUnknownNodesPanic checks that the two switches over the types of the tree end in a
// panic: a type that they lack is found as soon as an example has it.
func TestUnknownNodesPanic(t *testing.T) {
	source := ast.NewSource("t.seg", "")
	for name, call := range map[string]func(c *checker){
		"statement":  func(c *checker) { c.statement(source, nil) },
		"expression": func(c *checker) { c.expr(source, nil) },
	} {
		func() {
			defer func() {
				if message := fmt.Sprint(recover()); !strings.Contains(message, "unexpected "+name) {
					t.Errorf("on what it does not know, %s says %q", name, message)
				}
			}()
			call(newChecker(nil, &resolve.Program{}))
		}()
	}
}
