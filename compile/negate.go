package compile

import (
	"fmt"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/formula"
	"github.com/segc-lang/segc/internal/resolve"
)

// column lowers a condition on a column, or its opposite. What has no value is
// matched by neither side of an order, and by the negative operators as the
// platform likes.
func (l *lowering) column(source *ast.Source, e *ast.Column, negated bool) *formula.Formula {
	at := place(source, e)
	switch e.Op {
	case ast.Between:
		low, high := condition.GreaterEq, condition.LessEq
		if negated {
			low, high = condition.Less, condition.Greater
		}
		return formula.Combine([]*formula.Formula{
			l.field(e, low, e.Values[:1], at),
			l.field(e, high, e.Values[1:], at),
		}, nil, negated, at)
	case ast.HasAll:
		if !negated {
			break
		}
		var kids []*formula.Formula
		for _, v := range resolve.Distinct(l.poll, e.Values) {
			kids = append(kids, l.field(e, condition.HasNone, []ast.Value{v}, at))
		}
		return formula.Combine(kids, nil, true, at)
	case ast.StartsWith:
		if negated {
			return l.literal(condition.Field{Column: e.Name.Text, Operator: condition.StartsWith, Values: ruleValues(e.Values)}, true, at)
		}
	}
	operator := operatorOf(e.Op)
	if negated {
		opposite, ok := operator.Opposite()
		if !ok {
			panic(fmt.Sprintf("compile: operator %d has no opposite", operator))
		}
		operator = opposite
	}
	return l.field(e, operator, e.Values, at)
}

func (l *lowering) field(e *ast.Column, operator condition.Operator, values []ast.Value, at diag.Location) *formula.Formula {
	return l.literal(condition.Field{Column: e.Name.Text, Operator: operator, Values: ruleValues(resolve.Distinct(l.poll, values))}, false, at)
}

func ruleValues(values []ast.Value) []condition.Value {
	if len(values) == 0 {
		return nil
	}
	out := make([]condition.Value, len(values))
	for i, v := range values {
		out[i] = condition.Value{Kind: condition.String, Text: v.Text}
		switch v.Kind {
		case ast.Number:
			out[i].Kind = condition.Number
		case ast.Boolean:
			out[i].Kind = condition.Boolean
		}
	}
	return out
}

func (l *lowering) membership(source *ast.Source, e *ast.Membership, negated bool) *formula.Formula {
	at := place(source, e)
	c := condition.Membership{Operator: inOrNot(e.Negated != negated)}
	for _, v := range l.ids(source, ast.AliasList, e.Values) {
		l.poll.Step(16)
		if id, ok := canonicalID(ast.AliasList, v); ok {
			c.Lists = append(c.Lists, id)
		}
	}
	c.Lists = distinctStrings(l.poll, c.Lists)
	return l.literal(c, false, at)
}

func (l *lowering) isp(source *ast.Source, e *ast.ISP, negated bool) *formula.Formula {
	at := place(source, e)
	c := condition.ISP{Operator: inOrNot(e.Negated != negated), Values: make([]int64, 0, len(e.Values))}
	for _, v := range resolve.Distinct(l.poll, l.ids(source, ast.AliasISP, e.Values)) {
		l.poll.Step(8)
		if n, ok := integer(v); ok {
			c.Values = append(c.Values, n)
		}
	}
	return l.literal(c, false, at)
}

func inOrNot(negated bool) condition.Operator {
	if negated {
		return condition.NotIn
	}
	return condition.In
}
