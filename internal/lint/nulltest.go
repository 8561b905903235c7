package lint

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/resolve"
)

// nullTests returns the columns that a part tests for a missing value: itself, in the parts that it
// uses, or in the rule of another file that it is.
func (l *linter) nullTests(name string) map[string]bool {
	if l.tests == nil {
		l.findNullTests()
	}
	return l.tests[l.Part(name)]
}

func (l *linter) findNullTests() {
	l.tests = map[*resolve.Object]map[string]bool{}
	users := map[*resolve.Object][]*resolve.Object{} // by a part: those that use it
	type found struct {
		part   *resolve.Object
		column string
	}
	var todo []found
	look := func(part *resolve.Object, in *resolve.Program, e ast.Expr) {
		for n := range ast.Preorder(e) {
			l.Poll.Step(8)
			switch n := n.(type) {
			case *ast.Column:
				if n.Op == ast.IsNull || n.Op == ast.IsNotNull {
					todo = append(todo, found{part, n.Name.Text})
				}
			case *ast.Ref:
				if used := in.Part(n.Name.Text); used != nil {
					users[used] = append(users[used], part)
				}
			}
		}
	}
	for _, program := range l.Programs() {
		for _, part := range program.Objects() {
			l.Poll.Step(4)
			switch {
			case part.Kind != resolve.Part:
			case part.Taken == nil:
				look(part, program, part.Expr)
			default:
				for _, where := range part.TakenRules() {
					look(part, part.Taken.Program, where.Expr)
				}
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
}

// maxNullTests bounds the pairs of parts and columns that findNullTests looks at. A
// file of 64 KiB that people write has some hundreds.
const maxNullTests = 200_000
