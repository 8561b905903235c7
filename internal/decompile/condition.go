package decompile

import (
	"fmt"
	"strconv"

	"github.com/segc-lang/segc/ast"
	"github.com/segc-lang/segc/internal/check"
	"github.com/segc-lang/segc/internal/column"
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/date"
	"github.com/segc-lang/segc/internal/decimal"
)

// expression returns a condition in the words of the language.
func (n *names) expression(c condition.Condition) ast.Expr {
	switch c := c.(type) {
	case condition.Field:
		return &ast.Column{Name: ast.Name{Text: c.Column}, Op: columnOp(c.Operator), Values: n.values(c)}
	case condition.Event:
		e := n.event(c)
		e.Op, e.Counts = eventOp(c)
		return e
	case condition.Membership:
		ids := make([]ast.Value, len(c.Lists))
		for i, id := range c.Lists {
			n.poll.Step(4)
			ids[i] = ast.Value{Kind: ast.String, Text: id}
		}
		return &ast.Membership{Negated: c.Operator == condition.NotIn, Values: n.named(ast.AliasList, ids)}
	case condition.ISP:
		ids := make([]ast.Value, len(c.Values))
		for i, id := range c.Values {
			n.poll.Step(8)
			ids[i] = number(id)
		}
		return &ast.ISP{Negated: c.Operator == condition.NotIn, Values: n.named(ast.AliasISP, ids)}
	default:
		panic("decompile: unexpected condition")
	}
}

func columnOp(o condition.Operator) ast.ColumnOp {
	op, ok := map[condition.Operator]ast.ColumnOp{
		condition.Equals: ast.Equal, condition.NotEquals: ast.NotEqual, condition.Greater: ast.Greater, condition.GreaterEq: ast.GreaterEqual,
		condition.Less: ast.Less, condition.LessEq: ast.LessEqual, condition.Contains: ast.Contains, condition.NotContains: ast.NotContains,
		condition.StartsWith: ast.StartsWith, condition.In: ast.In, condition.NotIn: ast.NotIn, condition.IsNull: ast.IsNull, condition.IsNotNull: ast.IsNotNull,
		condition.HasAny: ast.HasAny, condition.HasAll: ast.HasAll, condition.HasNone: ast.HasNone,
	}[o]
	if !ok {
		panic(fmt.Sprintf("decompile: unexpected operator %d", o))
	}
	return op
}

// values returns the values of a field condition. A date has no quotes if the
// column is a date: without them, it makes the column a date.
func (n *names) values(c condition.Field) []ast.Value {
	dates := n.column(c.Column).Type == column.Date && n.datesOnly(c)
	values := make([]ast.Value, len(c.Values))
	for i, v := range c.Values {
		n.poll.Step(4)
		values[i] = ast.Value{Kind: [...]ast.ValueKind{condition.String: ast.String, condition.Number: ast.Number, condition.Boolean: ast.Boolean}[v.Kind], Text: v.Text}
		if dates {
			values[i].Kind = ast.Date
		}
	}
	return values
}

// event returns an event condition without its operator.
func (n *names) event(c condition.Event) *ast.Event {
	metric, ok := map[condition.Metric]ast.Metric{
		condition.Open: ast.Opened, condition.Click: ast.Clicked, condition.Bounce: ast.Bounced,
		condition.Complaint: ast.Complained, condition.Delivered: ast.Delivered, condition.Unsubscribe: ast.Unsubscribed,
	}[c.Metric]
	if !ok {
		panic(fmt.Sprintf("decompile: unexpected metric %s", c.Metric))
	}
	e := &ast.Event{Metric: metric}
	if c.Window != (condition.Window{}) {
		w := ast.Window{Mode: ast.Last, Count: number(int64(c.Window.Days)), Unit: ast.Days}
		if c.Window.Mode == condition.MoreThan {
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
			if id.Kind == condition.Number {
				values[i].Kind = ast.Number
			}
		}
		e.Campaigns = []ast.Campaigns{{Except: except, Values: n.named(ast.AliasCampaign, values)}}
	}
	return e
}

func eventOp(c condition.Event) (ast.EventOp, []ast.Value) {
	switch {
	case c.Operator == condition.Ever:
		return ast.Ever, nil
	case c.Operator == condition.Never, c.Operator == condition.CountEQ && c.Count == 0 && !condition.Activity(c.Metric):
		return ast.Never, nil
	case aboveMaxCount(c):
		return ast.CountGreater, []ast.Value{number(check.MaxCount)}
	case c.Operator == condition.CountGE:
		return ast.CountGreaterEqual, []ast.Value{number(c.Count)}
	case c.Operator == condition.CountLE:
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
func (n *names) between(low, high condition.Condition) (ast.Expr, bool) {
	switch low := low.(type) {
	case condition.Field:
		high, ok := high.(condition.Field)
		if !ok || low.Column != high.Column || low.Operator != condition.GreaterEq || high.Operator != condition.LessEq || !inOrder(low.Values[0], high.Values[0]) {
			return nil, false
		}
		bounds := append(n.values(low), n.values(high)...)
		if bounds[0].Kind != bounds[1].Kind {
			return nil, false
		}
		return &ast.Column{Name: ast.Name{Text: low.Column}, Op: ast.Between, Values: bounds}, true
	case condition.Event:
		high, ok := high.(condition.Event)
		if !ok || low.Operator != condition.CountGE || high.Operator != condition.CountLE || low.Count < 1 || low.Count > high.Count || !condition.SameEvents(n.poll, low, high) {
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
func inOrder(low, high condition.Value) bool {
	if low.Kind != high.Kind {
		return false
	}
	if low.Kind == condition.Number {
		a, err := decimal.Parse(low.Text)
		b, err2 := decimal.Parse(high.Text)
		return err == nil && err2 == nil && decimal.Compare(a, b) <= 0
	}
	a, err := date.Parse(low.Text)
	b, err2 := date.Parse(high.Text)
	return err != nil || err2 != nil || date.Compare(a, b) <= 0
}
