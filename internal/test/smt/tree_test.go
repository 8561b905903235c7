package smt

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/segc-lang/segc/ast"
)

// tree translates a rule as the language means it. A negation goes down to the
// conditions.
func (w *world) tree(e ast.Expr, negated bool) string {
	switch e := e.(type) {
	case *ast.And:
		return w.operands(e.Operands, negated, !negated)
	case *ast.Or:
		return w.operands(e.Operands, negated, negated)
	case *ast.Not:
		return w.tree(e.Operand, !negated)
	case *ast.Paren:
		return w.tree(e.Expr, negated)
	case *ast.Column:
		return w.columnTree(e, negated)
	case *ast.Event:
		f := w.eventTree(e)
		if negated {
			return not(f)
		}
		return f
	case *ast.Membership:
		var any []string
		for _, v := range e.Values {
			id := strings.ToLower(v.Text)
			w.lists[id] = true
			any = append(any, onList(id))
		}
		return unless(e.Negated != negated, or(any...))
	case *ast.ISP:
		var any []string
		for _, v := range e.Values {
			any = append(any, "(= isp "+v.Text+")")
		}
		return unless(e.Negated != negated, and("has_isp", or(any...)))
	default:
		panic(fmt.Sprintf("unexpected %T", e))
	}
}

func unless(negated bool, formula string) string {
	if negated {
		return not(formula)
	}
	return formula
}

func (w *world) operands(operands []ast.Expr, negated, all bool) string {
	parts := make([]string, len(operands))
	for i, o := range operands {
		parts[i] = w.tree(o, negated)
	}
	if all {
		return and(parts...)
	}
	return or(parts...)
}

// operators are the API's words for the operators, and for their opposites.
var operators = map[ast.ColumnOp][2]string{
	ast.Equal: {"equals", "not_equals"}, ast.NotEqual: {"not_equals", "equals"},
	ast.Greater: {"gt", "lte"}, ast.GreaterEqual: {"gte", "lt"}, ast.Less: {"lt", "gte"}, ast.LessEqual: {"lte", "gt"},
	ast.Contains: {"contains", "not_contains"}, ast.NotContains: {"not_contains", "contains"},
	ast.StartsWith: {"starts_with", "not_starts_with"},
	ast.In:         {"in", "not_in"}, ast.NotIn: {"not_in", "in"},
	ast.IsNull: {"is_null", "is_not_null"}, ast.IsNotNull: {"is_not_null", "is_null"},
	ast.HasAny: {"has_any", "has_none"}, ast.HasNone: {"has_none", "has_any"},
}

func (w *world) columnTree(e *ast.Column, negated bool) string {
	name := e.Name.Text
	var values []string
	for _, v := range e.Values {
		values = append(values, v.Text)
	}
	switch {
	case e.Op == ast.Between && negated:
		return or(w.field(name, "lt", values[:1]), w.field(name, "gt", values[1:]))
	case e.Op == ast.Between:
		return and(w.field(name, "gte", values[:1]), w.field(name, "lte", values[1:]))
	case e.Op == ast.On && negated:
		return or(w.field(name, "lt", values), w.field(name, "gte", []string{dayAfter(values[0])}))
	case e.Op == ast.On:
		return and(w.field(name, "gte", values), w.field(name, "lt", []string{dayAfter(values[0])}))
	case e.Op == ast.HasAll && negated:
		var any []string
		for i := range values {
			any = append(any, w.field(name, "has_none", values[i:i+1]))
		}
		return or(any...)
	case e.Op == ast.HasAll:
		return w.field(name, "has_all", values)
	case negated:
		return w.field(name, operators[e.Op][1], values)
	default:
		return w.field(name, operators[e.Op][0], values)
	}
}

// dayAfter returns the day after a date.
func dayAfter(date string) string {
	day, err := time.Parse(time.DateOnly, date)
	if err != nil {
		panic(err)
	}
	return day.AddDate(0, 0, 1).Format(time.DateOnly)
}

var metricNames = map[ast.Metric]string{
	ast.Opened: "open", ast.Clicked: "click", ast.Bounced: "bounce",
	ast.Complained: "complaint", ast.Delivered: "delivered", ast.Unsubscribed: "unsubscribe",
}

func (w *world) eventTree(e *ast.Event) string {
	name := metricNames[e.Metric]
	mode, days := "", 0
	for _, window := range e.Windows {
		days, _ = strconv.Atoi(window.Count.Text)
		if window.Unit == ast.Weeks {
			days *= 7
		}
		mode = map[ast.WindowMode]string{ast.Last: "last", ast.MoreThan: "more_than"}[window.Mode]
	}
	listed, except := map[string]bool{}, false
	for _, c := range e.Campaigns {
		except = c.Except
		for _, v := range c.Values {
			listed[strings.ToLower(v.Text)] = true
		}
	}
	n := w.count(name, mode, days, listed, except)
	to := func(op string, i int) string { return "(" + op + " " + n + " " + e.Counts[i].Text + ")" }
	switch e.Op {
	case ast.Ever:
		return "(> " + n + " 0)"
	case ast.Never:
		return "(= " + n + " 0)"
	case ast.CountEqual:
		return to("=", 0)
	case ast.CountNotEqual:
		return not(to("=", 0))
	case ast.CountGreater:
		return to(">", 0)
	case ast.CountGreaterEqual:
		return to(">=", 0)
	case ast.CountLess:
		return to("<", 0)
	case ast.CountLessEqual:
		return to("<=", 0)
	default:
		return and(to(">=", 0), to("<=", 1))
	}
}

// count is the number of events in a window, of some campaigns or of all.
func (w *world) count(name, mode string, days int, listed map[string]bool, except bool) string {
	return w.cells(name, window(mode, days), func(id string) bool {
		return len(listed) == 0 || listed[id] != except
	})
}

// mention notes the windows and the campaigns of a tree, which make the cells.
func (w *world) mention(e ast.Expr) {
	for n := range ast.Preorder(e) {
		event, ok := n.(*ast.Event)
		if !ok {
			continue
		}
		m := w.metric(metricNames[event.Metric])
		for _, window := range event.Windows {
			days, _ := strconv.Atoi(window.Count.Text)
			if window.Unit == ast.Weeks {
				days *= 7
			}
			m.days[days] = true
		}
		for _, c := range event.Campaigns {
			for _, v := range c.Values {
				m.campaigns[strings.ToLower(v.Text)] = true
			}
		}
	}
}
