package ast_test

import (
	"fmt"
	"runtime/debug"
	"slices"
	"testing"

	"github.com/segc-lang/segc/ast"
)

// TestMetricsHaveWords checks the words of the metrics, and that a number that is none of
// them has one too.
func TestMetricsHaveWords(t *testing.T) {
	for m, want := range ast.MetricWords() {
		if got := ast.Metric(m).String(); got != want {
			t.Errorf("metric %d is %q, not %q", m, got, want)
		}
	}
	for m, want := range map[ast.Metric]string{ast.Unsubscribed + 1: "Metric(6)", 255: "Metric(255)"} {
		if got := m.String(); got != want {
			t.Errorf("metric %d is %q, not %q", uint8(m), got, want)
		}
	}
}

// withGaps returns trees of a program that has left parts out, each with the nodes that
// are there.
func withGaps() map[string]struct {
	node ast.Node
	want []string
} {
	ref := &ast.Ref{}
	return map[string]struct {
		node ast.Node
		want []string
	}{
		"typed nil":        {(*ast.And)(nil), nil},
		"typed nil event":  {(*ast.Event)(nil), nil},
		"typed nil where":  {(*ast.Where)(nil), nil},
		"nil rule":         {&ast.Where{}, []string{"*ast.Where"}},
		"typed nil rule":   {&ast.Where{Expr: (*ast.Column)(nil)}, []string{"*ast.Where"}},
		"nil part":         {&ast.Let{}, []string{"*ast.Let", "ast.Name"}},
		"nil guard":        {&ast.Require{}, []string{"*ast.Require"}},
		"nil operand":      {&ast.Not{}, []string{"*ast.Not"}},
		"nil in paren":     {&ast.Paren{Expr: (*ast.Paren)(nil)}, []string{"*ast.Paren"}},
		"nil among others": {&ast.And{Operands: []ast.Expr{nil, ref, (*ast.Or)(nil)}}, []string{"*ast.And", "*ast.Ref", "ast.Name"}},
		"or":               {&ast.Or{Operands: []ast.Expr{(*ast.Not)(nil), ref}}, []string{"*ast.Or", "*ast.Ref", "ast.Name"}},
		"of another type":  {&ast.Not{Operand: foreignExpr{}}, []string{"*ast.Not"}},
	}
}

// foreignExpr is an expression of another package.
type foreignExpr struct{ ast.Expr }

// TestWalksSkipGaps checks that walks over trees that lack parts yield what is there, and
// never nil.
func TestWalksSkipGaps(t *testing.T) {
	for name, c := range withGaps() {
		var got []string
		for n := range ast.Preorder(c.node) {
			got = append(got, fmt.Sprintf("%T", n))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, not %v", name, got, c.want)
		}
		if !ast.Same(c.node, c.node) {
			t.Errorf("%s: it is not the same as itself", name)
		}
		if ast.Same(c.node, &ast.Use{}) {
			t.Errorf("%s: it is the same as another node", name)
		}
	}
	file := &ast.File{Statements: []ast.Statement{nil, (*ast.Let)(nil), &ast.Where{}}}
	if all, at := slices.Collect(file.All()), file.At(0); len(all) != 1 || len(at) != 1 {
		t.Errorf("All yields %v, and At returns %v", all, at)
	}
	if !ast.SameFile(file, file) || ast.SameFile(file, &ast.File{Statements: []ast.Statement{nil, nil, nil}}) {
		t.Error("files with gaps are compared otherwise")
	}
	if ast.Broken((*ast.Segment)(nil)) || ast.Broken((*ast.Let)(nil)) || ast.Broken((*ast.Alias)(nil)) || ast.Broken((*ast.Field)(nil)) || ast.Broken((*ast.Require)(nil)) {
		t.Error("a nil statement is broken")
	}
}

// nested returns a condition in so many parentheses.
func nested(depth int) ast.Expr {
	e := ast.Expr(&ast.Ref{})
	for range depth {
		e = &ast.Paren{Expr: e}
	}
	return e
}

// TestDeepTreesTakeNoStack walks and compares trees that are nested deep, with a stack that
// is too small for a recursion: a stack that overflows ends the process.
func TestDeepTreesTakeNoStack(t *testing.T) {
	defer debug.SetMaxStack(debug.SetMaxStack(1 << 20))
	const depth = 100_000
	a, b := nested(depth), nested(depth)
	count := 0
	for range ast.Preorder(a) {
		count++
	}
	if count != depth+2 {
		t.Errorf("the walk has %d nodes", count)
	}
	if !ast.Same(a, b) || ast.Same(a, b.(*ast.Paren).Expr) {
		t.Error("deep trees are compared otherwise")
	}
	file := &ast.File{Statements: []ast.Statement{&ast.Where{Expr: a}}}
	if got := len(file.At(0)); got != depth+3 {
		t.Errorf("%d nodes are around the place", got)
	}
}

// rings returns trees that contain themselves.
func rings() map[string]ast.Expr {
	and := &ast.And{}
	and.Operands = []ast.Expr{&ast.Ref{}, and, and}
	not := &ast.Not{}
	not.Operand = &ast.Paren{Expr: &ast.Or{Operands: []ast.Expr{not, not}}}
	return map[string]ast.Expr{"and": and, "not": not, "below": nested(1000).(*ast.Paren), "below a ring": &ast.Paren{Expr: and}}
}

// TestRingsEnd checks that walks over a tree that contains itself end, and that it can be
// compared.
func TestRingsEnd(t *testing.T) {
	same := rings()
	for name, e := range rings() {
		count := 0
		for range ast.Preorder(e) {
			if count++; count > 10_000 {
				t.Fatalf("%s: the walk does not end", name)
			}
		}
		file := &ast.File{Statements: []ast.Statement{&ast.Where{Expr: e}}}
		if n := len(file.At(0)); n > 10_000 {
			t.Errorf("%s: %d nodes are around the place", name, n)
		}
		if !ast.Same(e, same[name]) || ast.Same(e, &ast.Ref{}) {
			t.Errorf("%s: it is compared otherwise", name)
		}
	}
	shared := [2]ast.Expr{&ast.Ref{}, &ast.Ref{}}
	for i := range shared {
		for range 60 {
			shared[i] = &ast.And{Operands: []ast.Expr{shared[i], shared[i]}}
		}
	}
	if !ast.Same(shared[0], shared[1]) {
		t.Error("trees that share their parts are compared otherwise")
	}
}
