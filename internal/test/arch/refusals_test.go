package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"slices"
	"testing"
)

// TestRefusalsAreNamed checks that no test accepts just any refusal: a test that demands
// an error or a panic looks at which one it got, and a test that demands errors in a
// list looks at which are there.
func TestRefusalsAreNamed(t *testing.T) {
	for _, file := range sources(t, true) {
		if !file.test {
			continue
		}
		for _, at := range vague(file.syntax) {
			t.Errorf("%s:%d: the test accepts any refusal here; check which one it is", file.path, file.line(at))
		}
	}
}

// TestVagueIsSeen checks the check itself.
func TestVagueIsSeen(t *testing.T) {
	for body, want := range map[string]int{
		`if _, err := f(); err == nil { t.Error("taken") }`:                                                       1,
		`if err := f(); nil == err { t.Errorf("%v", err) }`:                                                       1,
		`if e := f(); e == nil { t.Error("taken") }`:                                                              1,
		`if err := f(); err == nil { t.Errorf("%v", err) }`:                                                       1,
		`if f() == nil { t.Fatal("taken") }`:                                                                      1,
		`if (f() == nil) != fits { t.Error(fits) }`:                                                               1,
		`if _, err := f(); (err != nil) != fails { t.Error(err) }`:                                                1,
		`if _, err := f(); wantErr != (err != nil) { t.Error(err) }`:                                              1,
		`if n, err := f(); n != 0 || err == nil { t.Error(n, err) }`:                                              1,
		`if recover() == nil { t.Error("no panic") }`:                                                             1,
		`if !list.HasErrors() { t.Error(list) }`:                                                                  1,
		`_, list := f(); if text != "" || !list.HasErrors() { t.Error(list) }`:                                    1,
		`_, err := f(); if err == nil { t.Error("taken") }; _, err = g(); if err.Error() != "x" { t.Error(err) }`: 1,
		`_, err := f(); if err == nil { t.Error("taken") }; _, err = g(); if err == nil { t.Error("taken too") }`: 2,
		`if _, err := f(); err == nil || !strings.Contains(err.Error(), "x") { t.Error(err) }`:                    0,
		`if _, err := f(); err == nil { t.Error("taken") } else if err.Error() != "x" { t.Error(err) }`:           0,
		`if _, err := f(); fmt.Sprint(err) != want { t.Error(err) }`:                                              0,
		`if _, err := f(); (err == nil) != fits || err != nil && !errors.Is(err, errTooLarge) { t.Error(err) }`:   0,
		`_, err := f(); if err == nil { t.Fatal("taken") }; checkError(t, err, "x")`:                              0,
		`if err := f(); err != nil { t.Error(err) }`:                                                              0,
		`document, err := f(); if err == nil { err = g(document) }; if err != nil { t.Error(err) }`:               0,
		`if _, list := f(); !list.HasErrors() || list[0].Code != "SEG101" { t.Error(list) }`:                      0,
		`if got := recover(); got != "x" { t.Error(got) }`:                                                        0,
		`if node := f(); node == nil { t.Error("no node") }`:                                                      0,
	} {
		file, err := parser.ParseFile(token.NewFileSet(), "a_test.go", "package a\nfunc TestA(t *testing.T) {\n"+body+"\n}\n", 0)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(vague(file)); got != want {
			t.Errorf("%d faults, not %d, in\n%s", got, want, body)
		}
	}
}

// vague returns the places of conditions that fail a test unless something is refused,
// where the test has no look at the refusal. A look is any use of it between the
// assignment before the condition and the next one, except a comparison with nil, a
// call of HasErrors and what a failure prints.
func vague(file *ast.File) []token.Pos {
	var places []token.Pos
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Body == nil {
			continue
		}
		for _, refusal := range demanded(f.Body) {
			if !looked(f.Body, refusal) {
				places = append(places, refusal.Pos())
			}
		}
	}
	return places
}

// demanded returns the errors and lists without which a test fails, each as its use in
// the condition; the result of a call that is compared in place is there as the call.
func demanded(body *ast.BlockStmt) []ast.Expr {
	var found []ast.Expr
	ast.Inspect(body, func(n ast.Node) bool {
		branch, ok := n.(*ast.IfStmt)
		if !ok || !fails(branch.Body) {
			return true
		}
		ast.Inspect(branch.Cond, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncLit:
				return false
			case *ast.BinaryExpr:
				if compared := withNil(n, token.EQL); compared != nil {
					found = append(found, compared)
				}
				if n.Op == token.EQL || n.Op == token.NEQ { // (err != nil) != fails
					for _, side := range []ast.Expr{n.X, n.Y} {
						if compared := withNil(ast.Unparen(side), token.NEQ); compared != nil {
							found = append(found, compared)
						}
					}
				}
			case *ast.UnaryExpr:
				if list := hasErrors(n.X); n.Op == token.NOT && list != nil {
					found = append(found, list)
				}
			}
			return true
		})
		return true
	})
	return found
}

// errorName matches the names that errors have.
var errorName = regexp.MustCompile(`^(err|Err)|(err|Err)\d*$|^(e|refused|problem|invalid|failure|cause)$`)

// withNil returns what a comparison with nil compares, if that may be an error: it has
// the name of one, or it is a call.
func withNil(e ast.Expr, operator token.Token) ast.Expr {
	comparison, ok := e.(*ast.BinaryExpr)
	if !ok || comparison.Op != operator {
		return nil
	}
	compared, with := comparison.X, comparison.Y
	if isNil(compared) {
		compared, with = with, compared
	}
	if !isNil(with) {
		return nil
	}
	switch x := compared.(type) {
	case *ast.CallExpr:
		return x
	case *ast.Ident:
		if errorName.MatchString(x.Name) {
			return x
		}
	}
	return nil
}

func isNil(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == "nil"
}

// hasErrors returns the list of a call of HasErrors.
func hasErrors(e ast.Expr) ast.Expr {
	if call, ok := e.(*ast.CallExpr); ok {
		if f, ok := call.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "HasErrors" {
			return f.X
		}
	}
	return nil
}

// looked reports whether a test looks at a refusal.
func looked(body *ast.BlockStmt, refusal ast.Expr) bool {
	name, ok := refusal.(*ast.Ident)
	if !ok {
		return false
	}
	same := func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		return ok && id.Name == name.Name && id.Obj == name.Obj
	}
	from, to := body.Pos(), body.End() // what one assignment gives
	var blind []ast.Node               // the parts that do not look
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			for _, assigned := range n.Lhs {
				switch {
				case !same(assigned):
					continue
				case n.End() <= name.Pos():
					from = max(from, n.End())
				case n.Pos() >= name.End():
					to = min(to, n.Pos())
				}
				blind = append(blind, assigned)
			}
		case *ast.BinaryExpr:
			if isNil(n.X) || isNil(n.Y) {
				blind = append(blind, n)
			}
		case *ast.CallExpr:
			if list := hasErrors(n); list != nil {
				blind = append(blind, list)
			}
			if f, ok := n.Fun.(*ast.SelectorExpr); ok && prints(f.Sel.Name) && len(n.Args) > 0 {
				for _, a := range n.Args {
					blind = append(blind, a)
				}
			}
		}
		return true
	})
	found := false
	ast.Inspect(body, func(n ast.Node) bool {
		if n == nil || slices.Contains(blind, n) {
			return false
		}
		found = found || same(n) && from <= n.Pos() && n.Pos() < to
		return true
	})
	return found
}

// prints reports whether a method of a test prints what it is given.
func prints(method string) bool {
	return slices.Contains([]string{"Error", "Errorf", "Fatal", "Fatalf", "Log", "Logf"}, method)
}

// fails reports whether a block makes a test fail.
func fails(block *ast.BlockStmt) bool {
	found := false
	ast.Inspect(block, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if f, ok := call.Fun.(*ast.SelectorExpr); ok {
				found = found || slices.Contains([]string{"Error", "Errorf", "Fatal", "Fatalf", "Fail", "FailNow"}, f.Sel.Name)
			}
		}
		return !found
	})
	return found
}
