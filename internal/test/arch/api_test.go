package arch

import (
	"bytes"
	"flag"
	"fmt"
	"go/ast"
	"go/printer"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "rewrite testdata/api.txt")

// TestAPI compares the exported names of the public packages with a listing, so
// that a new one is seen by whoever reviews the change.
func TestAPI(t *testing.T) {
	public := []string{".", "ast", "client", "compile", "diag", "grammar", "openapi", "rulesjson", "schema"}
	lines := map[string][]string{}
	for _, file := range sources(t, false) {
		if slices.Contains(public, file.pkg) {
			lines[file.pkg] = append(lines[file.pkg], exported(t, file.syntax)...)
		}
	}
	var got strings.Builder
	for _, pkg := range public {
		slices.Sort(lines[pkg])
		for _, line := range lines[pkg] {
			fmt.Fprintf(&got, "%s: %s\n", strings.Replace(pkg, ".", "segc", 1), line)
		}
	}
	golden := filepath.Join("testdata", "api.txt")
	if *update {
		if err := os.MkdirAll("testdata", 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(golden, []byte(got.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got.String()); diff != "" {
		t.Errorf("the public names have changed; -update rewrites the listing (-want +got)\n%s", diff)
	}
}

// exported lists the exported names of a file, one a line.
func exported(t *testing.T, file *ast.File) []string {
	t.Helper()
	var lines []string
	for _, decl := range file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if decl.Name.IsExported() && (decl.Recv == nil || ast.IsExported(receiver(decl))) {
				signature := *decl
				signature.Doc, signature.Body = nil, nil
				lines = append(lines, source(t, &signature))
			}
		case *ast.GenDecl:
			for _, spec := range decl.Specs {
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					lines = append(lines, exportedType(t, spec)...)
				case *ast.ValueSpec:
					for _, name := range spec.Names {
						if name.IsExported() {
							lines = append(lines, decl.Tok.String()+" "+name.Name)
						}
					}
				}
			}
		}
	}
	return lines
}

func receiver(decl *ast.FuncDecl) string {
	ident := base(decl.Recv.List[0].Type)
	if ident == nil {
		return ""
	}
	return ident.Name
}

func exportedType(t *testing.T, spec *ast.TypeSpec) []string {
	t.Helper()
	if !spec.Name.IsExported() {
		return nil
	}
	head := "type " + spec.Name.Name
	var lines []string
	members := func(kind string, fields *ast.FieldList) {
		lines = append(lines, head+" "+kind)
		for _, field := range fields.List {
			typ := source(t, field.Type)
			if len(field.Names) == 0 {
				lines = append(lines, head+", "+typ)
			}
			for _, name := range field.Names {
				if name.IsExported() {
					lines = append(lines, head+", "+name.Name+" "+typ)
				}
			}
		}
	}
	switch typ := spec.Type.(type) {
	case *ast.StructType:
		members("struct", typ.Fields)
	case *ast.InterfaceType:
		members("interface", typ.Methods)
	default:
		lines = append(lines, head+" "+source(t, typ))
	}
	return lines
}

// source writes a node on one line.
func source(t *testing.T, node ast.Node) string {
	t.Helper()
	var b bytes.Buffer
	if err := printer.Fprint(&b, token.NewFileSet(), node); err != nil {
		t.Fatal(err)
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
