package compile

import (
	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/diag"
	"github.com/segc-lang/segc/internal/resolve"
	"github.com/segc-lang/segc/internal/rule"
)

// column lowers a condition on a column, or its opposite. What has no value is
// matched by neither side of an order, and by the negative operators as the
// platform likes.
func (l *lowering) column(source *ast.Source, e *ast.Column, negated bool) *formula {
	at := place(source, e)
	switch e.Op {
	case ast.Between:
		low, high := rule.GreaterEq, rule.LessEq
		if negated {
			low, high = rule.Less, rule.Greater
		}
		return combine([]*formula{
			l.field(e, low, e.Values[:1], at),
			l.field(e, high, e.Values[1:], at),
		}, nil, negated, at)
	case ast.HasAll:
		if !negated {
			break
		}
		var kids []*formula
		for _, v := range resolve.Distinct(l.poll, e.Values) {
			kids = append(kids, l.field(e, rule.HasNone, []ast.Value{v}, at))
		}
		return combine(kids, nil, true, at)
	case ast.StartsWith:
		if negated {
			return l.literal(rule.Field{Column: e.Name.Text, Operator: rule.StartsWith, Values: ruleValues(e.Values)}, true, at)
		}
	}
	operator := operatorOf(e.Op)
	if negated {
		operator = opposite(operator)
	}
	return l.field(e, operator, e.Values, at)
}

func (l *lowering) field(e *ast.Column, operator rule.Operator, values []ast.Value, at diag.Location) *formula {
	return l.literal(rule.Field{Column: e.Name.Text, Operator: operator, Values: ruleValues(resolve.Distinct(l.poll, values))}, false, at)
}

// opposite returns the operator that says the opposite, where there is one.
func opposite(o rule.Operator) rule.Operator {
	pairs := [...][2]rule.Operator{
		{rule.Equals, rule.NotEquals},
		{rule.Contains, rule.NotContains},
		{rule.In, rule.NotIn},
		{rule.IsNull, rule.IsNotNull},
		{rule.HasAny, rule.HasNone},
		{rule.Greater, rule.LessEq},
		{rule.GreaterEq, rule.Less},
	}
	for _, pair := range pairs {
		switch o {
		case pair[0]:
			return pair[1]
		case pair[1]:
			return pair[0]
		}
	}
	panic("compile: " + string(o) + " has no opposite")
}

func ruleValues(values []ast.Value) []rule.Value {
	if len(values) == 0 {
		return nil
	}
	out := make([]rule.Value, len(values))
	for i, v := range values {
		out[i] = rule.Value{Kind: rule.String, Text: v.Text}
		switch v.Kind {
		case ast.Number:
			out[i].Kind = rule.Number
		case ast.Boolean:
			out[i].Kind = rule.Boolean
		}
	}
	return out
}

func (l *lowering) membership(source *ast.Source, e *ast.Membership, negated bool) *formula {
	at := place(source, e)
	condition := rule.Membership{Operator: inOrNot(e.Negated != negated)}
	for _, v := range l.ids(source, ast.AliasList, e.Values) {
		l.poll.Step(16)
		if id, ok := canonicalID(ast.AliasList, v); ok {
			condition.Lists = append(condition.Lists, id)
		}
	}
	condition.Lists = distinctStrings(l.poll, condition.Lists)
	return l.literal(condition, false, at)
}

func (l *lowering) isp(source *ast.Source, e *ast.ISP, negated bool) *formula {
	at := place(source, e)
	condition := rule.ISP{Operator: inOrNot(e.Negated != negated), Values: make([]int64, 0, len(e.Values))}
	for _, v := range resolve.Distinct(l.poll, l.ids(source, ast.AliasISP, e.Values)) {
		l.poll.Step(8)
		if n, ok := integer(v); ok {
			condition.Values = append(condition.Values, n)
		}
	}
	return l.literal(condition, false, at)
}

func inOrNot(negated bool) rule.Operator {
	if negated {
		return rule.NotIn
	}
	return rule.In
}
