package formula

import (
	"fmt"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/condition"
)

// column lowers a condition on a column, or its opposite. What has no value is
// matched by neither side of an order, and by the negative operators as the
// platform likes.
func (r *Rule) column(e *ast.Column, t *check.Typed, negated bool, at diag.Location) *Formula {
	operator := t.Operator
	switch e.Op {
	case ast.Between, ast.On: // a day, from its beginning to that of the next one
		low, high := condition.GreaterEq, condition.LessEq
		if e.Op == ast.On {
			high = condition.Less
		}
		if negated {
			low, high = opposite(low), opposite(high)
		}
		return Combine([]*Formula{
			r.field(e, low, t.Values[:1], at),
			r.field(e, high, t.Values[1:], at),
		}, nil, negated, at)
	case ast.HasAll:
		if !negated {
			break
		}
		var kids []*Formula
		for i := range t.Values {
			kids = append(kids, r.field(e, condition.HasNone, t.Values[i:i+1], at))
		}
		return Combine(kids, nil, true, at)
	case ast.StartsWith:
		if negated {
			return r.literal(condition.Field{Column: e.Name.Text, Operator: condition.StartsWith, Values: t.Values}, true, at)
		}
	}
	if negated {
		operator = opposite(operator)
	}
	return r.field(e, operator, t.Values, at)
}

// opposite returns the operator that holds where another one does not.
func opposite(operator condition.Operator) condition.Operator {
	other, ok := operator.Opposite()
	if !ok {
		panic(fmt.Sprintf("formula: operator %d has no opposite", operator))
	}
	return other
}

func (r *Rule) field(e *ast.Column, operator condition.Operator, values []condition.Value, at diag.Location) *Formula {
	return r.literal(condition.Field{Column: e.Name.Text, Operator: operator, Values: values}, false, at)
}

func (r *Rule) membership(e *ast.Membership, t *check.Typed, negated bool, at diag.Location) *Formula {
	return r.literal(condition.Membership{Operator: inOrNot(e.Negated != negated), Lists: t.Lists}, false, at)
}

func (r *Rule) isp(e *ast.ISP, t *check.Typed, negated bool, at diag.Location) *Formula {
	return r.literal(condition.ISP{Operator: inOrNot(e.Negated != negated), Values: t.ISPs}, false, at)
}

func inOrNot(negated bool) condition.Operator {
	if negated {
		return condition.NotIn
	}
	return condition.In
}
