package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// mayWrite are the functions and files that may call the operating system to change
// files, each with the reason.
func mayWrite() map[string]string {
	return map[string]string{
		"writeOpen":    "an open file, such as /dev/fd/3, lies in no tree",
		"openNameless": "as temporary.go",
		"temporary.go": "a temporary file loses its name at once, and lies in no tree",
		"man.go":       "it does not belong to the command: a developer makes the manual with it",
	}
}

// TestNoDirectWrites checks that what changes files goes through a tree.
func TestNoDirectWrites(t *testing.T) {
	t.Parallel()
	changes := map[string]bool{}
	for _, name := range strings.Fields("WriteFile OpenFile Create CreateTemp Mkdir MkdirAll MkdirTemp Rename Remove RemoveAll Symlink Link Chmod Chown Chtimes Truncate CopyFS") {
		changes[name] = true
	}
	for _, folder := range []string{".", "../../internal/deploy/runlock", "../../internal/deploy/devserver"} {
		files, err := filepath.Glob(filepath.Join(folder, "*.go"))
		if err != nil || len(files) == 0 {
			t.Fatal(files, err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") || mayWrite()[filepath.Base(file)] != "" {
				continue
			}
			syntax, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, decl := range syntax.Decls {
				function, ok := decl.(*ast.FuncDecl)
				if !ok || mayWrite()[function.Name.Name] != "" {
					continue
				}
				ast.Inspect(function, func(n ast.Node) bool {
					selector, ok := n.(*ast.SelectorExpr)
					if !ok || !changes[selector.Sel.Name] {
						return true
					}
					if x, ok := selector.X.(*ast.Ident); ok && x.Name == "os" {
						t.Errorf("%s: %s calls os.%s; files are written through internal/tree", file, function.Name.Name, selector.Sel.Name)
					}
					return true
				})
			}
		}
	}
}
