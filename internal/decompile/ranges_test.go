package decompile

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/format"
	"github.com/segc-lang/segc/internal/test/long"
)

// newExpr returns what writes the conditions of one group, and their nodes.
func newExpr(conditions []condition.Condition, exact bool) (*expr, []*node) {
	e := &expr{groups: &groups{conditions: conditions}, names: &names{}, exact: exact}
	kids := make([]*node, len(conditions))
	for i := range kids {
		kids[i] = conditionNode(int32(i), 0)
	}
	return e, kids
}

func bound(column string, operator condition.Operator, value int) condition.Condition {
	return condition.Field{Column: column, Operator: operator, Values: []condition.Value{{Kind: condition.Number, Text: strconv.Itoa(value)}}}
}

// TestLooksForRanges checks that the work of finding ranges grows with the
// conditions and not with their pairs.
func TestLooksForRanges(t *testing.T) {
	const n = 10_000
	shapes := map[string]func(i int) condition.Condition{
		"no bounds":        func(i int) condition.Condition { return bound(fmt.Sprint("c", i), condition.Equals, i) },
		"lower bounds":     func(i int) condition.Condition { return bound("c", condition.GreaterEq, i) },
		"pairs":            func(i int) condition.Condition { return bound(fmt.Sprint("c", i/2), pairs[i%2], i) },
		"bounds of one":    func(i int) condition.Condition { return bound("c", pairs[i%2], i) },
		"nothing in order": func(i int) condition.Condition { return bound("c", pairs[i%2], n*(1-i%2)+i) },
		"counts": func(i int) condition.Condition {
			return condition.Event{Metric: condition.Open, Operator: counts[i%2], Count: int64(i)}
		},
		"counts of windows": func(i int) condition.Condition { return window(i) },
	}
	for name, shape := range shapes {
		conditions := make([]condition.Condition, n)
		for i := range conditions {
			conditions[i] = shape(i)
		}
		e, kids := newExpr(conditions, false)
		if operands := e.ranges(kids); len(operands) == 0 {
			t.Errorf("%s: nothing is left", name)
		}
		if e.looks > 4*n {
			t.Errorf("%s: %d bounds are compared for %d conditions", name, e.looks, n)
		}
	}
}

var (
	pairs  = []condition.Operator{condition.GreaterEq, condition.LessEq}
	counts = []condition.Operator{condition.CountGE, condition.CountLE}
)

func window(i int) condition.Condition {
	return condition.Event{Metric: condition.Click, Operator: counts[i%2], Count: int64(1 + i%2), Window: condition.Window{Mode: condition.Last, Days: 1 + i/2}}
}

// TestRangesAgree compares the ranges that are found with those that looking at
// every pair finds.
func TestRangesAgree(t *testing.T) {
	found := 0
	rapid.Check(t, func(t *rapid.T) {
		for range long.Of(12, 1) { // ranges are rare
			conditions := make([]condition.Condition, rapid.IntRange(1, 8).Draw(t, "size"))
			for i := range conditions {
				value := rapid.IntRange(0, 3).Draw(t, "value")
				switch rapid.IntRange(0, 2).Draw(t, "kind") {
				case 0:
					operator := rapid.SampledFrom([]condition.Operator{condition.GreaterEq, condition.LessEq, condition.Greater}).Draw(t, "operator")
					conditions[i] = bound(rapid.SampledFrom([]string{"a", "b"}).Draw(t, "column"), operator, value)
				default:
					conditions[i] = condition.Event{
						Metric: rapid.SampledFrom([]condition.Metric{condition.Open, condition.Bounce}).Draw(t, "metric"), Count: int64(value),
						Operator: rapid.SampledFrom([]condition.Operator{condition.CountGE, condition.CountLE, condition.CountEQ}).Draw(t, "operator"),
					}
				}
			}
			e, kids := newExpr(conditions, rapid.Bool().Draw(t, "exact"))
			got, want := texts(e.ranges(kids)), texts(everyPair(e, kids))
			if !slices.Equal(got, want) {
				t.Fatalf("%q and not %q", got, want)
			}
			if len(got) < len(kids) {
				found++
			}
		}
	})
	if !t.Failed() && found == 0 {
		t.Error("no range was found")
	}
}

func texts(operands []ast.Expr) []string {
	out := make([]string, len(operands))
	for i, e := range operands {
		out[i] = string(format.Format(&ast.File{Statements: []ast.Statement{&ast.Where{Expr: e, Bare: true}}}, 0))
	}
	return out
}

// everyPair is ranges by looking at every pair.
func everyPair(e *expr, kids []*node) []ast.Expr {
	taken := make([]bool, len(kids))
	partners := func(i int) (all []int, last ast.Expr) {
		for j := range kids {
			if j == i || taken[j] {
				continue
			}
			for _, pair := range [][2]int{{i, j}, {j, i}} {
				if r, ok := e.names.between(e.groups.conditions[pair[0]], e.groups.conditions[pair[1]]); ok {
					all, last = append(all, j), r
					break
				}
			}
		}
		return all, last
	}
	var operands []ast.Expr
	for i, kid := range kids {
		if taken[i] {
			continue
		}
		mine, found := partners(i)
		operand := e.of(kid)
		if len(mine) == 1 {
			back, _ := partners(mine[0])
			_, upward := e.names.between(e.groups.conditions[i], e.groups.conditions[mine[0]])
			if len(back) == 1 && (!e.exact || mine[0] == i+1 && upward) {
				operand, taken[mine[0]] = found, true
			}
		}
		operands = append(operands, operand)
	}
	return operands
}
