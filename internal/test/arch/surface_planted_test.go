package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"testing"
)

// planted is a module in memory: packages by path, each after those that it imports.
type planted map[string]*types.Package

// Import implements types.Importer.
func (p planted) Import(path string) (*types.Package, error) { return p[path], nil }

// add checks a package of one file.
func (p planted) add(t *testing.T, path, text string) *types.Package {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "a.go", text, 0)
	if err != nil {
		t.Fatal(err)
	}
	config := types.Config{Importer: p}
	pkg, err := config.Check(path, set, []*ast.File{file}, nil)
	if err != nil {
		t.Fatal(err)
	}
	p[path] = pkg
	return pkg
}

// TestLeaksAreSeen checks the check itself: each declaration leaks in its own way, or
// does not.
func TestLeaksAreSeen(t *testing.T) {
	module := planted{}
	module.add(t, "m/internal/hidden", `package hidden
		type T struct{ Exported int }
		func (T) Method() U { return "" }
		type U string
		type G[E any] struct{ Element E }
		type Constraint interface{ ~int }
		type Text = string
		type Alias = T
		const C U = "c"
		func New() *T { return nil }`)
	module.add(t, "m/public", `package public
		import "m/internal/hidden"
		type Alias = hidden.T
		type Kept struct{ Leaks hidden.T }`)
	const t0, u0 = ": internal/hidden.T", ": internal/hidden.U"
	for _, c := range []struct {
		name, text string
		want       []string
	}{
		{"method", `type S struct{}; func (*S) M() *hidden.T { return nil }; func (S) unexported(hidden.T) {}`, []string{"S.M" + t0}},
		{"parameter", `func F(map[string][]chan *hidden.T) {}`, []string{"F" + t0}},
		{"function in a field", `type S struct { F func(...hidden.T) (x [2]hidden.U) }`, []string{"S.F" + t0, "S.F" + u0}},
		{"field", `type S struct { A, B hidden.T; c hidden.U; D struct { E hidden.U } }`, []string{"S.A" + t0, "S.B" + t0, "S.D.E" + u0}},
		{"embedding", `type S struct { hidden.T }`, []string{"S.Method" + u0, "S.T" + t0}},
		{"embedding a pointer", `type S struct { *hidden.T }`, []string{"S.Method" + u0, "S.T" + t0}},
		{"embedding of what is not exported", `type s struct { F hidden.T; g hidden.T }; func (s) M(hidden.U) {}; type S struct { s }`, []string{"S.M" + u0, "S.s.F" + t0, "S.s.M" + u0}},
		{"alias", `type S = hidden.T`, []string{"S" + t0}},
		{"alias of a list", `type S = []hidden.T`, []string{"S" + t0}},
		{"alias that is generic", `type S[E hidden.Constraint] = []E`, []string{"S: internal/hidden.Constraint"}},
		{"alias of a public package", `func F(public.Alias) {}`, []string{"F" + t0}},
		{"alias of an internal package", `type S []hidden.Alias`, []string{"S" + t0}},
		{"definition", `type S hidden.T`, nil}, // a type of its own, with fields that anybody can use
		{"constraint of a function", `func F[E hidden.Constraint]() {}`, []string{"F: internal/hidden.Constraint"}},
		{"constraint of a type", `type S[E interface{ ~[]hidden.T | int }] struct{}`, []string{"S" + t0}},
		{"variable", `var V = hidden.New()`, []string{"V" + t0}},
		{"constant", `const K = hidden.C`, []string{"K" + u0}},
		{"generic type", `type S struct { F hidden.G[int] }`, []string{"S.F: internal/hidden.G"}},
		{"argument of a generic type", `type G[E any] struct{}; func F() G[*hidden.T] { return G[*hidden.T]{} }`, []string{"F" + t0}},
		{"interface", `type I interface { M(hidden.T); m(hidden.U) }`, []string{"I.M" + t0}},
		{"embedding in an interface", `type I interface { hidden.Constraint }`, []string{"I: internal/hidden.Constraint"}},
		{"result that is not exported", `type s struct{}; func (s) M() hidden.T { return hidden.T{} }; func (s) m() hidden.U { return "" }; func F() *s { return nil }`, []string{"F.M" + t0}},
		{"cycle", `type s struct { Next *s; F hidden.T }; type S struct { Next *S; s *s }; func F() s { return s{} }`, []string{"F.F" + t0}},

		{"nothing that is exported", `type s struct{ F hidden.T }; func (s) M(hidden.T) {}; func f(hidden.T) {}; var v hidden.T; const k = hidden.C`, nil},
		{"fields that are not exported", `type S struct { t hidden.T; u *hidden.U; f func(hidden.T) }`, nil},
		{"values", `var V = len(hidden.C); const K = string(hidden.C); var Text hidden.Text`, nil},
		{"leaks of another package", `type S struct { Kept public.Kept }`, nil},
		{"standard types", `type S struct { E error }; func (S) Error() string { return "" }; func F[K comparable, V any](map[K]V) {}`, nil},
	} {
		text := "package tried\nimport \"m/internal/hidden\"\nimport \"m/public\"\nvar _ hidden.T\nvar _ public.Alias\n" + c.text
		got := leaks(module.add(t, "m/tried", text))
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: found %q, expected %q", c.name, got, c.want)
		}
	}
}
