package ruletest

import (
	"pgregory.net/rapid"

	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/rule"
	"github.com/segc-lang/segc/rulesjson"
)

// PublicDocuments generates valid documents of every shape, in the form of the API.
func PublicDocuments() *rapid.Generator[*rulesjson.Document] { return rapid.Map(Documents(), Public) }

// Segments generates valid segments without an id.
func Segments() *rapid.Generator[*rulesjson.Segment] {
	return rapid.Map(Bodies(), func(b *rule.Body) *rulesjson.Segment {
		return &rulesjson.Segment{Name: b.Name, Color: b.Color, Description: b.Description, Lists: b.Lists, Rules: Public(b.Rules)}
	})
}

// Public returns a document in the form of the API. It has words of its own for the
// operators.
func Public(d *condition.Document) *rulesjson.Document {
	public := &rulesjson.Document{}
	for _, g := range d.Any {
		var all []rulesjson.Condition
		for _, c := range g.All {
			all = append(all, publicCondition(c))
		}
		public.Any = append(public.Any, rulesjson.Group{All: all})
	}
	return public
}

func publicCondition(c condition.Condition) rulesjson.Condition {
	switch c := c.(type) {
	case condition.Field:
		return rulesjson.Field{Column: c.Column, Operator: word(c.Operator), Values: c.Values}
	case condition.Membership:
		return rulesjson.Membership{Operator: word(c.Operator), Lists: c.Lists}
	case condition.ISP:
		return rulesjson.ISP{Operator: word(c.Operator), Values: c.Values}
	case condition.Event:
		switch c.Metric {
		case "open", "click":
			return rulesjson.Activity{
				Metric: c.Metric, Operator: word(c.Operator), Count: c.Count, Window: c.Window, Include: c.Include, Exclude: c.Exclude,
			}
		case "bounce", "complaint", "delivered", "unsubscribe":
			return rulesjson.Deliverability{Metric: c.Metric, Operator: word(c.Operator), Count: c.Count, Window: c.Window}
		}
	}
	panic("ruletest: unexpected condition")
}

func word(o condition.Operator) rulesjson.Operator {
	return map[condition.Operator]rulesjson.Operator{
		condition.Equals: "equals", condition.NotEquals: "not_equals",
		condition.Contains: "contains", condition.NotContains: "not_contains", condition.StartsWith: "starts_with",
		condition.In: "in", condition.NotIn: "not_in",
		condition.IsNull: "is_null", condition.IsNotNull: "is_not_null",
		condition.Greater: "gt", condition.GreaterEq: "gte", condition.Less: "lt", condition.LessEq: "lte",
		condition.HasAny: "has_any", condition.HasAll: "has_all", condition.HasNone: "has_none",
		condition.Ever: "ever", condition.Never: "never",
		condition.CountGE: "count_gte", condition.CountLE: "count_lte", condition.CountEQ: "count_eq",
	}[o]
}
