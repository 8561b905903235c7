package segc_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestContextsAreAllEnded checks that TestContextsEnd has all that takes a context.
func TestContextsAreAllEnded(t *testing.T) {
	calls := slices.Sorted(maps.Keys(newEndings(t).calls(t)))
	calls = slices.DeleteFunc(calls, func(name string) bool { return strings.Contains(name, ",") })
	var found []string
	for dir, name := range map[string]string{".": "segc", "compile": "compile", "grammar": "grammar", "rulesjson": "rulesjson"} {
		for _, taker := range takeContexts(t, dir) {
			found = append(found, name+"."+taker)
		}
	}
	slices.Sort(found)
	if diff := cmp.Diff(found, calls); diff != "" {
		t.Errorf("what takes a context, and what the test ends: %s", diff)
	}
}

// takeContexts returns the exported functions, methods and fields of a package that take a
// context.
func takeContexts(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(names) == 0 {
		t.Fatal(dir, err)
	}
	var found []string
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if name := polledName(d); exportedPath(name) && hasContext(d.Type.Params) {
					found = append(found, name)
				}
			case *ast.GenDecl:
				for _, s := range d.Specs {
					spec, ok := s.(*ast.TypeSpec)
					if !ok {
						continue
					}
					if of, ok := spec.Type.(*ast.StructType); ok && spec.Name.IsExported() && hasContext(of.Fields) {
						found = append(found, spec.Name.Name+".Context")
					}
				}
			}
		}
	}
	return found
}

func exportedPath(name string) bool {
	for part := range strings.SplitSeq(name, ".") {
		if !ast.IsExported(part) {
			return false
		}
	}
	return true
}

func hasContext(fields *ast.FieldList) bool {
	return slices.ContainsFunc(fields.List, func(f *ast.Field) bool {
		selected, ok := f.Type.(*ast.SelectorExpr)
		return ok && selected.Sel.Name == "Context"
	})
}
