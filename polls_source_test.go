package segc_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"

	"github.com/segc-lang/segc/internal/test/polltest"
)

// pollsOf reads the package in a folder, and returns for each of its functions where
// it calls Step, Hold or poll.Sort. No line may have two of these calls: nobody could
// tell which one looks.
func pollsOf(dir string) (map[string][]polltest.Place, error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		return nil, err
	}
	polls, known := map[string][]polltest.Place{}, map[polltest.Place]bool{}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, fmt.Errorf("reading the polls of a package: %w", err)
		}
		for _, d := range file.Decls {
			for n := range ast.Preorder(d) {
				if !callsPoll(n) {
					continue
				}
				at := polltest.Place{Package: dir, File: filepath.Base(name), Line: files.Position(n.Pos()).Line}
				if known[at] {
					return nil, fmt.Errorf("%s: two polls are in one line", at)
				}
				known[at] = true
				polls[polledName(d)] = append(polls[polledName(d)], at)
			}
		}
	}
	return polls, nil
}

// callsPoll reports whether a node calls a Poll.
func callsPoll(n ast.Node) bool {
	call, ok := n.(*ast.CallExpr)
	if !ok {
		return false
	}
	called, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	switch called.Sel.Name {
	case "Step", "Hold":
		return true
	case "Sort":
		of, ok := called.X.(*ast.Ident)
		if !ok || of.Name != "poll" {
			return false
		}
		none, ok := call.Args[0].(*ast.Ident)
		return !ok || none.Name != "nil" // which never looks
	}
	return false
}

// polledName returns the name of a declaration: of a method, with its type.
func polledName(d ast.Decl) string {
	f, ok := d.(*ast.FuncDecl)
	if !ok {
		return "var"
	}
	if f.Recv == nil {
		return f.Name.Name
	}
	name := ""
	for n := range ast.Preorder(f.Recv.List[0].Type) {
		if id, ok := n.(*ast.Ident); ok && name == "" {
			name = id.Name
		}
	}
	return name + "." + f.Name.Name
}
