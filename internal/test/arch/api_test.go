package arch

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/printer"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/internal/test/prose"
)

// TestAPI compares the exported names of the public packages with a listing, so
// that a reviewer sees a new one. The listing also has what a
// program relies on and apidiff does not see: the tier of a package, the types that
// implement a sealed interface, the values of constants and the JSON tags of fields.
func TestAPI(t *testing.T) {
	typed := publicPackages(t)
	lines := map[string][]string{}
	for _, file := range sources(t, false) {
		if isPublic(file.pkg) {
			name := file.syntax.Name.Name
			lines[name] = append(lines[name], exported(t, typed[name], file.syntax)...)
		}
	}
	var got strings.Builder
	for _, folder := range publicFolders(t) {
		comment, name := aboutPackage(t, folder)
		tier, err := tierOf(comment)
		if err != nil {
			t.Errorf("the comment of package %s %v", name, err)
		}
		fmt.Fprintf(&got, "%s: tier %s\n", name, tier)
		lines[name] = append(lines[name], sealed(typed[name], typed)...)
		slices.Sort(lines[name])
		for _, line := range lines[name] {
			fmt.Fprintf(&got, "%s: %s\n", name, line)
		}
	}
	compare(t, prose.Update(), filepath.Join("testdata", "api.txt"), got.String())
}

// exported lists the exported names of a file of a package, one a line.
func exported(t *testing.T, pkg *types.Package, file *ast.File) []string {
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
							lines = append(lines, exportedValue(pkg, decl.Tok, name.Name))
						}
					}
				}
			}
		}
	}
	return lines
}

// exportedValue lists a variable or a constant. What is of another system has no value.
func exportedValue(pkg *types.Package, tok token.Token, name string) string {
	line := tok.String() + " " + name
	c, ok := pkg.Scope().Lookup(name).(*types.Const)
	if !ok {
		return line
	}
	if _, typed := c.Type().(*types.Named); typed {
		line += " " + types.TypeString(c.Type(), types.RelativeTo(pkg))
	}
	return line + " = " + c.Val().ExactString()
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
					lines = append(lines, head+", "+name.Name+" "+typ+tag(field))
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
		if spec.Assign.IsValid() {
			head += " ="
		}
		lines = append(lines, head+" "+source(t, typ))
	}
	return lines
}

// tag returns the JSON tag of a field, after a blank, or "".
func tag(field *ast.Field) string {
	if field.Tag == nil || !strings.Contains(field.Tag.Value, "json:") {
		return ""
	}
	return " " + field.Tag.Value
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
