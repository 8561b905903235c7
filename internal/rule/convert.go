package rule

import (
	"github.com/segc-lang/segc/internal/condition"
	"github.com/segc-lang/segc/internal/poll"
	"github.com/segc-lang/segc/rulesjson"
)

// Document returns a document in the form of the API. The two share their values.
func Document(d *condition.Document) *rulesjson.Document { return document(nil, d) }

// Conditions returns a document in the form of the engine. It must be one that its
// Validate accepts. The two share their values.
func Conditions(d *rulesjson.Document) *condition.Document { return conditions(nil, d) }

// conditionBytes is what a condition takes beside its values.
const conditionBytes = 128

func document(p *poll.Poll, d *condition.Document) *rulesjson.Document {
	_, n := d.Size()
	p.Hold(n * conditionBytes)
	groups, room := make([]rulesjson.Group, len(d.Any)), make([]rulesjson.Condition, n)
	for i, g := range d.Any {
		groups[i].All, room = room[:len(g.All):len(g.All)], room[len(g.All):]
		for j, c := range g.All {
			p.Step(8)
			groups[i].All[j] = toAPI(c)
		}
	}
	return &rulesjson.Document{Any: groups}
}

func conditions(p *poll.Poll, d *rulesjson.Document) *condition.Document {
	_, n := d.Size()
	p.Hold(n * conditionBytes)
	groups, room := make([]condition.Group, len(d.Any)), make([]condition.Condition, n)
	for i, g := range d.Any {
		groups[i].All, room = room[:len(g.All):len(g.All)], room[len(g.All):]
		for j, c := range g.All {
			p.Step(8)
			groups[i].All[j] = fromAPI(c)
		}
	}
	return &condition.Document{Any: groups}
}

// toAPI returns a condition in the form of the API.
func toAPI(c condition.Condition) rulesjson.Condition {
	switch c := c.(type) {
	case condition.Field:
		return rulesjson.Field{Column: c.Column, Operator: spelling(c.Operator), Values: c.Values}
	case condition.Event:
		if condition.Activity(c.Metric) {
			return rulesjson.Activity{
				Metric: c.Metric, Operator: spelling(c.Operator), Count: c.Count, Window: c.Window, Include: c.Include, Exclude: c.Exclude,
			}
		}
		return rulesjson.Deliverability{Metric: c.Metric, Operator: spelling(c.Operator), Count: c.Count, Window: c.Window}
	case condition.Membership:
		return rulesjson.Membership{Operator: spelling(c.Operator), Lists: c.Lists}
	case condition.ISP:
		return rulesjson.ISP{Operator: spelling(c.Operator), Values: c.Values}
	default:
		panic("rule: unexpected condition")
	}
}

func fromAPI(c rulesjson.Condition) condition.Condition {
	switch c := c.(type) {
	case rulesjson.Field:
		return condition.Field{Column: c.Column, Operator: operatorOf(c.Operator), Values: c.Values}
	case rulesjson.Activity:
		return condition.Event{
			Metric: c.Metric, Operator: operatorOf(c.Operator), Count: c.Count, Window: c.Window, Include: c.Include, Exclude: c.Exclude,
		}
	case rulesjson.Deliverability:
		return condition.Event{Metric: c.Metric, Operator: operatorOf(c.Operator), Count: c.Count, Window: c.Window}
	case rulesjson.Membership:
		return condition.Membership{Operator: operatorOf(c.Operator), Lists: c.Lists}
	case rulesjson.ISP:
		return condition.ISP{Operator: operatorOf(c.Operator), Values: c.Values}
	default:
		panic("rule: unexpected condition")
	}
}
