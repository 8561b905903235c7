package arch

import (
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// judgeLine is a line of .ci/judges.
var judgeLine = regexp.MustCompile(`(?m)^([a-z][a-z0-9-]*) +\S`)

// TestNothingIsSkippedInSilence holds that a test which cannot run goes through
// internal/test/judges, so that it fails in .ci/run. Only a random draw that says nothing is
// dropped in another way. Every judge has its line in .ci/judges.
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
		if of, ok := f.X.(*ast.Ident); !ok || of.Name != "judges" {
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
		of, ok := named.X.(*ast.Ident)
		return ok && of.Name == pkg
	})
}
