package diag

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/segc-lang/segc/ast"
)

// TestOrder compares the order of random lists with that of a stable sort of the
// diagnostics themselves.
func TestOrder(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	sources := []*ast.Source{nil, ast.NewSource("a", ""), ast.NewSource("b", "")}
	for range 500 {
		list := make(List, random.IntN(60))
		for i := range list {
			start := random.IntN(6)
			list[i] = Diagnostic{
				Severity: Severity(random.IntN(2)), Code: Code(fmt.Sprint(random.IntN(2))), Message: fmt.Sprint(random.IntN(2)),
				Location: Location{Source: sources[random.IntN(3)], Span: ast.Span{Start: start, End: start + random.IntN(2)}},
				Notes:    []string{fmt.Sprint(i)},
			}
		}
		rank := map[*ast.Source]int{}
		for _, d := range list {
			if _, seen := rank[d.Location.Source]; !seen {
				rank[d.Location.Source] = len(rank)
			}
		}
		want := slices.Clone(list)
		slices.SortStableFunc(want, func(a, b Diagnostic) int {
			return cmp.Or(
				cmp.Compare(rank[a.Location.Source], rank[b.Location.Source]),
				cmp.Compare(a.Location.Span.Start, b.Location.Span.Start),
				cmp.Compare(a.Severity, b.Severity),
				cmp.Compare(a.Location.Span.End, b.Location.Span.End),
				cmp.Compare(a.Code, b.Code),
				cmp.Compare(a.Message, b.Message),
			)
		})
		if list.order(func(int) {}); !reflect.DeepEqual(list, want) {
			t.Fatalf("the order is %v, expected %v", list, want)
		}
	}
}

// TestSortWithin checks that sorting tells of its steps: a megabyte of text can have
// a quarter of a million diagnostics.
func TestSortWithin(t *testing.T) {
	const n = 100_000
	source := ast.NewSource("a", "")
	list := make(List, n)
	for i := range list {
		list[i].Location = Location{Source: source, Span: ast.Span{Start: n - i}}
	}
	steps := 0
	sorted := list.SortWithin(func(n int) { steps += n })
	if steps < 8*n {
		t.Errorf("%d steps for %d diagnostics", steps, n)
	}
	if len(sorted) != n || !slices.IsSortedFunc(sorted, func(a, b Diagnostic) int { return a.Location.Span.Start - b.Location.Span.Start }) {
		t.Error("the list is not in order")
	}
}
