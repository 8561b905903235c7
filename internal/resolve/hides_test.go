package resolve_test

import (
	"testing"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/grammar"
	"github.com/segc-lang/segc/internal/resolve"
)

// TestHiddenWithoutPlaces looks for what parameters hide, also in a tree that a program made,
// whose names have no places.
func TestHiddenWithoutPlaces(t *testing.T) {
	for _, places := range []bool{true, false} {
		file, list := grammar.Parse(ast.NewSource("x.seg", "isp b = 1\nlet f(a, b, c) = plan = a and isp in (b) and age > c\nwhere f(1, 2, 3)"), grammar.Options{})
		if list.HasErrors() {
			t.Fatal(list.Err())
		}
		let := file.Statements[1].(*ast.Let)
		if !places {
			for i := range let.Parameters {
				let.Parameters[i].At = ast.Span{}
			}
		}
		p, _ := resolve.Load(t.Context(), nil, file, nil)
		for name, want := range map[string]bool{"a": false, "b": true, "c": false} {
			var roles resolve.Roles
			if hidden := p.Hides(nil, &roles, p.ValueAt(let, name)); (hidden != nil) != want {
				t.Errorf("with places: %v; %s hides %v", places, name, hidden)
			}
		}
	}
}
