package arch

import (
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// judgeLine is a line of .ci/judges.
var judgeLine = regexp.MustCompile(`(?m)^([a-z][a-z0-9-]*) +\S`)

// TestNothingIsSkippedInSilence checks that a test which cannot run goes through
// internal/test/judges, so that it fails in .ci/run. Only a random draw that says nothing is
// dropped in another way. Every judge has its line in .ci/judges. No test returns because it
// has little time: it takes a sample.
func TestNothingIsSkippedInSilence(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, ".ci", "judges"))
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, line := range judgeLine.FindAllStringSubmatch(string(text), -1) {
		known[line[1]] = true
	}
	asked := 0
	for _, file := range sources(t, true) {
		for _, judge := range judgesAsked(file.syntax) {
			asked++
			if !known[judge] {
				t.Errorf("%s asks for the judge %s, which .ci/judges does not have", file.path, judge)
			}
		}
		if file.pkg == "internal/test/judges" {
			continue
		}
		for _, call := range skips(file.syntax) {
			t.Errorf("%s: %s: ask internal/test/judges for what is missing, or internal/test/long for a sample", file.path, call)
		}
		for _, function := range returnsInShortRun(file.syntax) {
			t.Errorf("%s: %s returns in the short run: take a sample with long.Of", file.path, function)
		}
	}
	if asked < 20 {
		t.Errorf("%d tests ask for a judge", asked)
	}
}

// judgesAsked returns the names of the judges that calls of a file ask for.
func judgesAsked(file *ast.File) []string {
	var names []string
	ast.Inspect(file, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		f, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || len(call.Args) < 3 {
			return true
		}
		if !isNamed(f.X, "judges") {
			return true
		}
		if name, ok := call.Args[1].(*ast.BasicLit); ok {
			names = append(names, strings.Trim(name.Value, `"`))
		} else {
			names = append(names, "of a name that is not written there")
		}
		return true
	})
	return names
}

// skips returns the calls that skip a test and are not of a random draw.
func skips(file *ast.File) []string {
	var found []string
	var draws []bool // for each function around: whether its t is that of a draw
	var visit func(n ast.Node) bool
	inside := func(f *ast.FuncType, body *ast.BlockStmt) {
		draws = append(draws, takes(f, "rapid") || !takes(f, "testing") && len(draws) > 0 && draws[len(draws)-1])
		if body != nil {
			ast.Inspect(body, visit)
		}
		draws = draws[:len(draws)-1]
	}
	visit = func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			inside(n.Type, n.Body)
			return false
		case *ast.FuncLit:
			inside(n.Type, n.Body)
			return false
		case *ast.SelectorExpr:
			if slices.Contains([]string{"Skip", "Skipf", "SkipNow"}, n.Sel.Name) && !(len(draws) > 0 && draws[len(draws)-1]) {
				found = append(found, n.Sel.Name)
			}
		}
		return true
	}
	ast.Inspect(file, visit)
	return found
}

// returnsInShortRun returns the functions of a file that return because there is little time:
// what calls them then tests nothing, and passes.
func returnsInShortRun(file *ast.File) []string {
	var found []string
	for _, d := range file.Decls {
		ast.Inspect(d, func(n ast.Node) bool {
			branch, ok := n.(*ast.IfStmt)
			if !ok || !hasNoTime(branch.Cond) {
				return true
			}
			for _, statement := range branch.Body.List {
				if _, returns := statement.(*ast.ReturnStmt); returns {
					found = append(found, d.(*ast.FuncDecl).Name.Name)
				}
			}
			return true
		})
	}
	return found
}

// hasNoTime reports whether a condition holds only if there is little time.
func hasNoTime(condition ast.Expr) bool {
	found := false
	ast.Inspect(condition, func(n ast.Node) bool {
		if not, ok := n.(*ast.UnaryExpr); ok && not.Op == token.NOT {
			if call, ok := not.X.(*ast.CallExpr); ok {
				f, _ := call.Fun.(*ast.SelectorExpr)
				found = found || f != nil && f.Sel.Name == "Run" && isNamed(f.X, "long")
			}
		}
		return true
	})
	return found
}

func isNamed(x ast.Expr, name string) bool {
	ident, ok := x.(*ast.Ident)
	return ok && ident.Name == name
}

// takes reports whether a function takes a pointer to a type of a package, as tests
// take their *testing.T and draws their *rapid.T.
func takes(f *ast.FuncType, pkg string) bool {
	return slices.ContainsFunc(f.Params.List, func(p *ast.Field) bool {
		star, ok := p.Type.(*ast.StarExpr)
		if !ok {
			return false
		}
		named, ok := star.X.(*ast.SelectorExpr)
		if !ok {
			return false
		}
		return isNamed(named.X, pkg)
	})
}
