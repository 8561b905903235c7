package decompile

import (
	"slices"
	"strconv"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/compile"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/decimal"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/internal/rule"
)

// expression returns a condition in the words of the language.
func (n *names) expression(c rule.Condition) ast.Expr {
	switch c := c.(type) {
	case rule.Field:
		return &ast.Column{Name: ast.Name{Text: c.Column}, Op: columnOp(c.Operator), Values: n.values(c)}
	case rule.Event:
		e := n.event(c)
		e.Op, e.Counts = eventOp(c)
		return e
	case rule.Membership:
		ids := make([]ast.Value, len(c.Lists))
		for i, id := range c.Lists {
			n.poll.Step(4)
			ids[i] = ast.Value{Kind: ast.String, Text: id}
		}
		return &ast.Membership{Negated: c.Operator == rule.NotIn, Values: n.named(ast.AliasList, ids)}
	case rule.ISP:
		ids := make([]ast.Value, len(c.Values))
		for i, id := range c.Values {
			n.poll.Step(8)
			ids[i] = number(id)
		}
		return &ast.ISP{Negated: c.Operator == rule.NotIn, Values: n.named(ast.AliasISP, ids)}
	default:
		panic("decompile: unexpected condition")
	}
}

func columnOp(o rule.Operator) ast.ColumnOp {
	return map[rule.Operator]ast.ColumnOp{
		rule.Equals: ast.Equal, rule.NotEquals: ast.NotEqual, rule.Greater: ast.Greater, rule.GreaterEq: ast.GreaterEqual,
		rule.Less: ast.Less, rule.LessEq: ast.LessEqual, rule.Contains: ast.Contains, rule.NotContains: ast.NotContains,
		rule.StartsWith: ast.StartsWith, rule.In: ast.In, rule.NotIn: ast.NotIn, rule.IsNull: ast.IsNull, rule.IsNotNull: ast.IsNotNull,
		rule.HasAny: ast.HasAny, rule.HasAll: ast.HasAll, rule.HasNone: ast.HasNone,
	}[o]
}

// values returns the values of a field condition. A date stands without quotes
// where the column is one: without them, it makes the column a date.
func (n *names) values(c rule.Field) []ast.Value {
	dates := n.column(c.Column).Type == column.Date && n.datesOnly(c)
	values := make([]ast.Value, len(c.Values))
	for i, v := range c.Values {
		n.poll.Step(4)
		values[i] = ast.Value{Kind: [...]ast.ValueKind{rule.String: ast.String, rule.Number: ast.Number, rule.Boolean: ast.Boolean}[v.Kind], Text: v.Text}
		if dates {
			values[i].Kind = ast.Date
		}
	}
	return values
}

// event returns an event condition without its operator.
func (n *names) event(c rule.Event) *ast.Event {
	e := &ast.Event{Metric: map[rule.Metric]ast.Metric{
		rule.Open: ast.Opened, rule.Click: ast.Clicked, rule.Bounce: ast.Bounced,
		rule.Complaint: ast.Complained, rule.Delivered: ast.Delivered, rule.Unsubscribe: ast.Unsubscribed,
	}[c.Metric]}
	if c.Window != (rule.Window{}) {
		w := ast.Window{Mode: ast.Last, Count: number(int64(c.Window.Days)), Unit: ast.Days}
		if c.Window.Mode == rule.MoreThan {
			w.Mode = ast.MoreThan
		}
		e.Windows = []ast.Window{w}
	}
	ids, except := c.Include, false
	if len(c.Exclude) > 0 {
		ids, except = c.Exclude, true
	}
	if len(ids) > 0 {
		values := make([]ast.Value, len(ids))
		for i, id := range ids {
			n.poll.Step(4)
			values[i] = ast.Value{Kind: ast.String, Text: id.Text}
			if id.Kind == rule.Number {
				values[i].Kind = ast.Number
			}
		}
		e.Campaigns = []ast.Campaigns{{Except: except, Values: n.named(ast.AliasCampaign, values)}}
	}
	return e
}

func eventOp(c rule.Event) (ast.EventOp, []ast.Value) {
	switch {
	case c.Operator == rule.Ever:
		return ast.Ever, nil
	case c.Operator == rule.Never, c.Operator == rule.CountEQ && c.Count == 0 && !c.Metric.Activity():
		return ast.Never, nil
	case aboveMaxCount(c):
		return ast.CountGreater, []ast.Value{number(compile.MaxCount)}
	case c.Operator == rule.CountGE:
		return ast.CountGreaterEqual, []ast.Value{number(c.Count)}
	case c.Operator == rule.CountLE:
		return ast.CountLessEqual, []ast.Value{number(c.Count)}
	default:
		return ast.CountEqual, []ast.Value{number(c.Count)}
	}
}

func number(n int64) ast.Value {
	return ast.Value{Kind: ast.Number, Text: strconv.FormatInt(n, 10)}
}

// between returns two conditions as one range, if they are its lower and its
// upper bound and something lies between them.
func (n *names) between(low, high rule.Condition) (ast.Expr, bool) {
	switch low := low.(type) {
	case rule.Field:
		high, ok := high.(rule.Field)
		if !ok || low.Column != high.Column || low.Operator != rule.GreaterEq || high.Operator != rule.LessEq || !inOrder(low.Values[0], high.Values[0]) {
			return nil, false
		}
		bounds := append(n.values(low), n.values(high)...)
		if bounds[0].Kind != bounds[1].Kind {
			return nil, false
		}
		return &ast.Column{Name: ast.Name{Text: low.Column}, Op: ast.Between, Values: bounds}, true
	case rule.Event:
		high, ok := high.(rule.Event)
		if !ok || low.Operator != rule.CountGE || high.Operator != rule.CountLE || low.Count < 1 || low.Count > high.Count || !sameEvents(n.poll, low, high) {
			return nil, false
		}
		e := n.event(low)
		e.Op, e.Counts = ast.CountBetween, []ast.Value{number(low.Count), number(high.Count)}
		return e, true
	default:
		return nil, false
	}
}

// inOrder reports whether two values can be the bounds of a range: of one kind,
// and not the wrong way round as far as their order is known.
func inOrder(low, high rule.Value) bool {
	if low.Kind != high.Kind {
		return false
	}
	if low.Kind == rule.Number {
		a, err := decimal.Parse(low.Text)
		b, err2 := decimal.Parse(high.Text)
		return err == nil && err2 == nil && decimal.Compare(a, b) <= 0
	}
	a, err := date.Parse(low.Text)
	b, err2 := date.Parse(high.Text)
	return err != nil || err2 != nil || date.Compare(a, b) <= 0
}

// sameEvents reports whether two conditions count the same events.
func sameEvents(p *poll.Poll, a, b rule.Event) bool {
	a.Operator, a.Count = b.Operator, b.Count
	return slices.Equal(a.Include, b.Include) && slices.Equal(a.Exclude, b.Exclude) && rule.KeyWithin(p, a) == rule.KeyWithin(p, b)
}
