package compile

import (
	"fmt"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/formula"
)

// column lowers a condition on a column, or its opposite. What has no value is
// matched by neither side of an order, and by the negative operators as the
// platform likes.
func (l *lowering) column(e *ast.Column, t *check.Typed, negated bool, at diag.Location) *formula.Formula {
	operator := t.Operator
	switch e.Op {
	case ast.Between:
		low, high := condition.GreaterEq, condition.LessEq
		if negated {
			low, high = condition.Less, condition.Greater
		}
		return formula.Combine([]*formula.Formula{
			l.field(e, low, t.Values[:1], at),
			l.field(e, high, t.Values[1:], at),
		}, nil, negated, at)
	case ast.HasAll:
		if !negated {
			break
		}
		var kids []*formula.Formula
		for i := range t.Values {
			kids = append(kids, l.field(e, condition.HasNone, t.Values[i:i+1], at))
		}
		return formula.Combine(kids, nil, true, at)
	case ast.StartsWith:
		if negated {
			return l.literal(condition.Field{Column: e.Name.Text, Operator: condition.StartsWith, Values: t.Values}, true, at)
		}
	}
	if negated {
		opposite, ok := operator.Opposite()
		if !ok {
			panic(fmt.Sprintf("compile: operator %d has no opposite", operator))
		}
		operator = opposite
	}
	return l.field(e, operator, t.Values, at)
}

func (l *lowering) field(e *ast.Column, operator condition.Operator, values []condition.Value, at diag.Location) *formula.Formula {
	return l.literal(condition.Field{Column: e.Name.Text, Operator: operator, Values: values}, false, at)
}

func (l *lowering) membership(e *ast.Membership, t *check.Typed, negated bool, at diag.Location) *formula.Formula {
	return l.literal(condition.Membership{Operator: inOrNot(e.Negated != negated), Lists: t.Lists}, false, at)
}

func (l *lowering) isp(e *ast.ISP, t *check.Typed, negated bool, at diag.Location) *formula.Formula {
	return l.literal(condition.ISP{Operator: inOrNot(e.Negated != negated), Values: t.ISPs}, false, at)
}

func inOrNot(negated bool) condition.Operator {
	if negated {
		return condition.NotIn
	}
	return condition.In
}
