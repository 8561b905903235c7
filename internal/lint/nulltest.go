package lint

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/resolve"
)

// nullTests returns, by the name of a part, the columns that it tests for a
// missing value, itself or in the parts that it uses.
func (l *linter) nullTests() map[string]map[string]bool {
	if l.tests != nil {
		return l.tests
	}
	l.tests = map[string]map[string]bool{}
	users := map[string][]string{} // by a name: the parts that use it
	type found struct{ part, column string }
	var todo []found
	for _, part := range l.Objects() {
		l.Poll.Step(4)
		if part.Kind != resolve.Part {
			continue
		}
		for n := range ast.Preorder(part.Expr) {
			l.Poll.Step(8)
			switch n := n.(type) {
			case *ast.Column:
				if n.Op == ast.IsNull || n.Op == ast.IsNotNull {
					todo = append(todo, found{part.Name, n.Name.Text})
				}
			case *ast.Ref:
				users[n.Name.Text] = append(users[n.Name.Text], part.Name)
			}
		}
	}
	for left := maxNullTests; len(todo) > 0 && left > 0; left-- {
		l.Poll.Step(16)
		next := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if l.tests[next.part][next.column] {
			continue
		}
		if l.tests[next.part] == nil {
			l.tests[next.part] = map[string]bool{}
		}
		l.tests[next.part][next.column] = true
		for _, user := range users[next.part] {
			todo = append(todo, found{user, next.column})
		}
	}
	return l.tests
}

// maxNullTests bounds the pairs of parts and columns that nullTests looks at. A
// file of 64 KiB that people write has some hundreds.
const maxNullTests = 200_000
