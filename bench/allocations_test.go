package bench_test

import (
	"testing"

	"github.com/segc-lang/segc"
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/bench/internal/workload"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/rule"
)

// TestAllocations checks how many pieces of memory a rule takes on its way from the text to the
// document, with the comparison of the two and without. Services compile rules all day, and each
// piece costs about as much as thirty comparisons. Lower a limit when there are fewer; they are at
// most 5% above what it takes.
func TestAllocations(t *testing.T) {
	for _, c := range []struct {
		name, text      string
		all, withoutEnd float64
	}{
		{"S", workload.Small, 124, 107},
		{"M", workload.Medium, 719, 600},
	} {
		file, _ := grammar.Parse(ast.NewSource("rule.seg", c.text), grammar.Options{})
		result, list := segc.Compile(t.Context(), c.text, segc.Options{})
		if result == nil {
			t.Fatal(list.Err())
		}
		document, err := rule.Decode(result.Compact())
		if err != nil {
			t.Fatal(err)
		}
		table := condition.TableOf(nil, document)
		all := testing.AllocsPerRun(20, func() {
			if result, list = segc.Compile(t.Context(), c.text, segc.Options{}); result == nil {
				t.Fatal(list.Err())
			}
		})
		source := testing.AllocsPerRun(20, func() { compareSource(t, file, table) })
		t.Logf("%s: %.0f; the comparison with the text takes %.0f of them", c.name, all, source)
		if all > c.all || all-source > c.withoutEnd {
			t.Errorf("%s takes %.0f allocations, and %.0f without the comparison with the text; the limits are %.0f and %.0f", c.name, all, all-source, c.all, c.withoutEnd)
		}
	}
}
