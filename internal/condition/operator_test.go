package condition_test

import (
	"testing"

	"github.com/segc-lang/segc/internal/condition"
)

// TestOppositeIsItsOwnInverse checks every operator, and numbers that are not one.
// That an operator and its opposite never agree is checked in internal/theory, by the
// judge.
func TestOppositeIsItsOwnInverse(t *testing.T) {
	without := map[condition.Operator]bool{
		0: true, condition.StartsWith: true, condition.HasAll: true, condition.Ever: true, condition.Never: true,
		condition.CountGE: true, condition.CountLE: true, condition.CountEQ: true,
	}
	for n := range 256 {
		o := condition.Operator(n)
		opposite, ok := o.Opposite()
		if ok == (without[o] || o > condition.CountEQ) || !ok && opposite != 0 {
			t.Errorf("the opposite of operator %d is %d, %v", o, opposite, ok)
		}
		if back, _ := opposite.Opposite(); ok && (opposite == o || back != o || opposite.Arity() != o.Arity()) {
			t.Errorf("the opposite of operator %d is %d, whose opposite is %d", o, opposite, back)
		}
	}
}
