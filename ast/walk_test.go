package ast_test

import (
	"fmt"
	goast "go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/test/corpus"
)

// nodeTypes are the types of package ast that are nodes: those with a method
// Span, read from its files, as %T prints them.
func nodeTypes(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), entry.Name(), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			method, ok := decl.(*goast.FuncDecl)
			if !ok || method.Recv == nil || method.Name.Name != "Span" {
				continue
			}
			switch receiver := method.Recv.List[0].Type.(type) {
			case *goast.StarExpr:
				names = append(names, "*ast."+receiver.X.(*goast.Ident).Name)
			case *goast.Ident:
				names = append(names, "ast."+receiver.Name)
			}
		}
	}
	if len(names) < 20 {
		t.Fatalf("only %v are nodes", names)
	}
	return names
}

// TestEveryNodeIsSeen walks the corpus: a type of node that no example has is
// one that nobody tests, or one that Children does not know.
func TestEveryNodeIsSeen(t *testing.T) {
	seen := map[string]bool{}
	for _, text := range slices.Concat(corpus.Sources(t), corpus.Named(), corpus.Tables()) {
		file, _ := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
		for _, s := range file.Statements {
			for n := range ast.Preorder(s) {
				seen[fmt.Sprintf("%T", n)] = true
			}
		}
		for _, c := range file.Comments {
			for n := range ast.Preorder(c) {
				seen[fmt.Sprintf("%T", n)] = true
			}
		}
	}
	types := nodeTypes(t)
	for _, name := range types {
		if !seen[name] {
			t.Errorf("no example has a %s", name)
		}
	}
	for name := range seen {
		if !slices.Contains(types, name) {
			t.Errorf("%s is no node of the package", name)
		}
	}
}

// TestChildrenAreTheFields checks that Children yields every field of a node that is a node
// itself, and nothing else. The type of a column that was not reached is zero and no child, and so
// is what is assumed.
func TestChildrenAreTheFields(t *testing.T) {
	for _, text := range slices.Concat(corpus.Sources(t), corpus.Named(), corpus.Tables()) {
		file, _ := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
		for _, s := range file.Statements {
			for n := range ast.Preorder(s) {
				fields, children := 0, 0
				value := reflect.Indirect(reflect.ValueOf(n))
				for i := range value.NumField() {
					fields += nodesIn(value.Field(i))
				}
				for range ast.Children(n) {
					children++
				}
				if fields != children {
					t.Fatalf("%T has %d nodes in its fields and %d children", n, fields, children)
				}
			}
		}
	}
}

func nodesIn(v reflect.Value) int {
	node := reflect.TypeFor[ast.Node]()
	switch {
	case v.Kind() == reflect.Slice:
		count := 0
		for i := range v.Len() {
			count += nodesIn(v.Index(i))
		}
		return count
	case (v.Kind() == reflect.Pointer || v.Kind() == reflect.Interface) && v.IsNil():
		return 0
	case (v.Type() == reflect.TypeFor[ast.TypeName]() || v.Type() == reflect.TypeFor[ast.Term]()) && v.IsZero():
		return 0
	case v.Type().Implements(node):
		return 1
	}
	return 0
}

// TestPreorder shows the order of the nodes: parents first, then from left to
// right, the clauses of an event as they were written.
func TestPreorder(t *testing.T) {
	file, list := grammar.Parse(ast.NewSource("t.seg",
		`where not (opened >= 2 from campaigns (welcome, 12) in last 30d or plan in ("a", "b")) and vip`), grammar.Options{})
	if len(list) > 0 {
		t.Fatal(list.Err())
	}
	var got []string
	for n := range ast.Preorder(file.Statements[0]) {
		got = append(got, fmt.Sprintf("%T %s", n, file.Source.Slice(n.Span())))
	}
	want := []string{
		`*ast.Where where not (opened >= 2 from campaigns (welcome, 12) in last 30d or plan in ("a", "b")) and vip`,
		`*ast.And not (opened >= 2 from campaigns (welcome, 12) in last 30d or plan in ("a", "b")) and vip`,
		`*ast.Not not (opened >= 2 from campaigns (welcome, 12) in last 30d or plan in ("a", "b"))`,
		`*ast.Paren (opened >= 2 from campaigns (welcome, 12) in last 30d or plan in ("a", "b"))`,
		`*ast.Or opened >= 2 from campaigns (welcome, 12) in last 30d or plan in ("a", "b")`,
		`*ast.Event opened >= 2 from campaigns (welcome, 12) in last 30d`,
		`ast.Value 2`,
		`ast.Campaigns from campaigns (welcome, 12)`,
		`ast.Value welcome`,
		`ast.Value 12`,
		`ast.Window in last 30d`,
		`ast.Value 30`,
		`*ast.Column plan in ("a", "b")`,
		`ast.Name plan`,
		`ast.Value "a"`,
		`ast.Value "b"`,
		`*ast.Ref vip`,
		`ast.Name vip`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestWalksStop checks that a walk ends when its reader has seen enough.
func TestWalksStop(t *testing.T) {
	for _, text := range slices.Concat(corpus.Sources(t), corpus.Named(), corpus.Tables()) {
		file, _ := grammar.Parse(ast.NewSource("t.seg", text), grammar.Options{})
		for _, s := range file.Statements {
			total := 0
			for range ast.Preorder(s) {
				total++
			}
			for stop := 1; stop <= min(total, 20); stop++ {
				count := 0
				for range ast.Preorder(s) {
					if count++; count == stop {
						break
					}
				}
				if count != stop {
					t.Fatalf("a walk that is to stop after %d nodes saw %d", stop, count)
				}
			}
		}
	}
}

// stranger is a node that the package does not know.
type stranger struct{ ast.Node }

func TestStrangersHaveNoChildren(t *testing.T) {
	for range ast.Children(stranger{}) {
		t.Error("a node of another package has children")
	}
}
