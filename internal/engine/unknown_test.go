package engine_test

import (
	"testing"

	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/engine"
	"github.com/segc-lang/segc/internal/logic"
	"github.com/segc-lang/segc/internal/theory"
)

// TestNothingIsKnownOfTheUnknown gives the engine an operator and a type that the theory
// does not have, as somebody may who adds one: no condition follows from another one.
func TestNothingIsKnownOfTheUnknown(t *testing.T) {
	const operator, typ = condition.CountEQ + 1, column.Tags + 1
	pair := func(o condition.Operator) []condition.Condition {
		return []condition.Condition{textIs("a", o, "1"), textIs("a", o, "10")}
	}
	for name, c := range map[string]struct {
		conditions []condition.Condition
		typ        column.Type
	}{
		"an operator":                       {pair(operator), column.Any},
		"an operator on text":               {pair(operator), column.Text},
		"an operator on numbers":            {pair(operator), column.Number},
		"an operator beside another one":    {[]condition.Condition{textIs("a", operator, "1"), textIs("a", condition.Contains, "1")}, column.Text},
		"an operator beside the same value": {[]condition.Condition{textIs("a", operator, "1"), textIs("a", condition.Equals, "1")}, column.Text},
		"equality of a type":                {pair(condition.Equals), typ},
		"order of a type":                   {[]condition.Condition{textIs("a", condition.Greater, "10"), textIs("a", condition.Less, "10")}, typ},
		"texts of a type":                   {pair(condition.Contains), typ},
	} {
		var atoms []theory.Atom
		for _, c := range c.conditions {
			atoms = append(atoms, theory.Atom{Condition: c})
		}
		system := engine.New(atoms, func(string) column.Column { return column.Column{Type: c.typ} }, engine.DefaultLimits())
		a, b := system.Atom(0), system.Atom(1)
		if err := system.Err(); err != nil {
			t.Fatal(err)
		}
		switch {
		case a == logic.False || a == logic.True || b == logic.False || b == logic.True:
			t.Errorf("%s: a condition is constant", name)
		case system.Implies(a, b) || system.Implies(b, a):
			t.Errorf("%s: one condition follows from the other", name)
		case system.And(a, b) == logic.False:
			t.Errorf("%s: the conditions exclude each other", name)
		case system.Or(a, b) == logic.True:
			t.Errorf("%s: one of the conditions always holds", name)
		}
		system.Close()
	}
}
