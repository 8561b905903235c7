package resolve

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/segc-lang/segc/ast"
)

func TestDistinct(t *testing.T) {
	texts := func(words ...string) (values []ast.Value) {
		for _, w := range words {
			kind := ast.String
			if w[0] <= '9' {
				kind = ast.Number
			}
			values = append(values, ast.Value{Kind: kind, Text: w})
		}
		return values
	}
	long := strings.Fields("a b c d e f g h i j k l")
	for _, c := range []struct{ values, want []ast.Value }{
		{nil, nil},
		{texts("a"), texts("a")},
		{texts("a", "b", "a"), texts("a", "b")},
		{texts("1", "1.0", "1"), texts("1", "1.0")},
		{append(texts("1"), ast.Value{Kind: ast.String, Text: "1"}), append(texts("1"), ast.Value{Kind: ast.String, Text: "1"})},
		{append(texts(long...), texts(long...)...), texts(long...)},
	} {
		before := append([]ast.Value(nil), c.values...)
		if diff := cmp.Diff(c.want, Distinct(nil, c.values)); diff != "" {
			t.Errorf("(-want +got)\n%s", diff)
		}
		if diff := cmp.Diff(before, c.values); diff != "" {
			t.Errorf("the values have changed\n%s", diff)
		}
	}
}
