package arch

import (
	"go/ast"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// maxLines is how long a file may be. Those of tests are left alone.
const maxLines = 500

func TestFilesAreShort(t *testing.T) {
	for _, file := range sources(t, false) {
		if file.lines > maxLines {
			t.Errorf("%s has %d lines; %d are the most", file.path, file.lines, maxLines)
		}
	}
}

// setFromOutside are the variables that something else than Go code sets.
func setFromOutside() []string {
	return []string{
		"cmd/segc.release", // by the linker
	}
}

// TestNoState checks that no package keeps a state: a variable outside of
// functions has its value from its declaration on, and nothing ever writes to
// it or takes its address. What is exported is an error.
func TestNoState(t *testing.T) {
	files := sources(t, false)
	for _, file := range files {
		for _, decl := range file.syntax.Decls {
			variables, ok := decl.(*ast.GenDecl)
			if !ok || variables.Tok != token.VAR {
				continue
			}
			for _, spec := range variables.Specs {
				checkVariable(t, file, variables, spec.(*ast.ValueSpec), files)
			}
		}
	}
}

func checkVariable(t *testing.T, file sourceFile, decl *ast.GenDecl, spec *ast.ValueSpec, files []sourceFile) {
	t.Helper()
	embedded := decl.Doc != nil && slices.ContainsFunc(decl.Doc.List, func(c *ast.Comment) bool {
		return strings.HasPrefix(c.Text, "//go:embed ")
	})
	for i, name := range spec.Names {
		full := file.pkg + "." + name.Name
		if name.Name == "_" || slices.Contains(setFromOutside(), full) {
			continue
		}
		var value ast.Expr
		if i < len(spec.Values) {
			value = spec.Values[i]
		}
		switch {
		case value == nil && !embedded:
			t.Errorf("%s: %s has no value, so something must set it", file.path, full)
		case ast.IsExported(name.Name) && callee(value) != "errors.New" && callee(value) != "fmt.Errorf":
			t.Errorf("%s: %s is exported and no error: others could set it", file.path, full)
		case callee(value) != "" && !harmless(callee(value)):
			t.Errorf("%s: %s is made by %s: may that keep a state?", file.path, full, callee(value))
		}
		for _, other := range files {
			if other.pkg == file.pkg {
				if where := writes(other.syntax, name.Name, spec); where != "" {
					t.Errorf("%s: %s is written to in %s (%s)", file.path, full, other.path, where)
				}
			}
		}
	}
}

// harmless are the calls whose result has no state that can be seen.
func harmless(call string) bool {
	switch call {
	case "errors.New", "fmt.Errorf", "sync.OnceValue", "sync.OnceValues", "append", "regexp.MustCompile", "strings.NewReplacer":
		return true
	}
	return false
}

// callee returns the function that a value is the call of, or "".
func callee(value ast.Expr) string {
	call, ok := value.(*ast.CallExpr)
	if !ok {
		return ""
	}
	function := call.Fun
	if index, ok := function.(*ast.IndexExpr); ok { // of a generic function
		function = index.X
	}
	switch f := function.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		if x, ok := f.X.(*ast.Ident); ok {
			return x.Name + "." + f.Sel.Name
		}
	}
	return "a function"
}

// writes returns how a file writes to a variable of its package, or "".
func writes(file *ast.File, name string, spec *ast.ValueSpec) (how string) {
	is := func(e ast.Expr) bool {
		ident := base(e)
		return ident != nil && ident.Name == name && (ident.Obj == nil || ident.Obj.Decl == spec)
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			if n.Tok != token.DEFINE && slices.ContainsFunc(n.Lhs, is) {
				how = "assignment"
			}
		case *ast.IncDecStmt:
			if is(n.X) {
				how = "assignment"
			}
		case *ast.UnaryExpr:
			if n.Op == token.AND && is(n.X) {
				how = "address"
			}
		case *ast.RangeStmt:
			if n.Tok == token.ASSIGN && (is(n.Key) || is(n.Value)) {
				how = "range"
			}
		case *ast.CallExpr:
			if called := callee(n); len(n.Args) > 0 && is(n.Args[0]) && overwrites(called) {
				how = called
			}
		}
		return true
	})
	return how
}

// overwrites reports whether a function changes its first argument.
func overwrites(called string) bool {
	switch called {
	case "clear", "copy", "delete", "maps.Copy", "maps.DeleteFunc":
		return true
	}
	for _, prefix := range []string{"slices.Sort", "sort.", "slices.Reverse", "slices.Compact", "slices.Delete", "slices.Insert"} {
		if strings.HasPrefix(called, prefix) && !strings.HasPrefix(called, "slices.Sorted") && !strings.HasPrefix(called, "sort.Search") {
			return true
		}
	}
	return false
}

// base returns the variable that an expression is a part of.
func base(e ast.Expr) *ast.Ident {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x
		case *ast.IndexExpr:
			e = x.X
		case *ast.SelectorExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		default:
			return nil
		}
	}
}
