package compiler

import (
	"context"
	"fmt"
	goast "go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/test/corpus"
)

// implementations are the types of package ast with a method, as %T prints them.
func implementations(t *testing.T, method string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join("..", "..", "ast", "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			f, ok := decl.(*goast.FuncDecl)
			if !ok || f.Recv == nil || f.Name.Name != method {
				continue
			}
			if star, ok := f.Recv.List[0].Type.(*goast.StarExpr); ok {
				names = append(names, "*ast."+star.X.(*goast.Ident).Name)
			}
		}
	}
	if len(names) < 8 {
		t.Fatalf("only %v have the method %s", names, method)
	}
	return names
}

// TestEverySwitchSeesEveryType compiles the corpus. A switch over the types of the tree
// ends in a panic: one that lacks a type is found if the corpus has that type in the place
// of the switch, which the test checks.
func TestEverySwitchSeesEveryType(t *testing.T) {
	checked, lowered := map[string]bool{}, map[string]bool{}
	for _, c := range corpus.Cases(t) {
		files := &caseFiles{Case: c, files: map[string]*ast.File{}}
		main, _, err := files.Import(context.Background(), nil, "in.seg")
		if err != nil {
			t.Fatal(err)
		}
		_, result, _ := Compile(context.Background(), main, Options{Importer: files})
		for _, file := range files.files {
			for _, s := range file.Statements {
				for n := range ast.Preorder(s) {
					checked[fmt.Sprintf("%T", n)] = true
					if _, where := s.(*ast.Where); where && result.Document(nil) != nil {
						lowered[fmt.Sprintf("%T", n)] = true
					}
				}
			}
		}
	}
	// A statement about tables has a file of its own, which has no rule and no document.
	alone, _ := grammar.Parse(ast.NewSource("tables.seg", "tables postgres contacts people"), grammar.Options{})
	Compile(context.Background(), alone, Options{})
	for _, s := range alone.Statements {
		checked[fmt.Sprintf("%T", s)] = true
	}
	for _, name := range append(implementations(t, "statement"), implementations(t, "expr")...) {
		if !checked[name] {
			t.Errorf("no example makes the checks see a %s", name)
		}
	}
	for _, name := range implementations(t, "expr") {
		if !lowered[name] && name != "*ast.Bad" {
			t.Errorf("no example with a document has a %s in its rule", name)
		}
	}
}

// caseFiles gives a compilation the files of a case; folders do not matter.
type caseFiles struct {
	corpus.Case
	files map[string]*ast.File
}

func (f *caseFiles) Import(_ context.Context, _ *ast.Source, name string) (*ast.File, diag.List, error) {
	name = name[strings.LastIndexByte(name, '/')+1:]
	if file := f.files[name]; file != nil {
		return file, nil, nil
	}
	for _, candidate := range f.Files {
		if filepath.Base(candidate.Name) == name {
			file, list := grammar.Parse(ast.NewSource(name, string(candidate.Data)), grammar.Options{})
			f.files[name] = file
			return file, list, nil
		}
	}
	return nil, nil, fmt.Errorf("%w: it is not there", resolve.ErrRefused)
}
