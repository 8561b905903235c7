package arch

import (
	"go/ast"
	"slices"
	"testing"
)

// TestJudgesKnowConditionsAlone checks that the judges share plain data with what they
// judge, and no knowledge: of package condition they may use the types, their fields and
// the constants, but neither its functions nor what operators say about themselves.
func TestJudgesKnowConditionsAlone(t *testing.T) {
	functions, methods := knowledge(t)
	judges := 0
	for _, file := range sources(t, false) {
		if file.pkg != "internal/eval" && file.pkg != "internal/edges" {
			continue
		}
		judges++
		ast.Inspect(file.syntax, func(n ast.Node) bool {
			used, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			of, _ := used.X.(*ast.Ident)
			if slices.Contains(methods, used.Sel.Name) || of != nil && of.Obj == nil && of.Name == "condition" && slices.Contains(functions, used.Sel.Name) {
				t.Errorf("%s uses %s of package condition, which is not for judges", file.set.Position(used.Pos()), used.Sel.Name)
			}
			return true
		})
	}
	if judges == 0 {
		t.Error("there are no judges")
	}
}

// knowledge returns the functions of package condition and the methods of operators.
func knowledge(t *testing.T) (functions, methods []string) {
	t.Helper()
	for _, file := range sources(t, false) {
		for _, decl := range file.syntax.Decls {
			f, ok := decl.(*ast.FuncDecl)
			switch {
			case !ok || file.pkg != "internal/condition":
			case f.Recv == nil:
				functions = append(functions, f.Name.Name)
			default:
				if of, ok := f.Recv.List[0].Type.(*ast.Ident); ok && of.Name == "Operator" {
					methods = append(methods, f.Name.Name)
				}
			}
		}
	}
	if !slices.Contains(functions, "Key") || !slices.Contains(methods, "Opposite") || !slices.Contains(methods, "Arity") {
		t.Fatalf("package condition has the functions %s and operators the methods %s: where is the rest?", functions, methods)
	}
	return functions, methods
}
